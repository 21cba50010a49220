// An expiry as a form holds it: presets, own dates by local time, never, and what an edited key has.
import { describe, expect, it } from 'vitest'
import { defaultExpiry, readExpiry, toExpiryValue } from './expiry-value.ts'

const now = new Date(2026, 10, 20, 12, 0).getTime()
const context = { now, keptExpiresAt: null }
const own = (date: string, time = '') => ({ choice: 'own', date, time })

describe('an expiry in a form', () => {
  it('is 180 days from now at first, counted when it is sent', () => {
    expect(readExpiry(defaultExpiry, context)).toEqual({ expiresAt: now + 180 * 86_400_000 })
    const later = now + 600_000
    expect(readExpiry(defaultExpiry, { ...context, now: later }).expiresAt).toBe(later + 180 * 86_400_000)
  })

  it('without a time lasts to the end of the local day', () => {
    expect(readExpiry(own('2027-03-01'), context).expiresAt).toBe(new Date(2027, 2, 1, 23, 59, 59).getTime())
  })

  it('with a time is that minute of the local day', () => {
    expect(readExpiry(own('2027-03-01', '08:05'), context).expiresAt).toBe(
      new Date(2027, 2, 1, 8, 5).getTime(),
    )
  })

  it('can be today, later', () => {
    expect(readExpiry(own('2026-11-20'), context).expiresAt).toBe(
      new Date(2026, 10, 20, 23, 59, 59).getTime(),
    )
  })

  it.each([
    own(''),
    own('2027-02-30'),
    own('2027-13-01'),
    own('2026-11-19'),
    own('2026-11-20', '11:59'),
    own('2027-03-01', '8'),
  ])('refuses %o with a reason', (value) => {
    expect(readExpiry(value, context).problem).toMatch(/\.$/)
  })

  it('kept is exactly what the key has, also in the past', () => {
    const keep = { ...defaultExpiry, choice: 'keep' }
    expect(readExpiry(keep, { now, keptExpiresAt: 123_456 })).toEqual({ expiresAt: 123_456 })
    expect(readExpiry(keep, context)).toEqual({ expiresAt: null })
  })

  it('of a draft comes back as the same instant', () => {
    const minute = new Date(2027, 6, 14, 9, 30).getTime()
    const endOfDay = new Date(2027, 6, 14, 23, 59, 59).getTime()
    expect(readExpiry(toExpiryValue(minute), context).expiresAt).toBe(minute)
    expect(readExpiry(toExpiryValue(endOfDay), context).expiresAt).toBe(endOfDay)
    expect(toExpiryValue(endOfDay).time).toBe('')
    expect(readExpiry(toExpiryValue(null), context).expiresAt).toBeNull()
  })
})

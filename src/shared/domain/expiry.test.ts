// Unit tests of expiry: urgency, relative words, days in local time, and extending.
import { describe, expect, it } from 'vitest'
import { endOfLocalDay, expiryState, extendedExpiry, relativeTime } from './expiry.ts'

const now = Date.UTC(2026, 10, 23, 12)
const hour = 3_600_000
const day = 24 * hour

describe('the urgency of an expiry', () => {
  it.each([
    [null, 'never'],
    [now - 1, 'expired'],
    [now, 'expired'],
    [now + 1, 'urgent'],
    [now + 3 * day, 'urgent'],
    [now + 3 * day + 1, 'soon'],
    [now + 14 * day, 'soon'],
    [now + 14 * day + 1, 'ok'],
  ] as const)('%s is %s', (at, state) => {
    expect(expiryState(at, now)).toBe(state)
  })
})

describe('relative words never round up', () => {
  it.each([
    [12 * day, 'in 12 days'],
    [12 * day + 23 * hour, 'in 12 days'],
    [2 * day, 'in 2 days'],
    [47 * hour, 'in 47 hours'],
    [90 * 60_000, 'in 90 minutes'],
    [30_000, 'in under a minute'],
    [-30_000, 'just now'],
    [-3 * day, '3 days ago'],
    [200 * day, 'in 6 months'],
    [800 * day, 'in 2 years'],
  ])('%i ms is "%s"', (ms, words) => {
    expect(relativeTime(now + ms, now)).toBe(words)
  })
})

describe('a date without a time', () => {
  it('means the end of that day where the user is', () => {
    expect(endOfLocalDay('2027-02-28')).toBe(new Date(2027, 1, 28, 23, 59, 59).getTime())
  })

  it.each(['2027-02-29', '2027-13-01', '27-01-01', '', '2027-1-1', 'tomorrow'])('refuses "%s"', (text) => {
    expect(endOfLocalDay(text)).toBeNull()
  })
})

describe('extending a key', () => {
  it('adds to the present expiry', () => {
    expect(extendedExpiry(now + 5 * day, 30, now)).toBe(now + 35 * day)
  })

  it('counts from now when the expiry is past or never was', () => {
    expect(extendedExpiry(now - 5 * day, 30, now)).toBe(now + 30 * day)
    expect(extendedExpiry(null, 30, now)).toBe(now + 30 * day)
  })
})

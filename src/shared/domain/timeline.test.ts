// Unit tests of the timeline: what is in it, by which local day, and how resets are kept from flooding it.
import { describe, expect, it } from 'vitest'
import { aKey } from '../../../test/support/key-builders.ts'
import { inTimeZone } from '../../../test/support/time-zone.ts'
import type { ApiKey } from './api-key.ts'
import { buildTimeline, dayWords, idOf, startOfLocalDay, type Timeline } from './timeline.ts'

const now = Date.UTC(2026, 10, 26, 12)
const hour = 3_600_000
const day = 24 * hour

const build = (keys: readonly ApiKey[], days = 14, adminKeyExpiresAt: number | null = null) =>
  buildTimeline({ keys, adminKeyExpiresAt, now, days })
const coming = ({ days }: Timeline) => days.flatMap(({ entries }) => entries)
const limited = (changes: Partial<ApiKey> & Pick<ApiKey, 'id'>) =>
  aKey({ expiresAt: null, creditLimit: 50, creditCycle: 'weekly', ...changes })

describe('expiries', () => {
  it('within the range come in the order of time, the admin key among them', () => {
    const keys = [
      aKey({ id: 'later', expiresAt: now + 13 * day }),
      aKey({ id: 'soon', expiresAt: now + hour }),
      aKey({ id: 'beyond', expiresAt: now + 14 * day + 1 }),
      aKey({ id: 'never', expiresAt: null }),
      aKey({ id: 'gone', expiresAt: now + day, ending: { how: 'revokedHere', at: now } }),
    ]
    expect(coming(build(keys, 14, now + day)).map(idOf)).toEqual(['expiry-soon', 'admin-key', 'expiry-later'])
  })

  it('that have passed are on top, the latest first, and not for ever', () => {
    const keys = [
      aKey({ id: 'listed', expiresAt: now - 100 * day }),
      aKey({ id: 'gone', expiresAt: now - day, ending: { how: 'expired', at: now - day } }),
      aKey({ id: 'old', expiresAt: now - 15 * day, ending: { how: 'expired', at: now - 15 * day } }),
      aKey({ id: 'revoked', ending: { how: 'revokedHere', at: now - day } }),
    ]
    expect(build(keys, 14, now - 2 * day).expired.map(idOf)).toEqual([
      'expiry-gone',
      'admin-key',
      'expiry-listed',
    ])
  })
})

describe('resets', () => {
  it('of one cycle are one entry for all keys that are alive then', () => {
    const keys = [
      limited({ id: 'a', name: 'crawler' }),
      limited({ id: 'b', name: 'billing-bot' }),
      limited({ id: 'c', name: 'agent', expiresAt: now + 5 * day }),
      limited({ id: 'frozen', frozen: { limit: 50, at: now } }),
      limited({ id: 'stopped', creditLimit: 0 }),
      limited({ id: 'free', creditLimit: null }),
      limited({ id: 'odd', creditCycle: null }),
    ]
    expect(coming(build(keys)).filter(({ kind }) => kind === 'reset')).toEqual([
      {
        ...{ kind: 'reset', cycle: 'weekly', isFirstOfMany: false },
        ...{ at: Date.UTC(2026, 10, 30), count: 3, names: ['agent', 'billing-bot', 'crawler'] },
      },
      {
        ...{ kind: 'reset', cycle: 'weekly', isFirstOfMany: false },
        ...{ at: Date.UTC(2026, 11, 7), count: 2, names: ['billing-bot', 'crawler'] },
      },
    ])
  })

  it.each([
    ['8h', 14, 1],
    ['daily', 14, 1],
    ['weekly', 30, 4],
    ['weekly', 365, 1],
    ['monthly', 90, 3],
    ['monthly', 365, 1],
  ] as const)('every %s over %i days are %i entries', (creditCycle, days, count) => {
    const resets = coming(build([limited({ id: 'a', creditCycle })], days))
    expect(resets).toHaveLength(count)
    expect(resets.every((entry) => entry.kind === 'reset' && entry.isFirstOfMany === (count === 1))).toBe(
      true,
    )
  })
})

describe('days', () => {
  it.each([
    ['Pacific/Auckland', '2026-11-27'],
    ['America/Los_Angeles', '2026-11-26'],
  ])('are those of %s', (zone, date) => {
    inTimeZone(zone, () => {
      const [first] = build([aKey({ id: 'a', expiresAt: now + 8 * hour })]).days
      const [year, month, dayOfMonth] = date.split('-').map(Number)
      expect(first?.startsAt).toBe(new Date(year ?? 0, (month ?? 0) - 1, dayOfMonth).getTime())
    })
  })

  it.each(['Europe/Berlin', 'America/Santiago', 'Africa/Cairo', 'Australia/Lord_Howe'])(
    'follow each other in %s, also where they have 23 or 25 hours or begin at one',
    (zone) => {
      inTimeZone(zone, () => {
        for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 5 * hour) {
          const [start, next] = [startOfLocalDay(at), startOfLocalDay(at, 1)]
          expect(start <= at && at < next).toBe(true)
          expect([start, next].map((each) => startOfLocalDay(each))).toEqual([start, next])
        }
      })
    },
  )

  it('are called today, tomorrow, and by their dates', () => {
    inTimeZone('Europe/Berlin', () => {
      const lateAt = Date.parse('2026-10-24T23:30:00+02:00')
      const words = (later: number) => dayWords(startOfLocalDay(lateAt, later), lateAt)
      expect([words(0), words(1)]).toEqual(['Today', 'Tomorrow'])
      // The day before has 24 hours, the one after it 25.
      expect(words(2)).toMatch(/^Monday,? 26 October 2026$/)
    })
  })
})

it('10,000 keys that expire are all in it', () => {
  const keys = Array.from({ length: 10_000 }, (_, index) =>
    aKey({ id: `k${index}`, expiresAt: now + 1 + index * 1000, creditLimit: 5, creditCycle: '8h' }),
  )
  const entries = coming(build(keys))
  expect(entries.filter(({ kind }) => kind === 'expiry')).toHaveLength(10_000)
  expect(entries.filter(({ kind }) => kind === 'reset')).toHaveLength(0)
})

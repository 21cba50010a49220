// Unit tests of what there is to remind of: lead times, limits, spending, rotations, and when it changes by itself.
import { describe, expect, it } from 'vitest'
import { aKey, anAccount } from '../../../test/support/key-builders.ts'
import { inTimeZone } from '../../../test/support/time-zone.ts'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { noNotes } from '../../shared/domain/key-notes.ts'
import type { Rotation } from '../../shared/domain/rotation.ts'
import { dueDays, findOccasions, placeOf, type RuleInput } from './reminder-rules.ts'

const now = Date.UTC(2026, 10, 26, 12)
const hour = 3_600_000
const day = 24 * hour

const usual = [30, 14, 7, 3, 1]
const quiet: RuleInput = {
  ...{ account: null, keys: [], rotations: [], remindDays: usual, now, readAt: now },
  rateOf: () => ({ perHour: null, usualPerHour: null }),
}
const of = (key: Partial<ApiKey>, input: Partial<RuleInput> = {}) =>
  findOccasions({ ...quiet, keys: [aKey({ id: 'k', expiresAt: null, ...key })], ...input })
const ids = (key: Partial<ApiKey>, input: Partial<RuleInput> = {}) =>
  of(key, input).occasions.map(({ reminder }) => reminder.id)

describe('the expiry of a key', () => {
  it.each([
    [30 * day + 1, null],
    [30 * day, 30],
    [14 * day + 1, 30],
    [14 * day, 14],
    [2.5 * day, 3],
    [day + 1, 3],
    [day, 1],
    [1, 1],
    [0, null],
    [-day, null],
  ])('%i ms before it the most urgent lead time that has come is %s', (leftMs, days) => {
    expect(dueDays(now + leftMs, usual, now)).toBe(days)
  })

  it('is told with the key’s own lead time first, and with those of the settings after it', () => {
    const notes = { ...noNotes, remindDays: 10 }
    expect(ids({ expiresAt: now + 20 * day, notes })).toEqual([])
    expect(ids({ expiresAt: now + 9 * day, notes })).toEqual([`expiry:k:${now + 9 * day}:10`])
    expect(ids({ expiresAt: now + 6 * day, notes })).toEqual([`expiry:k:${now + 6 * day}:7`])
    expect(ids({ expiresAt: now + 9 * day, notes }, { remindDays: [] })).toHaveLength(1)
    expect(ids({ expiresAt: now + 9 * day }, { remindDays: [] })).toEqual([])
  })

  it('of a key that is gone or has expired is nobody’s concern any more', () => {
    expect(ids({ expiresAt: now + day, ending: { how: 'revokedHere', at: now } })).toEqual([])
    expect(ids({ expiresAt: now })).toEqual([])
  })

  it.each([
    ['Europe/Berlin', '2026-03-29T10:00:00Z', 'summer time begins'],
    ['Europe/Berlin', '2026-10-25T10:00:00Z', 'summer time ends'],
    ['Australia/Lord_Howe', '2026-10-04T10:00:00Z', 'half an hour is skipped'],
    ['America/St_Johns', '2026-03-08T10:00:00Z', 'summer time begins at half an hour from UTC'],
  ])('is 24 hours before the instant for each day in %s on the day %s, when %s', (zone, date) => {
    inTimeZone(zone, () => {
      const expiresAt = Date.parse(date)
      expect(dueDays(expiresAt, [1], expiresAt - day)).toBe(1)
      expect(dueDays(expiresAt, [1], expiresAt - day - 1)).toBeNull()
    })
  })

  it('says when time alone brings the next one, and the end', () => {
    expect(of({ expiresAt: now + 20 * day }).nextAt).toBe(now + 6 * day)
    expect(of({ expiresAt: now + 12 * hour }).nextAt).toBe(now + 12 * hour)
    expect(of({ expiresAt: null }).nextAt).toBeNull()
  })
})

it('the admin key’s own expiry is told like that of a key, without a name', () => {
  const account = anAccount({ adminKeyExpiresAt: now + 2 * day })
  expect(findOccasions({ ...quiet, account }).occasions).toMatchObject([
    { reminder: { kind: 'adminKeyExpiry', keyId: null, name: '', dueAt: now + 2 * day } },
  ])
  expect(findOccasions({ ...quiet, account: anAccount({ adminKeyExpiresAt: now }) }).occasions).toEqual([])
})

describe('the limit of a key', () => {
  const midnight = Date.UTC(2026, 10, 27)
  const limited = { creditLimit: 50, creditCycle: 'daily' } as const

  it.each([
    [39.99, []],
    [40, [`limit:k:${midnight}:50:0.8`]],
    [45, [`limit:k:${midnight}:50:0.9`]],
    [50, [`limit:k:${midnight}:50:1`]],
    [70, [`limit:k:${midnight}:50:1`]],
  ])('with %f of 50 used', (creditUsed, expected) => {
    expect(ids({ ...limited, creditUsed })).toEqual(expected)
  })

  it('is not told of frozen keys, of a limit of 0, nor without one', () => {
    expect(ids({ ...limited, creditUsed: 50, frozen: { limit: 50, at: now } })).toEqual([])
    expect(ids({ ...limited, creditLimit: 0, creditUsed: 3 })).toEqual([])
    expect(ids({ ...limited, creditLimit: null, creditUsed: 3 })).toEqual([])
  })

  it('is not told by figures of a cycle that is over', () => {
    expect(ids({ ...limited, creditUsed: 50 }, { readAt: now - day })).toEqual([])
    expect(ids({ ...limited, creditUsed: 50 }, { readAt: null })).toEqual([])
    expect(of({ ...limited, creditUsed: 50 }).nextAt).toBe(midnight)
  })

  it('without a cycle never resets', () => {
    expect(of({ ...limited, creditCycle: null, creditUsed: 50 }).occasions).toMatchObject([
      { reminder: { id: 'limit:k:none:50:1', dueAt: null, share: 1 } },
    ])
  })
})

describe('unusual spending', () => {
  it.each([
    [{ perHour: 4, usualPerHour: 1 }, true],
    [{ perHour: 3.9, usualPerHour: 1 }, false],
    [{ perHour: 1, usualPerHour: 0 }, true],
    [{ perHour: 0.9, usualPerHour: 0 }, false],
    [{ perHour: 100, usualPerHour: null }, false],
    [{ perHour: null, usualPerHour: 1 }, false],
  ])('%o is told: %s', (rate, isTold) => {
    expect(ids({}, { rateOf: () => rate })).toEqual(isTold ? [`spike:k:${Math.floor(now / day)}`] : [])
  })
})

it('a rotated key that is quiet is told; one that is not is not', () => {
  const rotation: Rotation = {
    ...{ id: 'rotation-of-one-key', oldKeyId: 'old', oldName: 'crawler', newKeyId: 'new', startedAt: 7 },
    ...{ quietMs: day, lastUseSeenAt: null, checkedAt: null, creditsSeen: null, quietFrom: 7 },
    state: 'quiet',
  }
  const found = findOccasions({ ...quiet, rotations: [rotation, { ...rotation, state: 'watching' }] })
  expect(found.occasions.map(({ reminder }) => reminder)).toMatchObject([
    { id: 'rotationQuiet:rotation-of-one-key:7', keyId: 'old', name: 'crawler' },
  ])
})

it('the most urgent comes first', () => {
  const keys = [
    aKey({ id: 'month', expiresAt: now + 29 * day }),
    aKey({ id: 'limit', expiresAt: null, creditLimit: 10, creditUsed: 10 }),
    aKey({ id: 'hours', expiresAt: now + 5 * hour }),
    aKey({ id: 'days', expiresAt: now + 2 * day }),
    aKey({ id: 'day', expiresAt: now + 23 * hour }),
    aKey({ id: 'rate', expiresAt: null }),
  ]
  const rateOf = (id: string) => ({ perHour: id === 'rate' ? 9 : null, usualPerHour: 1 })
  const found = findOccasions({ ...quiet, keys, rateOf })
  expect(found.occasions.map(({ reminder }) => reminder.keyId)).toEqual([
    ...['rate', 'hours', 'day', 'limit', 'days', 'month'],
  ])
})

it('an id taken apart says what it covers, also where the id of the key has colons in it', () => {
  const [week, three] = [placeOf('expiry:a:b:5:7'), placeOf('expiry:a:b:5:3')]
  expect(week.subject).toBe('expiry:a:b:5')
  expect(three.subject).toBe(week.subject)
  expect(three.step).toBeGreaterThan(week.step)
  expect(placeOf('limit:a:none:50:0.9').step).toBeGreaterThan(placeOf('limit:a:none:50:0.8').step)
})

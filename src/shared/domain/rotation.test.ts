// When the old key of a rotation counts as quiet, and when a gap in the readings proves nothing.
import { describe, expect, it } from 'vitest'
import { aKey } from '../../../test/support/key-builders.ts'
import {
  durationWords,
  inheritedLimit,
  oldKeyWords,
  quietForMs,
  type Rotation,
  rotationOf,
  withKeys,
  withQuietTime,
  withUse,
} from './rotation.ts'

const hourMs = 3_600_000
const start = Date.UTC(2026, 2, 18, 10)
const rotation = (changes: Partial<Rotation> = {}): Rotation => ({
  ...{ id: 'rotation-of-billing', oldKeyId: 'old', oldName: 'billing-bot', newKeyId: 'new' },
  ...{ startedAt: start, quietMs: 24 * hourMs, lastUseSeenAt: null, checkedAt: null },
  ...{ creditsSeen: 10, quietFrom: start, state: 'watching' as const },
  ...changes,
})
/** Readings after so many hours, each with the credits it told. */
const read = (from: Rotation, ...readings: readonly (readonly [hours: number, credits: number])[]) =>
  readings.reduce(
    (before, [hours, credits]) => withUse(before, { at: start + hours * hourMs, credits }),
    from,
  )

describe('the old key', () => {
  it('is quiet once its credits have stood still for the chosen time, and not an hour before', () => {
    expect(read(rotation(), [1, 10], [23, 10]).state).toBe('watching')
    expect(read(rotation(), [1, 10], [23, 10], [24, 10])).toMatchObject({
      state: 'quiet',
      lastUseSeenAt: null,
    })
  })

  it('starts over with each use, and is watched again where it was quiet', () => {
    const used = read(rotation(), [24, 10], [30, 10.5])
    expect(used).toMatchObject({ state: 'watching', lastUseSeenAt: start + 30 * hourMs })
    expect(read(used, [53, 10.5]).state).toBe('watching')
    expect(read(used, [54, 10.5]).state).toBe('quiet')
  })

  it('is quiet through a gap without readings where the same figure stands before and after it', () => {
    expect(read(rotation(), [1, 10], [100, 10]).state).toBe('quiet')
  })

  it('is not quiet for a gap in which it was used, whenever that was', () => {
    const after = read(rotation(), [1, 10], [100, 11])
    expect(after).toMatchObject({ state: 'watching', quietFrom: start + 100 * hourMs })
  })

  it('is not quiet by time alone: without a figure from before, the quiet begins with the first reading', () => {
    const unknown = rotation({ creditsSeen: null })
    expect(read(unknown, [100, 10])).toMatchObject({ state: 'watching', creditsSeen: 10 })
    expect(read(unknown, [100, 10], [124, 10]).state).toBe('quiet')
  })

  it('another quiet time is judged at once by what is known', () => {
    const watched = read(rotation(), [2, 10])
    expect(withQuietTime(watched, hourMs).state).toBe('quiet')
    expect(withQuietTime(withQuietTime(watched, hourMs), 3 * hourMs).state).toBe('watching')
    expect(quietForMs(watched)).toBe(2 * hourMs)
  })
})

describe('a rotation', () => {
  it('ends with the old key, and is broken without the new one', () => {
    expect(withKeys(rotation(), { hasOld: false, hasNew: true }).state).toBe('ended')
    expect(withKeys(rotation({ state: 'broken' }), { hasOld: false, hasNew: false }).state).toBe('ended')
    const broken = withKeys(rotation({ state: 'quiet' }), { hasOld: true, hasNew: false })
    expect(broken.state).toBe('broken')
    expect(withKeys(broken, { hasOld: true, hasNew: true }).state).toBe('watching')
    expect(withKeys(rotation({ state: 'ended' }), { hasOld: true, hasNew: true }).state).toBe('ended')
  })

  it('is found by both keys, by the one being replaced first', () => {
    const chain = [rotation(), rotation({ id: 'the-next-of-billing', oldKeyId: 'new', newKeyId: 'newer' })]
    expect(rotationOf(chain, 'old')).toMatchObject({ part: 'old' })
    expect(rotationOf(chain, 'new')).toMatchObject({ part: 'old', rotation: { newKeyId: 'newer' } })
    expect(rotationOf(chain, 'newer')).toMatchObject({ part: 'new' })
    expect(rotationOf([rotation({ state: 'ended' })], 'old')).toBeNull()
  })

  it('gives the new key the limit that a frozen one had before', () => {
    expect(inheritedLimit(aKey({ id: 'a', creditLimit: 50 }))).toBe(50)
    expect(inheritedLimit(aKey({ id: 'a', creditLimit: 0, frozen: { limit: null, at: start } }))).toBeNull()
  })
})

describe('the words', () => {
  it('say what is known of the old key, and no more', () => {
    const now = start + 30 * hourMs
    expect(oldKeyWords(rotation(), now)).toBe('its use was not read yet')
    expect(oldKeyWords(rotation({ checkedAt: now }), now)).toBe('not seen in use since')
    expect(oldKeyWords(rotation({ lastUseSeenAt: now - 3 * hourMs }), now)).toBe('last used 3 hours ago')
    expect(oldKeyWords(read(rotation(), [25.9, 10]), now)).toBe('quiet for 25 hours')
  })

  it('tell durations in whole units, never rounded up', () => {
    expect([60_000, 119_000, hourMs, 71.9 * hourMs, 72 * hourMs].map(durationWords)).toEqual([
      '1 minute',
      '1 minute',
      '1 hour',
      '71 hours',
      '3 days',
    ])
  })
})

// Which figures are of today, what they add up to, and how today is explained where the day begins elsewhere.
import { describe, expect, it } from 'vitest'
import { fiveKeys } from '../../../../test/support/key-builders.ts'
import { rateWords, shareOf, shareWords, shortCount, spentToday, sumUsage } from './usage-figures.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 2, 18, 10, 30)
const key = { usedToday: 4, usedAllTime: 10, ending: null }

describe('today', () => {
  it('is not what was read yesterday', () => {
    expect(spentToday(key, { now, readAt: now - hour })).toBe(4)
    expect(spentToday(key, { now, readAt: now - 11 * hour })).toBeNull()
    expect(spentToday(key, { now, readAt: null })).toBeNull()
  })

  it('of a key that ended is what it spent if it ended today, else nothing', () => {
    const ended = (agoMs: number) => ({ ...key, ending: { how: 'expired' as const, at: now - agoMs } })
    expect(spentToday(ended(hour), { now, readAt: now })).toBe(4)
    expect(spentToday(ended(30 * hour), { now, readAt: now })).toBe(0)
  })
})

it('sums leave out what is not known, and are unknown where nothing is', () => {
  const clock = { now: Date.now(), readAt: Date.now() }
  expect(sumUsage(fiveKeys(), clock)).toEqual({ today: 35.25, allTime: 4932.5 })
  expect(sumUsage(fiveKeys(), { ...clock, readAt: null })).toEqual({ today: null, allTime: 4932.5 })
  expect(sumUsage([], clock)).toEqual({ today: null, allTime: null })
})

it('shares, counts and rates are short and never mislead', () => {
  expect([shareOf(1, 4), shareOf(5, 4), shareOf(1, 0), shareOf(null, 4)]).toEqual([0.25, 1, null, null])
  expect([0, 0.001, 0.126, 1].map(shareWords)).toEqual(['0 %', '<1 %', '13 %', '100 %'])
  expect([0, 9999, 1_204_311].map(shortCount)).toEqual(['0', '9,999', '1.2M'])
  expect([0, 0.04213, 3, 1520].map(rateWords)).toEqual(['0', '0.0421', '3', '1.5K'])
})

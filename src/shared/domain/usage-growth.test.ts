// When credits were spent, told from a counter that is read now and then: whatever the counter and the clock do.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UsagePoint } from './usage.ts'
import { creditsAt, spendRates, spendsOf, spentByBucket, spentWithin } from './usage-growth.ts'

const hour = 3_600_000
const day = 24 * hour
const points = (...pairs: readonly (readonly [at: number, credits: number])[]): UsagePoint[] =>
  pairs.map(([at, credits]) => ({ at, credits }))

const anySeries = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.double({ min: -10, max: 1e6, noNaN: true })), {
    maxLength: 30,
  })
  .map((pairs) => points(...pairs.toSorted(([a], [b]) => a - b)))
const growingSeries = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 500 })), {
    minLength: 2,
    maxLength: 30,
  })
  .map((steps) => {
    let [at, credits] = [0, 0]
    return steps.map(([later, more]) => {
      at += later
      credits += more
      return { at, credits }
    })
  })

describe('what was spent', () => {
  it('is the growth between two readings', () => {
    expect(spendsOf(points([0, 5], [10, 5], [20, 8]))).toEqual([{ from: 10, until: 20, credits: 3 }])
  })

  it('of a counter that began anew is what it grew since', () => {
    const spends = spendsOf(points([0, 500], [10, 3], [20, 5]))
    expect(spends).toEqual([{ from: 10, until: 20, credits: 2 }])
  })

  it('of a counter that was corrected counts nothing twice', () => {
    expect(spendsOf(points([0, 10], [10, 9], [20, 12]))).toEqual([{ from: 10, until: 20, credits: 2 }])
  })

  it('is shared out by time where only a part of it is asked for', () => {
    const spends = spendsOf(points([0, 0], [100, 10]))
    expect(spentWithin(spends, 0, 50)).toBe(5)
    expect(spentWithin(spends, 90, 500)).toBeCloseTo(1)
    expect(spentWithin(spends, 100, 500)).toBe(0)
  })

  it('is never less than nothing, nor more than the counter ever showed', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        const spends = spendsOf(series)
        expect(spends.every(({ from, until, credits }) => credits > 0 && until >= from)).toBe(true)
        const highest = series.reduce((most, { credits }) => Math.max(most, credits), 0)
        expect(spends.every(({ credits }) => credits <= highest)).toBe(true)
      }),
    )
  })

  it('adds up to what the counter grew', () => {
    fc.assert(
      fc.property(growingSeries, (series) => {
        const [first, last] = [series[0], series.at(-1)]
        const grown = (last?.credits ?? 0) - (first?.credits ?? 0)
        expect(spentWithin(spendsOf(series), 0, 10_000)).toBeCloseTo(grown, 6)
      }),
    )
  })
})

describe('buckets', () => {
  it('are unknown before the first point, after the last, and where a growth covers all of it', () => {
    const series = points([15, 0], [18, 1], [52, 7], [55, 7])
    expect(spentByBucket(series, [0, 10, 20, 30, 40, 50, 60, 70])).toEqual([
      null,
      expect.closeTo(1 + (6 * 2) / 34),
      null,
      null,
      null,
      expect.closeTo((6 * 2) / 34),
      null,
    ])
  })

  it('are empty, not unknown, where the figure was the same before and after', () => {
    expect(spentByBucket(points([5, 3], [95, 3]), [0, 30, 60, 90])).toEqual([0, 0, 0])
  })

  it('of nothing are unknown', () => {
    expect(spentByBucket([], [0, 10, 20])).toEqual([null, null])
    expect(spentByBucket(points([5, 1]), [0])).toEqual([])
  })

  it('hold together what was spent while they were read', () => {
    fc.assert(
      fc.property(growingSeries, fc.integer({ min: 1, max: 40 }), (series, count) => {
        const until = (series.at(-1)?.at ?? 0) + 1
        const edges = Array.from({ length: count + 1 }, (_, index) => (until * index) / count)
        const known = spentByBucket(series, edges)
        const spends = spendsOf(series)
        for (const [index, credits] of known.entries()) {
          if (credits === null) continue
          expect(credits).toBeCloseTo(spentWithin(spends, edges[index] ?? 0, edges[index + 1] ?? 0), 6)
        }
      }),
    )
  })
})

describe('the counter at a moment', () => {
  it('lies between two points, and is unknown outside of them', () => {
    const series = points([10, 4], [20, 8])
    expect([5, 10, 15, 20, 21].map((at) => creditsAt(series, at))).toEqual([null, 4, 6, 8, null])
  })
})

describe('rates', () => {
  const now = 100 * day
  /** Read every six hours for days: so much an hour, day by day, the last before the present hours. */
  const daily = (...perHour: readonly number[]): UsagePoint[] => {
    const end = now - 3 * hour
    const series = points([end - perHour.length * day, 0])
    let credits = 0
    perHour.forEach((rate, index) => {
      for (let part = 1; part <= 4; part += 1) {
        credits += rate * 6
        series.push({ at: end - (perHour.length - index) * day + part * 6 * hour, credits })
      }
    })
    return series
  }

  it('are unknown with too little to go by', () => {
    expect(spendRates([], now)).toEqual({ perHour: null, usualPerHour: null })
    expect(spendRates(points([now - 5 * 60_000, 1], [now, 2]), now).perHour).toBeNull()
    expect(spendRates(daily(1, 1), now).usualPerHour).toBeNull()
  })

  it('are of the last three hours, as far as they are known', () => {
    expect(spendRates(points([now - hour, 10], [now, 12]), now).perHour).toBeCloseTo(2)
    expect(spendRates(points([now - 6 * hour, 0], [now - 3 * hour, 90], [now, 96]), now).perHour).toBeCloseTo(
      2,
    )
    // A whole night without a reading is known in sum.
    expect(spendRates(points([now - 10 * hour, 0], [now, 50]), now).perHour).toBeCloseTo(5)
  })

  it('are unknown when the last reading is old', () => {
    expect(spendRates(points([now - 9 * hour, 0], [now - 4 * hour, 50]), now).perHour).toBeNull()
  })

  it('are usually what the middle day was, whatever a single one was', () => {
    expect(spendRates(daily(1, 2, 3, 2, 500, 2, 1), now).usualPerHour).toBeCloseTo(2)
    expect(spendRates(daily(1, 3, 5, 7), now).usualPerHour).toBeCloseTo(4)
  })

  it('do not take what is spent now for usual', () => {
    const series = [...daily(1, 1, 1, 1), { at: now, credits: 4 * 24 + 300 }]
    const { perHour, usualPerHour } = spendRates(series, now)
    expect(perHour).toBeCloseTo(100)
    expect(usualPerHour).toBeCloseTo(1)
  })

  it('are sensible numbers whatever was read', () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: -10, max: 2000 }), (series, at) => {
        for (const rate of Object.values(spendRates(series, at))) {
          if (rate !== null) expect(Number.isFinite(rate) && rate >= 0).toBe(true)
        }
      }),
    )
  })
})

// What the chart shows of a series: by bucket and added up, with resets, gaps, and clocks that change.
import { afterEach, describe, expect, it } from 'vitest'
import type { UsagePoint } from '../../../shared/domain/usage.ts'
import { chartData } from './chart-data.ts'
import { bucketsOf, type RangeId, ranges } from './chart-range.ts'
import { chartSummary, rowTime } from './chart-words.ts'

const hour = 3_600_000
const day = 24 * hour
const now = Date.UTC(2026, 2, 18, 10, 30)
const points = (...pairs: readonly (readonly [agoMs: number, credits: number])[]): UsagePoint[] =>
  pairs.map(([agoMs, credits]) => ({ at: now - agoMs, credits }))

const { TZ } = process.env
afterEach(() => {
  if (TZ === undefined) delete process.env.TZ
  else process.env.TZ = TZ
})

describe('buckets', () => {
  it.each(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe'])(
    'rise, hold now in the last one, and follow the calendar of %s, also when its clocks change',
    (zone) => {
      process.env.TZ = zone
      // Both changes of the year, in either half of the world.
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 6.5 * day) {
        for (const { id } of ranges) {
          const { unit, edges } = bucketsOf(id, at - 50 * day, at)
          expect(edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? edge))).toBe(true)
          expect(edges.at(-1)).toBeGreaterThan(at)
          expect(edges.at(-2)).toBeLessThanOrEqual(at)
          if (unit === 'day') expect(edges.every((edge) => new Date(edge).getHours() <= 1)).toBe(true)
        }
      }
    },
  )

  it('of all that was read are days, weeks or months, and never too many', () => {
    const units = [3, 40, 300, 3000, 20_000].map((days) => {
      const { unit, edges } = bucketsOf('all', now - days * day, now)
      expect(edges.length).toBeLessThanOrEqual(61)
      return unit
    })
    expect(units).toEqual(['day', 'day', 'week', 'month', 'month'])
  })
})

const spentIn = (range: RangeId, series: readonly UsagePoint[]) =>
  chartData({ points: series, range, look: 'spent', key: null, now }).rows.map(({ spent }) => spent)

describe('what was spent', () => {
  it('stands in the hour in which it was read', () => {
    const rows = spentIn('24h', points([3 * hour, 10], [hour + 5 * 60_000, 10], [hour, 14], [0, 14]))
    expect(rows).toHaveLength(24)
    expect(rows.slice(0, 20)).toEqual(Array(20).fill(null))
    expect(rows.slice(20)).toEqual([0, 0, 4, 0])
  })

  it('while nothing was read is not known, and not a spike after it', () => {
    const rows = spentIn('24h', points([20 * hour, 0], [20 * hour - 60_000, 1], [60_000, 501], [0, 501]))
    expect(rows.filter((spent) => spent === null).length).toBeGreaterThanOrEqual(20)
    expect(Math.max(...rows.map((spent) => spent ?? 0))).toBeLessThan(30)
  })
})

describe('added up', () => {
  const key = { creditLimit: 50, creditUsed: 12, creditCycle: '8h' as const }

  it('counts from zero at each reset, and ends with what the service says is used', () => {
    // The cycle turned at 08:00, two and a half hours ago.
    const series = points([9 * hour, 100], [2.5 * hour, 130], [hour, 138], [0, 142])
    const { line, resets, limit, base } = chartData({
      points: series,
      range: '24h',
      look: 'addedUp',
      key,
      now,
    })
    expect(base).toBe('cycle')
    expect(limit).toBe(50)
    expect(resets.slice(-2)).toEqual([Date.UTC(2026, 2, 18, 0), Date.UTC(2026, 2, 18, 8)])
    const atReset = line.filter(({ at }) => at === Date.UTC(2026, 2, 18, 8)).map(({ credits }) => credits)
    // The former cycle began while nothing was read.
    expect(atReset).toEqual([null, 0])
    expect(line.at(-1)).toEqual({ at: now, credits: 12 })
  })

  it('of a cycle that began before anything was read goes by what the service says is used', () => {
    const monthly = { ...key, creditCycle: 'monthly' as const, creditUsed: 40 }
    const { line } = chartData({
      ...{ points: points([hour, 500], [0, 510]), range: '24h', look: 'addedUp', key: monthly, now },
    })
    expect(line.filter(({ credits }) => credits !== null).map(({ credits }) => credits)).toEqual([30, 40])
  })

  it('of all keys counts from the beginning of the range, without limit and resets', () => {
    const data = chartData({
      ...{
        points: points([40 * day, 7], [2 * day, 100], [0, 130]),
        range: '7d',
        look: 'addedUp',
        key: null,
        now,
      },
    })
    expect(data).toMatchObject({ base: 'range', limit: null, resets: [] })
    // It is broken where nothing was read for longer than a bucket.
    expect(data.line.map(({ credits }) => credits)).toEqual([null, 0, null, 30])
  })

  it('never falls within a cycle, whatever the series', () => {
    const series = points([5 * hour, 9], [4 * hour, 8], [3 * hour, 2], [2 * hour, 3], [0, 3])
    const { line } = chartData({ points: series, range: '24h', look: 'addedUp', key, now })
    expect(line.every(({ credits }) => credits === null || credits >= 0)).toBe(true)
  })

  it('of a thousand points over a year is not slow to draw', () => {
    const series = Array.from({ length: 1000 }, (_, index) => ({
      at: now - (1000 - index) * 8 * hour,
      credits: index,
    }))
    const monthly = { ...key, creditCycle: 'monthly' as const }
    const data = chartData({ points: series, range: 'all', look: 'addedUp', key: monthly, now })
    expect(data.line.length).toBeLessThan(1200)
    expect(data.rows.length).toBeLessThanOrEqual(60)
  })
})

describe('in words', () => {
  it('the chart says its sum, its most and what was not read', () => {
    process.env.TZ = 'UTC'
    const series = points([3 * hour, 10], [hour + 5 * 60_000, 10], [hour, 14], [0, 15])
    const data = chartData({ points: series, range: '24h', look: 'spent', key: null, now })
    expect(chartSummary(data, '24h')).toMatch(
      /^Credits spent per hour, the last 24 hours\. 5 credits in all\. The most, 4\.5 credits: .+\. Not read in 20 of 24 parts\.$/,
    )
  })

  it('each unit has its times', () => {
    const [from, until] = [new Date(2026, 2, 18, 6).getTime(), new Date(2026, 2, 18, 12).getTime()]
    expect(rowTime({ from, until }, 'sixHours')).toBe('Wed 18 Mar, 06:00–12:00')
    expect(rowTime({ from, until }, 'day')).toBe('18 Mar 2026')
    expect(rowTime({ from, until: from + 7 * day }, 'week')).toBe('18 Mar – 25 Mar 2026')
    expect(rowTime({ from, until }, 'month')).toBe('Mar 2026')
  })
})

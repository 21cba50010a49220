// What the chart draws and its table says, computed from points: credits spent in each bucket, or added up.
import type { ApiKey, CreditCycle } from '../../../shared/domain/api-key.ts'
import { nextReset } from '../../../shared/domain/credit-cycle.ts'
import type { UsagePoint } from '../../../shared/domain/usage.ts'
import { creditsAt, spendsOf, spentByBucket } from '../../../shared/domain/usage-growth.ts'
import { type BucketUnit, bucketsOf, type RangeId } from './chart-range.ts'

/** One row of the table; null where it is not known. Times are epoch ms. */
export interface ChartRow {
  readonly from: number
  readonly until: number
  readonly spent: number | null
  /** Added up, at the end of the bucket. */
  readonly total: number | null
}

export interface ChartData {
  readonly look: 'spent' | 'addedUp'
  readonly unit: BucketUnit
  readonly from: number
  readonly until: number
  readonly rows: readonly ChartRow[]
  /** Added up by time; the same moment may come twice, before and after a reset. */
  readonly line: readonly { readonly at: number; readonly credits: number | null }[]
  /** What the line counts: since the last reset of the key's cycle, or since the chart begins. */
  readonly base: 'cycle' | 'range'
  readonly limit: number | null
  readonly resets: readonly number[]
}

export interface ChartQuestion {
  readonly points: readonly UsagePoint[]
  readonly range: RangeId
  readonly look: ChartData['look']
  /** Null for the sum over all keys. */
  readonly key: Pick<ApiKey, 'creditLimit' | 'creditUsed' | 'creditCycle'> | null
  readonly now: number
}

/** More resets than this are a wall, not marks. */
const maxResets = 14

export function chartData({ points, range, look, key, now }: ChartQuestion): ChartData {
  const { unit, edges } = bucketsOf(range, points[0]?.at ?? now, now)
  const [from, until] = [edges[0] ?? now, edges.at(-1) ?? now]
  const cycle = key?.creditCycle ?? null
  const resets = cycle === null ? [] : resetsWithin(cycle, from, Math.min(until, now))
  const known = knownCredits(points, edges)
  const total =
    cycle === null || key === null
      ? sinceRange(points, known, from)
      : inCycle(known, { cycle, usedNow: key.creditUsed, lastCredits: points.at(-1)?.credits ?? null, now })
  const spent = spentByBucket(points, edges)
  return {
    ...{ look, unit, from, until },
    rows: spent.map((credits, index) => {
      const [start, end] = [edges[index] ?? from, edges[index + 1] ?? until]
      // At a reset the bucket that ends there still holds all of its cycle.
      return { from: start, until: end, spent: credits, total: total(Math.min(end, now), 'before') }
    }),
    line: look === 'spent' ? [] : lineOf(known.times, { from, until: Math.min(until, now), resets, total }),
    base: cycle === null ? 'range' : 'cycle',
    limit: cycle === null ? null : (key?.creditLimit ?? null),
    resets: resets.length > maxResets ? [] : resets,
  }
}

interface Known {
  /** The counter at a moment; null before the first reading and in a gap between two. */
  readonly credits: (at: number) => number | null
  /** Where the line turns or breaks, epoch ms. */
  readonly times: readonly number[]
}

/** A growth that covers a whole bucket is a gap: in which of its moments it happened nobody knows. */
function knownCredits(points: readonly UsagePoint[], edges: readonly number[]): Known {
  const gaps = spendsOf(points).filter(({ from, until }) =>
    edges.some((edge, index) => from <= edge && until >= (edges[index + 1] ?? Number.POSITIVE_INFINITY)),
  )
  const last = points.at(-1)
  return {
    credits: (at) => {
      if (gaps.some(({ from, until }) => at > from && at < until)) return null
      // After the last reading nothing newer is known than that.
      return last !== undefined && last.at <= at ? last.credits : creditsAt(points, at)
    },
    times: [...points.map(({ at }) => at), ...gaps.map(({ from, until }) => (from + until) / 2)],
  }
}

/** What was added up at a moment; at a reset either what it was before, or the 0 after it. */
type Total = (at: number, side: 'before' | 'after') => number | null

function sinceRange(points: readonly UsagePoint[], known: Known, from: number): Total {
  const base = known.credits(from) ?? points.find(({ at }) => at >= from)?.credits ?? null
  return (at) => {
    const credits = known.credits(at)
    return credits === null || base === null ? null : Math.max(0, credits - base)
  }
}

interface CycleContext {
  readonly cycle: CreditCycle
  /** Credits used in the running cycle, as the service tells it. */
  readonly usedNow: number
  readonly lastCredits: number | null
  readonly now: number
}

/** Of the running cycle the service tells what is used; of the others only what was read since they began. */
function inCycle(known: Known, { cycle, usedNow, lastCredits, now }: CycleContext): Total {
  const running = nextReset(cycle, now)
  const bases = new Map<number, number | null>()
  const baseOf = (moment: number): number | null => {
    const reset = nextReset(cycle, moment)
    const found = bases.get(reset)
    if (found !== undefined) return found
    const isRunning = reset === running && lastCredits !== null
    const base = known.credits(cycleStart(cycle, moment)) ?? (isRunning ? lastCredits - usedNow : null)
    bases.set(reset, base)
    return base
  }
  return (at, side) => {
    const credits = known.credits(at)
    // A moment before the reset belongs to the cycle that ends with it.
    const base = baseOf(side === 'before' ? at - 1 : at)
    return credits === null || base === null ? null : Math.max(0, credits - base)
  }
}

const hourMs = 3_600_000

/** When the cycle that holds `at` began: the last moment whose next reset is still the same. */
function cycleStart(cycle: CreditCycle, at: number): number {
  const end = nextReset(cycle, at)
  let start = Math.floor(at / hourMs) * hourMs
  // Every cycle turns at a full hour.
  while (nextReset(cycle, start - hourMs) === end) start -= hourMs
  return start
}

function resetsWithin(cycle: CreditCycle, from: number, until: number): readonly number[] {
  const resets: number[] = []
  for (let at = nextReset(cycle, from - 1); at <= until; at = nextReset(cycle, at)) resets.push(at)
  return resets
}

function lineOf(
  turns: readonly number[],
  { from, until, resets, total }: Pick<ChartData, 'from' | 'until' | 'resets'> & { readonly total: Total },
): ChartData['line'] {
  const atResets = new Set(resets)
  const times = new Set([from, ...turns, ...resets, until])
  return [...times]
    .filter((at) => at >= from && at <= until)
    .sort((a, b) => a - b)
    .flatMap((at) => {
      const before = { at, credits: total(at, 'before') }
      return atResets.has(at) ? [before, { at, credits: total(at, 'after') }] : [before]
    })
}

// What was spent when, computed from points of a counter that grows: by bucket, as a rate, and where it is not known.
import type { UsagePoint } from './usage.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Credits spent between two points; at which moment in between, nobody knows. Times are epoch ms. */
export interface Spend {
  readonly from: number
  readonly until: number
  readonly credits: number
}

/**
 * The growth between neighbouring points, which are ordered by time. A counter that falls to less than half began
 * anew; one that falls by less was corrected, or its clock was set: then nothing counts until it is above where it
 * had been.
 */
export function spendsOf(points: readonly UsagePoint[]): readonly Spend[] {
  const spends: Spend[] = []
  let from: number | null = null
  let peak = 0
  for (const { at, credits } of points) {
    const figure = Math.max(0, credits)
    const isNewStart: boolean = from === null || figure < peak / 2
    if (!isNewStart && from !== null && figure > peak) {
      spends.push({ from, until: at, credits: figure - peak })
    }
    peak = isNewStart ? figure : Math.max(peak, figure)
    from = at
  }
  return spends
}

/** What was spent from `from` until `until`; a spend that reaches out of it counts by its share. */
export function spentWithin(spends: readonly Spend[], from: number, until: number): number {
  return spends.reduce((sum, spend) => sum + shareWithin(spend, from, until), 0)
}

function shareWithin(spend: Spend, from: number, until: number): number {
  const overlap = Math.min(spend.until, until) - Math.max(spend.from, from)
  if (overlap <= 0) return 0
  return (spend.credits * overlap) / (spend.until - spend.from)
}

/**
 * Credits spent in each bucket between neighbouring `edges` (ascending, epoch ms). Null where it is not known: before
 * the first and after the last point, and where one growth covers the whole bucket, so that nothing was read in it.
 */
export function spentByBucket(
  points: readonly UsagePoint[],
  edges: readonly number[],
): readonly (number | null)[] {
  const first = points[0]?.at
  const last = points.at(-1)?.at
  const spends = spendsOf(points)
  let next = 0
  return edges.slice(1).map((until, index) => {
    const from = edges[index] ?? until
    if (first === undefined || last === undefined || until <= first || from >= last) return null
    while ((spends[next]?.until ?? Number.POSITIVE_INFINITY) <= from) next += 1
    let sum = 0
    for (let at = next; at < spends.length; at += 1) {
      const spend = spends[at]
      if (spend === undefined || spend.from >= until) break
      if (spend.from <= from && spend.until >= until) return null
      sum += shareWithin(spend, from, until)
    }
    return sum
  })
}

/**
 * The counter at `at`, between two points as if it had grown evenly; null outside of what is known. Points are
 * ordered by time.
 */
export function creditsAt(points: readonly UsagePoint[], at: number): number | null {
  const index = indexFrom(points, at)
  const after = points[index]
  if (after === undefined) return null
  const before = points[index - 1]
  if (after.at === at || before === undefined) return after.at === at ? after.credits : null
  const share = (at - before.at) / (after.at - before.at)
  return before.credits + (after.credits - before.credits) * share
}

/** The index of the first point that is not before `at`. */
function indexFrom(points: readonly UsagePoint[], at: number): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((points[middle]?.at ?? at) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** Credits an hour, now and usually; null while too little is known. */
export interface SpendRates {
  readonly perHour: number | null
  readonly usualPerHour: number | null
}

/** The present rate is that of so long. */
const presentMs = 3 * hourMs
const minPresentMs = 15 * 60_000
const usualDays = 7
const minUsualMs = 6 * hourMs
const minUsualDays = 3

/** How far back the points for `spendRates` must reach. */
export const ratesReachMs = presentMs + usualDays * dayMs

/**
 * The present rate is that of the last three hours, of which a quarter of an hour must be known. The usual one is
 * the median of the rates of the seven days before these; at least three of them must be known, six hours each.
 */
export function spendRates(points: readonly UsagePoint[], now: number): SpendRates {
  const spends = spendsOf(points)
  const rateWithin = (from: number, until: number, minMs: number): number | null => {
    const knownFrom = Math.max(from, points[0]?.at ?? until)
    const knownUntil = Math.min(until, points.at(-1)?.at ?? from)
    const knownMs = knownUntil - knownFrom
    return knownMs < minMs ? null : (spentWithin(spends, knownFrom, knownUntil) / knownMs) * hourMs
  }
  const days = Array.from({ length: usualDays }, (_, index) => {
    const until = now - presentMs - index * dayMs
    return rateWithin(until - dayMs, until, minUsualMs)
  }).filter((rate) => rate !== null)
  return {
    perHour: rateWithin(now - presentMs, now, minPresentMs),
    usualPerHour: days.length < minUsualDays ? null : median(days),
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

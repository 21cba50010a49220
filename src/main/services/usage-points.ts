// How the points of use in cache.db become a series: what was read between them, where it begins, how it is thinned.
import type { UsagePoint } from '../../shared/domain/usage.ts'
import type { CacheStore } from '../ports/store.ts'

/**
 * The series with the last reading before each growth, and the last of all: only what moved is stored, and without
 * these a quiet night would look like a slow growth. Points and times are ordered.
 */
export function withReadings(points: readonly UsagePoint[], times: readonly number[]): readonly UsagePoint[] {
  const series: UsagePoint[] = []
  let next = 0
  for (const point of points) {
    const previous = series.at(-1)
    while ((times[next] ?? Number.POSITIVE_INFINITY) < point.at) next += 1
    const readAt = times[next - 1]
    if (previous !== undefined && readAt !== undefined && readAt > previous.at) {
      series.push({ at: readAt, credits: previous.credits })
    }
    series.push(point)
  }
  const [last, lastReadAt] = [series.at(-1), times.at(-1)]
  if (last !== undefined && lastReadAt !== undefined && lastReadAt > last.at) {
    series.push({ at: lastReadAt, credits: last.credits })
  }
  return series
}

/** Nothing was spent when a key was made: known to be so for one that was made after the readings began. */
export function firstKnown(
  points: readonly UsagePoint[],
  times: readonly number[],
  createdAt: number | null,
): readonly UsagePoint[] {
  const [first, firstReadAt] = [points[0], times[0]]
  if (first === undefined || firstReadAt === undefined || createdAt === null) return []
  return firstReadAt <= createdAt && createdAt < first.at ? [{ at: createdAt, credits: 0 }] : []
}

/** At most `count` points: the first and the last of each of equally long stretches. */
export function thinned(points: readonly UsagePoint[], count: number): readonly UsagePoint[] {
  const [first, last] = [points[0], points.at(-1)]
  if (points.length <= count || first === undefined || last === undefined) return points
  const stretches = Math.floor(count / 2)
  const lengthMs = (last.at - first.at + 1) / stretches
  const stretchOf = ({ at }: UsagePoint) => Math.floor((at - first.at) / lengthMs)
  return points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]]
    const isFirst = before === undefined || stretchOf(before) !== stretchOf(point)
    const isLast = after === undefined || stretchOf(after) !== stretchOf(point)
    return isFirst || isLast
  })
}

const minuteMs = 60_000

/** The times of readings, which every key of an account shares; read once for all that is asked within a minute. */
export function createReadTimes(cache: Pick<CacheStore, 'readUseTimes'>) {
  let known: {
    readonly accountId: string
    readonly sinceAt: number
    readonly times: readonly number[]
  } | null = null
  return {
    /** Those from about `sinceAt` (up to a minute before) to `until`. */
    read: (accountId: string, sinceAt: number, until: number): readonly number[] => {
      const from = Math.floor(sinceAt / minuteMs) * minuteMs
      if (known?.accountId !== accountId || known.sinceAt !== from) {
        known = { accountId, sinceAt: from, times: cache.readUseTimes(accountId, from) }
      }
      const { times } = known
      return (times.at(-1) ?? until) <= until ? times : times.filter((at) => at <= until)
    },
    /** A reading was added, or times were thinned out. */
    forget: () => {
      known = null
    },
  }
}

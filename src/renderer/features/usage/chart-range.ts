// The stretches of time that the chart can show, and the buckets each is cut into, by this computer's calendar.

export const ranges = [
  { id: '24h', label: '24 h', words: 'the last 24 hours' },
  { id: '7d', label: '7 d', words: 'the last 7 days' },
  { id: '30d', label: '30 d', words: 'the last 30 days' },
  { id: 'all', label: 'All', words: 'all that was read' },
] as const
export type RangeId = (typeof ranges)[number]['id']

export type BucketUnit = 'hour' | 'sixHours' | 'day' | 'week' | 'month'

export const unitWords: Readonly<Record<BucketUnit, string>> = {
  hour: 'hour',
  sixHours: '6 hours',
  day: 'day',
  week: 'week',
  month: 'month',
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** More buckets than this in "all" are too narrow to tell apart. */
const maxBuckets = 60

/**
 * How far back points are needed, epoch ms: as long again as is shown, so that the cycle that ran at its beginning is
 * known from its own beginning on.
 */
export function rangeStart(range: RangeId, now: number): number {
  switch (range) {
    case '24h':
      return now - 2 * dayMs
    case '7d':
      return now - 15 * dayMs
    case '30d':
      return now - 62 * dayMs
    case 'all':
      return 0
  }
}

export interface Buckets {
  readonly unit: BucketUnit
  /** Ascending, epoch ms; the last one lies after now. */
  readonly edges: readonly number[]
}

/** The buckets of a range; "all" begins with the first point. */
export function bucketsOf(range: RangeId, firstAt: number, now: number): Buckets {
  switch (range) {
    case '24h':
      return { unit: 'hour', edges: edgesBack('hour', now, 24) }
    case '7d':
      return { unit: 'sixHours', edges: edgesBack('sixHours', now, 28) }
    case '30d':
      return { unit: 'day', edges: edgesBack('day', now, 30) }
    case 'all':
      return allBuckets(firstAt, now)
  }
}

function allBuckets(firstAt: number, now: number): Buckets {
  const days = Math.max(7, Math.ceil((now - firstAt) / dayMs) + 1)
  if (days <= maxBuckets) return { unit: 'day', edges: edgesBack('day', now, days) }
  const weeks = Math.ceil(days / 7) + 1
  if (weeks <= maxBuckets) return { unit: 'week', edges: edgesBack('week', now, weeks) }
  return { unit: 'month', edges: edgesBack('month', now, Math.min(maxBuckets, Math.ceil(days / 28) + 1)) }
}

/** The edges of `count` buckets, of which the last holds now. */
function edgesBack(unit: BucketUnit, now: number, count: number): readonly number[] {
  const edges = Array.from({ length: count + 1 }, (_, index) => edge(unit, now, index + 1 - count))
  // Where the clock is set back or forward two edges may fall together.
  return edges.filter((at, index) => index === 0 || at > (edges[index - 1] ?? at))
}

/** The beginning of the bucket that lies `offset` buckets after the one that holds now. */
function edge(unit: BucketUnit, now: number, offset: number): number {
  const date = new Date(now)
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  switch (unit) {
    case 'hour':
      // Not by the calendar: the hour that comes twice would be one of two.
      return Math.floor(now / hourMs + offset) * hourMs
    case 'sixHours':
      return new Date(year, month, day, (Math.floor(date.getHours() / 6) + offset) * 6).getTime()
    case 'day':
      return new Date(year, month, day + offset).getTime()
    case 'week':
      return new Date(year, month, day - ((date.getDay() + 6) % 7) + offset * 7).getTime()
    case 'month':
      return new Date(year, month + offset, 1).getTime()
  }
}

// The figures of the usage view: which are of today, what they add up to, and what share of it each key has.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { utcDayOf } from '../../../shared/domain/credit-cycle.ts'

/** The last 00:00 UTC, epoch ms: where the service's "today" begins. */
function utcDayStart(now: number): number {
  return utcDayOf(now) * 86_400_000
}

export interface UsageClock {
  /** By the service's clock, epoch ms. */
  readonly now: number
  /** When use was last read, by the same clock; null = never. */
  readonly readAt: number | null
}

/** Whether what was read is of today: yesterday's "today" is not. */
export function isReadToday({ now, readAt }: UsageClock): boolean {
  return readAt !== null && readAt >= utcDayStart(now)
}

/** Credits that a key spent today; null where it is not known. A key that ended before today spent nothing. */
export function spentToday(key: Pick<ApiKey, 'usedToday' | 'ending'>, clock: UsageClock): number | null {
  if (key.ending && key.ending.at < utcDayStart(clock.now)) return 0
  return isReadToday(clock) ? key.usedToday : null
}

export interface UsageSums {
  readonly today: number | null
  readonly allTime: number | null
}

/** Sums of what is known; null where nothing is. */
export function sumUsage(
  keys: Iterable<Pick<ApiKey, 'usedToday' | 'usedAllTime' | 'ending'>>,
  clock: UsageClock,
): UsageSums {
  let today: number | null = null
  let allTime: number | null = null
  for (const key of keys) {
    const ofToday = spentToday(key, clock)
    if (ofToday !== null) today = (today ?? 0) + ofToday
    if (key.usedAllTime !== null) allTime = (allTime ?? 0) + key.usedAllTime
  }
  return { today: isReadToday(clock) ? today : null, allTime }
}

/** Between 0 and 1; null where there is nothing to have a share of. */
export function shareOf(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || !(whole > 0) ? null : Math.min(1, Math.max(0, part / whole))
}

/** "12 %", "<1 %", "0 %". */
export function shareWords(share: number): string {
  if (share > 0 && share < 0.01) return '<1 %'
  return `${Math.round(share * 100)} %`
}

const zoneTime = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
})
const dayOnly = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** "since 00:00 UTC (01:00 CET)": when today began here, with its date where that is another. */
export function sinceWords(now: number): string {
  const start = utcDayStart(now)
  const local = zoneTime.format(start)
  if (new Date(start).getTimezoneOffset() === 0) return 'since 00:00 UTC'
  const isOtherDay = dayOnly.format(start) !== dayOnly.format(now)
  return `since 00:00 UTC (${local}${isOtherDay ? `, ${dayOnly.format(start)}` : ''})`
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** "1.2M"; small numbers in full. */
export function shortCount(count: number): string {
  return Math.abs(count) < 10_000 ? whole.format(count) : compact.format(count)
}

/** "1,204,311". */
export function fullCount(count: number): string {
  return whole.format(count)
}

const rate = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })

/** Credits an hour, small ones not rounded away: "0.042". */
export function rateWords(perHour: number): string {
  return perHour < 1 ? rate.format(perHour) : compact.format(perHour)
}

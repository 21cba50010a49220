// When a key expires, in the words and the urgency that people act on.

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

export type ExpiryState = 'never' | 'ok' | 'soon' | 'urgent' | 'expired'

/** `soon` within 14 days, `urgent` within 3; times are epoch ms, `now` by the service's clock. */
export function expiryState(expiresAt: number | null, now: number): ExpiryState {
  if (expiresAt === null) return 'never'
  const leftMs = expiresAt - now
  if (leftMs <= 0) return 'expired'
  if (leftMs <= 3 * dayMs) return 'urgent'
  return leftMs <= 14 * dayMs ? 'soon' : 'ok'
}

export interface ExpiryPreset {
  readonly id: string
  readonly label: string
  readonly ms: number
}

/** The choices of the create form; 180 days is what the service itself takes by default. */
export const expiryPresets: readonly ExpiryPreset[] = [
  { id: '1h', label: '1 hour', ms: hourMs },
  { id: '24h', label: '24 hours', ms: dayMs },
  { id: '7d', label: '7 days', ms: 7 * dayMs },
  { id: '30d', label: '30 days', ms: 30 * dayMs },
  { id: '90d', label: '90 days', ms: 90 * dayMs },
  { id: '180d', label: '180 days', ms: 180 * dayMs },
]
export const defaultExpiryPreset = '180d'

/**
 * The instant that lies `days` after the present expiry, or after now where that is past or never was:
 * extending a key must not shorten it.
 */
export function extendedExpiry(expiresAt: number | null, days: number, now: number): number {
  return Math.max(expiresAt ?? now, now) + days * dayMs
}

/** The last second of a local calendar day written `YYYY-MM-DD`; null where that is no date. */
export function endOfLocalDay(date: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  // Counted back from the next day: where the clock is set back at midnight, 23:59:59 comes twice.
  const end = new Date(new Date(year, month - 1, day + 1).getTime() - 1000)
  return end.getMonth() === month - 1 && end.getDate() === day ? end.getTime() : null
}

const units = [
  { unit: 'year', ms: 365 * dayMs, from: 2 * 365 * dayMs },
  { unit: 'month', ms: 30 * dayMs, from: 90 * dayMs },
  { unit: 'day', ms: dayMs, from: 2 * dayMs },
  { unit: 'hour', ms: hourMs, from: 2 * hourMs },
  { unit: 'minute', ms: minuteMs, from: minuteMs },
] as const
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** "in 12 days", "3 hours ago", "in under a minute", "just now"; whole units, never rounded up. */
export function relativeTime(at: number, now: number): string {
  const diffMs = at - now
  const size = Math.abs(diffMs)
  const found = units.find(({ from }) => size >= from)
  if (!found) return diffMs >= 0 ? 'in under a minute' : 'just now'
  return relative.format(Math.sign(diffMs) * Math.floor(size / found.ms), found.unit)
}

const exact = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
})
const dateOnly = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const timeOnly = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** The instant in local time with its zone: "12 Dec 2026, 14:00 CET". */
export function exactTime(at: number): string {
  return exact.format(at)
}

/** The local calendar day: "12 Dec 2026". */
export function localDate(at: number): string {
  return dateOnly.format(at)
}

/** The time of day where the user is: "14:02". */
export function localTime(at: number): string {
  return timeOnly.format(at)
}

/** "14:02" today, else with its date: the time of data shown beside it. */
export function asOfTime(at: number, now: number): string {
  return localDate(at) === localDate(now) ? timeOnly.format(at) : exactTime(at)
}

// The heading of a day in a list that is ordered by time.
import { localDate } from '../../../shared/domain/expiry.ts'

const dayMs = 86_400_000

/** "Today", "Yesterday", else the date; in local days. */
export function dayHeading(at: number, now: number): string {
  const day = localDate(at)
  if (day === localDate(now)) return `Today, ${day}`
  return day === localDate(now - dayMs) ? `Yesterday, ${day}` : day
}

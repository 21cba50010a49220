// What Latchkey calls attention to by itself: expiries, limits, unusual spending, a rotated key that is quiet.
import * as z from 'zod'

const instant = z.number().int()

const reminderKinds = ['expiry', 'limit', 'spike', 'rotationQuiet', 'adminKeyExpiry'] as const

/** One reminder that was raised and not put away yet. */
export const reminderSchema = z.strictObject({
  /** The same for the same occasion of the account: a reminder is raised once. */
  id: z.string().min(1).max(200),
  /** Whose it is: every account that is kept is reminded of, not the one in use alone. */
  accountId: z.string().min(1).max(100),
  kind: z.enum(reminderKinds),
  /** Null for the admin key. */
  keyId: z.string().max(100).nullable(),
  name: z.string().max(300),
  raisedAt: instant,
  /** The expiry, for both kinds of it; the next reset for a limit. */
  dueAt: instant.nullable(),
  /** Share of the limit that is used, as a threshold: 0.8, 0.9, 1. */
  share: z.number().nullable(),
  /** Credits an hour now, and usually, for a spike. */
  perHour: z.number().nullable(),
  usualPerHour: z.number().nullable(),
})
export type Reminder = z.infer<typeof reminderSchema>

export const defaultRemindDays = [30, 14, 7, 3, 1] as const
/** From these shares of the limit on. */
export const alertShares = [0.8, 0.9, 1] as const

/**
 * The days before an expiry at which it is reminded of, falling. A key's own lead time is the first of its
 * reminders; those of the settings that come after it follow.
 */
export function leadDays(own: number | null, fromSettings: readonly number[]): readonly number[] {
  const days = own === null ? fromSettings : [own, ...fromSettings.filter((each) => each < own)]
  return [...new Set(days)].sort((a, b) => b - a)
}

/** When quiet hours end that hold at `now`, epoch ms; null where none do. Both by the local clock. */
export function quietUntil(
  hours: { readonly from: number; readonly to: number } | null,
  now: number,
): number | null {
  if (hours === null || hours.from === hours.to) return null
  const date = new Date(now)
  const minute = date.getHours() * 60 + date.getMinutes()
  const { from, to } = hours
  const isQuiet = from < to ? from <= minute && minute < to : minute >= from || minute < to
  if (!isQuiet) return null
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  // Built from the calendar, so that a night in which the clocks change ends at the same hour as every other.
  const end = new Date(year, month, minute < to ? day : day + 1, 0, to).getTime()
  // In an hour that comes twice the end has been once already.
  return end > now ? end : now + (to - minute) * 60_000
}

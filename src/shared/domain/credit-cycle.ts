// When the service sets a key's used credits back to zero; all its cycles turn in UTC.
import { assertNever } from '../errors.ts'
import type { ApiKey, CreditCycle } from './api-key.ts'

/** The first reset after `now`: 8h at 00, 08, 16 UTC; daily 00:00; weekly Monday 00:00; monthly on the 1st. */
export function nextReset(cycle: CreditCycle, now: number): number {
  const date = new Date(now)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  switch (cycle) {
    case '8h':
      return Date.UTC(year, month, day, Math.floor(date.getUTCHours() / 8) * 8 + 8)
    case 'daily':
      return Date.UTC(year, month, day + 1)
    case 'weekly':
      return Date.UTC(year, month, day + (7 - ((date.getUTCDay() + 6) % 7)))
    case 'monthly':
      return Date.UTC(year, month + 1, 1)
    default:
      return assertNever(cycle)
  }
}

/** The number of the UTC day of an instant, epoch ms: the service's "today". */
export function utcDayOf(at: number): number {
  return Math.floor(at / 86_400_000)
}

export const cycleWords: Readonly<Record<CreditCycle, string>> = {
  '8h': 'every 8 hours',
  daily: 'daily',
  weekly: 'weekly',
  monthly: 'monthly',
}

/** Share of the limit used this cycle; null without a limit. A limit of 0 is full from the start. */
export function usedShare(key: Pick<ApiKey, 'creditLimit' | 'creditUsed'>): number | null {
  if (key.creditLimit === null) return null
  return key.creditLimit === 0 ? 1 : key.creditUsed / key.creditLimit
}

/** From this share on a key is near its limit. */
export const nearLimitShare = 0.8

const credits = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

/** Credits with at most two decimals and digit groups: "1,204.5". */
export function formatCredits(value: number): string {
  return credits.format(value)
}

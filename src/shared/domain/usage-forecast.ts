// When a key will have used up its credit limit if it goes on like this, in the words that people act on.
import type { ApiKey } from './api-key.ts'
import { nextReset } from './credit-cycle.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** What lies further ahead is no forecast. */
const furthestMs = 365 * dayMs

type Limited = Pick<ApiKey, 'creditLimit' | 'creditUsed' | 'creditCycle'>

/**
 * When the limit is reached at `perHour` credits an hour, epoch ms; `now` where it is reached already. Null where the
 * cycle resets first, where there is no limit, where the rate is not known or nothing is spent, and where it lies
 * more than a year ahead. `now` is by the service's clock.
 */
export function reachesLimitAt(
  { creditLimit, creditUsed, creditCycle }: Limited,
  perHour: number | null,
  now: number,
): number | null {
  if (creditLimit === null) return null
  const left = creditLimit - creditUsed
  if (left <= 0) return now
  if (perHour === null || !(perHour > 0)) return null
  const inMs = (left / perHour) * hourMs
  if (!(inMs <= furthestMs)) return null
  const at = Math.round(now + inMs)
  return creditCycle !== null && at >= nextReset(creditCycle, now) ? null : at
}

export type ForecastState = 'reached' | 'reaches' | 'resetsFirst' | 'farAhead' | 'quiet' | 'unknown'

export interface Forecast {
  readonly state: ForecastState
  /** When the limit is reached; null unless `reached` or `reaches`. */
  readonly at: number | null
}

/** What becomes of the limit; null for a key without one. */
export function forecastOf(key: Limited, perHour: number | null, now: number): Forecast | null {
  if (key.creditLimit === null) return null
  const at = reachesLimitAt(key, perHour, now)
  if (at !== null) return { state: key.creditUsed >= key.creditLimit ? 'reached' : 'reaches', at }
  if (perHour === null) return { state: 'unknown', at: null }
  if (!(perHour > 0)) return { state: 'quiet', at: null }
  return { state: key.creditCycle === null ? 'farAhead' : 'resetsFirst', at: null }
}

/** "Reaches its limit in about 6 h"; null for a key without a limit, and while its rate is not known. */
export function forecastWords(key: Limited, perHour: number | null, now: number): string | null {
  const forecast = forecastOf(key, perHour, now)
  switch (forecast?.state) {
    case 'reached':
      return 'Limit reached'
    case 'reaches':
      return `Reaches its limit in about ${aboutWords((forecast.at ?? now) - now)}`
    case 'resetsFirst':
      return 'Resets before it reaches its limit'
    case 'farAhead':
      return 'Reaches its limit in more than a year'
    case 'quiet':
      return 'Nothing spent in the last hours'
    default:
      return null
  }
}

/** "6 h", "40 min", "3 d": rounded down, so that nobody is told that there is more time than there is. */
export function aboutWords(ms: number): string {
  if (ms < minuteMs) return '1 min'
  if (ms < 2 * hourMs) return `${Math.floor(ms / minuteMs)} min`
  return ms < 2 * dayMs ? `${Math.floor(ms / hourMs)} h` : `${Math.floor(ms / dayMs)} d`
}

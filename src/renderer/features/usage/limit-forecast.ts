// What becomes of a key's limit, for keys of which there is something to foretell.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { type Forecast, forecastOf, forecastWords } from '../../../shared/domain/usage-forecast.ts'

/** A frozen key has a limit of 0 that says nothing about its use, and one that ended spends no more. */
const isForetold = ({ ending, frozen }: ApiKey) => ending === null && frozen === null

/** Null where there is no limit, or nothing to foretell. */
export function limitForecastOf(key: ApiKey, perHour: number | null, now: number): Forecast | null {
  return isForetold(key) ? forecastOf(key, perHour, now) : null
}

/** The same in words; null also while the rate is not known. */
export function limitForecast(key: ApiKey, perHour: number | null, now: number): string | null {
  return isForetold(key) ? forecastWords(key, perHour, now) : null
}

// What a secret is called in the table and everywhere else, and how the age of its value is said.
import { exactTime } from '../../../shared/domain/expiry.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'

const dayMs = 86_400_000
const yearDays = 365
/** From here on a number of days says less than one of years. */
const countedDays = 1000

/** A secret's name as shown everywhere: safe to look at, and never empty. */
export function shownSecretName(secret: Pick<Secret, 'name'>): string {
  return visibleText(secret.name).trim() || 'Unnamed secret'
}

/** A name as quoted in a sentence, shortened so that the sentence stays one. */
export function quotedSecretName(secret: Pick<Secret, 'name'>): string {
  return `“${visibleText(shownSecretName(secret), 60)}”`
}

/** "3 secrets", "1 secret". */
export function countSecrets(count: number): string {
  return `${counted.format(count)} ${count === 1 ? 'secret' : 'secrets'}`
}

const counted = new Intl.NumberFormat('en')

export interface ValueAge {
  /** "12 days", "20 to 400 days", "Unknown". */
  readonly text: string
  /** When the value was set, and why that is not certain where it is not. */
  readonly details: string
  readonly isCertain: boolean
}

const whyUncertain =
  'The service tells when a secret was changed, but not whether that changed its value or only its name or tool.'

/** How long ago the present value was set; `now` in epoch ms by the service's clock. */
export function valueAge(
  { valueSetFrom: from, valueSetUntil: until }: Pick<Secret, 'valueSetFrom' | 'valueSetUntil'>,
  now: number,
): ValueAge {
  if (from === null && until === null) {
    return { text: 'Unknown', details: 'The service did not tell when it was set.', isCertain: false }
  }
  if (from !== null && from === until) {
    return { text: oneAge(daysSince(from, now)), details: `Set ${exactTime(from)}`, isCertain: true }
  }
  return { text: ageRange(from, until, now), details: setBetween(from, until), isCertain: false }
}

function ageRange(from: number | null, until: number | null, now: number): string {
  const least = until === null ? 0 : daysSince(until, now)
  if (from === null) return least === 0 ? 'Unknown' : `At least ${days(least)}`
  const most = daysSince(from, now)
  if (most <= least) return oneAge(most)
  if (least === 0) return `Up to ${days(most)}`
  return most < countedDays ? `${least} to ${days(most)}` : `${days(least)} to ${days(most)}`
}

function setBetween(from: number | null, until: number | null): string {
  return `Set ${spanWords(from, until)}. ${whyUncertain}`
}

/** At least one of the two is known. */
function spanWords(from: number | null, until: number | null): string {
  const by = until === null ? null : exactTime(until)
  if (from === null) return `by ${by}`
  return by === null ? `after ${exactTime(from)}` : `between ${exactTime(from)} and ${by}`
}

/** Whole days, never negative: a clock that is off must not show a value from the future. */
function daysSince(at: number, now: number): number {
  return Math.max(0, Math.floor((now - at) / dayMs))
}

function oneAge(count: number): string {
  return count === 0 ? 'Less than a day' : days(count)
}

function days(count: number): string {
  if (count >= countedDays) return `${Math.floor(count / yearDays)} years`
  return `${count} ${count === 1 ? 'day' : 'days'}`
}

// How the forms hold an expiry: a preset, an own date and time, never, or the present one.
import { defaultExpiryPreset, endOfLocalDay, expiryPresets } from '../../../shared/domain/expiry.ts'

export interface ExpiryValue {
  /** A preset's id, `own`, `never`, or `keep` for what an edited key has now. */
  readonly choice: string
  /** `YYYY-MM-DD` and `HH:MM` of an own date, local; without a time the end of that day. */
  readonly date: string
  readonly time: string
}

export interface ExpiryContext {
  /** Epoch ms by the service's clock. */
  readonly now: number
  /** What `keep` means: the present expiry of an edited key, null for never. */
  readonly keptExpiresAt: number | null
}

export type ExpiryAnswer =
  | { readonly expiresAt: number | null; readonly problem?: never }
  | { readonly problem: string; readonly expiresAt?: never }

const noOwnDate = { date: '', time: '' }

export const defaultExpiry: ExpiryValue = { choice: defaultExpiryPreset, ...noOwnDate }
export const keptExpiry: ExpiryValue = { choice: 'keep', ...noOwnDate }

/** The instant that is sent, epoch ms or null for never; or what is wrong with the choice. */
export function readExpiry(value: ExpiryValue, { now, keptExpiresAt }: ExpiryContext): ExpiryAnswer {
  if (value.choice === 'never') return { expiresAt: null }
  if (value.choice === 'keep') return { expiresAt: keptExpiresAt }
  const preset = expiryPresets.find(({ id }) => id === value.choice)
  if (preset) return { expiresAt: now + preset.ms }
  if (value.date === '') return { problem: 'Choose the day on which the key expires.' }
  const expiresAt = value.time === '' ? endOfLocalDay(value.date) : localInstant(value.date, value.time)
  if (expiresAt === null) return { problem: 'There is no such date.' }
  return expiresAt > now ? { expiresAt } : { problem: 'That is in the past. An expiry lies ahead.' }
}

/** The choice that stands for a given instant in a form opened with it. */
export function toExpiryValue(expiresAt: number | null): ExpiryValue {
  if (expiresAt === null) return { choice: 'never', ...noOwnDate }
  const at = new Date(expiresAt)
  const date = `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`
  const isEndOfDay = endOfLocalDay(date) === Math.floor(expiresAt / 1000) * 1000
  const time = isEndOfDay ? '' : `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`
  return { choice: 'own', date, time }
}

function localInstant(date: string, time: string): number | null {
  const endOfDay = endOfLocalDay(date)
  const match = /^(\d{2}):(\d{2})$/.exec(time)
  if (endOfDay === null || !match) return null
  return new Date(endOfDay).setHours(Number(match[1]), Number(match[2]), 0, 0)
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

// What reminders say, in the panel, in notifications of the system and to screen readers; names and exact dates first.
import { assertNever } from '../errors.ts'
import { formatCredits } from './credit-cycle.ts'
import { exactTime, relativeTime } from './expiry.ts'
import type { Reminder } from './reminder.ts'
import { visibleText } from './visible-text.ts'

const maxNameLength = 60
/** So many are named in one notification. */
const maxNamed = 3

/** What it is about, safe to look at: “billing-bot”, or the admin key. */
export function reminderSubject({ kind, name }: Pick<Reminder, 'kind' | 'name'>): string {
  if (kind === 'adminKeyExpiry') return 'Your admin key'
  return `“${visibleText(name, maxNameLength).trim() || 'Unnamed key'}”`
}

/** What happened or will happen, behind the subject: "expires in 2 days". `now` by the service's clock. */
export function reminderWords(reminder: Reminder, now: number): string {
  const { kind, dueAt, share, perHour } = reminder
  switch (kind) {
    case 'expiry':
    case 'adminKeyExpiry':
      return `expires ${relativeTime(dueAt ?? now, now)}`
    case 'limit':
      return (share ?? 1) >= 1
        ? 'has reached its credit limit'
        : `has used ${Math.round((share ?? 0) * 100)} % of its credit limit`
    case 'spike':
      return `spends ${formatCredits(perHour ?? 0)} credits an hour`
    case 'rotationQuiet':
      return 'is no longer used and can be revoked'
    default:
      return assertNever(kind)
  }
}

/** The exact figures behind the words; null where there are none. */
export function reminderDetail({ kind, dueAt, usualPerHour }: Reminder): string | null {
  switch (kind) {
    case 'expiry':
    case 'adminKeyExpiry':
      return dueAt === null ? null : exactTime(dueAt)
    case 'limit':
      return dueAt === null ? null : `Resets ${exactTime(dueAt)}`
    case 'spike':
      return `Usually ${formatCredits(usualPerHour ?? 0)} an hour`
    case 'rotationQuiet':
      return 'Nothing has used it for the time you chose'
    default:
      return assertNever(kind)
  }
}

/** One whole sentence without a full stop: "“billing-bot” expires 12 Dec 2026, 14:00 CET". */
export function reminderSentence(reminder: Reminder, now: number): string {
  const { kind, dueAt } = reminder
  const subject = reminderSubject(reminder)
  if ((kind === 'expiry' || kind === 'adminKeyExpiry') && dueAt !== null) {
    return `${subject} expires ${exactTime(dueAt)}`
  }
  const detail = reminderDetail(reminder)
  const rest = detail === null || kind === 'rotationQuiet' ? '' : `; ${lowerFirst(detail)}`
  return `${subject} ${reminderWords(reminder, now)}${rest}`
}

/**
 * Several reminders as one notification; up to three are named, each with its exact date. `accountNameOf` gives
 * what an account is called, safe to show; null where there is only one it could be.
 */
export function bundleWords(
  reminders: readonly Reminder[],
  now: number,
  accountNameOf: (accountId: string) => string | null,
): { readonly title: string; readonly body: string } {
  const [first] = reminders
  if (first !== undefined && reminders.length === 1) {
    const title = `${reminderSubject(first)} ${reminderWords(first, now)}`
    const parts = [accountNameOf(first.accountId), reminderDetail(first)]
    return { title, body: parts.filter((part) => part !== null).join(' · ') }
  }
  const lines = reminders.slice(0, maxNamed).map((reminder) => {
    const name = accountNameOf(reminder.accountId)
    return `${name === null ? '' : `${name}: `}${reminderSentence(reminder, now)}`
  })
  const rest = reminders.length - lines.length
  return {
    title: bundleTitle(reminders),
    body: [...lines, ...(rest > 0 ? [`and ${rest} more, in Latchkey`] : [])].join('\n'),
  }
}

function bundleTitle(reminders: readonly Reminder[]): string {
  const kinds = new Set(reminders.map(({ kind }) => kind))
  const [only] = kinds
  if (kinds.size > 1 || only === undefined) return `${reminders.length} reminders`
  return `${reminders.length} API keys ${sharedWords[only]}`
}

const sharedWords: Readonly<Record<Reminder['kind'], string>> = {
  expiry: 'expire soon',
  adminKeyExpiry: 'expire soon',
  limit: 'are near their credit limit',
  spike: 'spend unusually much',
  rotationQuiet: 'can be revoked',
}

/** What may be said while Latchkey is locked or hidden: neither a name nor a number nor a date. */
export function namelessWords(
  reminders: readonly Pick<Reminder, 'kind'>[],
  isLocked: boolean,
): { readonly title: string; readonly body: string } {
  const kinds = new Set(reminders.map(({ kind }) => kind))
  const [only] = kinds
  const title = kinds.size === 1 && only !== undefined ? namelessTitles[only] : 'Latchkey has reminders'
  return { title, body: isLocked ? 'Unlock Latchkey to see more.' : 'Open Latchkey to see more.' }
}

const namelessTitles: Readonly<Record<Reminder['kind'], string>> = {
  expiry: 'An API key expires soon',
  adminKeyExpiry: 'An admin key expires soon',
  limit: 'An API key is near its credit limit',
  spike: 'An API key spends unusually much',
  rotationQuiet: 'A rotated API key can be revoked',
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

// What a finding is called, why it matters, and what it rests on for each key or secret.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { cycleWords, formatCredits } from '../../../shared/domain/credit-cycle.ts'
import { exactTime, localDate, relativeTime } from '../../../shared/domain/expiry.ts'
import {
  endsSoonDays,
  farAboveUse,
  idleDays,
  idleness,
  type KeyFindingKind,
  knownUse,
  oldValueDays,
  type SecretFindingKind,
} from '../../../shared/domain/hygiene.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { assertNever } from '../../../shared/errors.ts'
import { valueAge } from '../secrets/secret-words.ts'
import type { HygieneKnowledge } from './use-hygiene.ts'

interface FindingWords {
  /** Behind the number: "3 keys have no credit limit", "1 key has no credit limit". */
  readonly one: string
  readonly many: string
  readonly why: string
}

export const findingWords: Readonly<Record<KeyFindingKind | SecretFindingKind, FindingWords>> = {
  endsInUse: {
    one: 'is in use and expires soon',
    many: 'are in use and expire soon',
    why: `What uses one is refused once it has expired, within ${endsSoonDays} days.`,
  },
  noLimit: {
    one: 'has no credit limit',
    many: 'have no credit limit',
    why: 'Whoever gets hold of one can spend the whole balance of the account.',
  },
  limitFarAboveUse: {
    one: 'has a limit far above its use',
    many: 'have a limit far above their use',
    why: `A limit near the use stops a leak or a loop early; far above is ${farAboveUse} times the highest use known.`,
  },
  allModels: {
    one: 'may call all models and uses few',
    many: 'may call all models and use few',
    why: 'A key that may call only what it needs cannot be spent on a dearer model.',
  },
  neverExpires: {
    one: 'never expires',
    many: 'never expire',
    why: 'A copy that was forgotten somewhere works for ever.',
  },
  idle: {
    one: 'seems to be idle',
    many: 'seem to be idle',
    why: `No sign of use for ${idleDays} days or more. A key that nobody needs can only do harm; a frozen one can be thawed again.`,
  },
  oldValue: {
    one: `has a value older than ${oldValueDays} days`,
    many: `have values older than ${oldValueDays} days`,
    why: 'The longer a credential stays the same, the more places may have kept a copy of it.',
  },
  sharedValue: {
    one: 'shares its value with another',
    many: 'share a value with another',
    why: 'One leak opens all of them, and one that is replaced alone leaves the others open.',
  },
  noKnownTool: {
    one: 'is taken by no known tool',
    many: 'are taken by no known tool',
    why: 'Latchkey knows no agent that takes it; perhaps nobody needs it any more.',
  },
}

/** What the finding rests on for this key; `now` by the service's clock. */
export function keyEvidence(
  kind: KeyFindingKind,
  key: ApiKey,
  { usedModels, watchedSince }: HygieneKnowledge,
  now: number,
): string {
  switch (kind) {
    case 'endsInUse':
      return [endWords(key, now), usedWords(key, now)].join(' · ')
    case 'noLimit':
    case 'neverExpires':
      return kind === 'noLimit' ? spentWords(key) : createdWords(key)
    case 'limitFarAboveUse':
      return limitWords(key, now)
    case 'allModels':
      return `Seen to use ${(usedModels.get(key.id) ?? []).map((model) => visibleText(model, 80)).join(', ')}`
    case 'idle': {
      const idle = idleness(key, { now, watchedSince })
      if (idle === null || idle.kind === 'never') return `Never used · ${createdWords(key)}`
      return key.lastUseSeenAt === null
        ? `No use seen by Latchkey since it began to look, ${localDate(idle.at)}`
        : `Last use seen by Latchkey ${localDate(idle.at)}`
    }
    default:
      return assertNever(kind)
  }
}

function endWords({ expiresAt }: ApiKey, now: number): string {
  if (expiresAt === null) return ''
  const when = relativeTime(expiresAt, now)
  return expiresAt <= now ? `Expired ${when}` : `Expires ${when}, ${exactTime(expiresAt)}`
}

function usedWords({ usedToday, lastUseSeenAt }: ApiKey, now: number): string {
  if (usedToday !== null && usedToday > 0) return `${creditWords(usedToday)} today`
  return lastUseSeenAt === null ? '' : `last use seen ${relativeTime(lastUseSeenAt, now)}`
}

/** What a key used, for whoever chooses its limit. */
export function spentWords({ creditUsed, creditCycle, usedAllTime }: ApiKey): string {
  const cycle = creditCycle === null ? '' : `, ${cycleWords[creditCycle]}`
  const inAll = usedAllTime === null ? '' : ` · ${formatCredits(usedAllTime)} in all`
  return `${creditWords(creditUsed)} this cycle${cycle}${inAll}`
}

function creditWords(credits: number): string {
  return `${formatCredits(credits)} ${credits === 1 ? 'credit' : 'credits'}`
}

function createdWords({ createdAt }: ApiKey): string {
  return createdAt === null ? 'Created at an unknown time' : `Created ${localDate(createdAt)}`
}

function limitWords(key: ApiKey, now: number): string {
  const use = knownUse(key, now)
  const cycle = key.creditCycle === null ? '' : ` ${cycleWords[key.creditCycle]}`
  const limit = `Limit ${creditWords(key.creditLimit ?? 0)}${cycle}`
  if (use === null) return limit
  const thisCycle = `${formatCredits(use.thisCycle)} this cycle`
  return `${limit} · ${thisCycle}, ${formatCredits(use.mean)} a ${use.meanOf} on average since it was created`
}

/** What the finding rests on for this secret; `others` are the names of those with the same value. */
export function secretEvidence(
  kind: SecretFindingKind,
  secret: Secret,
  others: readonly string[],
  now: number,
): string {
  switch (kind) {
    case 'oldValue': {
      const { text } = valueAge(secret, now)
      return `Value ${text.charAt(0).toLowerCase()}${text.slice(1)} old`
    }
    case 'sharedValue':
      return others.length === 0 ? 'Same value as another' : `Same value as ${others.join(', ')}`
    case 'noKnownTool':
      return secret.toolName === null ? 'Set for no tool' : `Set for ${visibleText(secret.toolName, 80)}`
    default:
      return assertNever(kind)
  }
}

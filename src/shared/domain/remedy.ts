// The change of a key that remedies a finding, with the numbers that can only be guessed.
import type { ApiKey, KeyChanges } from './api-key.ts'
import { extendedExpiry } from './expiry.ts'
import { type KeyFindingKind, knownUse } from './hygiene.ts'

const dayMs = 86_400_000

/** Findings that a change of the key remedies; an idle key is frozen or revoked instead. */
export const remedyKinds = ['endsInUse', 'noLimit', 'limitFarAboveUse', 'allModels', 'neverExpires'] as const
export type RemedyKind = (typeof remedyKinds)[number]

export function isRemedyKind(kind: KeyFindingKind): kind is RemedyKind {
  return remedyKinds.some((known) => known === kind)
}

/** The guess where nothing is known of a key's use, in credits. */
const defaultLimit = 10
/** A limit leaves this much room above the highest use known. */
const headroom = 3

/** A round limit with room above the highest use known; a guess, to be looked at by a person. */
export function guessLimit(key: ApiKey, now: number): number {
  const use = knownUse(key, now)
  if (use !== null) return roundUp(use.highest * headroom)
  return key.creditUsed > 0 ? roundUp(key.creditUsed * headroom) : defaultLimit
}

/** 1, 2, 5, 10, 20, 50 …: the next round number. */
function roundUp(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(value, 1)))
  const step = [1, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * magnitude >= value) ?? 10
  return step * magnitude
}

export interface RemedyChoice {
  /** Credits, for a limit. */
  readonly limit: number
  /** Days from now, or from the present expiry where it is extended. */
  readonly days: number
}

/** What to send for one key; null where nothing is left to do, for the key may have changed since. */
export function remedyFor(
  kind: RemedyKind,
  key: ApiKey,
  { limit, days }: RemedyChoice,
  { usedModels, now }: { readonly usedModels: readonly string[]; readonly now: number },
): KeyChanges | null {
  if (key.ending !== null) return null
  switch (kind) {
    case 'noLimit':
    case 'limitFarAboveUse':
      if (key.creditLimit === limit || key.frozen !== null) return null
      // A limit needs a cycle, and the service told none.
      return { creditLimit: limit, ...(key.creditCycle === null ? { creditCycle: 'monthly' } : {}) }
    case 'allModels':
      return key.access.kind === 'only' || usedModels.length === 0
        ? null
        : { access: { kind: 'only', models: [...usedModels] } }
    case 'neverExpires':
      return key.expiresAt === null ? { expiresAt: wholeSecond(now + days * dayMs) } : null
    case 'endsInUse':
      return key.expiresAt === null
        ? null
        : { expiresAt: wholeSecond(extendedExpiry(key.expiresAt, days, now)) }
    default:
      return null
  }
}

/** The service keeps whole seconds: what is shown before is what it will have. */
function wholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000
}

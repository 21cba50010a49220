// What could be tidier about keys and secrets: pure rules, each with what it is based on.
import type { ApiKey, CreditCycle } from './api-key.ts'
import type { Secret } from './secret.ts'
import { isUnusedSecret } from './secret-search.ts'

const dayMs = 86_400_000

/** In the order in which they are shown. */
export const keyFindingKinds = [
  'endsInUse',
  'noLimit',
  'limitFarAboveUse',
  'allModels',
  'neverExpires',
  'idle',
] as const
export type KeyFindingKind = (typeof keyFindingKinds)[number]

export const secretFindingKinds = ['oldValue', 'sharedValue', 'noKnownTool'] as const
export type SecretFindingKind = (typeof secretFindingKinds)[number]

/** A key without a sign of use for so long is idle. */
export const idleDays = 30
/** A key that ends within so many days is looked at. */
export const endsSoonDays = 14
/** A key that was used within so many days is in use. */
const inUseDays = 7
/** Up to so many used models are few. */
const fewModels = 5
/** A limit so many times above the highest use known is far above it. */
export const farAboveUse = 10
/** A limit of so few credits is no risk, however little is used. */
const smallLimit = 10
/** A secret's value is old after so many days. */
export const oldValueDays = 180

export interface HygieneInput {
  readonly keys: Iterable<ApiKey>
  readonly secrets: Iterable<Secret>
  /** The models that each key was seen to use. */
  readonly usedModels: ReadonlyMap<string, readonly string[]>
  /** Since when this computer has read the use of this account's keys; null = not known. */
  readonly watchedSince: number | null
  /** Whom its user judged fine, by finding. */
  readonly ignored: ReadonlyMap<KeyFindingKind | SecretFindingKind, { readonly has: (id: string) => boolean }>
  /** Epoch ms by the service's clock. */
  readonly now: number
}

interface Findings {
  /** Current keys by finding, in the order of the input; a finding without keys is left out. */
  readonly keys: ReadonlyMap<KeyFindingKind, readonly ApiKey[]>
  readonly secrets: ReadonlyMap<SecretFindingKind, readonly Secret[]>
}

export interface Hygiene extends Findings {
  /** What is true as well and was judged fine. */
  readonly ignored: Findings
  readonly keyCount: number
  readonly secretCount: number
}

/** Looks at every key and secret once. */
export function lookForUntidiness(input: HygieneInput): Hygiene {
  const shown = createFound()
  const ignored = createFound()
  const placeFor = (kind: KeyFindingKind | SecretFindingKind, id: string) =>
    input.ignored.get(kind)?.has(id) ? ignored : shown
  let keyCount = 0
  let secretCount = 0
  for (const key of input.keys) {
    if (key.ending !== null) continue
    keyCount += 1
    for (const kind of keyFindingKinds) {
      if (applies(kind, key, input)) addTo(placeFor(kind, key.id).keys, kind, key)
    }
  }
  for (const secret of input.secrets) {
    secretCount += 1
    for (const kind of secretFindingKinds) {
      if (appliesToSecret(kind, secret, input.now)) addTo(placeFor(kind, secret.id).secrets, kind, secret)
    }
  }
  return { ...ordered(shown), ignored: ordered(ignored), keyCount, secretCount }
}

function createFound() {
  return { keys: new Map<KeyFindingKind, ApiKey[]>(), secrets: new Map<SecretFindingKind, Secret[]>() }
}

function ordered({ keys, secrets }: ReturnType<typeof createFound>): Findings {
  return { keys: inOrder(keyFindingKinds, keys), secrets: inOrder(secretFindingKinds, secrets) }
}

function addTo<Kind, Row>(found: Map<Kind, Row[]>, kind: Kind, row: Row): void {
  const rows = found.get(kind)
  if (rows) rows.push(row)
  else found.set(kind, [row])
}

function inOrder<Kind, Row>(kinds: readonly Kind[], found: ReadonlyMap<Kind, Row[]>): Map<Kind, Row[]> {
  return new Map(
    kinds.flatMap((kind) => {
      const rows = found.get(kind)
      return rows ? [[kind, rows] as const] : []
    }),
  )
}

/** A key that has expired or is frozen can do nothing: only its end and its idleness are worth a word. */
function applies(kind: KeyFindingKind, key: ApiKey, input: HygieneInput): boolean {
  const { now, usedModels, watchedSince } = input
  const isAsleep = key.frozen !== null || (key.expiresAt !== null && key.expiresAt <= now)
  switch (kind) {
    case 'endsInUse':
      return key.expiresAt !== null && key.expiresAt - now <= endsSoonDays * dayMs && isInUse(key, now)
    case 'noLimit':
      return !isAsleep && key.creditLimit === null
    case 'limitFarAboveUse':
      return !isAsleep && isFarAboveUse(key, now)
    case 'allModels':
      return !isAsleep && usesFewOfAllModels(key, usedModels)
    case 'neverExpires':
      return key.expiresAt === null
    case 'idle':
      return !isAsleep && idleness(key, { now, watchedSince }) !== null
    default:
      return false
  }
}

function appliesToSecret(kind: SecretFindingKind, secret: Secret, now: number): boolean {
  switch (kind) {
    case 'oldValue':
      return hasOldValue(secret, now)
    case 'sharedValue':
      return secret.sharedGroup !== null
    case 'noKnownTool':
      return isUnusedSecret(secret)
    default:
      return false
  }
}

function isInUse({ lastUseSeenAt, usedToday }: ApiKey, now: number): boolean {
  return (usedToday ?? 0) > 0 || (lastUseSeenAt !== null && now - lastUseSeenAt <= inUseDays * dayMs)
}

function usesFewOfAllModels(key: ApiKey, usedModels: HygieneInput['usedModels']): boolean {
  const count = usedModels.get(key.id)?.length ?? 0
  return key.access.kind === 'all' && count > 0 && count <= fewModels
}

/**
 * Why a key counts as idle; null where it does not. `never`: the service counted no credit since its creation.
 * `notSince`: this app saw no use since then, which is not to say that there was none before.
 */
export type Idleness = { readonly kind: 'never' } | { readonly kind: 'notSince'; readonly at: number }

export function idleness(
  key: ApiKey,
  { now, watchedSince }: Pick<HygieneInput, 'now' | 'watchedSince'>,
): Idleness | null {
  const { createdAt, creditUsed, creditCycle, lastUseSeenAt } = key
  const longAgo = now - idleDays * dayMs
  // Credits used in the running cycle are use of the last 31 days at most; without a cycle they may be old.
  if (isInUse(key, now) || (creditUsed > 0 && creditCycle !== null)) return null
  if (createdAt === null || createdAt > longAgo) return null
  if (key.usedAllTime === 0 && creditUsed === 0) return { kind: 'never' }
  const at = lastUseSeenAt ?? (watchedSince === null ? null : Math.max(watchedSince, createdAt))
  return at !== null && at <= longAgo ? { kind: 'notSince', at } : null
}

const cycleDays: Readonly<Record<CreditCycle, number>> = {
  '8h': 1 / 3,
  daily: 1,
  weekly: 7,
  monthly: 365 / 12,
}

/** What is known of how much a key uses; times in days, figures in credits. */
export interface KnownUse {
  /** The running cycle so far. */
  readonly thisCycle: number
  /** The mean since creation of one cycle, or of one week where a cycle is shorter. */
  readonly mean: number
  readonly meanOf: 'week' | 'month'
  /** The higher one. */
  readonly highest: number
}

/** Null where the key is too young, or the service told no use of it: nothing can be said then. */
export function knownUse(key: ApiKey, now: number): KnownUse | null {
  const { createdAt, usedAllTime, creditUsed, creditCycle } = key
  if (createdAt === null || usedAllTime === null || usedAllTime <= 0) return null
  const ageDays = (now - createdAt) / dayMs
  if (ageDays < idleDays) return null
  // Work comes in bursts: a week's use may fall into one cycle of eight hours.
  const isMonthly = creditCycle === 'monthly' || creditCycle === null
  const periodDays = isMonthly ? cycleDays.monthly : cycleDays.weekly
  const mean = Math.min(usedAllTime, (usedAllTime * periodDays) / ageDays)
  const highest = Math.max(mean, creditUsed)
  return { thisCycle: creditUsed, mean, meanOf: isMonthly ? 'month' : 'week', highest }
}

function isFarAboveUse(key: ApiKey, now: number): boolean {
  const use = knownUse(key, now)
  const limit = key.creditLimit ?? 0
  return use !== null && limit > smallLimit && limit >= farAboveUse * use.highest
}

function hasOldValue({ valueSetUntil }: Secret, now: number): boolean {
  return valueSetUntil !== null && now - valueSetUntil > oldValueDays * dayMs
}

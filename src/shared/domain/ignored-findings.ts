// Findings that their user judged fine: what is kept of them, and when such a judgement does not hold any more.
import * as z from 'zod'
import type { ApiKey } from './api-key.ts'
import {
  type KeyFindingKind,
  keyFindingKinds,
  type SecretFindingKind,
  secretFindingKinds,
} from './hygiene.ts'
import type { Secret } from './secret.ts'

export const findingKinds = [...keyFindingKinds, ...secretFindingKinds] as const
export type FindingKind = KeyFindingKind | SecretFindingKind

/** Most of one account. */
export const maxIgnoredFindings = 20_000

export const ignoredFindingSchema = z.strictObject({
  finding: z.enum(findingKinds),
  /** The key or secret that it is about. */
  subjectId: z.string().min(1).max(100),
  /** When it was judged fine, epoch ms. */
  at: z.number().int(),
})
export type IgnoredFinding = z.infer<typeof ignoredFindingSchema>

/** What a finding is called in few words: in the history, in a filter, in the list of those ignored. */
export const findingNames: Readonly<Record<FindingKind, string>> = {
  endsInUse: 'in use and ending',
  noLimit: 'no credit limit',
  limitFarAboveUse: 'limit far above use',
  allModels: 'all models, few used',
  neverExpires: 'never expires',
  idle: 'idle',
  oldValue: 'old value',
  sharedValue: 'shared value',
  noKnownTool: 'no known tool',
}

export function isKeyFinding(finding: FindingKind): finding is KeyFindingKind {
  return keyFindingKinds.some((kind) => kind === finding)
}

/** Who is ignored, by finding. */
export function ignoredByFinding(
  ignored: readonly IgnoredFinding[],
): ReadonlyMap<FindingKind, ReadonlyMap<string, number>> {
  const byFinding = new Map<FindingKind, Map<string, number>>()
  for (const { finding, subjectId, at } of ignored) {
    const known = byFinding.get(finding)
    if (known) known.set(subjectId, at)
    else byFinding.set(finding, new Map([[subjectId, at]]))
  }
  return byFinding
}

/** What of a key the judgements rest on. */
export type JudgedKey = Pick<ApiKey, 'creditLimit' | 'frozen' | 'expiresAt' | 'access'>

/**
 * Whether a finding that was ignored must be looked at again after this change of its key. A limit that was lowered
 * is no worse than what was judged fine; being idle is no setting.
 */
export function isKeyWorse(finding: KeyFindingKind, before: JudgedKey, after: JudgedKey): boolean {
  switch (finding) {
    case 'noLimit':
      return limitOf(before) !== limitOf(after)
    case 'limitFarAboveUse':
      return limitOf(after) > limitOf(before)
    case 'allModels':
      return before.access.kind !== after.access.kind
    case 'endsInUse':
    case 'neverExpires':
      return before.expiresAt !== after.expiresAt
    default:
      return false
  }
}

/** Freezing keeps the limit for later: it is no change of it. */
function limitOf({ creditLimit, frozen }: JudgedKey): number {
  return (frozen ? frozen.limit : creditLimit) ?? Number.POSITIVE_INFINITY
}

/** What of a secret the judgements rest on. */
export type JudgedSecret = Pick<Secret, 'valueSetUntil' | 'toolName'>

/** The same for a secret. With whom it shares its value is not remembered: only another value begins anew. */
export function isSecretWorse(
  finding: SecretFindingKind,
  before: JudgedSecret,
  after: JudgedSecret,
): boolean {
  if (finding === 'noKnownTool') return before.toolName !== after.toolName
  return (after.valueSetUntil ?? 0) > (before.valueSetUntil ?? 0)
}

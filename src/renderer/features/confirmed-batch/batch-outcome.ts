// What became of one row of a confirmed batch, and whether it needs anything more.
import type { RevokeOutcome, SecretOutcome } from '../../../shared/domain/snapshot.ts'

/** The part that revocations, deletions and replacements have in common. */
export type BatchOutcome = Pick<RevokeOutcome | SecretOutcome, 'name' | 'outcome' | 'error'>

export interface OutcomeWords {
  readonly word: string
  /** What to make of it, where the word is not enough. */
  readonly note: string | null
}

/** A message: one sentence, and where needed a second one. */
export interface BatchSummary {
  readonly title: string
  readonly detail?: string
}

/** Whether the service has answered that it is done. */
export function isSettled(outcome: Pick<BatchOutcome, 'outcome'> | undefined): boolean {
  const state = outcome?.outcome
  return state === 'revoked' || state === 'done' || state === 'alreadyGone'
}

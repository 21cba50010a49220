// What became of a key that was to be revoked, in words.
import { describeError } from '../../../shared/domain/error-words.ts'
import type { RevokeOutcome } from '../../../shared/domain/snapshot.ts'
import type { AppError } from '../../../shared/errors.ts'
import { assertNever } from '../../../shared/errors.ts'
import { quotedName } from '../api-keys/key-status.ts'
import type { BatchSummary, OutcomeWords } from '../confirmed-batch/batch-outcome.ts'

export function outcomeWords({ outcome, error }: RevokeOutcome): OutcomeWords {
  switch (outcome) {
    case 'waiting':
      return { word: 'Waiting', note: null }
    case 'running':
      return { word: 'Revoking', note: null }
    case 'revoked':
      return { word: 'Revoked', note: null }
    case 'alreadyGone':
      return { word: 'Was gone already', note: 'Revoked or expired elsewhere before.' }
    case 'unconfirmed':
      return {
        word: 'Not confirmed',
        note: 'The answer was lost. It may still work until the list settles it.',
      }
    case 'failed':
      return {
        word: 'Not revoked',
        note: error ? `${describeError(error as AppError).title}. It still works.` : 'It still works.',
      }
    default:
      return assertNever(outcome)
  }
}

/** For when all keys are gone. */
export function revokedWords(outcomes: readonly RevokeOutcome[]): BatchSummary {
  const [first] = outcomes
  const gone = outcomes.filter(({ outcome }) => outcome === 'alreadyGone').length
  if (first && outcomes.length === 1) {
    return gone === 1
      ? {
          title: `${quotedName(first)} was gone already`,
          detail: 'It was revoked or expired elsewhere before.',
        }
      : { title: `${quotedName(first)} was revoked` }
  }
  return {
    title: `${outcomes.length} keys were revoked`,
    ...(gone > 0 ? { detail: `${gone} of them ${gone === 1 ? 'was' : 'were'} gone already.` } : {}),
  }
}

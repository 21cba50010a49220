// What became of a secret that was to be deleted, in words.
import { describeError } from '../../../shared/domain/error-words.ts'
import type { SecretOutcome } from '../../../shared/domain/snapshot.ts'
import type { AppError } from '../../../shared/errors.ts'
import { assertNever } from '../../../shared/errors.ts'
import type { BatchSummary, OutcomeWords } from '../confirmed-batch/batch-outcome.ts'
import { countSecrets, quotedSecretName } from '../secrets/secret-words.ts'

export function deletedWords({ outcome, error }: SecretOutcome): OutcomeWords {
  switch (outcome) {
    case 'waiting':
      return { word: 'Waiting', note: null }
    case 'running':
      return { word: 'Deleting', note: null }
    case 'done':
      return { word: 'Deleted', note: null }
    case 'alreadyGone':
      return { word: 'Was gone already', note: 'Deleted elsewhere before.' }
    case 'unconfirmed':
      return {
        word: 'Not confirmed',
        note: 'The answer was lost. Tools may still take it until the list settles it.',
      }
    case 'failed':
      return {
        word: 'Not deleted',
        note: error
          ? `${describeError(error as AppError, 'secret').title}. It is still set.`
          : 'It is still set.',
      }
    default:
      return assertNever(outcome)
  }
}

/** For when all secrets are gone. */
export function deletionSummary(outcomes: readonly SecretOutcome[]): BatchSummary {
  const [first] = outcomes
  const gone = outcomes.filter(({ outcome }) => outcome === 'alreadyGone').length
  if (first && outcomes.length === 1) {
    return gone === 1
      ? { title: `${quotedSecretName(first)} was gone already`, detail: 'It was deleted elsewhere before.' }
      : { title: `${quotedSecretName(first)} was deleted` }
  }
  return {
    title: `${countSecrets(outcomes.length)} were deleted`,
    ...(gone > 0 ? { detail: `${gone} of them ${gone === 1 ? 'was' : 'were'} gone already.` } : {}),
  }
}

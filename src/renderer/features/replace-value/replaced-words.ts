// What became of a value that was to be replaced, in words.
import { describeError } from '../../../shared/domain/error-words.ts'
import type { SecretOutcome } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AppError } from '../../../shared/errors.ts'
import { assertNever } from '../../../shared/errors.ts'
import type { BatchSummary, OutcomeWords } from '../confirmed-batch/batch-outcome.ts'
import { countSecrets, quotedSecretName } from '../secrets/secret-words.ts'

export function replacedWords({ outcome, error }: SecretOutcome): OutcomeWords {
  switch (outcome) {
    case 'waiting':
      return { word: 'Waiting', note: null }
    case 'running':
      return { word: 'Replacing', note: null }
    case 'done':
      return { word: 'Replaced', note: null }
    case 'alreadyGone':
      return { word: 'Gone', note: 'It was deleted elsewhere, so it has no value any more.' }
    case 'unconfirmed':
      return {
        word: 'Not confirmed',
        note: 'The answer was lost. It may have the old value or the new one; replacing it again does no harm.',
      }
    case 'failed':
      return {
        word: 'Not replaced',
        note: `${error ? whyFailed(error as AppError) : ''}The old value is still set.`,
      }
    default:
      return assertNever(outcome)
  }
}

function whyFailed(error: AppError): string {
  const said = error.fields?.map(({ message }) => visibleText(message, 200)).join(' ')
  return `${describeError(error, 'secret').title}${said ? `: ${said}` : ''}. `
}

/** For when all that still exist have the new value. */
export function replacementSummary(outcomes: readonly SecretOutcome[]): BatchSummary {
  const gone = outcomes.filter(({ outcome }) => outcome === 'alreadyGone')
  const replaced = outcomes.filter(({ outcome }) => outcome !== 'alreadyGone')
  const [first] = replaced
  const [firstGone] = gone
  if (!first) {
    const title =
      gone.length === 1 && firstGone
        ? `${quotedSecretName(firstGone)} is gone`
        : `${countSecrets(gone.length)} are gone`
    return { title, detail: 'Deleted elsewhere before: there is no value to replace any more.' }
  }
  return {
    title:
      replaced.length === 1
        ? `${quotedSecretName(first)} has a new value`
        : `${countSecrets(replaced.length)} have a new value`,
    ...(gone.length > 0
      ? { detail: `${countSecrets(gone.length)} left out: deleted elsewhere before.` }
      : {}),
  }
}

// Freezing and thawing in words: what becomes of a key, and how a batch ended.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { formatCredits } from '../../../shared/domain/credit-cycle.ts'
import { countKeys } from '../../../shared/domain/emergency.ts'
import { describeError } from '../../../shared/domain/error-words.ts'
import type { FreezeOutcome } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AppError } from '../../../shared/errors.ts'
import { assertNever } from '../../../shared/errors.ts'
import { quotedName } from '../api-keys/key-status.ts'
import type { BatchSummary, OutcomeWords } from '../confirmed-batch/batch-outcome.ts'

export type Change = 'freeze' | 'thaw'

/** "50 credits", "no limit". */
export function limitWords(limit: number | null): string {
  return limit === null ? 'no limit' : `${formatCredits(limit)} credits`
}

/** What thawing brings back, as a sentence. */
export function limitBack(limit: number | null): string {
  return limit === null
    ? 'Thawing takes its limit away again.'
    : `Thawing brings back its limit of ${limitWords(limit)}.`
}

/** The limit that thawing brings back: of a frozen key the remembered one, else the present one. */
export function limitToBringBack({ creditLimit, frozen }: ApiKey): number | null {
  return frozen ? frozen.limit : creditLimit
}

const words = {
  freeze: {
    running: 'Freezing',
    done: 'Frozen',
    notDone: 'Not frozen',
    still: 'It still works.',
    uncertain: 'The answer was lost. It may still work until the list settles it.',
  },
  thaw: {
    running: 'Thawing',
    done: 'Thawed',
    notDone: 'Not thawed',
    still: 'It is still frozen.',
    uncertain: 'The answer was lost. It may still be frozen until the list settles it.',
  },
} as const

export function outcomeWords(change: Change, { outcome, error }: FreezeOutcome): OutcomeWords {
  const { running, done, notDone, still, uncertain } = words[change]
  switch (outcome) {
    case 'waiting':
      return { word: 'Waiting', note: null }
    case 'running':
      return { word: running, note: null }
    case 'done':
      return { word: done, note: null }
    case 'alreadyGone':
      return { word: 'Was gone already', note: 'Revoked or expired elsewhere before.' }
    case 'unconfirmed':
      return { word: 'Not confirmed', note: uncertain }
    case 'failed':
      return { word: notDone, note: error ? `${reasonOf(error as AppError)} ${still}` : still }
    default:
      return assertNever(outcome)
  }
}

function reasonOf(error: AppError): string {
  const told = error.fields?.[0]?.message
  return told === undefined ? `${describeError(error).title}.` : visibleText(told)
}

/** For when nothing is left to do. */
export function doneWords(change: Change, outcomes: readonly FreezeOutcome[]): BatchSummary {
  const [first] = outcomes
  const done = change === 'freeze' ? 'frozen' : 'thawed'
  const gone = outcomes.filter(({ outcome }) => outcome === 'alreadyGone').length
  if (first && outcomes.length === 1) {
    return gone === 1
      ? { title: `${quotedName(first)} was gone already`, detail: 'Revoked or expired elsewhere before.' }
      : { title: `${quotedName(first)} was ${done}` }
  }
  return {
    title: `${countKeys(outcomes.length)} were ${done}`,
    ...(gone > 0 ? { detail: `${gone} of them ${gone === 1 ? 'was' : 'were'} gone already.` } : {}),
  }
}

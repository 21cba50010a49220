// What a remedy is called, what it means, and its exact change in words.
import type { ApiKey, KeyChanges } from '../../../shared/domain/api-key.ts'
import { type ChangeWords, describeChanges, withChanges } from '../../../shared/domain/change-words.ts'
import { describeError } from '../../../shared/domain/error-words.ts'
import type { RemedyKind } from '../../../shared/domain/remedy.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { assertNever } from '../../../shared/errors.ts'
import type { OutcomeWords } from '../confirmed-batch/batch-outcome.ts'
import type { RemedyOutcome } from './use-remedy.ts'

interface RemedyWords {
  /** On the button that opens the question: for one key, for all. */
  readonly action: { readonly one: string; readonly all: string }
  /** "Set a credit limit for “ci”", "Set credit limits for 3 keys". */
  readonly title: (whom: string, count: number) => string
  readonly note: string
}

const limitNote =
  'Calls above it are refused until the count starts over. The numbers are guesses with room above the highest use known: work that comes in bursts may need more.'

export const remedyWords: Readonly<Record<RemedyKind, RemedyWords>> = {
  noLimit: {
    action: { one: 'Set limit', all: 'Set limits' },
    title: (whom, count) =>
      count === 1 ? `Set a credit limit for ${whom}` : `Set credit limits for ${whom}`,
    note: limitNote,
  },
  limitFarAboveUse: {
    action: { one: 'Lower limit', all: 'Lower limits' },
    title: (whom, count) => `Lower the ${count === 1 ? 'limit' : 'limits'} of ${whom}`,
    note: limitNote,
  },
  allModels: {
    action: { one: 'Limit models', all: 'Limit models' },
    title: (whom) => `Limit ${whom} to the models used`,
    note: 'Calls of any other model are refused from then on. Listed is what was used so far.',
  },
  neverExpires: {
    action: { one: 'Set expiry', all: 'Set expiry' },
    title: (whom) => `Let ${whom} expire`,
    note: 'Latchkey reminds you before; the date can be moved at any time without a new value.',
  },
  endsInUse: {
    action: { one: 'Extend', all: 'Extend all' },
    title: (whom) => `Extend ${whom}`,
    note: 'The value stays the same; what uses it needs no change.',
  },
}

/** Models by name: the list is what will be sent. */
export function exactChanges(key: ApiKey, changes: KeyChanges): readonly ChangeWords[] {
  const after = withChanges(key, changes)
  return describeChanges(key, after).map((words) =>
    words.field === 'access' && after.access.kind === 'only'
      ? {
          ...words,
          after: `${words.after}: ${after.access.models.map((model) => visibleText(model, 80)).join(', ')}`,
        }
      : words,
  )
}

/** What became of one key. */
export function remedyOutcomeWords({ outcome, error, kept }: RemedyOutcome): OutcomeWords {
  switch (outcome) {
    case 'waiting':
      return { word: 'Waiting', note: null }
    case 'running':
      return { word: 'Changing', note: null }
    case 'done':
      return { word: 'Changed', note: error ? 'It could not be read back.' : null }
    case 'unconfirmed':
      return { word: 'Not confirmed', note: 'The answer was lost. Refresh to see what is true.' }
    case 'failed':
      return kept === null
        ? { word: 'Not changed', note: error ? `${describeError(error).title}.` : null }
        : { word: 'Not taken over', note: `The service kept ${kept}.` }
    default:
      return assertNever(outcome)
  }
}

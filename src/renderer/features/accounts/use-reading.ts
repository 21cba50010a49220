// How old the rows of an account are that is not shown, and why they could not be read when it was last asked.
import { describeError } from '../../../shared/domain/error-words.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useSnapshot } from '../../state/app-state.ts'

/** In a few words; null where all is well, and for the account that is shown: it tells its own. */
export function useReadingProblem(accountId: string): string | null {
  const problem = useSnapshot(({ accountReadings }) => readingOf(accountReadings, accountId)?.problem ?? null)
  // What crossed the bridge holds no undefined, which the schema cannot say.
  return problem === null ? null : describeError(problem as AppError).title
}

/** When the account's list was last confirmed by the service, epoch ms; null = never, undefined = not known now. */
export function useListAsOf(accountId: string): number | null | undefined {
  return useSnapshot(({ account, accountReadings, sync }) =>
    account?.id === accountId ? sync.listAsOf : readingOf(accountReadings, accountId)?.listAsOf,
  )
}

function readingOf<T extends { readonly accountId: string }>(
  readings: readonly T[],
  id: string,
): T | undefined {
  return readings.find(({ accountId }) => accountId === id)
}

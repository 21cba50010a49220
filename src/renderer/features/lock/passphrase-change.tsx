// The running change of a passphrase: whether it is under way, and what main said against it.
import { useState } from 'react'
import { describeError } from '../../../shared/domain/error-words.ts'
import type { AppError, Result } from '../../../shared/errors.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { useSecondsLeft } from '../problem/use-seconds-left.ts'

export interface PassphraseChange {
  readonly isBusy: boolean
  readonly error: AppError | null
  /** The words for the field of the present passphrase, where that was wrong. */
  readonly wrong: string | null
  /** Why it cannot be tried now, after several wrong ones. */
  readonly waitReason: string | null
  /** True where it was done. */
  readonly run: (change: () => Promise<Result<unknown>>) => Promise<boolean>
}

export function usePassphraseChange(): PassphraseChange {
  const retryAt = useSnapshot(({ lock }) => lock.retryAt)
  const seconds = useSecondsLeft(retryAt)
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  return {
    isBusy,
    error,
    wrong: error?.code === 'passphraseWrong' ? `${describeError(error).title}.` : null,
    waitReason: seconds > 0 ? `Try again in ${seconds} s.` : null,
    run: async (change) => {
      setIsBusy(true)
      const answer = await change()
      setIsBusy(false)
      setError(answer.ok ? null : answer.error)
      return answer.ok
    },
  }
}

/** What is left to say besides the words at the field. */
export function ChangeProblem({
  change,
  title,
}: {
  readonly change: PassphraseChange
  readonly title: string
}) {
  if (change.error === null || change.wrong !== null) return null
  return <ProblemBanner error={change.error} title={title} />
}

// The last failure of a form or dialog and, where the service asked to wait, how long still.
import { useState } from 'react'
import type { AppError } from '../../../shared/errors.ts'
import { useSecondsLeft } from './use-seconds-left.ts'

export interface ProblemState {
  readonly error: AppError | null
  /** Seconds until trying again is of any use; 0 when it is now. */
  readonly waitSeconds: number
  readonly report: (error: AppError) => void
  readonly clear: () => void
}

export function useProblem(): ProblemState {
  const [problem, setProblem] = useState<{ error: AppError; retryAt: number | null } | null>(null)
  const waitSeconds = useSecondsLeft(problem?.retryAt ?? null)
  return {
    error: problem?.error ?? null,
    waitSeconds,
    report: (error) =>
      setProblem({
        error,
        retryAt: error.retryAfterMs === undefined ? null : Date.now() + error.retryAfterMs,
      }),
    clear: () => setProblem(null),
  }
}

// Copies of a value made from one panel: what was copied last and whether the clipboard still holds it.
import { useState } from 'react'
import type { AppError, Result } from '../../../shared/errors.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { announce } from '../../state/ui-state.ts'
import { useSecondsLeft } from '../problem/use-seconds-left.ts'

export interface Copies {
  /** What was copied last from here, "Value"; null before the first copy. */
  readonly what: string | null
  /** Seconds until main clears the clipboard; 0 once it no longer holds the copy. */
  readonly secondsLeft: number
  readonly error: AppError | null
  /** Runs a command that copies in main, and tells the outcome. */
  readonly copy: (what: string, run: () => Promise<Result<{ clearsAt: number }>>) => Promise<void>
  readonly clearNow: () => Promise<void>
}

export function useCopies(): Copies {
  const clipboard = useSnapshot((snapshot) => snapshot.clipboard)
  const [copied, setCopied] = useState<{ what: string; clearsAt: number; isInSnapshot: boolean } | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  // The answer may come before the patch that shows the clipboard as ours: only after that does "not there"
  // mean cleared.
  if (copied && clipboard && !copied.isInSnapshot) setCopied({ ...copied, isInSnapshot: true })
  const isCleared = copied?.isInSnapshot && !clipboard
  const secondsLeft = useSecondsLeft(isCleared ? null : (copied?.clearsAt ?? null))

  const finish = (what: string, answer: Result<{ clearsAt: number }>) => {
    setError(answer.ok ? null : answer.error)
    if (!answer.ok) return
    const { clearsAt } = answer.value
    setCopied({ what, clearsAt, isInSnapshot: false })
    announce(`${what} copied. Clears in ${Math.round((clearsAt - Date.now()) / 1000)} seconds.`)
  }
  return {
    what: copied?.what ?? null,
    secondsLeft,
    error,
    copy: async (what, run) => finish(what, await run()),
    clearNow: async () => {
      const answer = await commands.clipboard.clear({})
      setError(answer.ok ? null : answer.error)
    },
  }
}

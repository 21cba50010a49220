// Asks in a native dialog, one question after the other: a page may not bury its person under them (R7).
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Dialogs, Question } from '../ports/system.ts'

/** `notConfirmed` where the answer was no, `tooMany` while an earlier question is still on screen. */
export type AskOnce = (question: Question) => Promise<Result<void>>

export function createAskOnce(dialogs: Pick<Dialogs, 'confirm'>): AskOnce {
  let isAsking = false
  return async (question) => {
    if (isAsking) return fail('tooMany', { isRetryable: true })
    isAsking = true
    const isConfirmed = await dialogs.confirm(question).finally(() => {
      isAsking = false
    })
    return isConfirmed ? ok(undefined) : fail('notConfirmed')
  }
}

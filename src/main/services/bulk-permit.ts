// Lets a person's few destructive acts pass, and asks in a native dialog before they become many (R7).
import { ok, type Result } from '../../shared/errors.ts'
import type { Clock, Dialogs, Question } from '../ports/system.ts'
import { createAskOnce } from './one-question.ts'

/** `count` acts are about to be done; `question` is asked where they are too many for one minute. */
export type BulkPermit = (count: number, question: () => Question) => Promise<Result<void>>

const rateWindowMs = 60_000
const maxUnasked = 10

/** `notConfirmed` where the answer was no, `tooMany` while another question is on screen. */
export function createBulkPermit(clock: Clock, dialogs: Dialogs): BulkPermit {
  /** When each act of the last minute was let through, by the monotonic clock. */
  let recentMs: number[] = []
  const ask = createAskOnce(dialogs)

  return async (count, question) => {
    const now = clock.monotonic()
    recentMs = recentMs.filter((at) => now - at < rateWindowMs)
    if (recentMs.length + count > maxUnasked) {
      const confirmed = await ask(question())
      if (!confirmed.ok) return confirmed
    }
    const at = clock.monotonic()
    recentMs.push(...Array.from({ length: count }, () => at))
    return ok(undefined)
  }
}

const maxNamesInDialog = 5

/** “ci”, “billing” and 3 more; names are made safe to show by the caller. */
export function namesInDialog(names: readonly string[]): string {
  const shown = names.slice(0, maxNamesInDialog).map((name) => `“${name}”`)
  const more = names.length - shown.length
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

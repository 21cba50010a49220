// Work whose failure is logged and lived with, or told.
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Log } from '../ports/system.ts'

/** What `work` gives, or null where it threw; `event` is then logged. */
export function attempt<T>(log: Log, event: string, work: () => T): T | null {
  try {
    return work()
  } catch {
    log(event)
    return null
  }
}

/** What `work` on the vault gives, or `storage` where it threw; `event` is then logged. */
export function tryStore<T>(log: Log, event: string, work: () => T): Result<T> {
  try {
    return ok(work())
  } catch {
    log(event)
    return fail('storage', { isRetryable: true })
  }
}

// Work whose failure is logged and lived with.
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

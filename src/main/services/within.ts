// Waiting for work no longer than a given time.
import type { Clock } from '../ports/system.ts'

/** What the work gives; null where it does not come in time or fails. The work itself goes on. */
export function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(null))
    const end = (result: T | null) => {
      cancel()
      resolve(result)
    }
    work.then(end, () => end(null))
  })
}

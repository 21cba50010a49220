// Time as Node tells it.
import type { Clock } from '../ports/system.ts'

export function createClock(): Clock {
  return {
    now: Date.now,
    monotonic: () => performance.now(),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
  }
}

// Keeps writes apart that the service would refuse when they come in a burst.
import type { Clock } from '../ports/system.ts'
import { sleep } from './sleep.ts'

/** How many writes may leave in any stretch of time, ms. */
export interface Pace {
  readonly maxWrites: number
  readonly windowMs: number
}

export interface WritePacer {
  /**
   * Resolves when a write may leave, in the order of the calls; null once everything closes. The function is
   * called when the write leaves or will not: the next one waits for that. Calling it again does nothing.
   */
  readonly take: () => Promise<(() => void) | null>
}

/** A pacer for writes that share one limit; `closing` ends every wait. */
export function createWritePacer(clock: Clock, pace: Pace, closing: AbortSignal): WritePacer {
  /** When the last writes left, by the monotonic clock. */
  let leftAt: readonly number[] = []
  let last: Promise<void> = Promise.resolve()

  async function waitForRoom(): Promise<boolean> {
    const first = leftAt.length < pace.maxWrites ? undefined : leftAt[0]
    const waitMs = first === undefined ? 0 : first + pace.windowMs - clock.monotonic()
    return waitMs <= 0 ? !closing.aborted : sleep(clock, waitMs, closing)
  }

  return {
    take: async () => {
      const before = last
      const { promise, resolve } = Promise.withResolvers<void>()
      last = promise
      await before
      if (!(await waitForRoom())) {
        resolve()
        return null
      }
      let hasLeft = false
      return () => {
        if (hasLeft) return
        hasLeft = true
        leftAt = [...leftAt, clock.monotonic()].slice(-pace.maxWrites)
        resolve()
      }
    },
  }
}

// A clock that stands still until a test moves it.
import type { Clock } from '../../src/main/ports/system.ts'

export interface FakeClock extends Clock {
  /** Moves wall and monotonic time; timers that fall due are called in their order. */
  readonly advance: (ms: number) => void
  /** Somebody sets the computer's clock: only the wall time changes. */
  readonly setWall: (at: number) => void
}

export function createFakeClock(startAt = Date.parse('2026-03-18T10:30:00Z')): FakeClock {
  let wall = startAt
  let elapsed = 0
  const timers = new Set<{ readonly dueMs: number; readonly callback: () => void }>()

  const nextDue = (untilMs: number) =>
    [...timers].filter((timer) => timer.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0]

  const moveTo = (ms: number) => {
    wall += ms - elapsed
    elapsed = ms
  }

  return {
    now: () => wall,
    monotonic: () => elapsed,
    after: (ms, callback) => {
      const timer = { dueMs: elapsed + ms, callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: (ms) => {
      const untilMs = elapsed + ms
      for (let timer = nextDue(untilMs); timer !== undefined; timer = nextDue(untilMs)) {
        timers.delete(timer)
        moveTo(timer.dueMs)
        timer.callback()
      }
      moveTo(untilMs)
    },
    setWall: (at) => {
      wall = at
    },
  }
}

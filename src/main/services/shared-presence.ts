// Lets several services hear of the same presence: the port takes one callback for each event.
import type { Log, Presence } from '../ports/system.ts'
import { attempt } from './attempt.ts'

/** Each `on…` may be called any number of times; the callbacks are called in their order, whatever one does. */
export function sharePresence(presence: Presence, log: Log): Presence {
  const share = (subscribe: (callback: () => void) => void) => {
    const callbacks: (() => void)[] = []
    return (callback: () => void) => {
      callbacks.push(callback)
      if (callbacks.length > 1) return
      subscribe(() => {
        for (const each of callbacks) attempt(log, 'presence.failed', each)
      })
    }
  }
  return {
    idleMs: presence.idleMs,
    onSuspend: share(presence.onSuspend),
    onResume: share(presence.onResume),
    onScreenLocked: share(presence.onScreenLocked),
  }
}

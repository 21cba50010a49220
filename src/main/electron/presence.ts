// Whether somebody is at the computer, as the system tells it.
import { powerMonitor } from 'electron/main'
import type { Presence } from '../ports/system.ts'

/** Use it after `ready`. */
export function createPresence(): Presence {
  return {
    idleMs: () => powerMonitor.getSystemIdleTime() * 1000,
    onSuspend: (callback) => {
      powerMonitor.on('suspend', callback)
    },
    onResume: (callback) => {
      powerMonitor.on('resume', callback)
    },
    onScreenLocked: (callback) => {
      // Linux never emits it; a listener there would promise what nobody keeps.
      if (process.platform !== 'linux') powerMonitor.on('lock-screen', callback)
    },
  }
}

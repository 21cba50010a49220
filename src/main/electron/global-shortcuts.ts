// Shortcuts that the whole system gives to Latchkey.
import { globalShortcut } from 'electron/main'
import type { GlobalShortcuts } from '../ports/system.ts'

/** Use it after `ready`. */
export function createGlobalShortcuts(): GlobalShortcuts {
  return {
    register: (accelerator, onPressed) => {
      try {
        return globalShortcut.register(accelerator, onPressed) ? 'registered' : 'taken'
      } catch {
        // What is no accelerator throws.
        return 'refused'
      }
    },
    unregister: (accelerator) => globalShortcut.unregister(accelerator),
  }
}

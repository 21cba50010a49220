// The window that a native dialog hangs on.
import type { BrowserWindow } from 'electron/main'
import type { OwnedWindow } from './main-window.ts'

export type DialogParent = Pick<OwnedWindow, 'current' | 'shown' | 'open'>

/**
 * The window while it is visible. On macOS it is opened first where it is not: a dialog without a visible parent
 * stops the whole process there until it is answered, the lock and its timers too.
 */
export async function dialogParent(window: DialogParent): Promise<BrowserWindow | null> {
  if (process.platform !== 'darwin' || window.shown() !== null) return window.shown()
  window.open()
  const opened = window.current()
  if (opened !== null && !opened.isVisible()) await shownOrGone(opened)
  return window.shown()
}

/** One that was just made is shown when it is painted. */
function shownOrGone(window: BrowserWindow): Promise<void> {
  return new Promise((resolve) => {
    window.once('show', () => resolve())
    window.once('closed', () => resolve())
  })
}

// The main window: how it is made, shown, hidden and watched.
import type { BrowserWindow } from 'electron/main'
import type { MainWindow } from '../ports/system.ts'
import { pageAddress } from './page-address.ts'
import { createPageWindow, type WindowLook, whenPainted } from './page-window.ts'

const look: WindowLook = { width: 1180, height: 760, minWidth: 720, minHeight: 480 }

export interface WindowEvents {
  readonly onFocus: () => void
  /** The page was closed, stopped or loads anew: what it was shown is over. */
  readonly onPageGone: () => void
  /** The window is gone for good. */
  readonly onClosed: () => void
  /** Windows ends the session without any quit event. */
  readonly onSessionEnd: () => void
  /** Whether closing should only hide the window. */
  readonly shouldHideOnClose: () => boolean
  readonly onPageFailure: (reason: string) => void
}

export interface OwnedWindow extends MainWindow {
  readonly current: () => BrowserWindow | null
  /** The window while it is visible: what a native dialog may be attached to. */
  readonly shown: () => BrowserWindow | null
  /** False until the first `open()`: a start of the session that shows nothing. */
  readonly wasOpened: () => boolean
}

/** Creates the factory; the window itself is made at the first `open()`. */
export function createMainWindow(events: WindowEvents): OwnedWindow {
  let window: BrowserWindow | null = null
  let wasOpened = false

  const create = (showAtFirst: (made: BrowserWindow) => void = showWhenPainted) => {
    const made = createPageWindow(look)
    window = made
    wasOpened = true
    showAtFirst(made)
    watch(made, events)
    made.on('closed', () => {
      // One that was replaced takes nothing from its successor.
      if (window !== made) return
      window = null
      events.onPageGone()
      events.onClosed()
    })
    made.loadURL(pageAddress).catch(() => {
      if (!made.isDestroyed()) events.onPageFailure('The page could not be loaded.')
    })
  }

  return {
    current: () => window,
    shown: () => (window?.isVisible() ? window : null),
    open: () => {
      if (window === null) return create()
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    wasOpened: () => wasOpened,
    isFocused: () => window?.isFocused() ?? false,
    send: (event, payload) => window?.webContents.send(event, payload),
    protectContent: (isProtected) => window?.setContentProtection(isProtected),
    recreate: () => {
      if (window === null) return
      const old = window
      // First the new one: an app without any window would quit.
      create((made) => takePlaceOf(made, old))
      // Its process ends with it, and its memory with that (R26).
      old.destroy()
      events.onPageGone()
    },
  }
}

function watch(window: BrowserWindow, events: WindowEvents): void {
  window.on('focus', events.onFocus)
  window.on('close', (event) => {
    if (!events.shouldHideOnClose()) return
    event.preventDefault()
    window.hide()
  })
  if (process.platform === 'win32') window.on('session-end', events.onSessionEnd)
  window.webContents.on('did-start-loading', events.onPageGone)
  window.webContents.on('preload-error', () => events.onPageFailure('Its bridge could not be built.'))
  let hasReloaded = false
  window.webContents.on('render-process-gone', () => {
    events.onPageGone()
    if (window.isDestroyed()) return
    if (hasReloaded) return events.onPageFailure('The page stopped twice.')
    hasReloaded = true
    window.webContents.reload()
  })
}

/** The new window stands where the old one stood, and is as visible as that was. */
function takePlaceOf(made: BrowserWindow, old: BrowserWindow): void {
  made.setBounds(old.getNormalBounds())
  if (old.isMinimized()) made.minimize()
  if (old.isMinimized() || !old.isVisible()) return
  // Both also show the window, so one that is in the tray only gets neither.
  if (old.isMaximized()) made.maximize()
  if (old.isFullScreen()) made.setFullScreen(true)
  showWhenPainted(made, old.isFocused())
}

function showWhenPainted(window: BrowserWindow, takesFocus = true): void {
  whenPainted(window, () => {
    if (takesFocus) window.show()
    else window.showInactive()
  })
}

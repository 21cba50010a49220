// The small window above all others: made at its first showing, hidden when it loses the focus.
import type { BrowserWindow } from 'electron/main'
import type { QuickWindow } from '../ports/system.ts'
import { quickPageAddress } from './page-address.ts'
import { createPageWindow, type WindowLook, whenPainted } from './page-window.ts'

export interface QuickWindowEvents {
  readonly onFocus: () => void
  readonly onPageFailure: (reason: string) => void
}

const look: WindowLook = {
  width: 640,
  height: 420,
  frame: false,
  resizable: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
  alwaysOnTop: true,
  skipTaskbar: true,
}

/** Creates the factory; there is no window before the first `toggle()`. */
export function createQuickWindow(events: QuickWindowEvents): QuickWindow {
  let window: BrowserWindow | null = null
  /** Whether it is meant to be seen: while it loads, it is not visible yet. */
  let isWanted = false

  const hide = () => {
    isWanted = false
    window?.hide()
  }
  const end = () => {
    isWanted = false
    window?.destroy()
  }
  const show = (made: BrowserWindow) => {
    if (!isWanted || made.isDestroyed()) return
    made.show()
    made.focus()
  }

  const create = () => {
    const made = createPageWindow(look)
    window = made
    made.on('closed', () => {
      if (window === made) window = null
    })
    made.on('focus', events.onFocus)
    made.on('blur', hide)
    // A page that failed is made anew at the next showing; the main window says what is lasting.
    made.webContents.on('render-process-gone', () => !made.isDestroyed() && made.destroy())
    made.webContents.on('preload-error', () => events.onPageFailure('Its bridge could not be built.'))
    whenPainted(made, () => show(made))
    made.loadURL(quickPageAddress).catch(() => !made.isDestroyed() && made.destroy())
    return made
  }

  return {
    toggle: () => {
      if (window !== null && isWanted) return hide()
      isWanted = true
      if (window === null) create()
      else show(window)
    },
    hide,
    send: (event, payload) => window?.webContents.send(event, payload),
    end,
    pageId: () => window?.webContents.id ?? null,
  }
}

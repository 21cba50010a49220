// How every window of ours is made: its security options, its guards, and the moment at which it is shown.
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  type BrowserWindowConstructorOptions,
  nativeTheme,
  type WebPreferences,
} from 'electron/main'

/** What differs between our windows; where a page may not go does not. */
export type WindowLook = Omit<BrowserWindowConstructorOptions, 'webPreferences' | 'show'>

/** A hidden window that is guarded and has loaded nothing yet. */
export function createPageWindow(look: WindowLook): BrowserWindow {
  const made = new BrowserWindow({
    ...look,
    show: false,
    title: app.name,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#101114' : '#ffffff',
    autoHideMenuBar: true,
    webPreferences: securityOptions(),
  })
  guardNavigation(made)
  made.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  return made
}

/** Every security option written out, so that no default can change under us (R1). */
function securityOptions(): WebPreferences {
  return {
    preload: join(import.meta.dirname, '../preload/index.cjs'),
    sandbox: true,
    contextIsolation: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !app.isPackaged,
  }
}

/**
 * On Wayland `ready-to-show` may never come before `show()`, so the first of three signs calls `show`, unless the
 * window is gone by then.
 */
export function whenPainted(window: BrowserWindow, show: () => void): void {
  let isShown = false
  const showOnce = () => {
    clearTimeout(deadline)
    if (isShown || window.isDestroyed()) return
    isShown = true
    show()
  }
  const deadline = setTimeout(showOnce, 2000)
  window.once('ready-to-show', showOnce)
  window.webContents.once('did-finish-load', showOnce)
}

/** The page never leaves its address and opens nothing. */
function guardNavigation(window: BrowserWindow): void {
  const { webContents } = window
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  webContents.on('will-navigate', (details) => details.preventDefault())
  webContents.on('will-frame-navigate', (details) => details.preventDefault())
  webContents.on('will-redirect', (details) => details.preventDefault())
  webContents.on('will-attach-webview', (event) => event.preventDefault())
}

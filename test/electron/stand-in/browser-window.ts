// BrowserWindow: its state lives here and follows Electron's rules; Chromium only shows the page.
import { EventEmitter } from 'node:events'
import { isAbsolute } from 'node:path'
import type { Browser } from './browser.ts'
import type { RealClipboard } from './clipboard.ts'
import type { Desktop } from './desktop.ts'
import type { OwnIpcMain } from './ipc-main.ts'
import type { PageTarget } from './page-target.ts'
import type { OwnSession } from './session.ts'
import { mortal, onlyKnown, preventable } from './strict.ts'
import type { OwnTheme } from './system.ts'
import { createWebContents } from './web-contents.ts'
import { webPreferenceNames, windowDefaults, windowOptionNames } from './window-options.ts'

export interface OwnWindow {
  readonly window: Electron.BrowserWindow
  /** Asks the `close` listeners; false when one prevented it. */
  readonly requestClose: () => boolean
  readonly isDestroyed: () => boolean
  readonly target: Promise<PageTarget>
  /** Resolves once the page is gone from Chromium. */
  readonly destroyed: Promise<void>
}

export interface Windows {
  readonly BrowserWindow: typeof Electron.BrowserWindow
  readonly all: () => readonly OwnWindow[]
  /** The newest; throws where there is none. */
  readonly current: () => Electron.BrowserWindow
  readonly onAllClosed: (listener: () => void) => void
  /** The real clipboard, through the newest window's page. */
  readonly systemClipboard: RealClipboard
}

interface Surroundings {
  readonly desktop: Desktop
  readonly browser: Browser
  readonly ipc: OwnIpcMain
  readonly defaultSession: OwnSession
  readonly theme: OwnTheme
  readonly schemeFault: (scheme: string) => string | null
  readonly appName: () => string
}

export function createWindows(surroundings: Surroundings): Windows {
  const { desktop } = surroundings
  const open: OwnWindow[] = []
  let whenAllClosed = () => {}
  const forget = (own: OwnWindow) => {
    open.splice(open.indexOf(own), 1)
    if (open.length === 0) whenAllClosed()
  }
  const current = () => {
    const own = open.at(-1)
    if (own === undefined) throw new Error('the app has no window')
    return own
  }

  const BrowserWindow = function (options: Electron.BrowserWindowConstructorOptions = {}) {
    if ((new.target as unknown) !== BrowserWindow)
      throw new TypeError('Electron’s classes cannot be subclassed')
    if (!desktop.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const own = createWindow(surroundings, options, () => forget(own))
    open.push(own)
    applyTheme(own.target)
    return own.window
  } as unknown as typeof Electron.BrowserWindow
  Object.assign(BrowserWindow, {
    getAllWindows: () => open.map(({ window }) => window),
    getFocusedWindow: () => open.find(({ window }) => window.isFocused())?.window ?? null,
    fromWebContents: (contents: Electron.WebContents) =>
      open.find(({ window }) => window.webContents === contents)?.window ?? null,
    fromId: (id: number) => open.find(({ window }) => window.id === id)?.window ?? null,
  } satisfies Partial<typeof Electron.BrowserWindow>)

  const lever = (name: string, action: (window: Electron.BrowserWindow) => unknown) =>
    desktop.lever(`window.${name}`, () => action(current().window))
  for (const name of [
    'close',
    'hide',
    'show',
    'focus',
    'blur',
    'minimize',
    'isVisible',
    'isFocused',
  ] as const) {
    lever(name, (window) => window[name]())
  }
  lever('crashRenderer', (window) => window.webContents.forcefullyCrashRenderer())
  desktop.lever('window.isOpen', () => open.length > 0)

  const applyTheme = (target: Promise<PageTarget>) => {
    const features = [{ name: 'prefers-color-scheme', value: surroundings.theme.isDark() ? 'dark' : 'light' }]
    target.then(({ session }) => session.send('Emulation.setEmulatedMedia', { features })).catch(() => {})
  }
  surroundings.theme.onChange(() => {
    for (const { target } of open) applyTheme(target)
  })
  const evaluate = async (expression: string) => {
    const page = await current().target
    const { result } = await page.session.send('Runtime.evaluate', {
      expression,
      userGesture: true,
      awaitPromise: true,
    })
    return result.value as unknown
  }

  return {
    BrowserWindow,
    all: () => open,
    current: () => current().window,
    systemClipboard: {
      write: (text) =>
        void evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`).catch(() => {}),
      read: async () => {
        const text = await evaluate('navigator.clipboard.readText()').catch(() => null)
        return typeof text === 'string' ? text : null
      },
    },
    onAllClosed: (listener) => {
      whenAllClosed = listener
    },
  }
}

let lastId = 0

function createWindow(
  { desktop, browser, ipc, defaultSession, appName, schemeFault }: Surroundings,
  options: Electron.BrowserWindowConstructorOptions,
  onClosed: () => void,
): OwnWindow {
  onlyKnown('BrowserWindow', options, windowOptionNames)
  const preferences = { ...windowDefaults.webPreferences, ...options.webPreferences }
  onlyKnown('webPreferences', preferences, webPreferenceNames)
  if (preferences.preload !== undefined && !isAbsolute(preferences.preload)) {
    throw new Error(`preload script must have absolute path: ${preferences.preload}`)
  }
  const filled = { ...windowDefaults, title: appName(), ...options, webPreferences: preferences }
  defaultSession.checkGuards(preferences.spellcheck === false)

  const emitter = new EventEmitter()
  lastId += 1
  const id = lastId
  const state = {
    isVisible: false,
    isFocused: false,
    isMinimized: false,
    isDestroyed: false,
    isProtected: false,
    title: filled.title,
    hasPainted: false,
    isReadyToShowSent: false,
  }
  const bounds: Electron.Rectangle = { x: 0, y: 0, width: filled.width, height: filled.height }
  const destroyed = Promise.withResolvers<void>()
  const contents = createWebContents(desktop, browser, ipc, {
    size: { width: filled.width, height: filled.height },
    preferences,
    session: defaultSession,
    schemeFault,
    onPainted: () => {
      state.hasPainted = true
      announcePaint()
    },
    onClosedByUser: () => {
      // The page cannot come back, so preventing it leaves a hidden window whose page is gone.
      requestClose()
      if (!state.isDestroyed) destroy()
    },
  })

  /** On Wayland nothing is painted before the window is shown (C2). */
  const announcePaint = () => {
    if (!state.hasPainted || state.isReadyToShowSent || (desktop.isWayland && !state.isVisible)) return
    state.isReadyToShowSent = true
    emitter.emit('ready-to-show')
  }
  const setFocus = (isFocused: boolean) => {
    if (state.isFocused === isFocused) return
    state.isFocused = isFocused
    emitter.emit(isFocused ? 'focus' : 'blur')
  }
  const setVisible = (isVisible: boolean) => {
    if (!isVisible) setFocus(false)
    if (state.isVisible === isVisible) return
    state.isVisible = isVisible
    contents.tellVisibility(isVisible ? 'visible' : 'hidden')
    emitter.emit(isVisible ? 'show' : 'hide')
    if (isVisible) announcePaint()
  }
  const destroy = () => {
    if (state.isDestroyed) return
    state.isVisible = false
    state.isFocused = false
    state.isDestroyed = true
    const closing = contents.destroy()
    emitter.emit('closed')
    onClosed()
    void closing.then(destroyed.resolve)
  }
  const requestClose = () => {
    if (state.isDestroyed) return true
    const event = preventable({})
    emitter.emit('close', event)
    if (event.defaultPrevented) return false
    destroy()
    return true
  }

  const members = {
    id,
    webContents: contents.contents,
    loadURL: (url) => contents.load(url),
    show: () => {
      state.isMinimized = false
      setVisible(true)
      setFocus(true)
    },
    showInactive: () => setVisible(true),
    hide: () => setVisible(false),
    focus: () => {
      if (state.isVisible) setFocus(true)
    },
    blur: () => setFocus(false),
    minimize: () => {
      state.isMinimized = true
      setFocus(false)
      contents.tellVisibility('hidden')
      emitter.emit('minimize')
    },
    restore: () => {
      if (!state.isMinimized) return
      state.isMinimized = false
      contents.tellVisibility('visible')
      emitter.emit('restore')
    },
    close: () => void requestClose(),
    destroy,
    isDestroyed: () => state.isDestroyed,
    isVisible: () => state.isVisible,
    isFocused: () => state.isFocused,
    isMinimized: () => state.isMinimized,
    isMaximized: () => false,
    isFullScreen: () => false,
    setFullScreen: () => {},
    maximize: () => members.showInactive(),
    getBounds: () => ({ ...bounds }),
    getNormalBounds: () => ({ ...bounds }),
    setBounds: (next) => {
      // Wayland lets no window choose its place (C12).
      const { x: _, y: __, ...size } = next
      Object.assign(bounds, desktop.isWayland ? size : next)
    },
    getTitle: () => state.title,
    setTitle: (title) => {
      state.title = title
    },
    setMenu: () => {},
    removeMenu: () => {},
    setBackgroundColor: () => {},
    setContentProtection: (isEnabled) => {
      state.isProtected = isEnabled
    },
    isContentProtected: () => desktop.os !== 'linux' && state.isProtected,
  } satisfies Partial<Electron.BrowserWindow>

  desktop.lever('window.options', () => filled)
  desktop.lever('window.isContentProtected', () => state.isProtected)
  desktop.lever('window.target', () => contents.target.then((page) => page.id))
  if (filled.show) setImmediate(() => !state.isDestroyed && members.show())
  const window = mortal('BrowserWindow', Object.assign(emitter, members), () => state.isDestroyed)
  return {
    window: window as unknown as Electron.BrowserWindow,
    requestClose,
    isDestroyed: () => state.isDestroyed,
    target: contents.target,
    destroyed: destroyed.promise,
  }
}

// Assembles the stand-in: exactly the names that Electron 45's main process exports, and no other.
import { createApp, type OwnApp } from './app.ts'
import { createBrowser } from './browser.ts'
import { createWindows } from './browser-window.ts'
import { createClipboard } from './clipboard.ts'
import type { Desktop } from './desktop.ts'
import { createDialog } from './dialog.ts'
import { createIpcMain } from './ipc-main.ts'
import { createMenus } from './menu.ts'
import { createNotificationClass } from './notification.ts'
import { createPersonDialog } from './person-dialog.ts'
import { createSafeStorage } from './safe-storage.ts'
import { createSchemes, createSession } from './session.ts'
import { strict, unused } from './strict.ts'
import {
  createCrashReporter,
  createGlobalShortcut,
  createNativeImage,
  createNativeTheme,
  createPowerMonitor,
  createScreen,
  createShell,
  createSystemPreferences,
} from './system.ts'
import { createTrayClass } from './tray.ts'

/** What main may import by name; `ServiceWorkerMain` is there although the types call it a type (A9). */
export const exportedNames = [
  'app',
  'autoUpdater',
  'BaseWindow',
  'BrowserView',
  'BrowserWindow',
  'clipboard',
  'ClipboardItem',
  'contentTracing',
  'crashReporter',
  'desktopCapturer',
  'dialog',
  'globalShortcut',
  'ImageView',
  'inAppPurchase',
  'ipcMain',
  'Menu',
  'MenuItem',
  'MessageChannelMain',
  'nativeImage',
  'nativeTheme',
  'net',
  'netLog',
  'Notification',
  'powerMonitor',
  'powerSaveBlocker',
  'protocol',
  'pushNotifications',
  'safeStorage',
  'screen',
  'ServiceWorkerMain',
  'session',
  'sharedTexture',
  'ShareMenu',
  'shell',
  'systemPreferences',
  'TouchBar',
  'Tray',
  'utilityProcess',
  'View',
  'webContents',
  'WebContentsView',
  'webFrameMain',
] as const satisfies readonly (keyof typeof Electron.CrossProcessExports | 'ServiceWorkerMain')[]

export type ElectronExports = Readonly<Record<(typeof exportedNames)[number], unknown>>

export interface StandIn {
  readonly electron: ElectronExports
  readonly becomeReady: () => void
  readonly waiters: OwnApp['waiters']
  /** Whether a person could still reach the app. */
  readonly hasWindow: () => boolean
  readonly isQuitting: OwnApp['isQuitting']
  readonly kill: () => void
}

export interface StandInFacts {
  readonly appName: string
  readonly appVersion: string
  readonly hasDesktopName: boolean
  readonly endProcess: (code: number) => never
}

export function createStandIn(desktop: Desktop, facts: StandInFacts): StandIn {
  const browser = createBrowser(desktop)
  const ipc = createIpcMain(desktop, () => windows.current().webContents)
  const schemes = createSchemes(desktop)
  const defaultSession = createSession(desktop)
  const nativeImage = createNativeImage(desktop)
  const theme = createNativeTheme(desktop)
  const windows = createWindows({
    desktop,
    browser,
    ipc,
    defaultSession,
    theme,
    schemeFault: schemes.fault,
    appName: () => own.app.name,
  })
  const own = createApp(desktop, browser, windows.all, {
    name: facts.appName,
    version: facts.appVersion,
    hasDesktopName: facts.hasDesktopName,
    endProcess: facts.endProcess,
  })
  windows.onAllClosed(own.quitWithLastWindow)
  const menus = createMenus(
    desktop,
    (role) => actOnRole(role, windows.BrowserWindow, own.app),
    () => own.app.name,
  )
  const isFocused = () => windows.all().some(({ window }) => window.isFocused())
  const mirror = desktop.options.isPreview ? windows.systemClipboard : null
  const { clipboard, ClipboardItem } = createClipboard(desktop, isFocused, mirror)
  desktop.lever('debuggingPort', () => browser.debuggingPort())

  const defaultSessionAfterReady = () => {
    if (!desktop.isReady()) throw new TypeError('Session can only be received when app is ready')
    return defaultSession.session
  }
  const session = {
    get defaultSession() {
      return defaultSessionAfterReady()
    },
    fromPartition: () => {
      throw new Error('the stand-in for Electron has the default session only')
    },
  }
  const protocol = {
    registerSchemesAsPrivileged: schemes.register,
    handle: (...args: Parameters<Electron.Protocol['handle']>) =>
      defaultSessionAfterReady().protocol.handle(...args),
    unhandle: (scheme: string) => defaultSessionAfterReady().protocol.unhandle(scheme),
    isProtocolHandled: (scheme: string) => defaultSessionAfterReady().protocol.isProtocolHandled(scheme),
  } satisfies Partial<Electron.Protocol>

  const offered = {
    app: own.app,
    BrowserWindow: windows.BrowserWindow,
    clipboard,
    ClipboardItem,
    crashReporter: createCrashReporter(desktop),
    dialog: createDialog(desktop, desktop.options.isPreview ? createPersonDialog(browser) : null),
    globalShortcut: createGlobalShortcut(desktop),
    ipcMain: ipc.ipcMain,
    Menu: menus.Menu,
    MenuItem: menus.MenuItem,
    nativeImage,
    nativeTheme: theme.nativeTheme,
    Notification: createNotificationClass(desktop),
    powerMonitor: createPowerMonitor(desktop),
    protocol: strict('protocol', protocol),
    safeStorage: createSafeStorage(desktop),
    screen: createScreen(desktop),
    session: strict('session', session),
    shell: createShell(desktop),
    systemPreferences: createSystemPreferences(desktop),
    Tray: createTrayClass(desktop, menus, nativeImage),
  }
  const electron = Object.fromEntries(
    exportedNames.map((name) => [
      name,
      name in offered ? offered[name as keyof typeof offered] : unused(name),
    ]),
  ) as unknown as ElectronExports

  return {
    electron,
    becomeReady: () => {
      menus.becomeReady()
      own.becomeReady()
    },
    waiters: own.waiters,
    hasWindow: () => windows.all().length > 0,
    isQuitting: own.isQuitting,
    kill: browser.kill,
  }
}

/** What the roles of menu entries do; those that edit text are Chromium's own affair. */
function actOnRole(role: string, BrowserWindow: typeof Electron.BrowserWindow, app: Electron.App): void {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
  if (role === 'quit') app.quit()
  if (role === 'close') window?.close()
  if (role === 'minimize') window?.minimize()
  if (role === 'reload' || role === 'forcereload') window?.webContents.reload()
  if (role === 'toggledevtools') window?.webContents.toggleDevTools()
}

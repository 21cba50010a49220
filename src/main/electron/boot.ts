// Everything that needs a ready Electron: adapters, the app itself, its session, window, tray and life cycle.
import { join } from 'node:path'
import { app, dialog, nativeTheme, session } from 'electron/main'
import { createAppFactories } from '../app-factories.ts'
import { type App, createApp } from '../create-app.ts'
import { StoreError } from '../ports/store.ts'
import type { StartSandbox } from '../ports/system.ts'
import { appId } from './app-id.ts'
import { createClipboard } from './clipboard.ts'
import { createClock } from './clock.ts'
import { serveCommands } from './command-server.ts'
import { developmentUrls } from './development-urls.ts'
import { createDialogs } from './dialogs.ts'
import { createGlobalShortcuts } from './global-shortcuts.ts'
import { createLinks } from './links.ts'
import { createLog } from './log.ts'
import { createLoginItem, hiddenSwitch, startsHidden } from './login-item.ts'
import { createMainWindow, type OwnedWindow } from './main-window.ts'
import { createNotifier } from './notifier.ts'
import { servePage } from './page-protocol.ts'
import { createPresence } from './presence.ts'
import { createResolveProxy } from './proxy.ts'
import { createQuickWindow } from './quick-window.ts'
import { type Quitting, quitInOrder } from './quitting.ts'
import { releaseSource } from './release-source.ts'
import { createSaveFile } from './save-file.ts'
import { createSecureStore } from './secure-store.ts'
import { guardSession } from './session-guard.ts'
import { createSettingsStore } from './settings-store.ts'
import { createTrayView } from './tray-view.ts'

/** Starts the app; call once, after `ready`. */
export async function boot(): Promise<void> {
  guardSession(session.defaultSession, app)
  servePage(session.defaultSession, join(import.meta.dirname, '../renderer'))
  const latchkey = composeApp()
  if (latchkey === null) return
  app.on('second-instance', (_event, argv) => {
    if (argv.includes(toggleSwitch)) latchkey.app.toggleQuickWindow()
    // One more start of the session shows nothing, as the first did not.
    else if (!argv.includes(hiddenSwitch)) latchkey.openWindow()
  })
  app.on('activate', latchkey.openWindow)
  // With a tray the app lives on without a window; also where only the quick window was open, which ends with a lock.
  app.on('window-all-closed', () => {
    if (!latchkey.livesWithoutWindow()) app.quit()
  })
  serveCommands(latchkey.app.dispatch)
  const { hasTray, settings } = latchkey.app.state.snapshot()
  if (!(hasTray && startsHidden(settings))) latchkey.openWindow()
  await latchkey.app.start()
}

/** For desktops that give no program a shortcut: theirs starts Latchkey with this. */
const toggleSwitch = '--toggle'

interface RunningApp {
  readonly app: App
  readonly openWindow: () => void
  readonly livesWithoutWindow: () => boolean
}

/** Null where the app's files cannot be opened; the user was told and the process ends. */
function composeApp(): RunningApp | null {
  const folder = join(app.getPath('userData'), 'latchkey')
  const clock = createClock()
  const log = createLog()
  let latchkey: App | null = null
  let quitting: Quitting | null = null
  const canStay = () => tray.isShown() && !quitting?.isUnderWay()
  const staysInTray = () => canStay() && (latchkey?.state.snapshot().settings.closesToTray ?? false)
  const window: OwnedWindow = createMainWindow({
    onFocus: () => latchkey?.noteWindowFocused(),
    onPageGone: () => latchkey?.notePageGone(),
    // The quick window alone would keep an app alive that nobody sees.
    onClosed: () => quickWindow.end(),
    onSessionEnd: () => void latchkey?.close(),
    shouldHideOnClose: staysInTray,
    onPageFailure: tellPageFailure,
  })
  const quickWindow = createQuickWindow({
    onFocus: () => latchkey?.noteWindowFocused(),
    onPageFailure: tellPageFailure,
  })
  const tray = createTrayView(join(import.meta.dirname, '../../resources'), window.open)
  try {
    latchkey = createApp(
      {
        clock,
        log,
        window,
        tray,
        secureStore: createSecureStore(),
        clipboard: createClipboard(),
        settingsStore: createSettingsStore(folder),
        dialogs: createDialogs(window),
        saveFile: createSaveFile(window),
        windowId: () => window.current()?.webContents.id ?? null,
        quickWindow,
        shortcuts: createGlobalShortcuts(),
        links: createLinks(),
        theme: {
          apply: (theme) => {
            nativeTheme.themeSource = theme
          },
        },
        presence: createPresence(),
        notifier: createNotifier(log),
        loginItem: createLoginItem(appId),
        resolveProxy: createResolveProxy(session.defaultSession),
        startSandbox,
        quit: () => app.quit(),
      },
      createAppFactories({ clock, log }),
      {
        userDataFolder: folder,
        version: app.getVersion(),
        releaseSource,
        platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
        developmentUrls: app.isPackaged ? null : developmentUrls(process.env),
      },
    )
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    dialog.showErrorBox('Latchkey cannot open its data', storeWords[error.reason])
    app.exit(1)
    return null
  }
  quitting = quitInOrder(latchkey)
  const livesWithoutWindow = () => staysInTray() || (canStay() && !window.wasOpened())
  return { app: latchkey, openWindow: window.open, livesWithoutWindow }
}

function tellPageFailure(reason: string): void {
  dialog.showErrorBox(
    'Latchkey cannot show its window',
    `${reason} Start Latchkey again; nothing stored is lost.`,
  )
}

const storeWords: Readonly<Record<StoreError['reason'], string>> = {
  busy: 'Another program holds its files. Close it, then start Latchkey again. Nothing was changed.',
  full: 'The disk is full. Make room, then start Latchkey again. Nothing was changed.',
  newer: 'A newer Latchkey wrote it. Start that version; this one left everything as it was.',
  damaged: 'It is damaged. It was left as it is; restore it from a backup or move it away.',
  unavailable: 'Its folder cannot be read or written. Check the permissions, then start Latchkey again.',
}

/** Loaded on demand: most people connect to the live service. */
const startSandbox: StartSandbox = async (databasePath) => {
  const { createSandbox } = await import('../../sandbox/server.ts')
  return createSandbox({ databasePath, port: 0, hasTraffic: true })
}

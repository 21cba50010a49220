// What the running app is given: the abilities of the system, and where and what it is.
import type { SnapshotParts } from '../shared/domain/snapshot.ts'
import type { Origins } from './ports/remote.ts'
import type {
  Clipboard,
  Clock,
  Dialogs,
  GlobalShortcuts,
  Links,
  Log,
  LoginItem,
  MainWindow,
  Notifier,
  Presence,
  QuickWindow,
  ResolveProxy,
  SaveFile,
  SecureStore,
  SettingsStore,
  StartSandbox,
  Theme,
  TrayView,
} from './ports/system.ts'
import type { ReleaseSource } from './services/release-watch.ts'

export interface AppPorts {
  readonly clock: Clock
  readonly secureStore: SecureStore
  readonly clipboard: Clipboard
  readonly settingsStore: SettingsStore
  readonly tray: TrayView
  readonly dialogs: Dialogs
  readonly window: MainWindow
  /** The id of the main window, by which a message's sender is judged; null while there is none. */
  readonly windowId: () => number | null
  readonly quickWindow: QuickWindow
  readonly shortcuts: GlobalShortcuts
  readonly links: Links
  readonly theme: Theme
  readonly loginItem: LoginItem
  readonly resolveProxy: ResolveProxy
  readonly presence: Presence
  readonly notifier: Notifier
  readonly saveFile: SaveFile
  readonly startSandbox: StartSandbox
  readonly log: Log
  /** Begins the app's orderly quit. */
  readonly quit: () => void
}

export interface AppOptions {
  readonly userDataFolder: string
  readonly version: string
  readonly platform: SnapshotParts['platform']
  /** Where newer versions are announced; null = nowhere. */
  readonly releaseSource: ReleaseSource | null
  /** Base URLs that replace the live service; null in a packaged build. */
  readonly developmentUrls: Pick<Origins, 'keys' | 'intelligence'> | null
}

// The composition root: ports in, running app out; no Electron.
import { join } from 'node:path'
import type { SnapshotParts } from '../shared/domain/snapshot.ts'
import type { AppFactories } from './app-factories.ts'
import { createDispatcher, type Dispatch } from './ipc/dispatcher.ts'
import { createHandlers } from './ipc/handlers.ts'
import { isTrustedSender } from './ipc/sender-check.ts'
import type {
  Clipboard,
  Clock,
  Dialogs,
  Links,
  Log,
  MainWindow,
  Origins,
  SecureStore,
  SettingsStore,
  StartSandbox,
  Theme,
  TrayView,
} from './ports.ts'
import { liveOriginsOf, loopbackOriginsOf } from './remote/origins.ts'
import { createAccountKeeper } from './services/account-keeper.ts'
import { createBeginAnew } from './services/begin-anew.ts'
import { createConnections } from './services/connection.ts'
import { createCreationJournal } from './services/creation-journal.ts'
import { createCreationTags } from './services/creation-tags.ts'
import { createCreations } from './services/creations.ts'
import { createDeparture } from './services/departure.ts'
import { createKeyTable } from './services/key-table.ts'
import { createKeys } from './services/keys.ts'
import { createLocalChanges } from './services/local-changes.ts'
import { createReveals } from './services/reveals.ts'
import { createRevocations } from './services/revocations.ts'
import { createSealedValues } from './services/sealed-values.ts'
import { createSecretClipboard } from './services/secret-clipboard.ts'
import { createSession } from './services/session.ts'
import { createSettings } from './services/settings.ts'
import { createSync, initialSync } from './services/sync.ts'
import { createTagRemoval } from './services/tag-removal.ts'
import { createTray } from './services/tray.ts'
import { createValues } from './services/values.ts'
import { createVault } from './services/vault.ts'
import { createViews } from './services/views.ts'
import { type AppState, createState } from './state/app-state.ts'

export interface AppPorts {
  readonly clock: Clock
  readonly secureStore: SecureStore
  readonly clipboard: Clipboard
  readonly settingsStore: SettingsStore
  readonly tray: TrayView
  readonly dialogs: Dialogs
  readonly window: MainWindow
  /** The id of the app's window, by which a message's sender is judged; null while there is none. */
  readonly windowId: () => number | null
  readonly links: Links
  readonly theme: Theme
  readonly startSandbox: StartSandbox
  readonly log: Log
  /** Begins the app's orderly quit. */
  readonly quit: () => void
}

export interface AppOptions {
  readonly userDataFolder: string
  readonly version: string
  readonly platform: SnapshotParts['platform']
  /** Base URLs that replace the live service; null in a packaged build. */
  readonly developmentUrls: Pick<Origins, 'keys' | 'intelligence'> | null
}

export interface App {
  readonly state: Pick<AppState, 'snapshot'>
  /** Shows what this computer knows, then asks keyring and service. Resolves when the cached rows are shown. */
  readonly start: () => Promise<void>
  readonly dispatch: Dispatch
  readonly noteWindowFocused: () => void
  /** The page was closed, has failed or loads anew. */
  readonly notePageGone: () => void
  /** False where the user stays because quitting would lose values that are in memory only. */
  readonly permitQuit: () => Promise<boolean>
  /** Clears the clipboard, ends connections and closes the files; takes 2 s at most. */
  readonly close: () => Promise<void>
}

const closeDeadlineMs = 2000

/** Builds the app. Throws `StoreError` where its files cannot be opened. */
export function createApp(ports: AppPorts, factories: AppFactories, options: AppOptions): App {
  const { clock, window, log } = ports
  const files = openFiles(ports, factories, options)
  const services = composeServices(ports, factories, options, files)
  const { state, vault, session, sync, tray, reveals, table, clipboard } = services

  state.subscribe((patch) => window.send('state.patched', patch))
  vault.onChange((status) => {
    state.change({ vault: status })
    services.creations.retryOpen()
    void session.noteVaultChanged()
  })

  let closing: Promise<void> | null = null
  const close = async () => {
    sync.stop()
    tray.stop()
    reveals.concealAll()
    await clipboard.clear()
    await session.close()
    await table.written()
  }

  return {
    state,
    start: async () => {
      ports.theme.apply(state.snapshot().settings.theme)
      void vault.unlock()
      await session.start()
      await files.tellQuarantine()
    },
    dispatch: createDispatcher({
      handlers: createHandlers({ ...services, links: ports.links, log }),
      isTrustedSender: (sender) => isTrustedSender(sender, ports.windowId()),
      log,
    }),
    noteWindowFocused: () => {
      void clipboard.clearOnFocus()
      sync.refreshIfOld()
    },
    notePageGone: () => {
      services.views.notePageGone()
      reveals.concealAll()
    },
    permitQuit: async () => (await services.departure.permitQuit()).ok,
    close: () => {
      closing ??= withDeadline(clock, closeDeadlineMs, close()).finally(files.close)
      return closing
    },
  }
}

/** Makes every service once and hands each what it needs. */
function composeServices(
  ports: AppPorts,
  { connectApi }: AppFactories,
  options: AppOptions,
  { vaultStore, cache }: Pick<ReturnType<typeof openFiles>, 'vaultStore' | 'cache'>,
) {
  const { clock, dialogs, window, log, settingsStore } = ports
  const vault = createVault({ secureStore: ports.secureStore, store: vaultStore, clock, log })
  const state = createState({
    ...emptyParts,
    vault: vault.status(),
    settings: settingsStore.read(),
    hasTray: ports.tray.isShown(),
    platform: options.platform,
    version: options.version,
  })
  const base = { state, clock, log, vault, vaultStore, cache, dialogs, window }
  const connections = createConnections()
  const changes = createLocalChanges()
  const tags = createCreationTags()
  const settings = createSettings({ ...base, store: settingsStore, theme: ports.theme })
  const views = createViews(window)
  const sealedValues = createSealedValues(base)
  const table = createKeyTable({ ...base, tags, changes, hasSealedCopy: sealedValues.hasCopy })
  const sync = createSync({ ...base, connections, table, changes })
  const journal = createCreationJournal({ ...base, tags })
  const core = { ...base, connections, changes, tags, settings, views, sealedValues, table, sync, journal }
  const creations = createCreations({ ...core, tagRemoval: createTagRemoval(core) })
  const keys = createKeys({ ...core, clipboard: ports.clipboard })
  const revocations = createRevocations({ ...core, creations })
  const clipboard = createSecretClipboard({ ...core, clipboard: ports.clipboard })
  const values = createValues({ ...core, clipboard })
  const reveals = createReveals(core)
  const departure = createDeparture({ ...core, creations, reveals, clipboard })
  const session = createSession({
    ...core,
    ...{ creations, departure, connectApi, liveOriginsOf },
    keeper: createAccountKeeper(base),
    startSandbox: () => ports.startSandbox(join(options.userDataFolder, 'sandbox.db')),
    sandboxOriginsOf: (url) => loopbackOriginsOf('sandbox', url),
    developmentOrigins:
      options.developmentUrls === null ? null : { ...options.developmentUrls, kind: 'development' },
  })
  const tray = createTray({ ...core, view: ports.tray, revocations, quit: ports.quit })
  const beginAnew = createBeginAnew(base)
  return {
    ...core,
    beginAnew,
    creations,
    keys,
    revocations,
    clipboard,
    values,
    reveals,
    departure,
    session,
    tray,
  }
}

const emptyParts = {
  account: null,
  sync: initialSync,
  models: [],
  unstoredValues: [],
  lostCreations: [],
  clipboard: null,
  revocation: null,
}

function openFiles({ dialogs }: AppPorts, factories: AppFactories, { userDataFolder }: AppOptions) {
  let quarantine: string | null = null
  const vaultStore = factories.openVaultStore(join(userDataFolder, 'vault.db'), (folder) => {
    quarantine = folder
  })
  const cache = factories.openCacheStore(join(userDataFolder, 'cache.db'))
  return {
    vaultStore,
    cache,
    tellQuarantine: async () => {
      if (quarantine === null) return
      await dialogs.tell({
        title: 'The vault was damaged',
        detail: `Latchkey moved it, whole and unchanged, to ${quarantine} and began a new one. Connect again; sealed values can only be had from a copy of the old file.`,
      })
    },
    close: () => {
      vaultStore.close()
      cache.close()
    },
  }
}

/** Waits for the work, but no longer than the deadline; a failure of it counts as its end. */
function withDeadline(clock: Clock, ms: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, resolve)
    const end = () => {
      cancel()
      resolve()
    }
    work.then(end, end)
  })
}

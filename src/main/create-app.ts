// The composition root: ports in, running app out; no Electron.
import { join } from 'node:path'
import type { SnapshotParts } from '../shared/domain/snapshot.ts'
import type { AppFactories } from './app-factories.ts'
import { type AppFiles, openAppFiles } from './app-files.ts'
import { createDispatcher, type Dispatch } from './ipc/dispatcher.ts'
import { createHandlers } from './ipc/handlers.ts'
import { isTrustedSender } from './ipc/sender-check.ts'
import type { Origins } from './ports/remote.ts'
import type {
  Clipboard,
  Clock,
  Dialogs,
  Links,
  Log,
  MainWindow,
  Presence,
  SecureStore,
  SettingsStore,
  StartSandbox,
  Theme,
  TrayView,
} from './ports/system.ts'
import { liveOriginsOf, loopbackOriginsOf } from './remote/origins.ts'
import { createAccountKeeper } from './services/account-keeper.ts'
import { createAccountView } from './services/account-view.ts'
import { attempt } from './services/attempt.ts'
import { createBeginAnew } from './services/begin-anew.ts'
import { createConnections } from './services/connection.ts'
import { createCreationJournal } from './services/creation-journal.ts'
import { createCreationTags } from './services/creation-tags.ts'
import { createCreations } from './services/creations.ts'
import { createDeparture } from './services/departure.ts'
import { createDialogsWhileOpen } from './services/dialogs-while-open.ts'
import { createIdleWatch, isUse } from './services/idle-watch.ts'
import { createKeyTable } from './services/key-table.ts'
import { createKeys } from './services/keys.ts'
import { createLocalChanges } from './services/local-changes.ts'
import { createLock, initialLock } from './services/lock.ts'
import { shownPatch } from './services/locked-view.ts'
import { createReveals } from './services/reveals.ts'
import { createRevocations } from './services/revocations.ts'
import { createSealedValues } from './services/sealed-values.ts'
import { createSecretBatches } from './services/secret-batches.ts'
import { createSecretClipboard } from './services/secret-clipboard.ts'
import { createSecretSync } from './services/secret-sync.ts'
import { createSecretTable } from './services/secret-table.ts'
import { createSecretUses } from './services/secret-uses.ts'
import { createSecretValues } from './services/secret-values.ts'
import { createSecrets } from './services/secrets.ts'
import { createSession } from './services/session.ts'
import { createSettings } from './services/settings.ts'
import { createSync, initialSync } from './services/sync.ts'
import { createTagRemoval } from './services/tag-removal.ts'
import { createTray } from './services/tray.ts'
import { createValues } from './services/values.ts'
import { createVault } from './services/vault.ts'
import { createViews } from './services/views.ts'
import { within } from './services/within.ts'
import { watchWrites } from './services/write-watch.ts'
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
  readonly presence: Presence
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
  const files = openAppFiles(ports, factories, options)
  const services = composeServices(ports, factories, options, files)
  const { state, vault, session, sync, tray, reveals, table, clipboard, lock, idleWatch } = services

  // A page that cannot be told misses a revision and reads all again; what told the change goes on (R60).
  state.subscribe((patch) => {
    attempt(log, 'window.notTold', () => window.send('state.patched', shownPatch(state.snapshot(), patch)))
  })
  vault.onChange((status) => {
    state.change({ vault: status })
    if (status.state === 'ready') void clipboard.clearLeftover()
    services.creations.retryOpen()
    void session.noteVaultChanged()
  })

  let closing: Promise<void> | null = null
  const close = async () => {
    idleWatch.stop()
    sync.stop()
    tray.stop()
    reveals.concealAll()
    await clipboard.clear()
    await session.close()
    await Promise.all([table.written(), services.secretTable.written()])
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
      permits: lock.permits,
      noteUse: (command) => {
        if (isUse(command)) idleWatch.noteActivity()
      },
      log,
    }),
    noteWindowFocused: () => {
      idleWatch.noteActivity()
      void clipboard.clearOnFocus()
      sync.refreshIfOld()
    },
    notePageGone: () => {
      services.views.notePageGone()
      reveals.concealAll()
    },
    permitQuit: async () => (await services.departure.permitQuit()).ok,
    close: () => {
      closing ??= within(clock, closeDeadlineMs, close()).then(files.close)
      return closing
    },
  }
}

/** Makes every service once and hands each what it needs. */
function composeServices(
  ports: AppPorts,
  { connectApi, credentialCheck, scryptCost }: AppFactories,
  options: AppOptions,
  { vaultStore, cache, wrapFile }: AppFiles,
) {
  const { clock, window, log, settingsStore, secureStore } = ports
  const keyCost = scryptCost === undefined ? {} : { scryptCost }
  const vault = createVault({ secureStore, store: vaultStore, wrapFile, clock, log, ...keyCost })
  const state = createState({
    ...emptyParts,
    vault: vault.status(),
    lock: initialLock(vault, clock),
    settings: settingsStore.read(),
    hasTray: ports.tray.isShown(),
    platform: options.platform,
    version: options.version,
  })
  const ownDialogs = ports.dialogs
  const dialogs = createDialogsWhileOpen(ownDialogs, state)
  const base = { state, clock, log, vault, vaultStore, cache, dialogs, ownDialogs, window, wrapFile }
  const connections = createConnections()
  const changes = createLocalChanges()
  const tags = createCreationTags()
  const settings = createSettings({ ...base, store: settingsStore, theme: ports.theme })
  const views = createViews(window)
  const sealedValues = createSealedValues(base)
  const table = createKeyTable({ ...base, tags, changes, hasSealedCopy: sealedValues.hasCopy })
  const secretChanges = createLocalChanges()
  const secretValues = createSecretValues(base)
  const secretTable = createSecretTable({ ...base, values: secretValues, changes: secretChanges })
  const ofSecrets = { connections, secretChanges, secretValues, secretTable }
  const secretSync = createSecretSync({ ...base, ...ofSecrets })
  const sync = createSync({ ...base, connections, table, changes, secretSync })
  const journal = createCreationJournal({ ...base, tags })
  const core = {
    ...base,
    ...ofSecrets,
    secretSync,
    connections,
    changes,
    tags,
    settings,
    views,
    sealedValues,
    table,
    sync,
    journal,
  }
  const creations = createCreations({ ...core, tagRemoval: createTagRemoval(core) })
  const keys = createKeys({ ...core, clipboard: ports.clipboard })
  const revocations = createRevocations({ ...core, creations })
  const clipboard = createSecretClipboard({ ...core, clipboard: ports.clipboard })
  const secrets = createSecrets({ ...core, clipboard: ports.clipboard })
  const secretBatches = createSecretBatches(core)
  const secretUses = createSecretUses({
    ...core,
    credentialCheck,
    clipboard,
    plainClipboard: ports.clipboard,
  })
  const values = createValues({ ...core, clipboard })
  const reveals = createReveals(core)
  const departure = createDeparture({ ...core, creations, reveals, clipboard })
  const writes = watchWrites(connectApi)
  const session = createSession({
    ...core,
    ...{ creations, departure, connectApi: writes.connectApi, writesIdle: writes.idle, liveOriginsOf },
    view: createAccountView({ ...core, creations }),
    keeper: createAccountKeeper(base),
    startSandbox: () => ports.startSandbox(join(options.userDataFolder, 'sandbox.db')),
    sandboxOriginsOf: (url) => loopbackOriginsOf('sandbox', url),
    developmentOrigins:
      options.developmentUrls === null ? null : { ...options.developmentUrls, kind: 'development' },
  })
  const lock = createLock({ ...core, session, reveals, clipboard })
  const idleWatch = createIdleWatch({
    ...{ presence: ports.presence, clock, log, isOpen: lock.isOpen },
    settings: () => state.snapshot().settings,
    lock: (reason) => void lock.now(reason),
  })
  const lockNow = () => void lock.now('asked')
  const tray = createTray({ ...core, view: ports.tray, revocations, lock: lockNow, quit: ports.quit })
  const beginAnew = createBeginAnew(base)
  return {
    ...core,
    beginAnew,
    creations,
    keys,
    revocations,
    secrets,
    secretBatches,
    secretUses,
    clipboard,
    values,
    reveals,
    departure,
    session,
    lock,
    idleWatch,
    tray,
  }
}

const emptyParts = {
  account: null,
  sync: initialSync,
  models: [],
  agents: [],
  unstoredValues: [],
  lostCreations: [],
  clipboard: null,
  revocation: null,
  secretBatch: null,
}

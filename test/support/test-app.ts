// The whole app but for Electron: real services, real databases, real HTTP to a real sandbox, fake operating system.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AppFactories, createAppFactories } from '../../src/main/app-factories.ts'
import type { AppOptions } from '../../src/main/app-ports.ts'
import { type App, createApp } from '../../src/main/create-app.ts'
import { createClock } from '../../src/main/electron/clock.ts'
import type { Sender } from '../../src/main/ipc/sender-check.ts'
import type { VaultStore } from '../../src/main/ports/store.ts'
import { createConnectApi } from '../../src/main/remote/connect-api.ts'
import { createSandbox } from '../../src/sandbox/server.ts'
import type { KeyDraft } from '../../src/shared/domain/api-key.ts'
import type { SecretDraft } from '../../src/shared/domain/secret.ts'
import type { Snapshot } from '../../src/shared/domain/snapshot.ts'
import type { FakeClock } from './fake-clock.ts'
import { createFakeNotifier } from './fake-notifier.ts'
import {
  createFakeClipboard,
  createFakeDialogs,
  createFakeLinks,
  createFakeLog,
  createFakePresence,
  createFakeSettingsStore,
  createFakeTheme,
  createFakeTray,
  createFakeWindow,
} from './fake-ports.ts'
import { createFakeQuickWindow, createFakeShortcuts, quickPageId } from './fake-quick-window.ts'
import { createFakeSaveFile } from './fake-save-file.ts'
import { createFakeSecureStore } from './fake-secure-store.ts'
import { createFakeLoginItem, createFakeProxies } from './fake-system.ts'
import { createPageVerbs, type PageVerbs } from './page-verbs.ts'
import { createLife } from './process-life.ts'
import { watchValues } from './remains.ts'
import type { Service } from './test-service.ts'

/** What outlives a process: the files, the keyring, the settings. */
export function createComputer() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
  return {
    folder,
    secureStore: createFakeSecureStore(),
    settingsStore: createFakeSettingsStore(),
    clipboard: createFakeClipboard(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
export type Computer = ReturnType<typeof createComputer>

export const ownWindowId = 7
export const page: Sender = {
  url: 'app://bundle/index.html',
  isMainFrame: true,
  isDetached: false,
  windowId: ownWindowId,
}

/** The page of the quick window, while there is one. */
export const quickPage: Sender = { ...page, url: 'app://bundle/quick.html', windowId: quickPageId }

/** Network and retries by the real clock, but quick; everything else of the app goes by the fake one. */
const systemClock = createClock()
const quickLimits = {
  connectMs: 500,
  headersMs: 1500,
  callMs: 3000,
  backoffBaseMs: 2,
  backoffCapMs: 4,
  totalMs: 5000,
  retryBudget: 1000,
  secretPace: { maxWrites: 1, windowMs: 0 },
}

export interface TestAppOptions {
  readonly service: Service
  readonly computer: Computer
  /** The step at which the process dies, such as "vault.storeNewValue begins" or "api.createKey ends". */
  readonly killAt?: string
  readonly hasTray?: boolean
  /** The computer's own clock; that of the service where left out. */
  readonly clock?: FakeClock
  readonly options?: Partial<AppOptions>
  /** What is announced at the address of releases. */
  readonly release?: () => string | null
}

export interface TestApp extends PageVerbs {
  readonly app: App
  readonly clock: FakeClock
  readonly computer: Computer
  readonly dialogs: ReturnType<typeof createFakeDialogs>
  readonly window: ReturnType<typeof createFakeWindow>
  readonly tray: ReturnType<typeof createFakeTray>
  readonly links: ReturnType<typeof createFakeLinks>
  readonly theme: ReturnType<typeof createFakeTheme>
  readonly presence: ReturnType<typeof createFakePresence>
  /** What was exported. */
  readonly files: ReturnType<typeof createFakeSaveFile>
  readonly loginItem: ReturnType<typeof createFakeLoginItem>
  readonly notifier: ReturnType<typeof createFakeNotifier>
  readonly proxies: ReturnType<typeof createFakeProxies>
  readonly quickWindow: ReturnType<typeof createFakeQuickWindow>
  readonly shortcuts: ReturnType<typeof createFakeShortcuts>
  readonly log: ReturnType<typeof createFakeLog>
  readonly snapshot: () => Snapshot
  /** Everything that ever crossed to the page or into the log, as text; `values.reveal` aside. */
  readonly spoken: () => string
  /** Every admin key, new value and secret that went through the API. */
  readonly values: ReadonlySet<string>
  /** The steps of databases and API so far, for finding kill points. */
  readonly steps: string[]
  /** Makes a store's call throw, such as "vault.addIntent"; the returned function repairs it. */
  readonly breakStore: (call: string) => () => void
  /** Keeps the next answer of an API call back, such as "api.listKeys", until it is released. */
  readonly holdAnswer: (call: string) => { readonly isHeld: () => boolean; readonly release: () => void }
  /** The next time this step is reached the process dies; see `killAt`. */
  readonly dieAt: (step: string) => void
  /** The process is gone: nothing it would do after this moment happens. */
  readonly kill: () => Promise<void>
  readonly isKilled: () => boolean
  readonly quit: () => Promise<void>
}

export function createTestApp(testOptions: TestAppOptions): TestApp {
  const { service, computer, killAt, hasTray, clock = service.clock, options } = testOptions
  const log = createFakeLog()
  const dialogs = createFakeDialogs()
  const window = createFakeWindow()
  const tray = createFakeTray(hasTray)
  const links = createFakeLinks()
  const theme = createFakeTheme()
  const presence = createFakePresence()
  const files = createFakeSaveFile()
  const loginItem = createFakeLoginItem()
  const notifier = createFakeNotifier()
  const proxies = createFakeProxies()
  const quickWindow = createFakeQuickWindow()
  const shortcuts = createFakeShortcuts()
  const life = createLife(killAt)
  const values = new Set<string>()

  const real = createAppFactories({ clock, log: log.log })
  const connectApi = createConnectApi({
    ...{ clock: { ...systemClock, now: clock.now }, log: log.log, limits: quickLimits },
    random: () => 0.5,
    authorities: undefined,
  })
  const watchedApi = watchValues(connectApi, (value) => values.add(value))
  const factories: AppFactories = {
    connectApi: (...args) => life.guard('api', watchedApi(...args)),
    openVaultStore: (path, onQuarantined) =>
      life.guard<VaultStore>('vault', real.openVaultStore(path, onQuarantined)),
    openCacheStore: (path) => life.guard('cache', real.openCacheStore(path)),
    openWrapFile: (path) => life.guard('wrapFile', real.openWrapFile(path)),
    makeReadRelease: () => async () => testOptions.release?.() ?? null,
    scryptCost: { logN: 4, r: 8, p: 1 },
    makeCredentialCheck: real.makeCredentialCheck,
  }
  const app = createApp(
    {
      ...{ clock, dialogs, window, tray, links, theme, presence, log: log.log },
      secureStore: computer.secureStore,
      clipboard: computer.clipboard,
      settingsStore: computer.settingsStore,
      windowId: () => ownWindowId,
      ...{ quickWindow, shortcuts, loginItem, notifier, resolveProxy: proxies.resolve },
      saveFile: files.saveFile,
      startSandbox: (databasePath) => createSandbox({ databasePath, port: 0, seed: { keys: 5, secrets: 0 } }),
      quit: () => {},
    },
    factories,
    {
      userDataFolder: computer.folder,
      version: '0.1.0',
      releaseSource: null,
      platform: 'linux',
      developmentUrls: { keys: service.url, intelligence: service.url },
      ...options,
    },
  )

  const verbs = createPageVerbs((command, input) => app.dispatch(command, page, input))

  return {
    ...{ app, clock, computer, dialogs, window, tray, links, theme, presence, files, quickWindow, shortcuts },
    ...{ ...verbs, log, values, loginItem, notifier, proxies },
    snapshot: app.state.snapshot,
    spoken: () => [...verbs.answers, JSON.stringify(window.patches), JSON.stringify(log.lines)].join('\n'),
    steps: life.steps,
    breakStore: life.breakCall,
    holdAnswer: life.holdAnswer,
    dieAt: life.dieAt,
    kill: life.kill,
    isKilled: life.isOver,
    quit: app.close,
  }
}

/** Starts the app and connects it to the service. */
export async function connectTestApp(options: TestAppOptions): Promise<TestApp> {
  const test = createTestApp(options)
  await test.app.start()
  await until(() => test.snapshot().vault.state !== 'waiting')
  await test.must('session.connect', {
    adminKey: options.service.adminKey,
    keysHost: 'api.intelligence.io.solutions',
  })
  return test
}

/** Starts an app that was connected before, a minute later, and waits until it has read the list. */
export async function restartTestApp(options: TestAppOptions): Promise<TestApp> {
  options.service.clock.advance(60_000)
  const test = createTestApp(options)
  await test.app.start()
  await until(() => {
    const { sync } = test.snapshot()
    return !sync.isRefreshing && sync.listAsOf === test.clock.now()
  })
  return test
}

export function aDraft(changes: Partial<KeyDraft> = {}): KeyDraft {
  return {
    name: 'billing-bot',
    expiresAt: null,
    access: { kind: 'all' },
    creditLimit: 50,
    creditCycle: 'daily',
    prefix: null,
    keepSealedCopy: true,
    ...changes,
  }
}

export function aSecretDraft(changes: Partial<SecretDraft> = {}): SecretDraft {
  return {
    name: 'Linear API token',
    value: 'lin_api_madeUpForTests0123456789abcdefXY',
    toolName: 'agno__linear__*',
    toolArg: 'api_token',
    isDefault: true,
    keepSealedCopy: false,
    ...changes,
  }
}

/** Polls until the condition holds; throws after 5 s of real time. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 5000
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`never came true: ${condition.toString()}`)
    await sleep(2)
  }
}

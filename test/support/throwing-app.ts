// The whole app with one injected ability that throws once, at a moment of the test's choosing.
import { createAppFactories } from '../../src/main/app-factories.ts'
import type { AppPorts } from '../../src/main/app-ports.ts'
import { type App, createApp } from '../../src/main/create-app.ts'
import { createClock } from '../../src/main/electron/clock.ts'
import { createConnectApi } from '../../src/main/remote/connect-api.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createFakeNotifier } from './fake-notifier.ts'
import {
  createFakeDialogs,
  createFakeLinks,
  createFakeLog,
  createFakePresence,
  createFakeTheme,
  createFakeTray,
  createFakeWindow,
} from './fake-ports.ts'
import { createFakeQuickWindow, createFakeShortcuts } from './fake-quick-window.ts'
import { createFakeSaveFile } from './fake-save-file.ts'
import { createFakeLoginItem, createFakeProxies } from './fake-system.ts'
import { type Computer, ownWindowId } from './test-app.ts'
import type { Service } from './test-service.ts'

type Call = (...args: unknown[]) => unknown

/** What only a test calls: they are no abilities of the app. */
const levers =
  /\.(advance|setWall|answerPrompt|reset|click|labels|answer|suspend|resume|lockScreen|press|registered)$/

/** A fault of a kind that nobody has foreseen; its text must reach neither page nor log. */
export const faultText = 'made-up fault with sandbox-v2-made-up-value-in-it'

interface Faults {
  /** The next call of this function throws, or rejects where it answers later; null = none does. */
  readonly arm: (name: string | null) => void
  /** Nothing throws any more. */
  readonly disarm: () => void
  readonly hasThrown: () => boolean
  /** Every function that was injected, such as "vault.addIntent". */
  readonly names: () => readonly string[]
  /** Those that were called since the calls were last forgotten. */
  readonly called: () => ReadonlySet<string>
  readonly forgetCalls: () => void
}

export function createFaults() {
  const names = new Set<string>()
  const called = new Set<string>()
  let armed: string | null = null
  let hasThrown = false

  const wrap = (name: string, call: Call, target: unknown): Call => {
    if (!levers.test(name)) names.add(name)
    return (...args) => {
      called.add(name)
      if (name !== armed) return call.apply(target, args)
      armed = null
      hasThrown = true
      throw new Error(faultText)
    }
  }
  const guard = <T extends object>(part: string, target: T): T => {
    const guarded = Object.create(target) as Record<string, unknown>
    for (const [name, member] of Object.entries(target)) {
      if (typeof member === 'function') guarded[name] = wrap(`${part}.${name}`, member as Call, target)
    }
    return guarded as T
  }
  return {
    guard,
    wrap: <F>(name: string, call: F): F => wrap(name, call as Call, undefined) as F,
    faults: {
      arm: (name) => {
        armed = name
        hasThrown = false
      },
      disarm: () => {
        armed = null
      },
      hasThrown: () => hasThrown,
      names: () => [...names],
      called: () => called,
      forgetCalls: () => called.clear(),
    } satisfies Faults,
  }
}

/** The fakes behind the app, for the test to act as system and user. */
export interface ThrowingApp {
  readonly app: App
  readonly clock: FakeClock
  /** The service has its own: it stands still where nobody moves it. */
  readonly serviceClock: FakeClock
  readonly presence: ReturnType<typeof createFakePresence>
  /** What was exported. */
  readonly files: ReturnType<typeof createFakeSaveFile>
  readonly tray: ReturnType<typeof createFakeTray>
  readonly shortcuts: ReturnType<typeof createFakeShortcuts>
  readonly notifier: ReturnType<typeof createFakeNotifier>
  readonly quickWindow: ReturnType<typeof createFakeQuickWindow>
  readonly log: ReturnType<typeof createFakeLog>
}

/** Throws what `createApp` throws. */
export function createThrowingApp(
  { guard, wrap }: Pick<ReturnType<typeof createFaults>, 'guard' | 'wrap'>,
  { service, computer }: { service: Service; computer: Computer },
): ThrowingApp {
  const clock = createFakeClock(service.clock.now())
  const log = createFakeLog()
  const presence = createFakePresence()
  const files = createFakeSaveFile()
  const tray = createFakeTray()
  const shortcuts = createFakeShortcuts()
  const notifier = createFakeNotifier()
  const quickWindow = createFakeQuickWindow()
  const real = createAppFactories({ clock, log: log.log })
  const connectApi = createConnectApi({
    clock: { ...createClock(), now: clock.now },
    log: log.log,
    random: () => 0.5,
    authorities: undefined,
    limits: {
      backoffBaseMs: 2,
      backoffCapMs: 4,
      retryBudget: 1000,
      secretPace: { maxWrites: 1, windowMs: 0 },
    },
  })
  const ports: AppPorts = {
    clock: guard('clock', clock),
    secureStore: guard('secureStore', computer.secureStore),
    clipboard: guard('clipboard', computer.clipboard),
    settingsStore: guard('settingsStore', computer.settingsStore),
    tray: guard('tray', tray),
    dialogs: guard('dialogs', createFakeDialogs()),
    window: guard('window', createFakeWindow()),
    links: guard('links', createFakeLinks()),
    theme: guard('theme', createFakeTheme()),
    presence: guard('presence', presence),
    notifier: guard('notifier', notifier),
    saveFile: wrap('saveFile', files.saveFile),
    windowId: wrap('windowId', () => ownWindowId),
    quickWindow: guard('quickWindow', quickWindow),
    shortcuts: guard('shortcuts', shortcuts),
    loginItem: guard('loginItem', createFakeLoginItem()),
    resolveProxy: wrap('resolveProxy', createFakeProxies().resolve),
    // One service is enough: it is another account all the same.
    startSandbox: wrap('startSandbox', async () => ({
      url: service.url,
      adminKey: service.adminKey,
      close: async () => {},
    })),
    log: wrap('log', log.log),
    quit: wrap('quit', () => {}),
  }
  const app = createApp(
    ports,
    {
      connectApi: wrap('connectApi', (...args) => guard('api', connectApi(...args))),
      makeCredentialCheck: (proxyOf) => guard('credentialCheck', real.makeCredentialCheck(proxyOf)),
      openVaultStore: (path, onQuarantined) => guard('vault', real.openVaultStore(path, onQuarantined)),
      openCacheStore: (path) => guard('cache', real.openCacheStore(path)),
      openWrapFile: (path) => guard('wrapFile', real.openWrapFile(path)),
      makeReadRelease: () => wrap('readRelease', async () => null),
      scryptCost: { logN: 4, r: 8, p: 1 },
    },
    {
      userDataFolder: computer.folder,
      version: '0.1.0',
      platform: 'linux',
      releaseSource: { url: 'https://releases.example.com/latest.json', publicKey: 'A'.repeat(43) },
      developmentUrls: { keys: service.url, intelligence: service.url },
    },
  )
  const serviceClock = service.clock
  return { app, clock, serviceClock, presence, files, tray, shortcuts, notifier, quickWindow, log }
}

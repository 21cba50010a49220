// The process that dies: the app as main composes it, on real files and a real network, with a made-up system around it.
import { closeSync, openSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { AppFactories } from '../../../src/main/app-factories.ts'
import { createApp } from '../../../src/main/create-app.ts'
import { createClock } from '../../../src/main/electron/clock.ts'
import type { Sender } from '../../../src/main/ipc/sender-check.ts'
import { createConnectApi } from '../../../src/main/remote/connect-api.ts'
import { createCredentialCheck } from '../../../src/main/remote/credential-check.ts'
import { createCacheStore } from '../../../src/main/store/cache-store.ts'
import { createVaultStore } from '../../../src/main/store/vault-store.ts'
import { createWrapFile } from '../../../src/main/store/wrap-file.ts'
import type { Patch } from '../../../src/shared/domain/snapshot.ts'
import type { CommandName } from '../../../src/shared/ipc/channels.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createFakeNotifier } from '../../support/fake-notifier.ts'
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
} from '../../support/fake-ports.ts'
import { createFakeQuickWindow, createFakeShortcuts } from '../../support/fake-quick-window.ts'
import { createFakeSaveFile } from '../../support/fake-save-file.ts'
import { createFakeSecureStore } from '../../support/fake-secure-store.ts'
import { createFakeLoginItem, createFakeProxies } from '../../support/fake-system.ts'
import { type Actor, deeds, startDeeds } from './deeds.ts'
import type { Plan } from './plan.ts'
import { countCalls, countFileCalls, countStatements, createSteps, say } from './steps.ts'

const plan: Plan = JSON.parse(process.argv[2] ?? '')
const page: Sender = { url: 'app://bundle/index.html', isMainFrame: true, isDetached: false, windowId: 7 }
const quietMs = 30

const steps = createSteps(plan.dieAt)
countStatements(steps)
countFileCalls(steps, plan.folder)
if (startDeeds.includes(plan.deed)) steps.arm()

const clock = createFakeClock(plan.clockAt)
const { log } = createFakeLog()
const systemClock = createClock()
const underWay = new Set<Promise<unknown>>()

const connectApi = createConnectApi({
  clock: { ...systemClock, now: clock.now },
  log,
  random: () => 0.5,
  authorities: undefined,
  limits: { backoffBaseMs: 2, backoffCapMs: 4, retryBudget: 1000, secretPace: { maxWrites: 1, windowMs: 0 } },
})
/** Those of the app; only the authorities of this computer are not read, which takes as long as all else together. */
const factories: AppFactories = {
  makeReadRelease: () => async () => null,
  openVaultStore: (path, onQuarantined) => createVaultStore(path, { clock, log, onQuarantined }),
  openCacheStore: (path) => createCacheStore(path, { log }),
  openWrapFile: createWrapFile,
  makeCredentialCheck: (proxyOf) => createCredentialCheck({ clock, authorities: undefined, proxyOf }),
  scryptCost: { logN: 4, r: 8, p: 1 },
  connectApi: (...args) => {
    const counted = countCalls(steps, 'api', connectApi(...args), /^(create|update|revoke|delete)/)
    return Object.fromEntries(
      Object.entries(counted).map(([name, call]: [string, unknown]) => [name, noted(call as AnyCall)]),
    ) as unknown as typeof counted
  },
}

type AnyCall = (...args: unknown[]) => Promise<unknown>
function noted(call: AnyCall): AnyCall {
  return (...args) => {
    const answer = call(...args)
    underWay.add(answer)
    void answer.finally(() => underWay.delete(answer)).catch(() => {})
    return answer
  }
}

const secureStore = createFakeSecureStore(Buffer.from(plan.keyring, 'hex'))
const window = createFakeWindow()
const app = createApp(
  {
    clock,
    log,
    secureStore: plan.wantsReseal
      ? {
          ...secureStore,
          seal: async (text) => {
            const sealed = await secureStore.seal(text)
            steps.pass('keyring.seal')
            return sealed
          },
          open: async (sealed) => ({ ...(await secureStore.open(sealed)), shouldReseal: true }),
        }
      : secureStore,
    clipboard: createFakeClipboard(),
    settingsStore: createFakeSettingsStore(),
    dialogs: createFakeDialogs(),
    tray: createFakeTray(),
    links: createFakeLinks(),
    theme: createFakeTheme(),
    presence: createFakePresence(),
    window: {
      ...window,
      send: (_event, payload) => {
        if ('revision' in payload && payload.parts !== undefined) tellParts(payload.parts)
      },
    },
    windowId: () => page.windowId,
    quickWindow: createFakeQuickWindow(),
    shortcuts: createFakeShortcuts(),
    loginItem: createFakeLoginItem(),
    notifier: createFakeNotifier(),
    resolveProxy: createFakeProxies().resolve,
    startSandbox: async () => {
      throw new Error('the kill tests need no second sandbox')
    },
    saveFile: createFakeSaveFile().saveFile,
    quit: () => {},
  },
  factories,
  {
    userDataFolder: plan.folder,
    version: '0.1.0',
    platform: 'linux',
    releaseSource: null,
    developmentUrls: { keys: plan.url, intelligence: plan.url },
  },
)

/** What the page is told of changes, from which nobody may conclude more than the service did. */
function tellParts({ revocation, secretBatch }: NonNullable<Patch['parts']>): void {
  if (revocation) say({ kind: 'told', about: 'revocation', content: revocation.outcomes })
  if (secretBatch) say({ kind: 'told', about: 'secretBatch', content: secretBatch.outcomes })
}

/** Until nothing is on its way and no step was taken for a moment. */
async function settle(): Promise<void> {
  for (let before = -1; before !== steps.taken().length || underWay.size > 0; ) {
    before = steps.taken().length
    await sleep(quietMs)
  }
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let count = 0; count < 4; count += 1) collect()
}

function openAllFiles(): () => void {
  const files: number[] = []
  try {
    for (;;) files.push(openSync('/dev/null', 'r'))
  } catch {
    // EMFILE: there are none left.
  }
  return () => {
    for (const file of files) closeSync(file)
  }
}

const send = async (command: CommandName, input: unknown) => {
  const answer = await app.dispatch(command, page, input)
  say({ kind: 'told', about: command, content: answer })
  steps.pass(`answer ${command}`)
  return answer
}

const actor: Actor = {
  send,
  must: async (command, input) => {
    const answer = await send(command, input)
    if (!answer.ok) throw new Error(`${command} failed: ${JSON.stringify(answer.error)}`)
    return answer.value as never
  },
  wait: () => clock.advance(1000),
  settle,
  openAllFiles,
  collectGarbage,
  at: steps.at,
  quit: app.close,
}

await app.start()
await settle()
steps.arm()
await deeds[plan.deed](actor, plan)
await settle()
flushCompileCache()
say({ kind: 'done', steps: steps.taken() })
// The parent kills what is left: nothing is tidied up.
setInterval(() => {}, 1000)

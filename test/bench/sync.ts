// What a refresh of ten thousand keys does to the main process: how long its event loop is held up meanwhile.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createAppFactories } from '../../src/main/app-factories.ts'
import { createApp } from '../../src/main/create-app.ts'
import { createClock } from '../../src/main/electron/clock.ts'
import { createFakeNotifier } from '../support/fake-notifier.ts'
import {
  createFakeDialogs,
  createFakeLinks,
  createFakePresence,
  createFakeTheme,
  createFakeTray,
  createFakeWindow,
} from '../support/fake-ports.ts'
import { createFakeQuickWindow, createFakeShortcuts } from '../support/fake-quick-window.ts'
import { createFakeSaveFile } from '../support/fake-save-file.ts'
import { createFakeLoginItem, createFakeProxies } from '../support/fake-system.ts'
import { createComputer, ownWindowId, page } from '../support/test-app.ts'
import { spread, timed } from './figures.ts'
import { benchAdminKey, startServiceProcess } from './service-process.ts'

const rounds = 5

/** Prints the 99th percentile and the longest delay of main's event loop while it reads 10,000 keys into its cache. */
export async function measureSync(): Promise<void> {
  const service = await startServiceProcess(10_000)
  try {
    const runs: Awaited<ReturnType<typeof firstSync>>[] = []
    for (let round = 0; round < rounds; round += 1) runs.push(await firstSync(service.url))
    const [took, p99, longest] = (['took', 'p99', 'longest'] as const).map((name) =>
      spread(runs.map((run) => run[name])).median.toFixed(1),
    )
    console.log(
      `sync of 10,000 keys: ${took} ms; event-loop delay of main p99 ${p99} ms, longest ${longest} ms`,
    )
  } finally {
    service.stop()
  }
}

/** Connects a new app with an empty profile, which reads the whole list, and waits until all rows are shown. */
async function firstSync(url: string): Promise<{ took: number; p99: number; longest: number }> {
  const computer = createComputer()
  const clock = createClock()
  const log = () => {}
  const app = createApp(
    {
      ...computer,
      clock,
      log,
      tray: createFakeTray(),
      dialogs: createFakeDialogs(),
      window: createFakeWindow(),
      links: createFakeLinks(),
      theme: createFakeTheme(),
      presence: createFakePresence(),
      notifier: createFakeNotifier(),
      windowId: () => ownWindowId,
      quickWindow: createFakeQuickWindow(),
      shortcuts: createFakeShortcuts(),
      loginItem: createFakeLoginItem(),
      resolveProxy: createFakeProxies().resolve,
      startSandbox: () => Promise.reject(new Error('not part of this benchmark')),
      saveFile: createFakeSaveFile().saveFile,
      quit: () => {},
    },
    createAppFactories({ clock, log }),
    {
      userDataFolder: computer.folder,
      version: '0.0.0',
      platform: 'linux',
      releaseSource: null,
      developmentUrls: { keys: url, intelligence: url },
    },
  )
  await app.start()
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  const took = await timed(async () => {
    const input = { adminKey: benchAdminKey, keysHost: app.state.snapshot().settings.keysHost }
    const answer = await app.dispatch('session.connect', page, input)
    if (!answer.ok) throw new Error(`the app did not connect: ${answer.error.code}`)
    while (app.state.snapshot().sync.isRefreshing)
      await new Promise((resolve) => clock.after(5, () => resolve(null)))
  })
  delays.disable()
  await app.close()
  computer.remove()
  return { took, p99: delays.percentile(99) / 1e6, longest: delays.max / 1e6 }
}

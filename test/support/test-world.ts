// One service and one computer for each test of a file, and every app that the test starts on it.
import { afterEach, beforeEach } from 'vitest'
import { checkRemains } from './remains.ts'
import {
  type Computer,
  connectTestApp,
  createComputer,
  createTestApp,
  restartTestApp,
  type TestApp,
  type TestAppOptions,
} from './test-app.ts'
import { type Service, startService } from './test-service.ts'

export interface TestWorld {
  readonly service: () => Service
  readonly computer: () => Computer
  /** An app that has started and knows no account. */
  readonly started: (options?: Partial<TestAppOptions>) => Promise<TestApp>
  /** An app connected to the service. */
  readonly connected: (options?: Partial<TestAppOptions>) => Promise<TestApp>
  /** The app of a later run, which has read the list. */
  readonly restarted: (options?: Partial<TestAppOptions>) => Promise<TestApp>
}

/** Registers the hooks; call it once at the top of a file or of a `describe`. */
export function createTestWorld(): TestWorld {
  let service: Service
  let computer: Computer
  const apps: TestApp[] = []

  beforeEach(async () => {
    service = await startService()
    computer = createComputer()
  })
  afterEach(async () => {
    const used = apps.splice(0)
    for (const app of used) await app.kill()
    await service.close()
    try {
      const isAltered = used.some(({ log }) => log.lines.some(({ event }) => event === 'vault.ledgerAltered'))
      if (isAltered) throw new Error('R43: the app took what it did itself for tampering')
      checkRemains({
        values: new Set(used.flatMap(({ values }) => [...values])),
        folder: computer.folder,
        texts: {
          'messages and log': used.map((app) => app.spoken()).join('\n'),
          'files and notifications': JSON.stringify(
            used.map(({ files, notifier }) => [files.saved, notifier.history]),
          ),
        },
      })
    } finally {
      computer.remove()
    }
  })

  const keep = (app: TestApp) => {
    apps.push(app)
    return app
  }
  return {
    service: () => service,
    computer: () => computer,
    started: async (options) => {
      const app = keep(createTestApp({ service, computer, ...options }))
      await app.app.start()
      return app
    },
    connected: async (options) => keep(await connectTestApp({ service, computer, ...options })),
    restarted: async (options) => keep(await restartTestApp({ service, computer, ...options })),
  }
}

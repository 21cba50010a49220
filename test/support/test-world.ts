// One service and one computer for each test of a file, and every app that the test starts on it.
import { afterEach, beforeEach } from 'vitest'
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
    for (const app of apps.splice(0)) await app.kill()
    await service.close()
    computer.remove()
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

// A service for tests to talk to over real HTTP: a sandbox in memory whose time is that of a fake clock.
import { type ControlClient, createControlClient } from '../../src/sandbox/control-client.ts'
import { createSandbox } from '../../src/sandbox/server.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'

const controlToken = 'sandbox-control-token-of-a-test'

export interface Service {
  readonly url: string
  readonly adminKey: string
  readonly clock: FakeClock
  readonly control: ControlClient
  readonly close: () => Promise<void>
}

/** Starts one whose time begins at `startAt`, epoch ms; a fixed moment where left out. */
export async function startService(startAt?: number): Promise<Service> {
  const clock = createFakeClock(startAt)
  const sandbox = await createSandbox({
    databasePath: ':memory:',
    port: 0,
    seed: { keys: 0, secrets: 0 },
    controlToken,
    clock: clock.now,
  })
  const control = createControlClient(sandbox.url, controlToken)
  return { url: sandbox.url, adminKey: sandbox.adminKey, clock, control, close: sandbox.close }
}

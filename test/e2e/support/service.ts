// A sandbox service of its own for a test, with fault injection, and the environment that leads the app to it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ControlClient, createControlClient } from '../../../src/sandbox/control-client.ts'
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts'

const controlToken = 'sandbox-control-token-of-a-test'
export const adminKey = 'sandbox-v2-admin-key-of-a-test'

export interface Service {
  readonly url: string
  readonly control: ControlClient
  /** Makes an unpackaged app use this service as its development server. */
  readonly env: Readonly<Record<string, string>>
  /** What the service answers to a call with the given key: 200, 401 ... */
  readonly statusFor: (key: string) => Promise<number>
  /** Goes away, as a service does when the network is lost; `start` brings it back at the same address. */
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Starts a service with `keys` seeded keys. Its state survives `stop`. */
export async function startService({ keys = 0 } = {}): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-service-'))
  const open = (port: number) =>
    createSandbox({
      databasePath: join(folder, 'service.db'),
      port,
      adminKey,
      controlToken,
      seed: { keys, secrets: 0 },
    })
  let sandbox: Sandbox | null = await open(0)
  const { url, port } = sandbox
  const stop = async () => {
    await sandbox?.close()
    sandbox = null
  }
  return {
    url,
    control: createControlClient(url, controlToken),
    env: { LATCHKEY_KEYS_URL: url, LATCHKEY_INTELLIGENCE_URL: url },
    statusFor: async (key) => {
      const answer = await fetch(`${url}/v1/api-keys/sub-keys/me/usage`, { headers: { 'x-api-key': key } })
      return answer.status
    },
    stop,
    start: async () => {
      sandbox = await open(port)
    },
    close: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

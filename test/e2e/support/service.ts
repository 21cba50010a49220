// A sandbox service of its own for a test, with fault injection, and the environment that leads the app to it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ControlClient, createControlClient } from '../../../src/sandbox/control-client.ts'
import type { ControlKey } from '../../../src/sandbox/routes/control.ts'
import type { Secret } from '../../../src/sandbox/secret-store.ts'
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts'

const controlToken = 'sandbox-control-token-of-a-test'
export const adminKey = 'sandbox-v2-admin-key-of-a-test'
const keysPath = '/v1/api-keys/sub-keys'
/** The requests that act on one key. */
export const oneKeyPath = /sub-keys\/[\w-]+$/
const secretsPath = /^\/api\/v1\/secrets\//

export interface Service {
  readonly url: string
  readonly control: ControlClient
  /** Makes an unpackaged app use this service as its development server. */
  readonly env: Readonly<Record<string, string>>
  /** What the service answers to a call with the given key: 200, 401 ... */
  readonly statusFor: (key: string) => Promise<number>
  /** The key whose description begins so, whatever became of it. */
  readonly keyNamed: (name: string) => Promise<ControlKey | undefined>
  /** Somebody else changes a key, with the body of the contract's update operation. */
  readonly changeKey: (id: string, changes: object) => Promise<void>
  /** How many keys this service was asked to make since the log was cleared. */
  readonly countCreations: () => Promise<number>
  /** The secret of this very name; `control` adds, changes and removes secrets as somebody else would. */
  readonly secretNamed: (name: string) => Promise<Secret | undefined>
  /** How many writes of secrets this service was asked for since the log was cleared. */
  readonly countSecretWrites: (method?: 'POST' | 'PATCH' | 'DELETE') => Promise<number>
  /** How many tests of credentials arrived at the third-party service of this host, as the service plays it. */
  readonly countCredentialTests: (host: string) => Promise<number>
  /** Time passes at the service, by whose clock the app judges; this computer's stands where it was. */
  readonly passTime: (ms: number) => void
  /** Goes away, as a service does when the network is lost; `start` brings it back at the same address. */
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Starts a service with so many seeded keys and secrets. Its state survives `stop`. */
export async function startService({ keys = 0, secrets = 0 } = {}): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-service-'))
  let passedMs = 0
  const open = (port: number) =>
    createSandbox({
      databasePath: join(folder, 'service.db'),
      port,
      adminKey,
      controlToken,
      seed: { keys, secrets },
      clock: () => Date.now() + passedMs,
    })
  let sandbox: Sandbox | null = await open(0)
  const { url, port } = sandbox
  const stop = async () => {
    await sandbox?.close()
    sandbox = null
  }
  const control = createControlClient(url, controlToken)
  return {
    url,
    control,
    keyNamed: async (name) => (await control.keys()).find(({ description }) => description.startsWith(name)),
    changeKey: async (id, changes) => {
      const answer = await fetch(`${url}${keysPath}/${id}`, {
        method: 'PATCH',
        headers: { 'x-api-key': adminKey, 'content-type': 'application/json' },
        body: JSON.stringify(changes),
      })
      if (!answer.ok) throw new Error(`the service refused the change: ${await answer.text()}`)
    },
    countCreations: () => control.countRequests({ method: 'POST', pathPattern: /sub-keys$/ }),
    secretNamed: async (wanted) => (await control.secrets()).find(({ name }) => name === wanted),
    countSecretWrites: async (method) => {
      const count = (each: string) => control.countRequests({ method: each, pathPattern: secretsPath })
      const counts = await Promise.all((method ? [method] : ['POST', 'PATCH', 'DELETE']).map(count))
      return counts.reduce((sum, each) => sum + each, 0)
    },
    countCredentialTests: (host) =>
      control.countRequests({
        pathPattern: new RegExp(`^/__services/${host.replaceAll('.', String.raw`\.`)}/`),
      }),
    env: { LATCHKEY_KEYS_URL: url, LATCHKEY_INTELLIGENCE_URL: url },
    statusFor: async (key) => {
      const answer = await fetch(`${url}${keysPath}/me/usage`, { headers: { 'x-api-key': key } })
      return answer.status
    },
    passTime: (ms) => {
      passedMs += ms
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

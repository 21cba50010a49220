// A sandbox for the tests of secrets, and a connection of the remote API to it.
import type { IoApi } from '../../src/main/ports/remote.ts'
import { connectTo, type LogLine } from '../../src/main/remote/test-support.ts'
import { type ControlClient, createControlClient } from '../../src/sandbox/control-client.ts'
import { createSandbox } from '../../src/sandbox/server.ts'

export interface SecretService {
  readonly url: string
  readonly adminKey: string
  readonly control: ControlClient
  readonly api: IoApi & { readonly lines: LogLine[] }
  readonly close: () => Promise<void>
}

/** A sandbox without secrets that has room for 20,000 bytes of them, and a connection to it. */
export async function startSecretService(): Promise<SecretService> {
  const token = 'made-up-control-token'
  const sandbox = await createSandbox({
    databasePath: ':memory:',
    port: 0,
    controlToken: token,
    seed: { keys: 1, secrets: 0 },
    maxTotalSecretBytes: 20_000,
  })
  const api = connectTo(sandbox.url, {}, sandbox.adminKey)
  return {
    url: sandbox.url,
    adminKey: sandbox.adminKey,
    control: createControlClient(sandbox.url, token),
    api,
    close: async () => {
      await api.close()
      await sandbox.close()
    },
  }
}

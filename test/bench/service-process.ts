// A sandbox service in a process of its own, so that its work is not counted as the app's.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export const benchAdminKey = 'sandbox-v2-admin-key-of-a-benchmark'

export interface ServiceProcess {
  readonly url: string
  readonly stop: () => void
}

/** Starts a service with `keys` seeded keys; resolves when it listens. */
export async function startServiceProcess(keys: number): Promise<ServiceProcess> {
  const script = join(import.meta.dirname, '../../scripts/sandbox.ts')
  const args = [
    script,
    '--port',
    '0',
    '--keys',
    String(keys),
    '--admin-key',
    benchAdminKey,
    '--database',
    ':memory:',
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface(child.stdout)) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    if (url !== undefined) return { url, stop: () => child.kill() }
  }
  throw new Error('the sandbox service did not start')
}

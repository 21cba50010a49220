// Two processes on one profile: the second shows the first one's window and touches nothing.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { eventually } from '../e2e/support/eventually.ts'
import { type Latchkey, startLatchkey } from '../e2e/support/latchkey.ts'

let app: Latchkey

afterEach(() => app.quit())

it('R46 a second start shows the window, exits with 0 and writes no file', async () => {
  app = await startLatchkey()
  await app.connectToSandbox()
  await app.running.window.close()
  await eventually(async () => expect(await app.running.window.isVisible()).toBe(false))
  const folder = join(app.running.userData, 'latchkey')
  const before = timesOf(folder)

  const second = await app.running.secondInstance(['--anything', 'sandbox-v2-text-of-an-attacker'])
  expect(second.exitCode).toBe(0)
  await eventually(async () => expect(await app.running.window.isVisible()).toBe(true))
  expect(timesOf(folder)).toEqual(before)
  expect(app.running.output()).not.toContain('text-of-an-attacker')
})

/** When each of the app's databases was last written. */
function timesOf(folder: string): readonly (readonly [name: string, at: number])[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('vault.db'))
    .sort()
    .map((name) => [name, statSync(join(folder, name)).mtimeMs] as const)
}

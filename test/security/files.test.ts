// What the app leaves on disk: no secret in any form, files for its owner only, databases with every pragma.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Latchkey, startLatchkey } from '../e2e/support/latchkey.ts'
import { adminKey, type Service, startService } from '../e2e/support/service.ts'
import { scanFiles } from '../support/file-scan.ts'

const home = mkdtempSync(join(tmpdir(), 'latchkey-files-'))
const userData = join(home, 'Latchkey')
const folder = join(userData, 'latchkey')
let service: Service
let app: Latchkey
const secrets: string[] = [adminKey]

beforeAll(async () => {
  service = await startService({ keys: 3 })
  app = await startLatchkey({ userData, env: service.env })
  await app.connect(adminKey)
  for (const keepsCopy of [true, false]) {
    await app.createKey({ name: `Kept ${keepsCopy}`, keepsCopy })
    secrets.push(await app.copyValue())
    await app.confirmStored()
  }
  await app.createKey({ name: 'Never acknowledged' })
  secrets.push(await app.copyValue())
})
afterAll(async () => {
  await app.crash()
  await service.close()
  rmSync(home, { recursive: true, force: true })
})

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

it('R22 no file of the profile holds a value or the admin key in any form, while the app runs', () => {
  expect(secrets).toHaveLength(4)
  // The end of a value is enough to look for: a cut value would still be a leak.
  const scan = scanFiles(
    userData,
    secrets.flatMap((secret) => [secret, secret.slice(-40)]),
  )
  expect(scan.fileCount).toBeGreaterThan(2)
  expect(scan.hits).toEqual([])
})

it('R23 folder and files are their owner’s alone', () => {
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('700')
  const open = filesBelow(folder).filter((file) => (statSync(file).mode & 0o077) !== 0)
  expect(open).toEqual([])
})

it('R42 the databases are ours, in WAL mode, and whole', () => {
  for (const name of ['vault.db', 'cache.db']) {
    const database = new Database(join(folder, name), { readonly: true })
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(database.pragma('application_id', { simple: true })).not.toBe(0)
    expect(database.pragma('user_version', { simple: true })).toBeGreaterThan(0)
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    database.close()
  }
})

it('R6 no value crossed to the page or onto the screen', async () => {
  const crossed = JSON.stringify(app.running.ipcMessages())
  const shown = await app.page.content()
  for (const value of secrets.slice(1)) {
    expect(crossed).not.toContain(value.slice(-40))
    expect(shown).not.toContain(value.slice(-40))
  }
})

it('R31 nothing the app printed holds a secret', () => {
  const printed = app.running.output()
  for (const secret of secrets) expect(printed).not.toContain(secret.slice(-20))
})

// R46: another process holds the profile's files, at the start and while Latchkey runs; two of them write at once.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../src/main/ports/store.ts'
import { openDatabase } from '../../src/main/store/open-database.ts'
import { vaultKind } from '../../src/main/store/vault-schema.ts'
import { createProfile } from '../e2e/support/profile.ts'
import { launchApp } from '../electron/launch-app.ts'
import { activeKeys, createPosts, isUsableKey } from '../support/created-keys.ts'
import {
  aDraft,
  aSecretDraft,
  type Computer,
  connectTestApp,
  createComputer,
  createTestApp,
  restartTestApp,
  type TestApp,
  until,
} from '../support/test-app.ts'
import { type Service, startService } from '../support/test-service.ts'
import { holdDatabase } from '../support/vault-holder.ts'

let service: Service
let computer: Computer
const apps: TestApp[] = []
let letGo = async () => {}

beforeEach(async () => {
  service = await startService()
  computer = createComputer()
})

afterEach(async () => {
  await letGo()
  letGo = async () => {}
  for (const app of apps.splice(0)) await app.kill()
  await service.close()
  computer.remove()
})

const keep = (app: TestApp): TestApp => {
  apps.push(app)
  return app
}
const vaultPath = () => join(computer.folder, 'vault.db')
/** SQLite waits for two seconds; a call that waits for ever takes longer than this. */
const patienceMs = 15_000

describe('R46 a vault that another process holds', () => {
  it('stops the start with that reason, within its timeout, and stays as it is', async () => {
    const first = await connectTestApp({ service, computer })
    await first.must('keys.create', aDraft())
    await first.quit()
    const digest = () => createHash('sha256').update(readFileSync(vaultPath())).digest('hex')
    const before = digest()
    letGo = await holdDatabase(vaultPath(), 'EXCLUSIVE')
    const begunAt = performance.now()
    expect(() => createTestApp({ service, computer })).toThrow(new StoreError('busy'))
    expect(performance.now() - begunAt).toBeLessThan(patienceMs)
    await letGo()
    expect(digest()).toBe(before)
    const next = keep(await restartTestApp({ service, computer }))
    expect(next.snapshot().unstoredValues).toMatchObject([{ isSealedOnDisk: true }])
  })

  it('is told in words by the app itself, which then ends', async () => {
    const profile = createProfile()
    const folder = join(profile.userData, 'latchkey')
    mkdirSync(folder, { recursive: true })
    openDatabase(join(folder, 'vault.db'), vaultKind).close()
    letGo = await holdDatabase(join(folder, 'vault.db'), 'EXCLUSIVE')
    const running = await launchApp({
      userData: profile.userData,
      expectComplaints: [/an error box was shown: Latchkey cannot open its data/],
    })
    try {
      expect(await running.exited).toBe(1)
      expect(running.dialogs.history()).toMatchObject([
        {
          kind: 'error',
          message: 'Latchkey cannot open its data',
          detail: expect.stringContaining('Another program holds its files.'),
        },
      ])
    } finally {
      await running.kill()
      profile.remove()
    }
  })
})

describe('R46 R56 while Latchkey runs another process writes for a long time', () => {
  it('a key is not asked for, and is once the file is free', async () => {
    const app = keep(await connectTestApp({ service, computer }))
    letGo = await holdDatabase(vaultPath(), 'IMMEDIATE')
    const begunAt = performance.now()
    expect(await app.send('keys.create', aDraft())).toMatchObject({
      ok: false,
      error: { code: 'storage', effect: 'none', isRetryable: true },
    })
    expect(performance.now() - begunAt).toBeLessThan(patienceMs)
    expect(await service.control.countRequests(createPosts)).toBe(0)
    await letGo()
    await app.must('keys.create', aDraft())
    expect(app.snapshot().unstoredValues).toMatchObject([{ isSealedOnDisk: true }])
  })

  it('a value that was just made stays in memory, and is written once the file is free', async () => {
    const app = keep(await connectTestApp({ service, computer }))
    const answer = app.holdAnswer('api.createKey')
    const created = app.must('keys.create', aDraft())
    await until(answer.isHeld)
    letGo = await holdDatabase(vaultPath(), 'IMMEDIATE')
    answer.release()
    const { keyId } = await created
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: false }])
    await letGo()
    app.clock.advance(15_000)
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: true }])
  })

  it('a secret’s copy is not said to be kept', async () => {
    const app = keep(await connectTestApp({ service, computer }))
    letGo = await holdDatabase(vaultPath(), 'IMMEDIATE')
    const { isCopySealed } = await app.must('secrets.create', aSecretDraft({ keepSealedCopy: true }))
    expect(isCopySealed).toBe(false)
    expect(await app.secret('Linear API token')).toMatchObject({ hasSealedCopy: false, fingerprint: 'none' })
  })
})

it('R46 two on one profile, should the lock of the system fail, lose nothing and damage nothing', async () => {
  const first = keep(await connectTestApp({ service, computer }))
  const second = keep(await restartTestApp({ service, computer }))
  const names = ['one', 'two', 'three', 'four']
  await Promise.all(
    names.flatMap((name) =>
      [first, second].map((app, index) => app.must('keys.create', aDraft({ name: `${name} ${index}` }))),
    ),
  )
  for (const app of [first, second]) await app.quit()
  const next = keep(await restartTestApp({ service, computer }))
  const made = await activeKeys(service)
  expect(made).toHaveLength(2 * names.length)
  expect(
    next
      .snapshot()
      .unstoredValues.map(({ keyId }) => keyId)
      .sort(),
  ).toEqual(made.map(({ id }) => id).sort())
  for (const { id } of made) {
    await next.must('values.copy', { keyId: id })
    expect(await isUsableKey(service, computer.clipboard.text)).toBe(true)
  }
  expect(next.dialogs.messages).toEqual([])
  await next.quit()
  for (const name of ['vault.db', 'cache.db']) {
    const database = new Database(join(computer.folder, name), { readonly: true })
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    database.close()
  }
})

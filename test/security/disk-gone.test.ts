// R56: the profile's folder vanishes, may not be written, or the process may open no more files.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreError } from '../../src/main/ports/store.ts'
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

let service: Service
let computer: Computer
let app: TestApp

beforeEach(async () => {
  service = await startService()
  computer = createComputer()
  app = await connectTestApp({ service, computer })
})

afterEach(async () => {
  await app.kill()
  await service.close()
  computer.remove()
})

const vanish = () => rmSync(computer.folder, { recursive: true })
const away = () => `${computer.folder}-away`

/** The service has made the key when this happens. */
async function createWhile(happens: () => void): Promise<string> {
  const answer = app.holdAnswer('api.createKey')
  const created = app.must('keys.create', aDraft())
  await until(answer.isHeld)
  happens()
  answer.release()
  return (await created).keyId
}

describe('R56 the folder of the profile vanishes', () => {
  it('before a key is made: none is asked for', async () => {
    vanish()
    expect(await app.send('keys.create', aDraft())).toMatchObject({
      ok: false,
      error: { code: 'storage', effect: 'none' },
    })
    expect(await service.control.countRequests(createPosts)).toBe(0)
  })

  it('while a key is made: its value is shown from memory and never called saved', async () => {
    const keyId = await createWhile(vanish)
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: false }])
    await app.must('values.copy', { keyId })
    expect(await isUsableKey(service, computer.clipboard.text)).toBe(true)
    expect(await app.send('values.acknowledge', { keyId, keepSealedCopy: true })).toMatchObject({
      error: { code: 'storage' },
    })
    app.clock.advance(15_000)
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: false }])
    app.dialogs.reply = false
    expect(await app.app.permitQuit()).toBe(false)
    await app.must('values.acknowledge', { keyId, keepSealedCopy: false })
    expect(app.snapshot().unstoredValues).toEqual([])
  })

  it('and comes back: the value is written then', async () => {
    const keyId = await createWhile(() => renameSync(computer.folder, away()))
    app.clock.advance(15_000)
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: false }])
    renameSync(away(), computer.folder)
    app.clock.advance(15_000)
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: true }])
    await app.kill()
    app = await restartTestApp({ service, computer })
    await app.must('values.copy', { keyId })
    expect(await isUsableKey(service, computer.clipboard.text)).toBe(true)
  })

  it('another folder takes its place: nothing is written where nobody will find it', async () => {
    const keyId = await createWhile(() => {
      renameSync(computer.folder, away())
      mkdirSync(computer.folder)
    })
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: false }])
    rmSync(away(), { recursive: true })
  })

  it('a secret is stored with the service, and no copy of it is said to be kept here', async () => {
    vanish()
    const { isCopySealed } = await app.must('secrets.create', aSecretDraft({ keepSealedCopy: true }))
    expect(isCopySealed).toBe(false)
    expect(await app.secret('Linear API token')).toMatchObject({ hasSealedCopy: false, fingerprint: 'none' })
  })

  it('the key that was lost with it is found by its tag at the next start', async () => {
    await createWhile(vanish)
    await app.kill()
    app = await connectTestApp({ service, computer })
    expect((await activeKeys(service)).map(({ description }) => description)).toEqual([
      expect.stringMatching(/^billing-bot \[lk-\w{6}\]$/),
    ])
    expect((await app.rows()).map(({ ending }) => ending)).toEqual([null])
  })
})

describe('R56 a folder that may not be written', () => {
  const lock = () => {
    // The rights of a folder do not bind root; a file system that is read-only does.
    if (process.getuid?.() !== 0) return chmodSync(computer.folder, 0o500)
    execFileSync('mount', ['--bind', computer.folder, computer.folder])
    execFileSync('mount', ['-o', 'remount,ro,bind', computer.folder])
  }
  const unlock = () => {
    if (process.getuid?.() !== 0) chmodSync(computer.folder, 0o700)
    else execFileSync('umount', ['-l', computer.folder])
  }

  it('stops the start with a reason, and nothing is touched', async ({ skip }) => {
    await app.must('keys.create', aDraft())
    await app.quit()
    try {
      lock()
    } catch {
      skip('Mounting a file system is not permitted here.')
    }
    const before = readdirSync(computer.folder, { recursive: true })
    try {
      expect(() => createTestApp({ service, computer })).toThrow(StoreError)
      expect(readdirSync(computer.folder, { recursive: true })).toEqual(before)
    } finally {
      unlock()
    }
    app = await restartTestApp({ service, computer })
    expect(app.snapshot().unstoredValues).toHaveLength(1)
    expect(existsSync(join(computer.folder, 'quarantine'))).toBe(false)
  })
})

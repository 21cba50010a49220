// R56: a disk that is full to the last byte, before and after something was made on the service.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { activeKeys, createPosts, isUsableKey } from '../support/created-keys.ts'
import { createSmallDisk, type SmallDisk } from '../support/small-disk.ts'
import {
  aDraft,
  aSecretDraft,
  type Computer,
  connectTestApp,
  createComputer,
  restartTestApp,
  type TestApp,
  until,
} from '../support/test-app.ts'
import { type Service, startService } from '../support/test-service.ts'

let disk: SmallDisk
let service: Service
let computer: Computer
let app: TestApp

beforeEach(async () => {
  disk = createSmallDisk(512)
  service = await startService()
  computer = { ...createComputer(), folder: join(disk.folder, 'latchkey') }
  app = await connectTestApp({ service, computer })
  // What a first run writes once is written.
  await app.must('sync.refresh', {})
})

afterEach(async () => {
  disk.free()
  await app.kill()
  await service.close()
  computer.remove()
  disk.remove()
})

describe('R56 on a full disk', () => {
  it('no key is asked for, for its value could not be kept', async () => {
    disk.fill()
    expect(await app.send('keys.create', aDraft())).toMatchObject({
      ok: false,
      error: { code: 'storage', effect: 'none' },
    })
    expect(await service.control.countRequests(createPosts)).toBe(0)
    expect(app.snapshot().unstoredValues).toEqual([])
    disk.free()
    await app.must('keys.create', aDraft())
    expect(app.snapshot().unstoredValues).toMatchObject([{ isSealedOnDisk: true }])
  })

  it('that fills while the service makes a key: shown from memory, never called saved, written when there is room', async () => {
    const answer = app.holdAnswer('api.createKey')
    const created = app.must('keys.create', aDraft())
    await until(answer.isHeld)
    disk.fill()
    answer.release()
    const { keyId } = await created
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: false }])
    await app.must('values.copy', { keyId })
    expect(await isUsableKey(service, computer.clipboard.text)).toBe(true)
    expect(await app.send('values.acknowledge', { keyId, keepSealedCopy: true })).toMatchObject({
      ok: false,
      error: { code: 'storage' },
    })
    // Tried again by itself, and still not possible.
    app.clock.advance(15_000)
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: false }])
    expect((await activeKeys(service))[0]?.description).toMatch(/ \[lk-/)

    disk.free()
    app.clock.advance(15_000)
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: true }])
    await app.kill()
    app = await restartTestApp({ service, computer })
    await app.must('values.copy', { keyId })
    expect(await isUsableKey(service, computer.clipboard.text)).toBe(true)
  })

  it('whose process dies: the key is shown as one whose value nobody has', async () => {
    const answer = app.holdAnswer('api.createKey')
    const created = app.must('keys.create', aDraft())
    await until(answer.isHeld)
    disk.fill()
    answer.release()
    const { keyId } = await created
    await app.kill()
    disk.free()
    app = await restartTestApp({ service, computer })
    expect(app.snapshot().unstoredValues).toEqual([])
    expect(app.snapshot().lostCreations).toMatchObject([{ state: 'found', keyId }])
    expect(existsSync(join(computer.folder, 'quarantine'))).toBe(false)
  })

  it('a secret is stored with the service, and only what is here of it is said to be', async () => {
    disk.fill()
    // What is in the log of the database already has room for some.
    const made: { readonly secretId: string; readonly isCopySealed: boolean }[] = []
    while (made.at(-1)?.isCopySealed !== false) {
      const draft = aSecretDraft({ name: `Number ${made.length}`, isDefault: false, keepSealedCopy: true })
      made.push(await app.must('secrets.create', draft))
      expect(made.length).toBeLessThan(100)
    }
    expect(await service.control.secrets()).toHaveLength(made.length)
    const isHonest = async () => {
      const rows = new Map((await app.secrets()).map((secret) => [secret.id, secret]))
      for (const { secretId, isCopySealed } of made) {
        const { hasSealedCopy, fingerprint } = rows.get(secretId) ?? {}
        expect(hasSealedCopy).toBe(isCopySealed)
        const copied = await app.send('secrets.copyValue', { secretId })
        expect(copied.ok).toBe(isCopySealed)
        const { verdict } = await app.must('secrets.compareValue', { secretId, value: aSecretDraft().value })
        expect(verdict).toBe(fingerprint === 'current' ? 'same' : 'unknown')
      }
    }
    await isHonest()
    disk.free()
    await app.kill()
    app = await restartTestApp({ service, computer })
    await isHonest()
  })

  it('a replaced value leaves no older copy or fingerprint that passes for it', async () => {
    const { secretId } = await app.must('secrets.create', aSecretDraft({ keepSealedCopy: true }))
    const second = 'lin_api_madeUpSecondValue0123456789abcdefXY'
    service.clock.advance(60_000)
    disk.fill()
    const { ticket } = await app.must('secrets.prepareReplace', { secretIds: [secretId] })
    app.clock.advance(500)
    const { outcomes } = await app.must('secrets.replaceValue', {
      ticket,
      value: second,
      keepSealedCopy: true,
    })
    expect(outcomes).toMatchObject([{ outcome: 'done' }])
    const isHonest = async () => {
      const secret = await app.secret('Linear API token')
      if (secret.hasSealedCopy && secret.fingerprint === 'current') {
        await app.must('secrets.copyValue', { secretId })
        expect(computer.clipboard.text).toBe(second)
      }
      const { verdict } = await app.must('secrets.compareValue', { secretId, value: aSecretDraft().value })
      expect(verdict).not.toBe('same')
    }
    await isHonest()
    disk.free()
    await app.kill()
    app = await restartTestApp({ service, computer })
    await isHonest()
  })

  it('what was erased is not said to be until it is', async () => {
    const { secretId } = await app.must('secrets.create', aSecretDraft({ keepSealedCopy: true }))
    disk.fill()
    const erased = await app.send('secrets.eraseSealedCopy', { secretId })
    const { hasSealedCopy } = await app.secret('Linear API token')
    expect(hasSealedCopy).toBe(!erased.ok)
    disk.free()
    if (!erased.ok) await app.must('secrets.eraseSealedCopy', { secretId })
    expect(await app.send('secrets.copyValue', { secretId })).toMatchObject({ error: { code: 'notFound' } })
  })

  it('a quit is no damage, and nothing is moved away at the next start', async () => {
    const { secretId } = await app.must('secrets.create', aSecretDraft({ keepSealedCopy: true }))
    await app.must('secrets.eraseSealedCopy', { secretId })
    // The log is empty after an erasure: not even the mark of an orderly end fits any more.
    disk.fill()
    await app.quit()
    disk.free()
    app = await restartTestApp({ service, computer })
    expect(app.dialogs.messages).toEqual([])
    expect(existsSync(join(computer.folder, 'quarantine'))).toBe(false)
  })
})

// Creating keys: the ordinary way, the tag in the description, and disks and keyrings that refuse (R38, R56).
import { describe, expect, test } from 'vitest'
import { activeKeys, createPosts, isUsableKey } from '../../../test/support/created-keys.ts'
import { aDraft, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import { noNotes } from '../../shared/domain/key-notes.ts'

const world = createTestWorld()
const madeKeys = () => activeKeys(world.service())
const clipboardHoldsUsableKey = () => isUsableKey(world.service(), world.computer().clipboard.text)

describe('an ordinary creation', () => {
  test('ends with the value sealed, the row shown, and a description without the tag', async () => {
    const app = await world.connected()
    const { keyId } = await app.must('keys.create', aDraft({ name: 'billing-bot' }))
    expect(app.snapshot().unstoredValues).toMatchObject([
      { keyId, name: 'billing-bot', isSealedOnDisk: true, hasBeenCopied: false },
    ])
    expect((await app.row('billing-bot')).id).toBe(keyId)
    await until(async () => (await madeKeys())[0]?.description === 'billing-bot')
    await app.must('values.copy', { keyId })
    expect(await clipboardHoldsUsableKey()).toBe(true)
    expect(app.snapshot().unstoredValues[0]?.hasBeenCopied).toBe(true)
  })

  test('that names tags keeps them here, and a disk that refuses them fails nothing', async () => {
    const app = await world.connected()
    await app.must('keys.create', aDraft({ name: 'tagged', tags: ['ci'] }))
    expect((await app.row('tagged')).notes).toEqual({ ...noNotes, tags: ['ci'] })
    await app.must('sync.refresh', {})
    expect((await app.row('tagged')).notes.tags).toEqual(['ci'])
    app.breakStore('vault.writeKeyFacts')
    await app.must('keys.create', aDraft({ name: 'plain', tags: ['ci'] }))
    expect((await app.row('plain')).notes).toEqual(noNotes)
    expect(app.snapshot().unstoredValues).toHaveLength(2)
  })

  test('R5 R6 neither the value nor the admin key is in any answer, patch or log line', async () => {
    const app = await world.connected()
    const { keyId } = await app.must('keys.create', aDraft())
    await app.must('values.copy', { keyId })
    const value = world.computer().clipboard.text
    await app.must('values.copySnippet', { keyId, format: 'curl' })
    expect(world.computer().clipboard.text).toContain(value)
    await app.must('values.reveal', { keyId })
    await app.must('values.acknowledge', { keyId, keepSealedCopy: true })
    await app.must('sync.refresh', {})
    await app.rows()
    await app.must('app.readSnapshot', {})
    expect(app.spoken()).toContain(keyId)
    expect(app.spoken()).not.toContain(value)
    expect(app.spoken()).not.toContain(world.service().adminKey)
  })

  test('a kept copy can be copied after a restart, an erased one cannot', async () => {
    const app = await world.connected()
    const { keyId: kept } = await app.must('keys.create', aDraft({ name: 'kept' }))
    const { keyId: erased } = await app.must('keys.create', aDraft({ name: 'erased' }))
    await app.must('values.acknowledge', { keyId: kept, keepSealedCopy: true })
    await app.must('values.acknowledge', { keyId: erased, keepSealedCopy: false })
    expect(app.snapshot().unstoredValues).toEqual([])
    await app.quit()
    const next = await world.restarted()
    expect((await next.row('kept')).hasSealedCopy).toBe(true)
    expect((await next.row('erased')).hasSealedCopy).toBe(false)
    await next.must('values.copy', { keyId: kept })
    expect(await clipboardHoldsUsableKey()).toBe(true)
    expect(await next.send('values.copy', { keyId: erased })).toMatchObject({
      ok: false,
      error: { code: 'notFound' },
    })
  })

  test('an expiry in the past never leaves the app', async () => {
    const app = await world.connected()
    const draft = aDraft({ expiresAt: app.clock.now() - 1 })
    expect(await app.send('keys.create', draft)).toMatchObject({
      ok: false,
      error: { code: 'invalidInput', fields: [{ field: 'expiresAt' }] },
    })
    expect(await world.service().control.countRequests(createPosts)).toBe(0)
  })

  test('a refusal by the service leaves nothing open', async () => {
    await world.service().control.addFault({ method: 'POST', fault: { kind: 'status', status: 422 } })
    const app = await world.connected()
    expect(await app.send('keys.create', aDraft())).toMatchObject({ ok: false, error: { effect: 'none' } })
    await app.quit()
    const next = await world.restarted()
    expect(next.snapshot().lostCreations).toEqual([])
  })
})

describe('the tag', () => {
  test('that could not be taken away is taken away after the next list; rows never show it', async () => {
    const app = await world.connected()
    await world.service().control.addFault({
      method: 'PATCH',
      times: 'always',
      fault: { kind: 'status', status: 422 },
    })
    await app.must('keys.create', aDraft({ name: 'billing-bot' }))
    await until(() => app.steps.includes('api.updateKey ends'))
    expect((await madeKeys())[0]?.description).toMatch(/^billing-bot \[lk-[a-z0-9]{6}\]$/)
    await app.must('sync.refresh', {})
    expect((await app.rows()).map((row) => row.name)).toEqual(['billing-bot'])
    await app.quit()
    await world.service().control.clearFaults()
    const next = await world.restarted()
    await until(async () => (await madeKeys())[0]?.description === 'billing-bot')
    expect((await next.rows()).map((row) => row.name)).toEqual(['billing-bot'])
  })

  test('of somebody else’s creation is left alone', async () => {
    await world.service().control.addKey({ description: 'theirs [lk-abc234]' })
    const app = await world.connected()
    expect((await app.rows()).map((row) => row.name)).toEqual(['theirs [lk-abc234]'])
  })
})

describe('R56 the value cannot be written', () => {
  test('before anything is sent, where the disk refuses the intent', async () => {
    const app = await world.connected()
    await app.must('sync.refresh', {})
    app.breakStore('vault.addIntent')
    expect(await app.send('keys.create', aDraft())).toMatchObject({
      ok: false,
      error: { code: 'storage', effect: 'none' },
    })
    expect(await world.service().control.countRequests(createPosts)).toBe(0)
  })

  test('after the key was made: it is shown, never called saved, and written when the disk recovers', async () => {
    const app = await world.connected()
    const repair = app.breakStore('vault.storeNewValue')
    const { keyId } = await app.must('keys.create', aDraft())
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: false }])
    await app.must('values.copy', { keyId })
    expect(await clipboardHoldsUsableKey()).toBe(true)
    expect((await madeKeys())[0]?.description).toMatch(/\[lk-/)
    expect(await app.send('values.acknowledge', { keyId, keepSealedCopy: true })).toMatchObject({
      ok: false,
      error: { code: 'storage' },
    })
    repair()
    app.clock.advance(15_000)
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: true }])
    await until(async () => (await madeKeys())[0]?.description === 'billing-bot')
    await app.kill()
    const next = await world.restarted()
    await next.must('values.copy', { keyId })
    expect(await clipboardHoldsUsableKey()).toBe(true)
  })

  test('and the process dies: the next run shows the key as one whose value nobody has', async () => {
    const app = await world.connected()
    app.breakStore('vault.storeNewValue')
    const { keyId } = await app.must('keys.create', aDraft())
    await app.kill()
    const next = await world.restarted()
    expect(next.snapshot().unstoredValues).toEqual([])
    expect(next.snapshot().lostCreations).toMatchObject([{ state: 'found', keyId }])
  })

  test('R21 on a computer without a secure store: in memory only, until its user has stored it', async () => {
    world.computer().secureStore.mode = 'unavailable'
    const app = await world.connected()
    const { keyId } = await app.must('keys.create', aDraft())
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, isSealedOnDisk: false }])
    expect(await app.send('values.acknowledge', { keyId, keepSealedCopy: true })).toMatchObject({
      ok: false,
      error: { code: 'vaultUnavailable' },
    })
    await app.must('values.acknowledge', { keyId, keepSealedCopy: false })
    expect(app.snapshot().unstoredValues).toEqual([])
    await until(async () => (await madeKeys())[0]?.description === 'billing-bot')
  })

  test('while the keyring waits for an answer nothing is sent', async () => {
    const app = await world.connected()
    await app.quit()
    world.computer().secureStore.mode = 'pending'
    const next = await connectedWhileWaiting()
    const created = next.send('keys.create', aDraft())
    await until(() => next.snapshot().vault.state === 'waiting')
    next.clock.advance(60_000)
    expect(await created).toMatchObject({ ok: false, error: { code: 'vaultWaiting' } })
    expect(await world.service().control.countRequests(createPosts)).toBe(0)
  })
})

async function connectedWhileWaiting() {
  const app = await world.started()
  const { adminKey } = world.service()
  await app.must('session.connect', { adminKey, keysHost: 'api.io.solutions' })
  return app
}

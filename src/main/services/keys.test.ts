// Editing a key: only what changed is sent, and what the screen says afterwards is what the service says.
import { describe, expect, test } from 'vitest'
import { aDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()
let app: TestApp

async function connectedWithKey(): Promise<string> {
  const { id } = await world.service().control.addKey({
    description: 'ci',
    credit_limit: 50,
    credit_refresh_cycle: 'daily',
  })
  app = await world.connected()
  return id
}

const patches = { method: 'PATCH' }
const remoteKey = async () => (await world.service().control.keys())[0]

describe('a change', () => {
  test('is sent field by field and read back', async () => {
    const keyId = await connectedWithKey()
    const { key, notTaken } = await app.must('keys.update', { keyId, changes: { creditLimit: 80 } })
    expect(notTaken).toEqual([])
    expect(key).toMatchObject({ id: keyId, name: 'ci', creditLimit: 80, creditCycle: 'daily' })
    expect(await remoteKey()).toMatchObject({ description: 'ci', creditLimit: 80 })
    expect((await app.row('ci')).creditLimit).toBe(80)
  })

  test('with milliseconds in its expiry counts as taken, though the service keeps seconds', async () => {
    const keyId = await connectedWithKey()
    const expiresAt = app.clock.now() + 86_400_123
    const { key, notTaken } = await app.must('keys.update', { keyId, changes: { expiresAt } })
    expect(notTaken).toEqual([])
    expect(key.expiresAt).toBe(expiresAt - 123)
  })

  test('of nothing sends nothing', async () => {
    const keyId = await connectedWithKey()
    await app.must('keys.update', { keyId, changes: {} })
    expect(await world.service().control.countRequests(patches)).toBe(0)
  })

  test('to an expiry in the past is refused here', async () => {
    const keyId = await connectedWithKey()
    const changes = { expiresAt: app.clock.now() - 1000 }
    expect(await app.send('keys.update', { keyId, changes })).toMatchObject({
      error: { code: 'invalidInput', fields: [{ field: 'expiresAt' }] },
    })
    expect(await world.service().control.countRequests(patches)).toBe(0)
  })

  test('that the service accepts and does not make is told by its fields', async () => {
    const keyId = await connectedWithKey()
    const body = JSON.stringify({ status: 'succeeded' })
    await world.service().control.addFault({ method: 'PATCH', fault: { kind: 'body', body } })
    const { key, notTaken } = await app.must('keys.update', { keyId, changes: { creditLimit: 80 } })
    expect(notTaken).toEqual(['creditLimit'])
    expect(key.creditLimit).toBe(50)
  })

  test('of a key that is gone says so', async () => {
    const keyId = await connectedWithKey()
    await world.service().control.revokeKey(keyId)
    expect(await app.send('keys.update', { keyId, changes: { creditLimit: 1 } })).toMatchObject({
      error: { code: 'notFound', effect: 'none' },
    })
    await until(async () => (await app.row('ci')).ending?.how === 'goneElsewhere')
  })

  test('R41 whose answer is lost is decided by the row: made', async () => {
    const keyId = await connectedWithKey()
    await world.service().control.addFault({ method: 'PATCH', times: 'always', fault: { kind: 'dropAfter' } })
    const { notTaken } = await app.must('keys.update', { keyId, changes: { creditLimit: 80 } })
    expect(notTaken).toEqual([])
    expect((await app.row('ci')).creditLimit).toBe(80)
  })

  test('R41 whose answer is lost is decided by the row: not made', async () => {
    const keyId = await connectedWithKey()
    await world.service().control.addFault({
      method: 'PATCH',
      times: 'always',
      fault: { kind: 'status', status: 502 },
    })
    expect(await app.send('keys.update', { keyId, changes: { creditLimit: 80 } })).toMatchObject({
      error: { code: 'outcomeUnknown', effect: 'unknown' },
    })
    expect((await app.row('ci')).creditLimit).toBe(50)
  })

  test('R41 that was accepted and cannot be read back is told as made, and not shown before it is read', async () => {
    const keyId = await connectedWithKey()
    await world.service().control.addFault({ method: 'GET', times: 'always', fault: { kind: 'dropBefore' } })
    expect(await app.send('keys.update', { keyId, changes: { creditLimit: 80 } })).toMatchObject({
      error: { code: 'offline', effect: 'done' },
    })
    expect((await app.row('ci')).creditLimit).toBe(50)
    await world.service().control.clearFaults()
    await app.must('sync.refresh', {})
    expect((await app.row('ci')).creditLimit).toBe(80)
  })

  test('of the name of a key whose value is not safe yet leaves its tag in place', async () => {
    app = await world.connected()
    app.breakStore('vault.storeNewValue')
    const { keyId } = await app.must('keys.create', aDraft())
    const { key, notTaken } = await app.must('keys.update', { keyId, changes: { name: 'renamed' } })
    expect(notTaken).toEqual([])
    expect(key.name).toBe('renamed')
    expect((await remoteKey())?.description).toMatch(/^renamed \[lk-[a-z0-9]{6}\]$/)
  })
})

test('the identifier is copied as ordinary text', async () => {
  const keyId = await connectedWithKey()
  await app.must('keys.copyIdentifier', { keyId })
  expect(world.computer().clipboard.text).toBe((await app.row('ci')).display)
  expect(world.computer().clipboard.isMarkedSecret).toBe(false)
})

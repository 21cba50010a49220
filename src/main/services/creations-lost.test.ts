// R38: whichever answer is lost, the key is found or known not to exist, and nothing is made twice or revoked unasked.
import { describe, expect, test } from 'vitest'
import { activeKeys, createPosts } from '../../../test/support/created-keys.ts'
import { aDraft, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()
const madeKeys = () => activeKeys(world.service())

describe('R38 the answer of a creation is lost', () => {
  test.each(['dropAfter', 'dropHalfway', 'truncatedJson', 'malformedJson'] as const)(
    '%s: the key is found, shown as one whose value nobody has, and made only once',
    async (kind) => {
      const app = await world.connected()
      await world.service().control.addFault({ method: 'POST', fault: { kind } })
      expect(await app.send('keys.create', aDraft())).toMatchObject({
        ok: false,
        error: { effect: 'unknown' },
      })
      await until(() => app.snapshot().lostCreations[0]?.state === 'found')
      const [made, ...others] = await madeKeys()
      expect(others).toEqual([])
      expect(app.snapshot().lostCreations).toMatchObject([
        { keyId: made?.id, draft: { name: 'billing-bot' } },
      ])
      expect((await app.rows()).map((row) => row.name)).toEqual(['billing-bot'])
      expect(await world.service().control.countRequests(createPosts)).toBe(1)
      expect(await world.service().control.countRequests({ method: 'DELETE' })).toBe(0)
    },
  )

  test('R60 what nobody has foreseen behind the answer leaves a key that is found, not one that is gone', async () => {
    const { clock: ownClock } = world.service()
    let isBroken = false
    const now = () => {
      if (!isBroken) return ownClock.now()
      isBroken = false
      throw new Error('made-up fault')
    }
    const app = await world.connected({ clock: { ...ownClock, now } })
    const answer = app.holdAnswer('api.createKey')
    const creating = app.send('keys.create', aDraft())
    await until(answer.isHeld)
    isBroken = true
    answer.release()
    expect(await creating).toMatchObject({ error: { code: 'internal', effect: 'done' } })
    await until(() => app.snapshot().lostCreations[0]?.state === 'found')
    expect((await app.rows()).map((row) => row.name)).toEqual(['billing-bot'])
    expect(await madeKeys()).toHaveLength(1)
  })

  test('without a network for the search it stays open, and the next list settles it', async () => {
    const app = await world.connected()
    await world.service().control.addFault({ method: 'POST', fault: { kind: 'dropAfter' } })
    await world.service().control.addFault({ method: 'GET', times: 'always', fault: { kind: 'dropBefore' } })
    await app.send('keys.create', aDraft())
    await until(() => app.snapshot().sync.listProblem !== null)
    expect(app.snapshot().lostCreations).toMatchObject([{ state: 'searching', keyId: null }])
    const [lost] = app.snapshot().lostCreations
    const intentId = lost?.intentId ?? ''
    expect(await app.send('creations.dismiss', { intentId })).toMatchObject({
      ok: false,
      error: { code: 'refused' },
    })
    await world.service().control.clearFaults()
    await app.must('creations.recheck', { intentId })
    expect(app.snapshot().lostCreations).toMatchObject([{ state: 'found' }])
  })

  test('a request that never arrived is looked for twice and told as not found', async () => {
    const app = await world.connected()
    await world.service().control.addFault({
      method: 'POST',
      times: 'always',
      fault: { kind: 'status', status: 502 },
    })
    await app.send('keys.create', aDraft())
    await until(() => app.snapshot().lostCreations[0]?.state === 'notFound')
    const lists = { method: 'GET', pathPattern: /sub-keys$/ }
    const before = await world.service().control.countRequests(lists)
    app.clock.advance(5000)
    await until(async () => (await world.service().control.countRequests(lists)) === before + 1)
    await app.must('creations.dismiss', { intentId: app.snapshot().lostCreations[0]?.intentId ?? '' })
    expect(app.snapshot().lostCreations).toEqual([])
  })

  test('rows that could not be read prove no absence', async () => {
    const app = await world.connected()
    await world.service().control.addFault({
      method: 'POST',
      times: 'always',
      fault: { kind: 'status', status: 502 },
    })
    const body = JSON.stringify({ status: 'succeeded', data: [{ id: 17 }] })
    await world.service().control.addFault({
      method: 'GET',
      pathPattern: 'sub-keys$',
      times: 'always',
      fault: { kind: 'body', body },
    })
    await app.send('keys.create', aDraft())
    await until(() => app.snapshot().sync.skippedRows === 1)
    expect(app.snapshot().lostCreations).toMatchObject([{ state: 'searching' }])
  })

  test('the orphan can be revoked, after which nothing is open', async () => {
    const app = await world.connected()
    await world.service().control.addFault({ method: 'POST', fault: { kind: 'dropAfter' } })
    await app.send('keys.create', aDraft())
    await until(() => app.snapshot().lostCreations[0]?.state === 'found')
    const keyId = app.snapshot().lostCreations[0]?.keyId ?? ''
    const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [keyId] })
    app.clock.advance(500)
    await app.must('keys.revoke', { ticket })
    expect(app.snapshot().lostCreations).toEqual([])
    expect(await madeKeys()).toEqual([])
  })

  test('one that was let go stays as it is on the service and is not brought up again', async () => {
    const app = await world.connected()
    await world.service().control.addFault({ method: 'POST', fault: { kind: 'dropAfter' } })
    await app.send('keys.create', aDraft())
    await until(() => app.snapshot().lostCreations[0]?.state === 'found')
    await app.must('creations.dismiss', { intentId: app.snapshot().lostCreations[0]?.intentId ?? '' })
    await app.quit()
    const next = await world.restarted()
    expect(next.snapshot().lostCreations).toEqual([])
    expect(await madeKeys()).toHaveLength(1)
  })
})

// What a refresh makes of the table: what is kept, what has ended, what is not concluded, and when it runs.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { aDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()
let app: TestApp

const lists = { method: 'GET', pathPattern: /sub-keys$/ }
const countLists = () => world.service().control.countRequests(lists)
const addKey = async (description: string, expiresAt: string | null = null) =>
  (await world.service().control.addKey({ description, expires_at: expiresAt ?? 'never' })).id

async function connected(): Promise<void> {
  app = await world.connected()
  await until(() => app.snapshot().sync.usageAsOf !== null)
}

describe('rows', () => {
  test('show usage, and when the app last saw it grow', async () => {
    const keyId = await addKey('ci')
    await connected()
    expect(await app.row('ci')).toMatchObject({ usedToday: 0, usedAllTime: 0, lastUseSeenAt: null })
    app.clock.advance(1000)
    await world.service().control.addUsage(keyId, { credits: 2.5 })
    await app.must('sync.refresh', {})
    expect(await app.row('ci')).toMatchObject({ creditUsed: 2.5, usedAllTime: 2.5 })
    expect((await app.row('ci')).lastUseSeenAt).toBe(app.clock.now())
    const seenAt = app.clock.now()
    app.clock.advance(1000)
    await app.must('sync.refresh', {})
    expect((await app.row('ci')).lastUseSeenAt).toBe(seenAt)
    await app.quit()
    app = await world.restarted()
    expect((await app.row('ci')).lastUseSeenAt).toBe(seenAt)
  })

  test('of a key revoked elsewhere end as gone elsewhere, those that ran out as expired', async () => {
    const gone = await addKey('gone')
    const expiring = await addKey('expiring', new Date(world.service().clock.now() + 3_600_000).toISOString())
    await addKey('stays')
    await connected()
    const expiresAt = (await app.row('expiring')).expiresAt
    await world.service().control.revokeKey(gone)
    app.clock.advance(3_600_000)
    await until(async () => (await app.row('expiring')).ending !== null)
    expect((await app.row('gone')).ending).toEqual({ how: 'goneElsewhere', at: app.clock.now() })
    expect((await app.row('expiring')).ending).toEqual({ how: 'expired', at: expiresAt })
    expect((await app.row('stays')).ending).toBeNull()
    await app.quit()
    app = await world.restarted()
    expect((await app.rows()).map((row) => [row.name, row.ending?.how ?? null]).sort()).toEqual([
      ['expiring', 'expired'],
      ['gone', 'goneElsewhere'],
      ['stays', null],
    ])
    expect(expiring).not.toBe(gone)
  })

  test('R57 end by the service’s clock, not by that of this computer', async () => {
    const keyId = await addKey('ci', new Date(world.service().clock.now() + 3_600_000).toISOString())
    const clock = createFakeClock(world.service().clock.now() + 2 * 3_600_000)
    app = await world.connected({ clock })
    expect(app.snapshot().sync.clockSkewMs).toBe(-2 * 3_600_000)
    await world.service().control.revokeKey(keyId)
    await app.must('sync.refresh', {})
    expect((await app.row('ci')).ending?.how).toBe('goneElsewhere')
  })

  test('R39 are not concluded to be gone while rows of the answer cannot be read', async () => {
    await addKey('ci')
    await connected()
    const body = JSON.stringify({ status: 'succeeded', data: [{ id: 17 }] })
    await world
      .service()
      .control.addFault({ method: 'GET', pathPattern: 'sub-keys$', fault: { kind: 'body', body } })
    await app.must('sync.refresh', {})
    expect(app.snapshot().sync.skippedRows).toBe(1)
    expect((await app.row('ci')).ending).toBeNull()
  })

  test('that did not change are neither written nor told again', async () => {
    await addKey('ci')
    await connected()
    // What the first reading brought is written in the next turn.
    await nextTurn()
    const before = app.window.patches.length
    const writes = app.steps.filter((step) => step === 'cache.writeKeys begins').length
    await app.must('sync.refresh', {})
    await nextTurn()
    expect(app.window.patches.slice(before).flatMap((patch) => patch.keys ?? [])).toEqual([])
    expect(app.steps.filter((step) => step === 'cache.writeKeys begins')).toHaveLength(writes)
  })
})

describe('a list that was asked for before a change made here', () => {
  test('does not bring a revoked key back', async () => {
    const keyId = await addKey('ci')
    await connected()
    const list = app.holdAnswer('api.listKeys')
    const refreshed = app.send('sync.refresh', {})
    await until(list.isHeld)
    const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [keyId] })
    app.clock.advance(500)
    await app.must('keys.revoke', { ticket })
    list.release()
    expect((await refreshed).ok).toBe(true)
    expect((await app.row('ci')).ending?.how).toBe('revokedHere')
  })

  test('does not take a new key for gone', async () => {
    await connected()
    const list = app.holdAnswer('api.listKeys')
    const refreshed = app.send('sync.refresh', {})
    await until(list.isHeld)
    await app.must('keys.create', aDraft({ name: 'new' }))
    list.release()
    expect((await refreshed).ok).toBe(true)
    expect((await app.row('new')).ending).toBeNull()
  })

  test('does not undo an edit, whose own reading waits for a later list', async () => {
    const keyId = await addKey('ci')
    await connected()
    const list = app.holdAnswer('api.listKeys')
    const refreshed = app.send('sync.refresh', {})
    await until(list.isHeld)
    const updated = app.must('keys.update', { keyId, changes: { creditLimit: 7 } })
    await until(() => app.steps.includes('api.updateKey ends'))
    list.release()
    expect((await refreshed).ok).toBe(true)
    expect((await updated).key.creditLimit).toBe(7)
    const limits = app.window.patches
      .flatMap((patch) => patch.keys?.upserted ?? [])
      .map((row) => row.creditLimit)
    expect(limits.slice(limits.indexOf(7))).not.toContain(null)
  })

  test('does not decide about a creation that was lost after it', async () => {
    await connected()
    const list = app.holdAnswer('api.listKeys')
    const refreshed = app.send('sync.refresh', {})
    await until(list.isHeld)
    await world.service().control.addFault({ method: 'POST', fault: { kind: 'dropAfter' } })
    await app.send('keys.create', aDraft())
    list.release()
    await refreshed
    await until(() => app.snapshot().lostCreations[0]?.state === 'found')
    const states = app.window.patches
      .flatMap((patch) => patch.parts?.lostCreations ?? [])
      .map((lost) => lost.state)
    expect(states).not.toContain('notFound')
  })
})

describe('failures stay where they are', () => {
  test('R58 a usage endpoint that is away leaves the list true and says so itself', async () => {
    await addKey('ci')
    await connected()
    const { usageAsOf } = app.snapshot().sync
    await world.service().control.addFault({
      pathPattern: 'usage$',
      times: 'always',
      fault: { kind: 'status', status: 503 },
    })
    await addKey('second')
    app.clock.advance(1000)
    await app.must('sync.refresh', {})
    expect(app.snapshot().sync).toMatchObject({
      listProblem: null,
      usageProblem: { code: 'unavailable' },
      usageAsOf,
    })
    expect(await app.rows()).toHaveLength(2)
    await world.service().control.clearFaults()
    await app.must('sync.refresh', {})
    expect(app.snapshot().sync.usageProblem).toBeNull()
  })

  test('a list that fails keeps rows and their time', async () => {
    await addKey('ci')
    await connected()
    const { listAsOf } = app.snapshot().sync
    app.clock.advance(1000)
    await world.service().control.addFault({ times: 'always', fault: { kind: 'captivePortal' } })
    expect(await app.send('sync.refresh', {})).toMatchObject({ error: { code: 'captivePortal' } })
    expect(app.snapshot().sync).toMatchObject({ listAsOf, listProblem: { code: 'captivePortal' } })
    expect(app.snapshot().sync.isRefreshing).toBe(false)
    expect(await app.rows()).toHaveLength(1)
  })
})

describe('a refresh runs', () => {
  const settled = () => until(() => !app.snapshot().sync.isRefreshing)
  const advanceAndCount = async (ms: number) => {
    const before = await countLists()
    app.clock.advance(ms)
    await settled()
    return (await countLists()) - before
  }

  test('every five minutes', async () => {
    await connected()
    expect(await advanceAndCount(299_999)).toBe(0)
    expect(await advanceAndCount(1)).toBe(1)
    expect(await advanceAndCount(300_000)).toBe(1)
  })

  test('once for several callers at a time', async () => {
    await connected()
    const before = await countLists()
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.send('sync.refresh', {})))
    expect(answers.every((answer) => answer.ok)).toBe(true)
    expect((await countLists()) - before).toBe(1)
  })

  test('when the window comes to the front, unless the list is fresh', async () => {
    await connected()
    const before = await countLists()
    app.clock.advance(14_999)
    app.app.noteWindowFocused()
    expect(await countLists()).toBe(before)
    app.clock.advance(1)
    app.app.noteWindowFocused()
    await settled()
    expect(await countLists()).toBe(before + 1)
  })

  test('after failures with growing pauses, and every five minutes again after a success', async () => {
    await connected()
    await world
      .service()
      .control.addFault({ method: 'GET', times: 'always', fault: { kind: 'captivePortal' } })
    await app.send('sync.refresh', {})
    for (const pause of [15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000]) {
      expect(await advanceAndCount(pause - 1)).toBe(0)
      expect(await advanceAndCount(1)).toBe(1)
    }
    await world.service().control.clearFaults()
    await app.must('sync.refresh', {})
    expect(await advanceAndCount(299_999)).toBe(0)
    expect(await advanceAndCount(1)).toBe(1)
  })

  test('not at all after the app was closed', async () => {
    await connected()
    await app.quit()
    const before = await countLists()
    app.clock.advance(3_600_000)
    app.app.noteWindowFocused()
    expect(await countLists()).toBe(before)
  })
})

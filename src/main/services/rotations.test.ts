// Rotating: the new key takes over what is known of the old one, and the old one is watched through restarts and gaps.
import { beforeEach, describe, expect, test } from 'vitest'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { aDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import type { Rotation } from '../../shared/domain/rotation.ts'

const world = createTestWorld()
const hourMs = 3_600_000
let app: TestApp
let oldId: string

beforeEach(async () => {
  oldId = (await world.service().control.addKey({ description: 'billing-bot', credit_limit: 50 })).id
  await world.service().control.addUsage(oldId, { credits: 10 })
  app = await world.connected()
  await until(() => app.snapshot().sync.usageAsOf !== null)
})

const notes = { note: 'on the build server', tags: ['ci', 'prod'], isFavourite: true, remindDays: 20 }
const start = (quietMs = 24 * hourMs) =>
  app.send('rotations.start', { keyId: oldId, draft: aDraft({ name: 'billing-bot 2' }), quietMs })
const started = async (quietMs?: number): Promise<Rotation> => {
  const answer = await start(quietMs)
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.value
}
const shown = () => app.snapshot().rotations[0]
const readAfter = async (ms: number) => {
  app.clock.advance(ms)
  await app.must('sync.refresh', {})
}
const spend = (credits: number) => world.service().control.addUsage(oldId, { credits })
const posts = () => world.service().control.countRequests({ method: 'POST', pathPattern: /sub-keys$/ })

describe('starting', () => {
  test('creates one key, whose value waits to be stored, and gives it notes, tags, star and lead time', async () => {
    await app.must('keys.note', { keyId: oldId, notes })
    const { newKeyId, state } = await started()
    expect(state).toBe('watching')
    expect(await posts()).toBe(1)
    expect(app.snapshot().unstoredValues.map(({ keyId }) => keyId)).toEqual([newKeyId])
    expect((await app.row('billing-bot 2')).notes).toEqual(notes)
    expect((await app.row('billing-bot')).notes).toEqual(notes)
    await app.quit()
    app = await world.restarted()
    expect((await app.row('billing-bot 2')).notes).toEqual(notes)
    expect(shown()).toMatchObject({ oldKeyId: oldId, newKeyId, state: 'watching' })
  })

  test('is done once, however often it is asked for', async () => {
    const answers = await Promise.all([start(), start(), start()])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await start()).toMatchObject({ error: { code: 'refused', effect: 'none' } })
    expect(await posts()).toBe(1)
  })

  test('where no key was made there is no rotation', async () => {
    await world.service().control.addFault({ method: 'POST', fault: { kind: 'status', status: 403 } })
    expect(await start()).toMatchObject({ error: { code: 'forbidden', effect: 'none' } })
    expect(app.snapshot().rotations).toEqual([])
  })

  test('where the rotation cannot be kept it says that the key exists', async () => {
    app.breakStore('vault.writeRotation')
    expect(await start()).toMatchObject({ error: { code: 'storage', effect: 'done' } })
    expect(app.snapshot().unstoredValues).toHaveLength(1)
    expect(app.snapshot().rotations).toEqual([])
  })

  test('of a key that was revoked because it leaked needs no watching', async () => {
    await app.must('keys.note', { keyId: oldId, notes })
    const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [oldId] })
    app.clock.advance(500)
    await app.must('keys.revoke', { ticket })
    expect(await started()).toMatchObject({ state: 'ended' })
    expect(app.snapshot().rotations).toEqual([])
    expect((await app.row('billing-bot 2')).notes).toEqual(notes)
  })
})

describe('the old key', () => {
  test('is quiet after the chosen time without use, which use starts over', async () => {
    await started()
    await readAfter(23 * hourMs)
    expect(shown()).toMatchObject({ state: 'watching', lastUseSeenAt: null, creditsSeen: 10 })
    await spend(0.5)
    await readAfter(2 * hourMs)
    expect(shown()).toMatchObject({ state: 'watching', lastUseSeenAt: app.clock.now(), creditsSeen: 10.5 })
    await readAfter(24 * hourMs)
    expect(shown()?.state).toBe('quiet')
    await spend(0.5)
    await readAfter(hourMs)
    expect(shown()?.state).toBe('watching')
  })

  test('is quiet by the same figure before and after the app was off, and not where it was used meanwhile', async () => {
    await started()
    await app.quit()
    app.clock.advance(48 * hourMs)
    app = await world.restarted()
    await until(() => shown()?.checkedAt === app.clock.now())
    expect(shown()?.state).toBe('quiet')
    await app.quit()
    await spend(1)
    app.clock.advance(48 * hourMs)
    app = await world.restarted()
    await until(() => shown()?.checkedAt === app.clock.now())
    expect(shown()).toMatchObject({ state: 'watching', lastUseSeenAt: app.clock.now() })
  })

  test('R57 is judged by the service’s time, whatever somebody sets this computer’s clock to', async () => {
    await app.quit()
    const clock = createFakeClock(world.service().clock.now())
    app = await world.connected({ clock })
    await until(() => app.snapshot().sync.usageAsOf === clock.now())
    await started()
    clock.setWall(clock.now() + 1000 * hourMs)
    await readAfter(hourMs)
    expect(shown()?.checkedAt).not.toBeNull()
    expect(shown()?.state).toBe('watching')
    clock.setWall(world.service().clock.now() - 1000 * hourMs)
    world.service().clock.advance(25 * hourMs)
    await readAfter(0)
    expect(shown()?.state).toBe('quiet')
  })

  test('is not quiet for readings that failed', async () => {
    await started()
    await world.service().control.addFault({
      ...{ method: 'GET', pathPattern: '/usage$', times: 'always' },
      fault: { kind: 'status', status: 503 },
    })
    await readAfter(48 * hourMs)
    expect(shown()).toMatchObject({ state: 'watching', checkedAt: null })
    await world.service().control.clearFaults()
  })

  test('ends the rotation when it is gone, which is shown until it was seen', async () => {
    const { id } = await started()
    await world.service().control.revokeKey(oldId)
    await readAfter(hourMs)
    expect(shown()).toMatchObject({ id, state: 'ended' })
    await app.must('rotations.end', { rotationId: id })
    expect(app.snapshot().rotations).toEqual([])
    const { entries } = await app.must('history.read', {
      query: { text: '', kinds: ['rotationStarted', 'rotationEnded'], subjectId: null, since: null },
      ...{ beforeId: null, limit: 10 },
    })
    expect(entries.map(({ kind }) => kind)).toEqual(['rotationEnded', 'rotationStarted'])
  })

  test('is not watched any more where the new key is gone', async () => {
    const { newKeyId } = await started()
    await app.must('values.acknowledge', { keyId: newKeyId, keepSealedCopy: false })
    await world.service().control.revokeKey(newKeyId)
    await readAfter(48 * hourMs)
    expect(shown()?.state).toBe('broken')
  })
})

test('another quiet time counts at once, and the end of the watching leaves both keys as they are', async () => {
  const { id } = await started()
  await readAfter(2 * hourMs)
  await app.must('rotations.change', { rotationId: id, quietMs: hourMs })
  expect(shown()).toMatchObject({ state: 'quiet', quietMs: hourMs })
  await app.must('rotations.end', { rotationId: id })
  expect(app.snapshot().rotations).toEqual([])
  expect(await app.send('rotations.end', { rotationId: id })).toMatchObject({ error: { code: 'notFound' } })
  expect((await app.rows()).every(({ ending }) => ending === null)).toBe(true)
  await app.quit()
  app = await world.restarted()
  expect(app.snapshot().rotations).toEqual([])
})

test('nothing of a rotation is told while it is locked', async () => {
  await started()
  await app.must('lock.setPassphrase', { passphrase: 'a made-up passphrase' })
  await app.must('lock.now', {})
  expect((await app.must('app.readSnapshot', {})).rotations).toEqual([])
})

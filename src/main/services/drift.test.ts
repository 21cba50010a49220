// What changed elsewhere: told by name and exact value since it was last seen, and never what was done here.
import { expect, test } from 'vitest'
import { aDraft, type TestApp } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import { activityWords } from '../../shared/domain/activity-words.ts'

const world = createTestWorld()
const control = () => world.service().control

/** Sentences of the part that the page is shown, the newest first. */
const driftOf = (app: TestApp) => app.snapshot().drift?.entries.map(activityWords) ?? []

/** Somebody else changes a key. */
async function changeElsewhere(id: string, changes: object): Promise<void> {
  const { url, adminKey } = world.service()
  const answer = await fetch(`${url}/v1/api-keys/sub-keys/${id}`, {
    method: 'PATCH',
    headers: { 'x-api-key': adminKey, 'content-type': 'application/json' },
    body: JSON.stringify(changes),
  })
  expect(answer.status).toBe(200)
}

test('the first list of an account teaches only what there is', async () => {
  for (const description of ['one', 'two']) await control().addKey({ description })
  const app = await world.connected()
  await app.must('sync.refresh', {})
  expect(app.snapshot().drift).toBeNull()
})

test('what changes elsewhere is told with its values, also after a restart, until it is seen', async () => {
  const [bot, gone, old] = [
    await control().addKey({ description: 'billing-bot', credit_limit: 50 }),
    await control().addKey({ description: 'left' }),
    await control().addKey({ description: 'old' }),
  ]
  await control().moveExpiry(old.id, world.service().clock.now() + 30_000)
  const first = await world.connected()
  const since = first.clock.now()
  await first.quit()
  await changeElsewhere(bot.id, { credit_limit: 500 })
  await control().revokeKey(gone.id)
  await control().addKey({ description: 'fresh', credit_limit: 5, credit_refresh_cycle: 'daily' })

  const app = await world.restarted()
  const words = driftOf(app)
  expect(words).toContain('Credit limit of “billing-bot” changed elsewhere: 50 → 500 credits')
  expect(words).toContain('“fresh” was created elsewhere')
  expect(words).toContain('“left” is gone: revoked elsewhere')
  expect(words).toContain('“old” expired')
  expect(app.snapshot().drift).toMatchObject({ since, count: 4 })

  await app.must('history.markSeen', {})
  expect(app.snapshot().drift).toBeNull()
  await app.quit()
  const later = await world.restarted()
  expect(later.snapshot().drift).toBeNull()
})

test('what is done here is never told as done elsewhere, whatever became of the answer', async () => {
  const { id: keyId } = await control().addKey({ description: 'ci', credit_limit: 50 })
  const app = await world.connected()
  const { keyId: made } = await app.must('keys.create', aDraft({ access: { kind: 'all' } }))
  await app.must('values.acknowledge', { keyId: made, keepSealedCopy: false })
  await app.must('keys.update', { keyId, changes: { creditLimit: 80, name: 'renamed' } })
  await control().addFault({ method: 'PATCH', fault: { kind: 'dropAfter' } })
  await app.send('keys.update', { keyId, changes: { creditCycle: 'weekly' } })
  const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [made] })
  app.clock.advance(1000)
  await app.must('keys.revoke', { ticket })
  await app.must('sync.refresh', {})
  expect((await app.row('renamed')).creditCycle).toBe('weekly')
  expect(app.snapshot().drift).toBeNull()
})

test('a field that others change beside ours is told', async () => {
  const { id: keyId } = await control().addKey({ description: 'ci', credit_limit: 50 })
  const app = await world.connected()
  await changeElsewhere(keyId, { description: 'theirs' })
  await app.must('keys.update', { keyId, changes: { creditLimit: 80 } })
  expect(driftOf(app)).toEqual(['Name of “ci” changed elsewhere: “ci” → “theirs”'])
})

test('a freeze from here is ours, a limit that others give back is not', async () => {
  const { id: keyId } = await control().addKey({ description: 'ci', credit_limit: 50 })
  const app = await world.connected()
  const { ticket } = await app.must('keys.prepareFreeze', { keyIds: [keyId], kind: 'freeze' })
  app.clock.advance(1000)
  await app.must('keys.freeze', { ticket })
  await app.must('sync.refresh', {})
  expect((await app.row('ci')).creditLimit).toBe(0)
  expect(app.snapshot().drift).toBeNull()
  await changeElsewhere(keyId, { credit_limit: 50 })
  await app.must('sync.refresh', {})
  expect(driftOf(app)).toEqual(['Credit limit of “ci” changed elsewhere: 0 → 50 credits'])
})

test('of very many changes fifty are told one by one, and the rest by some of their names', async () => {
  const app = await world.connected()
  await Promise.all(
    Array.from({ length: 60 }, (_, index) => control().addKey({ description: `bulk ${index}` })),
  )
  await app.must('sync.refresh', {})
  const { drift } = app.snapshot()
  expect(drift).toMatchObject({ count: 51 })
  expect(drift?.entries).toHaveLength(20)
  expect(drift?.entries[0]).toMatchObject({
    kind: 'moreChanged',
    detail: expect.stringMatching(/^10 more: “bulk \d+”, .* and 5 more\.$/),
  })
})

test('R15 hostile names are safe to look at, and R48 nothing of it is shown while it is locked', async () => {
  const app = await world.connected()
  await control().addKey({ description: '<b>x</b>\u202egnp' })
  await app.must('sync.refresh', {})
  expect(driftOf(app)).toEqual(['“<b>x</b>‹U+202E›gnp” was created elsewhere'])
  await app.must('lock.now', {})
  expect((await app.must('app.readSnapshot', {})).drift).toBeNull()
})

test('R60 where "seen" cannot be written it stays unseen', async () => {
  const app = await world.connected()
  await control().addKey({ description: 'fresh' })
  await app.must('sync.refresh', {})
  app.breakStore('vault.writeSeen')
  expect(await app.send('history.markSeen', {})).toMatchObject({ error: { code: 'storage' } })
  expect(driftOf(app)).toHaveLength(1)
})

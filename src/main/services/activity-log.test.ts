// The history of this computer: what its user does is there afterwards, in order and in words, and never a value (R31).
import { expect, test } from 'vitest'
import { aDraft, aSecretDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import type { Activity, ActivityQuery } from '../../shared/domain/activity.ts'
import { activityWords } from '../../shared/domain/activity-words.ts'
import type { CommandOutput } from '../../shared/ipc/contract.ts'

const world = createTestWorld()
const everything: ActivityQuery = { text: '', kinds: null, subjectId: null, since: null }

/** What is noted, the oldest first. */
async function history(app: TestApp, query: Partial<ActivityQuery> = {}): Promise<Activity[]> {
  const input = { query: { ...everything, ...query }, beforeId: null, limit: 200 }
  return (await app.must('history.read', input)).entries.reverse()
}
const told = async (app: TestApp, query: Partial<ActivityQuery> = {}) =>
  (await history(app, query)).map(activityWords)

/** Waits as long as a person reads what is asked. */
async function confirmed<P extends { ticket: string }>(app: TestApp, prepared: Promise<P>) {
  const { ticket } = await prepared
  app.clock.advance(1000)
  return { ticket }
}

test('R31 what is done with a key is noted step by step, under the name that it had then', async () => {
  const app = await world.connected()
  const { keyId } = await app.must('keys.create', aDraft())
  await app.must('values.copy', { keyId })
  await app.must('values.reveal', { keyId })
  await app.must('values.acknowledge', { keyId, keepSealedCopy: true })
  await app.must('values.copySnippet', { keyId, format: 'curl' })
  await app.must('keys.update', { keyId, changes: { creditLimit: 500, name: 'renamed' } })
  await app.must('values.eraseSealedCopy', { keyId })
  await app.must('keys.revoke', await confirmed(app, app.must('keys.prepareRevoke', { keyIds: [keyId] })))
  const entries = await history(app, { subjectId: keyId })
  expect(entries.map(activityWords)).toEqual([
    'You created the API key “billing-bot”',
    'You copied the value of “billing-bot”',
    'You revealed the value of “billing-bot”',
    'You stored the value of “billing-bot”',
    'You copied the value of “billing-bot”',
    'You changed “billing-bot”: Name “billing-bot” → “renamed” and 1 more',
    'You erased the sealed copy of “renamed”',
    'You revoked “renamed”',
  ])
  const { display } = await app.row('renamed')
  expect(entries[0]?.detail).toBe(`Identifier ${display}. Credit limit 50, daily; all models; never expires.`)
  expect(entries[5]?.changes[1]).toEqual({ field: 'Credit limit', before: '50', after: '500' })
  expect(app.snapshot().activityCount).toBe(entries.length + 1)
})

test('R31 what is done with secrets is noted, also what was only looked at', async () => {
  const app = await world.connected()
  const { secretId } = await app.must('secrets.create', aSecretDraft({ keepSealedCopy: true }))
  await app.must('secrets.copyValue', { secretId })
  await app.must('secrets.update', { secretId, changes: { name: 'renamed', isDefault: false } })
  const secretIds = [secretId]
  const replacement = await confirmed(app, app.must('secrets.prepareReplace', { secretIds }))
  const value = 'lin_api_madeUpSecondValue0123456789abcdefXY'
  await app.must('secrets.replaceValue', { ...replacement, value, keepSealedCopy: true })
  await app.must('secrets.checkValue', { serviceId: 'linear', args: { api_token: value } })
  await app.must('secrets.eraseSealedCopy', { secretId })
  await app.must('secrets.delete', await confirmed(app, app.must('secrets.prepareDelete', { secretIds })))
  expect((await told(app)).slice(1)).toEqual([
    'You added the secret “Linear API token”',
    'You copied the value of the secret “Linear API token”',
    'You changed the secret “Linear API token”: Name “Linear API token” → “renamed” and 1 more',
    'You replaced the value of the secret “renamed”',
    'You tested a credential for “Linear”',
    'You erased the sealed copy of the secret “renamed”',
    'You deleted the secret “renamed”',
  ])
})

test('R31 failures and lost answers are noted as what they are, and what was never tried is not', async () => {
  const { control } = world.service()
  const { id: keyId } = await control.addKey({ description: 'ci', credit_limit: 50 })
  const app = await world.connected()
  await control.addFault({ method: 'PATCH', fault: { kind: 'status', status: 403 } })
  await app.send('keys.update', { keyId, changes: { creditLimit: 80 } })
  await control.addFault({ method: 'POST', fault: { kind: 'dropBefore' }, times: 'always' })
  await app.send('keys.create', aDraft())
  await control.clearFaults()
  app.dialogs.reply = false
  await app.send('values.eraseSealedCopy', { keyId })
  await app.send('values.reveal', { keyId })
  const entries = (await history(app)).slice(1)
  expect(entries.map(activityWords)).toEqual([
    'Changing “ci” failed',
    'Creating the API key “billing-bot” was not confirmed',
  ])
  expect(entries.map(({ error }) => error)).toEqual(['forbidden', expect.any(String)])
  expect(entries[0]?.changes).toEqual([{ field: 'Credit limit', before: '50', after: '80' }])
})

test('R31 locking, unlocking and every wrong passphrase are noted, and nothing is read meanwhile', async () => {
  const app = await world.connected()
  const [passphrase, wrong] = ['made-up words of the owner', 'made-up words of a guest']
  await app.must('lock.setPassphrase', { passphrase })
  app.presence.lockScreen()
  await until(() => app.snapshot().vault.state === 'locked')
  expect(await app.send('history.read', { query: everything, beforeId: null, limit: 10 })).toMatchObject({
    error: { code: 'locked' },
  })
  await app.send('lock.unlock', { passphrase: wrong })
  await app.must('lock.unlock', { passphrase })
  await app.must('lock.removePassphrase', { current: passphrase })
  await app.must('lock.now', {})
  await app.must('lock.show', {})
  const entries = (await history(app)).slice(1)
  expect(entries.map((entry) => [activityWords(entry), entry.detail])).toEqual([
    ['You changed the passphrase', 'The first one was set.'],
    ['Latchkey was locked', 'The screen was locked.'],
    ['Unlocking Latchkey failed', null],
    ['You unlocked Latchkey', null],
    ['You changed the passphrase', 'It was removed.'],
    ['Latchkey was locked', 'By hand. Only hidden, for there is no passphrase.'],
    ['You unlocked Latchkey', 'It was only hidden.'],
  ])
})

test('R31 a value that somebody pasted into a name is not kept with it, and nothing breaks a line', async () => {
  const name = `sandbox-v2-eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"made":"up"}').toString('base64url')}.bWFkZS11cA`
  await world.service().control.addKey({ description: 'one\ntwo\u202e', credit_limit: 1 })
  const app = await world.connected()
  const [row] = await app.rows()
  await app.must('keys.create', aDraft({ name: `old ${name}` }))
  await app.must('keys.update', { keyId: row?.id ?? '', changes: { creditLimit: 2 } })
  expect((await history(app)).slice(1).map(({ subject }) => subject)).toEqual([
    'old [hidden]',
    'one‹U+000A›two‹U+202E›',
  ])
})

test('R60 a history that cannot be written fails nothing', async () => {
  const app = await world.connected()
  app.breakStore('vault.addActivity')
  const { keyId } = await app.must('keys.create', aDraft())
  await app.must('values.copy', { keyId })
  expect(app.log.lines.map(({ event }) => event)).toContain('history.notWritten')
  expect(await told(app)).toHaveLength(1)
})

test('R60 one that cannot be read says so', async () => {
  const app = await world.connected()
  const repair = app.breakStore('vault.readActivity')
  expect(await app.send('history.read', { query: everything, beforeId: null, limit: 10 })).toMatchObject({
    error: { code: 'storage', effect: 'none', isRetryable: true },
  })
  repair()
  expect(await told(app)).toHaveLength(1)
})

test('is read page by page, by words, kinds and since when', async () => {
  const app = await world.connected()
  const { keyId } = await app.must('keys.create', aDraft())
  app.clock.advance(60_000)
  const since = app.clock.now()
  for (let count = 0; count < 4; count += 1) await app.must('values.copy', { keyId })
  const pages: number[] = []
  for (let beforeId: number | null = null; ; ) {
    const page: CommandOutput<'history.read'> = await app.must('history.read', {
      ...{ query: everything, beforeId, limit: 2 },
    })
    pages.push(page.entries.length)
    if (page.next === null) break
    beforeId = page.next
  }
  expect(pages).toEqual([2, 2, 2])
  expect(await told(app, { since, kinds: ['keyCreated', 'valueCopied'] })).toHaveLength(4)
  expect(await told(app, { text: 'BILLING limit' })).toEqual(['You created the API key “billing-bot”'])
})

// R7: a page that asks for what is irreversible or exposing, a thousand times each, without the person who confirms it.
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { inWords, recordFigure } from '../../../test/support/figures.ts'
import { aDraft, aSecretDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import type { CommandName } from '../../shared/ipc/channels.ts'
import type { CommandInput } from '../../shared/ipc/contract.ts'

const tries = 1000
const world = createTestWorld()
const commands = new Set<CommandName>()
const counts = { tries: 0, done: 0, requests: 0, dialogsAtOnce: 0 }

afterAll(() =>
  recordFigure(
    'Unconfirmed commands',
    `${inWords(counts.tries)} sent to ${commands.size} channels: ${counts.done} done, ${counts.requests} requests left the app, ${counts.dialogsAtOnce} native dialog at once`,
  ),
)

let app: TestApp
let keyId: string
let secretId: string

beforeEach(async () => {
  app = await world.connected()
  keyId = (await app.must('keys.create', aDraft())).keyId
  await app.must('values.acknowledge', { keyId, keepSealedCopy: true })
  secretId = (await app.must('secrets.create', aSecretDraft({ keepSealedCopy: true }))).secretId
  await until(async () => (await world.service().control.keys())[0]?.description === 'billing-bot')
  await until(() => !app.snapshot().sync.isRefreshing)
})

/** Sends the command again and again, half of it at once; gives how often each code came back. */
async function insist<C extends CommandName>(
  command: C,
  inputFor: (index: number) => CommandInput<C>,
): Promise<ReadonlyMap<string, number>> {
  const { control } = world.service()
  const before = await control.countRequests()
  const codes: string[] = []
  const note = async (index: number) => {
    const answer = await app.send(command, inputFor(index))
    codes.push(answer.ok ? 'ok' : answer.error.code)
  }
  for (let index = 0; index < tries / 2; index += 1) await note(index)
  await Promise.all(Array.from({ length: tries / 2 }, (_, index) => note(index)))
  const requests = (await control.countRequests()) - before
  const byCode = new Map([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]))
  commands.add(command)
  counts.tries += codes.length
  counts.done += byCode.get('ok') ?? 0
  counts.requests += requests
  expect(requests).toBe(0)
  expect(codes).toHaveLength(tries)
  return byCode
}

/** The one key, as the service tells it. */
const theKey = async () => (await world.service().control.keys())[0]
const invented = (index: number) => `an-invented-ticket-${index}`

/** Leaves every native question open, so that nothing but a person can go on; gives how many there are. */
async function whileNobodyAnswers(act: () => Promise<void>): Promise<number> {
  app.dialogs.reply = 'later'
  const before = app.dialogs.questions.length
  await act()
  const opened = app.dialogs.questions.length - before
  app.dialogs.reply = false
  app.dialogs.answer(false)
  counts.dialogsAtOnce = Math.max(counts.dialogsAtOnce, opened)
  return opened
}

describe('R7 without a person', () => {
  test('no key is revoked by tickets that main never gave', async () => {
    const codes = await insist('keys.revoke', (index) => ({ ticket: invented(index) }))
    expect(codes).toEqual(new Map([['notConfirmed', tries]]))
  })

  test('no key is frozen or thawed by tickets that main never gave, nor by those of a revocation', async () => {
    const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [keyId] })
    app.clock.advance(1000)
    const codes = await insist('keys.freeze', (index) => ({
      ticket: index % 2 === 0 ? ticket : invented(index),
    }))
    expect(codes).toEqual(new Map([['notConfirmed', tries]]))
    expect(await theKey()).toMatchObject({ creditLimit: 50, state: 'active' })
  })

  test('no key is revoked by the ticket of a freezing', async () => {
    const { ticket } = await app.must('keys.prepareFreeze', { keyIds: [keyId], kind: 'freeze' })
    app.clock.advance(1000)
    const codes = await insist('keys.revoke', () => ({ ticket }))
    expect(codes).toEqual(new Map([['notConfirmed', tries]]))
    expect(await theKey()).toMatchObject({ creditLimit: 50, state: 'active' })
  })

  test('no emergency action is done where the answer is no', async () => {
    await app.must('keys.tag', { keyIds: [keyId], add: ['prod'], remove: [] })
    app.dialogs.reply = false
    const actions = [
      { action: 'freezeAll' },
      { action: 'freezeTag', tag: 'prod' },
      { action: 'revokeTag', tag: 'prod' },
    ] as const
    const codes = await insist('panic.run', (index) => actions[index % 3] ?? actions[0])
    expect(codes.get('ok')).toBeUndefined()
    expect(new Set(app.dialogs.questions.map(({ title }) => title))).toHaveProperty('size', 3)
    expect(await theKey()).toMatchObject({ creditLimit: 50, state: 'active' })
  })

  test('no secret is deleted by tickets that main never gave', async () => {
    const codes = await insist('secrets.delete', (index) => ({ ticket: invented(index) }))
    expect(codes).toEqual(new Map([['notConfirmed', tries]]))
    expect(await world.service().control.secrets()).toHaveLength(1)
  })

  test('no value is replaced by tickets that main never gave, nor by those of a deletion', async () => {
    const { ticket } = await app.must('secrets.prepareDelete', { secretIds: [secretId] })
    app.clock.advance(1000)
    const codes = await insist('secrets.replaceValue', (index) => ({
      ticket: index % 2 === 0 ? ticket : invented(index),
      value: 'lin_api_madeUpByAHostilePage',
      keepSealedCopy: true,
    }))
    expect(codes).toEqual(new Map([['notConfirmed', tries]]))
  })

  test('no sealed value is shown', async () => {
    const codes = await insist('values.reveal', () => ({ keyId }))
    expect(codes).toEqual(new Map([['notConfirmed', tries]]))
    expect(app.window.isProtected).toBe(false)
  })

  test('a no to the question shows none either', async () => {
    app.dialogs.reply = false
    const codes = await insist('values.permitReveal', () => ({ keyId }))
    expect(codes.get('ok')).toBeUndefined()
    expect(await app.send('values.reveal', { keyId })).toMatchObject({ error: { code: 'notConfirmed' } })
  })

  test('no sealed copy is erased where the answer is no', async () => {
    app.dialogs.reply = false
    const ofKey = await insist('values.eraseSealedCopy', () => ({ keyId }))
    const ofSecret = await insist('secrets.eraseSealedCopy', () => ({ secretId }))
    expect([ofKey.get('ok'), ofSecret.get('ok')]).toEqual([undefined, undefined])
    await app.must('values.copy', { keyId })
    await app.must('secrets.copyValue', { secretId })
  })

  test('no account is removed with its values where the answer is no', async () => {
    app.dialogs.reply = false
    const codes = await insist('session.disconnect', () => ({}))
    expect(codes.get('ok')).toBeUndefined()
    expect(app.snapshot().account).not.toBeNull()
  })

  test('nothing of this computer is erased where the answer is no', async () => {
    app.dialogs.reply = false
    const codes = await insist('app.eraseEverything', () => ({}))
    expect(codes).toEqual(new Map([['notConfirmed', tries]]))
    await app.must('values.copy', { keyId })
  })

  test('no file is written where its user chooses none', async () => {
    app.files.mode = 'cancels'
    const query = { text: '', kinds: null, subjectId: null, since: null }
    const codes = [
      await insist('app.exportData', () => ({})),
      await insist('history.export', () => ({ query, format: 'csv' })),
      await insist('timeline.export', () => ({ days: 90 })),
    ]
    expect(codes.map((byCode) => byCode.get('ok'))).toEqual([undefined, undefined, undefined])
    expect(app.files.saved).toEqual([])
  })

  test('no other account is shown than one that is kept here', async () => {
    const before = app.snapshot().account
    const codes = await insist('accounts.use', (index) => ({ accountId: `an-invented-account-${index}` }))
    expect(codes).toEqual(new Map([['notFound', tries]]))
    expect(app.snapshot().account).toEqual(before)
  })

  test('no credential goes to a host that the page has named', async () => {
    app.dialogs.reply = false
    const args = { username: 'mira@example.com', token: 'madeUp0123456789abcd' }
    const codes = await insist('secrets.checkValue', (index) => ({
      serviceId: 'jira',
      args: { ...args, server_url: `https://attacker-${index}.example` },
    }))
    expect(codes.get('ok')).toBeUndefined()
  })

  test('nothing is begun anew while the keyring may come back', async () => {
    await app.quit()
    world.computer().secureStore.reset()
    app = await world.started()
    await until(() => app.snapshot().vault.state === 'lockedByOs')
    app.dialogs.reply = false
    const codes = await insist('vault.beginAnew', () => ({}))
    expect(codes).toEqual(new Map([['notConfirmed', tries]]))
    expect(app.snapshot().vault.state).toBe('lockedByOs')
  })
})

test('R7 R48 nothing is erased for a passphrase that only the page says was forgotten', async () => {
  await app.must('lock.setPassphrase', { passphrase: 'a made-up passphrase' })
  await app.must('lock.now', {})
  app.dialogs.reply = false
  const codes = await insist('lock.startOver', () => ({}))
  expect(codes).toEqual(new Map([['notConfirmed', tries]]))
  await app.must('lock.unlock', { passphrase: 'a made-up passphrase' })
  await app.must('values.copy', { keyId })
})

describe('R7 a question of main', () => {
  test.each([
    ['of a reveal', () => app.send('values.permitReveal', { keyId })],
    ['about the sealed copy of a key', () => app.send('values.eraseSealedCopy', { keyId })],
    ['about the sealed copy of a secret', () => app.send('secrets.eraseSealedCopy', { secretId })],
    ['about an emergency', () => app.send('panic.run', { action: 'freezeAll' })],
    ['about the account', () => app.send('session.disconnect', {})],
  ] as const)('%s is asked once, however often the page asks for it', async (_, ask) => {
    const answers: Promise<{ readonly ok: boolean }>[] = []
    const opened = await whileNobodyAnswers(async () => {
      for (let index = 0; index < 100; index += 1) answers.push(ask())
      await until(() => app.dialogs.questions.length > 0)
      await new Promise((resolve) => setTimeout(resolve, 20))
    })
    expect(opened).toBe(1)
    expect((await Promise.all(answers)).filter(({ ok }) => ok)).toEqual([])
  })
})

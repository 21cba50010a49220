// R15 outside of the page: native questions, messages, tray and clipboard labels never show what hides or reorders text.
import { expect, it, onTestFinished } from 'vitest'
import { recordFigure } from '../support/figures.ts'
import { aDraft, aSecretDraft, connectTestApp, createComputer, until } from '../support/test-app.ts'
import { startService } from '../support/test-service.ts'
import { hiddenCharacters, markup } from '../ui/support/hostile-text.ts'

/** Directions, joiners, fillers, variation selectors, tags, controls: each between two letters. */
const invisible = [
  ...[0x00ad, 0x034f, 0x061c, 0x115f, 0x17b4, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f],
  ...[0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2028, 0x2029, 0x2060, 0x2061, 0x2066, 0x2067, 0x2068],
  ...[0x2069, 0x206a, 0x3164, 0xfeff, 0xffa0, 0xfff9, 0xe0001, 0xe0041],
].map((code) => `pay${String.fromCodePoint(code)}roll`)
const names = [
  ...markup,
  ...hiddenCharacters.map(([name]) => name),
  ...invisible,
  'long '.repeat(50),
  'm\u0301\u0302\u0303'.repeat(60),
].filter((name) => name.isWellFormed() && !/\p{Cc}/u.test(name))

it(`R15 of ${names.length} names chosen by an enemy none is hidden or unbounded in what main itself shows`, async () => {
  expect(names.length).toBeGreaterThanOrEqual(40)
  const service = await startService()
  onTestFinished(service.close)
  const computer = createComputer()
  onTestFinished(computer.remove)
  for (const name of names) {
    await service.control.addKey({
      description: name.slice(0, 255),
      expires_at: inAWeek(service.clock.now()),
    })
    await service.control.addSecret({ secret_name: name, secret_value: 'madeUp-0123456789' })
  }
  const app = await connectTestApp({ service, computer })
  onTestFinished(app.quit)
  await until(() => app.snapshot().sync.secretsAsOf !== null)
  const [keys, secrets] = [await app.rows(), await app.secrets()]
  expect([keys.length, secrets.length]).toEqual([names.length, names.length])

  app.dialogs.reply = false
  for (const { id } of keys) await questionsOfKeys(app, [id])
  for (const { id } of secrets) await questionsOfSecrets(app, [id])
  await made(app)
  await hurried(
    app,
    keys.map(({ id }) => id),
  )
  const shown = [
    ...app.notifier.history.flatMap(({ title, body }) => [title, body]),
    ...app.dialogs.questions.flatMap(({ title, detail, confirmLabel }) => [title, detail, confirmLabel]),
    ...app.dialogs.messages.flatMap(({ title, detail }) => [title, detail]),
    ...app.tray.labels(),
    app.tray.tooltip,
    app.snapshot().clipboard?.label ?? '',
  ]
  expect(app.dialogs.questions.length).toBeGreaterThan(names.length)
  expect(app.tray.labels().length).toBeGreaterThan(5)
  expect(app.notifier.history.length).toBeGreaterThan(0)
  // Main's own paragraphs aside: no name here has a line break.
  const hidden = shown.filter((text) =>
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(text.replaceAll('\n', ' ')),
  )
  recordFigure(
    'Hostile names',
    `${names.length} names in ${shown.length} texts of native questions, notifications, tray and clipboard: ${hidden.length} with hidden characters`,
  )
  expect(hidden).toEqual([])
  expect(shown.filter((text) => text.length > 1000)).toEqual([])
})

const inAWeek = (now: number) => new Date(now + 7 * 86_400_000).toISOString()

type App = Awaited<ReturnType<typeof connectTestApp>>

/** Many at once, so that main has to ask itself. */
async function questionsOfKeys(app: App, [first = '']: readonly string[]): Promise<void> {
  const others = (await app.rows()).map(({ id }) => id).filter((id) => id !== first)
  const { ticket } = await app.must('keys.prepareRevoke', { keyIds: [first, ...others.slice(0, 10)] })
  const freeze = await app.must('keys.prepareFreeze', {
    keyIds: [first, ...others.slice(0, 10)],
    kind: 'freeze',
  })
  app.clock.advance(1000)
  expect(await app.send('keys.revoke', { ticket })).toMatchObject({ error: { code: 'notConfirmed' } })
  expect(await app.send('keys.freeze', { ticket: freeze.ticket })).toMatchObject({
    error: { code: 'notConfirmed' },
  })
}

async function questionsOfSecrets(app: App, [first = '']: readonly string[]): Promise<void> {
  const others = (await app.secrets()).map(({ id }) => id).filter((id) => id !== first)
  const secretIds = [first, ...others.slice(0, 10)]
  const remove = await app.must('secrets.prepareDelete', { secretIds })
  const replace = await app.must('secrets.prepareReplace', { secretIds })
  app.clock.advance(1000)
  await app.send('secrets.delete', { ticket: remove.ticket })
  const value = { value: 'madeUp-9876543210', keepSealedCopy: false }
  await app.send('secrets.replaceValue', { ticket: replace.ticket, ...value })
}

/** What is made here: its copies, and the questions about them. */
async function made(app: App): Promise<void> {
  const name = 'pay\u202Egnp.exe'
  const { keyId } = await app.must('keys.create', aDraft({ name }))
  await app.must('values.copy', { keyId })
  expect(app.snapshot().clipboard?.label).toContain('‹U+202E›')
  await app.must('values.acknowledge', { keyId, keepSealedCopy: true })
  await app.send('values.permitReveal', { keyId })
  await app.send('values.eraseSealedCopy', { keyId })
  const draft = aSecretDraft({ name, keepSealedCopy: true, isDefault: false })
  const { secretId } = await app.must('secrets.create', draft)
  await app.send('secrets.eraseSealedCopy', { secretId })
  await app.send('session.disconnect', {})
  await app.must('secrets.copyValue', { secretId })
}

/** Emergencies by tag, a rotation, the account's own label, and a reminder of each. */
async function hurried(app: App, keyIds: readonly string[]): Promise<void> {
  const account = app.snapshot().account ?? expect.fail('no account')
  const look = { label: 'pay\u202Egnp.exe', colour: 'teal' } as const
  await app.must('accounts.changeLook', { accountId: account.id, look })
  for (const [index, keyId] of keyIds.entries()) {
    await app.must('keys.tag', { keyIds: [keyId], add: [`tag ${index}`], remove: [] })
    await app.send('panic.run', { action: index % 2 === 0 ? 'freezeTag' : 'revokeTag', tag: `tag ${index}` })
  }
  for (const keyId of keyIds.slice(0, 5)) {
    await app.must('rotations.start', { keyId, draft: aDraft(), quietMs: 3_600_000 })
  }
  await until(() => !app.snapshot().sync.isRefreshing)
  app.clock.advance(250)
  app.clock.advance(1000)
}

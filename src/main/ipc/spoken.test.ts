// R5: every command of the contract is used, and nothing that is stored sealed, nor a value, nor the admin key, is in what leaves main.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { inWords, recordFigure } from '../../../test/support/figures.ts'
import { validInputs } from '../../../test/support/ipc-inputs.ts'
import { aDraft, aSecretDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import { type CommandName, commandNames, lockedCommandNames } from '../../shared/ipc/channels.ts'

const world = createTestWorld()
/** Made up, and all different, so that each can be told from the others wherever it turns up. */
const entered = {
  linear: 'lin_api_madeUpCanaryOne0123456789abcdefAA',
  shared: 'tvly-madeUpCanaryTwo-0123456789abcdefghBB',
  replaced: 'lin_api_madeUpCanaryThree456789abcdefgCC',
  compared: 'lin_api_madeUpCanaryFour6789abcdefghiDD',
  checked: 'lin_api_madeUpCanaryFive789abcdefghijkEE',
  pasted: 'sandbox-v2-madeUpCanarySeven0123456789abcdefFF',
  passphrase: 'madeUpCanarySix correct battery horse',
}

/** Every BLOB of every table: wraps, admin key, sealed values and copies, fingerprints. */
function blobsOf(folder: string): Buffer[] {
  const database = new Database(join(folder, 'vault.db'), { readonly: true })
  const tables = database.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck()
  const blobs = tables.all().flatMap((table) =>
    database
      .prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}"`)
      .all()
      .flatMap((row) => Object.values(row).filter((value) => Buffer.isBuffer(value))),
  )
  database.close()
  return blobs
}

/** How bytes look in JSON and in text. */
function formsOf(bytes: Buffer): string[] {
  // A part from the middle is enough, and finds what was cut too.
  const part = bytes.subarray(4, 22)
  return [
    bytes.toString('base64').slice(8, 28),
    bytes.toString('base64url').slice(8, 28),
    part.toString('hex'),
    part.toString('hex').toUpperCase(),
    [...part].join(','),
    JSON.stringify(part.toString('latin1')).slice(1, -1),
  ]
}

test('R5 no answer, patch or log line holds a value, a ciphertext, a digest or the admin key', async () => {
  const used = new Set<CommandName>()
  const blobs = new Map<string, Buffer>()
  const app = await world.connected()
  const must: TestApp['must'] = (command, input) => {
    used.add(command)
    for (const blob of blobsOf(world.computer().folder)) blobs.set(blob.toString('hex'), blob)
    return app.must(command, input)
  }
  const send: TestApp['send'] = (command, input) => {
    used.add(command)
    return app.send(command, input)
  }
  used.add('session.connect')

  const values = [...(await useKeys(app, must)), await useStops(app, must)]
  await useSecrets(app, must)
  await useNotes(app, must)
  await useFiles(app, must)
  await must('agents.copySnippet', { agentId: 'linear_agent', format: 'python' })
  for (const theme of ['dark', 'system'] as const) await must('settings.change', { theme })
  await must('links.open', { link: 'webConsole' })
  await must('keys.identify', { text: `${values.join(' ')} ${entered.linear}=${world.service().adminKey}` })
  await must('clipboard.clear', {})
  await must('sync.refresh', {})
  await must('app.readSnapshot', {})
  await must('vault.retry', {})
  await send('vault.beginAnew', {})
  await useLock(app, must)
  await send('lock.startOver', {})
  await send('creations.recheck', { intentId: 'no-intent-of-this-name' })
  await send('creations.dismiss', { intentId: 'no-intent-of-this-name' })
  await must('session.exploreSandbox', {})
  const development = app.snapshot().accounts.find(({ kind }) => kind === 'development')?.id ?? ''
  await must('accounts.use', { accountId: development })
  await must('accounts.changeLook', { accountId: development, look: { label: 'Work', colour: 'teal' } })
  await must('app.exportData', {})
  await must('session.disconnect', {})
  for (const { text } of app.files.saved) expect(text.length).toBeGreaterThan(100)
  await must('app.eraseEverything', {})
  expect(commandNames.filter((name) => !used.has(name))).toEqual([])

  expect(blobs.size).toBeGreaterThanOrEqual(8)
  const texts = [...values, ...Object.values(entered), world.service().adminKey]
  // Neither a whole value nor its end, which no mask shows this long.
  const needles = [
    ...texts.flatMap((text) => [text, text.slice(-16)]),
    ...[...blobs.values()].flatMap(formsOf),
  ]
  const spoken = [app.spoken(), JSON.stringify(app.quickWindow.patches), ...toldElsewhere(app)].join('\n')
  const hits = needles.filter((needle) => spoken.includes(needle))
  recordFigure(
    'Messages to the page',
    `${app.answers.length} answers, ${app.window.patches.length} patches, ${app.log.lines.length} log lines and ${app.files.saved.length} exported files scanned for ${texts.length} values and ${blobs.size} sealed records, ${inWords(needles.length)} forms: ${hits.length} hits`,
  )
  expect(hits).toEqual([])
})

/** What leaves main beside messages and log: exports, notifications, native questions, the tray. */
function toldElsewhere({ files, notifier, dialogs, tray }: TestApp): readonly string[] {
  const said = [notifier.history, dialogs.questions, dialogs.messages, tray.labels(), tray.tooltip]
  return [...files.saved.map(({ text }) => text), JSON.stringify(said)]
}

/** Gives the values that the service made. */
async function useKeys(app: TestApp, must: TestApp['must']): Promise<string[]> {
  const values: string[] = []
  const keyIds: string[] = []
  for (const name of ['kept', 'erased', 'unstored']) {
    const { keyId } = await must('keys.create', aDraft({ name }))
    keyIds.push(keyId)
    await must('values.copy', { keyId })
    values.push(world.computer().clipboard.text)
    await until(async () =>
      (await world.service().control.keys()).some(({ description }) => description === name),
    )
  }
  const [kept = '', erased = ''] = keyIds
  await must('values.copySnippet', { keyId: kept, format: 'curl' })
  await must('values.reveal', { keyId: kept })
  await must('values.conceal', { keyId: kept })
  await must('values.acknowledge', { keyId: kept, keepSealedCopy: true })
  await must('values.permitReveal', { keyId: kept })
  await must('values.acknowledge', { keyId: erased, keepSealedCopy: false })
  await identify(must, values)
  await must('keys.update', { keyId: kept, changes: { name: 'renamed' } })
  await must('keys.copyIdentifier', { keyId: kept })
  await must('values.eraseSealedCopy', { keyId: kept })
  const { ticket } = await must('keys.prepareRevoke', { keyIds: [erased] })
  app.clock.advance(1000)
  await must('keys.revoke', { ticket })
  await must('keys.readRows', { afterId: null, limit: 500 })
  return values
}

/** Pastes values that are known here, and one that is not: the answer names the keys and says no more. */
async function identify(must: TestApp['must'], values: readonly string[]): Promise<void> {
  const text = [...values, entered.pasted].map((value) => `IO_API_KEY=${value}`).join('\n')
  const answer = await must('keys.identify', { text })
  expect(answer.matches).toMatchObject(values.map(() => ({ kind: 'key', how: 'value' })))
  expect(answer.unknown).toHaveLength(1)
  for (const value of [...values, entered.pasted])
    expect(JSON.stringify(answer)).not.toContain(value.slice(-16))
}

/** Notes about a key that ends soon, what there is to remind of, and the quick window. */
async function useNotes(app: TestApp, must: TestApp['must']): Promise<void> {
  const { id: keyId } = await app.row('takes over')
  await must('keys.note', { keyId, notes: { note: 'CI', tags: ['ci'], isFavourite: true, remindDays: 7 } })
  await must('keys.tag', { keyIds: [keyId], add: ['prod'], remove: ['ci'] })
  await must('keys.update', { keyId, changes: { expiresAt: app.clock.now() + 5 * 86_400_000 } })
  await until(() => !app.snapshot().sync.isRefreshing)
  app.clock.advance(250)
  app.clock.advance(1000)
  const { accountId, id } = app.snapshot().reminders[0] ?? expect.fail('nothing is reminded of')
  expect(app.notifier.history).not.toEqual([])
  await must('reminders.snooze', { accountId, id, untilAt: app.clock.now() + 86_400_000 })
  await must('reminders.putAway', { accountId, id })
  await must('settings.change', { quickShortcut: 'Control+Shift+K' })
  app.shortcuts.press('Control+Shift+K')
  await must('quick.show', { section: 'keys', id: keyId })
  await must('quick.openWindow', {})
  await must('quick.close', {})
}

/** Reads of use and history, and the files that are made of them. */
async function useFiles(app: TestApp, must: TestApp['must']): Promise<void> {
  const { id: keyId } = await app.row('takes over')
  await must('usage.readByModel', { keyId })
  await must('usage.readSeries', { keyId, sinceAt: 0 })
  await must('usage.readSparklines', { keyIds: [keyId] })
  await must('usage.readUsedModels', { keyIds: [keyId] })
  await must('usage.readRates', { keyIds: [keyId] })
  await must('hygiene.setIgnored', { finding: 'neverExpires', subjectIds: [keyId], isIgnored: true })
  const query = { text: '', kinds: null, subjectId: null, since: null }
  await must('history.read', { query, beforeId: null, limit: 200 })
  await must('history.markSeen', {})
  for (const format of ['csv', 'json'] as const) await must('history.export', { query, format })
  await must('timeline.export', { days: 90 })
}

/** Freezes, thaws and rotates a key; gives the value of the one that takes over. */
async function useStops(app: TestApp, must: TestApp['must']): Promise<string> {
  const { keyId } = await must('keys.create', aDraft({ name: 'stopped' }))
  await must('values.acknowledge', { keyId, keepSealedCopy: false })
  const { ticket } = await must('keys.prepareFreeze', { keyIds: [keyId], kind: 'freeze' })
  app.clock.advance(1000)
  await must('keys.freeze', { ticket })
  await must('panic.run', { action: 'thawAll' })
  const draft = aDraft({ name: 'takes over' })
  const { id, newKeyId } = await must('rotations.start', { keyId, draft, quietMs: 3_600_000 })
  await must('rotations.change', { rotationId: id, quietMs: 86_400_000 })
  await must('rotations.end', { rotationId: id })
  await must('values.copy', { keyId: newKeyId })
  return world.computer().clipboard.text
}

async function useLock(app: TestApp, must: TestApp['must']): Promise<void> {
  await must('lock.setPassphrase', { passphrase: entered.passphrase })
  await must('lock.now', {})
  for (const channel of commandNames.filter((name) => !lockedCommandNames.some((each) => each === name))) {
    expect(await app.send(channel, validInputs[channel])).toMatchObject({ error: { code: 'locked' } })
  }
  await must('lock.unlock', { passphrase: entered.passphrase })
  await must('lock.removePassphrase', { current: entered.passphrase })
  await must('lock.now', {})
  await must('lock.show', {})
}

async function useSecrets(app: TestApp, must: TestApp['must']): Promise<void> {
  const create = async (changes: Partial<ReturnType<typeof aSecretDraft>>) =>
    (await must('secrets.create', aSecretDraft({ keepSealedCopy: true, ...changes }))).secretId
  const linear = await create({ name: 'linear', value: entered.linear })
  const details = { toolName: 'agno__tavily__*', toolArg: 'api_key' }
  const shared = await create({ name: 'one', value: entered.shared, isDefault: false, ...details })
  await create({ name: 'two', value: entered.shared, isDefault: false, ...details })
  const { value: _, ...copied } = aSecretDraft({ name: 'three', isDefault: false, keepSealedCopy: true })
  await must('secrets.createFromCopy', { fromSecretId: shared, details: copied })
  await must('secrets.update', { secretId: linear, changes: { name: 'Linear' } })
  await must('secrets.compareValue', { secretId: linear, value: entered.linear })
  await must('secrets.compareValue', { secretId: shared, value: entered.compared })
  await must('secrets.checkValue', { serviceId: 'linear', args: { api_token: entered.checked } })
  await must('secrets.copyValue', { secretId: linear })
  await must('secrets.copyName', { secretId: linear })
  await must('secrets.note', { secretId: linear, notes: { note: 'CI', tags: ['ci'], isFavourite: true } })
  await must('secrets.tag', { secretIds: [linear], add: ['prod'], remove: ['ci'] })
  const replace = await must('secrets.prepareReplace', { secretIds: [linear] })
  app.clock.advance(1000)
  await must('secrets.replaceValue', {
    ticket: replace.ticket,
    value: entered.replaced,
    keepSealedCopy: true,
  })
  await must('secrets.eraseSealedCopy', { secretId: linear })
  const { rows } = await must('secrets.readRows', { afterId: null, limit: 500 })
  expect(rows.filter(({ sharedGroup }) => sharedGroup !== null)).toHaveLength(3)
  const remove = await must('secrets.prepareDelete', { secretIds: [shared] })
  app.clock.advance(1000)
  await must('secrets.delete', { ticket: remove.ticket })
}

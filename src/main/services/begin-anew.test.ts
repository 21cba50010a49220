// Beginning anew as its user does it: asked first, connected again, and the old values there when their keyring returns.
import { expect, test } from 'vitest'
import { aDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()

const connect = (app: TestApp) =>
  app.must('session.connect', { adminKey: world.service().adminKey, keysHost: 'api.io.solutions' })

/** A computer on which two values were sealed before its keyring was lost; `bringBack` returns it. */
async function loseKeyring() {
  const app = await world.connected()
  const kept = await app.must('keys.create', aDraft({ name: 'kept' }))
  await app.must('values.acknowledge', { keyId: kept.keyId, keepSealedCopy: true })
  const unstored = await app.must('keys.create', aDraft({ name: 'unstored' }))
  await app.quit()
  const bringBack = world.computer().secureStore.reset()
  return { kept: kept.keyId, unstored: unstored.keyId, bringBack }
}

async function startedLocked(options?: Parameters<typeof world.started>[0]): Promise<TestApp> {
  const app = await world.started(options)
  await until(() => app.snapshot().vault.state === 'lockedByOs')
  await until(() => app.snapshot().sync.listProblem?.code === 'vaultLocked')
  return app
}

const needsAdminKey = (app: TestApp) =>
  until(() => app.snapshot().sync.listProblem?.code === 'adminKeyUnreadable')

test('R7 asks first, and says how many sealed values stay unreadable', async () => {
  await loseKeyring()
  const app = await startedLocked()
  app.dialogs.reply = false
  expect(await app.send('vault.beginAnew', {})).toMatchObject({ error: { code: 'notConfirmed' } })
  expect(app.dialogs.questions).toHaveLength(1)
  expect(app.dialogs.questions[0]).toMatchObject({ confirmLabel: 'Begin anew', isDestructive: true })
  expect(app.dialogs.questions[0]?.detail).toContain('2 sealed values stay unreadable')
  expect(app.snapshot().vault.state).toBe('lockedByOs')

  app.dialogs.reply = 'later'
  const answers = [app.send('vault.beginAnew', {}), app.send('vault.beginAnew', {})]
  await until(() => app.dialogs.questions.length === 2)
  app.dialogs.answer(true)
  expect(await Promise.all(answers)).toEqual([
    { ok: true, value: {} },
    { ok: true, value: {} },
  ])
  expect(app.dialogs.questions).toHaveLength(2)
  expect(app.snapshot().vault.state).toBe('ready')
  expect(await app.send('vault.beginAnew', {})).toMatchObject({ error: { code: 'refused' } })
})

test('R19 asks for the admin key again, seals what is new, and keeps the old for the return of its keyring', async () => {
  const { kept, unstored, bringBack } = await loseKeyring()
  const app = await startedLocked()
  await app.must('vault.beginAnew', {})
  await needsAdminKey(app)
  expect((await app.rows()).map((row) => row.name).sort()).toEqual(['kept', 'unstored'])
  expect(await app.send('keys.create', aDraft())).toMatchObject({ error: { code: 'adminKeyUnreadable' } })

  await connect(app)
  expect(app.snapshot()).toMatchObject({ account: { isRemembered: true }, sync: { listProblem: null } })
  expect((await app.row('kept')).hasSealedCopy).toBe(true)
  for (const keyId of [kept, unstored]) {
    expect(await app.send('values.copy', { keyId })).toMatchObject({ error: { code: 'valueUnreadable' } })
  }
  const fresh = await app.must('keys.create', aDraft({ name: 'fresh' }))
  await app.quit()

  const next = await world.restarted()
  await next.must('values.copy', { keyId: fresh.keyId })
  await next.quit()

  bringBack()
  const last = await world.started()
  await needsAdminKey(last)
  for (const keyId of [kept, unstored]) await last.must('values.copy', { keyId })
  expect(await last.send('values.copy', { keyId: fresh.keyId })).toMatchObject({
    error: { code: 'valueUnreadable' },
  })
})

test('an admin key and a value that waited in memory are sealed with the new key', async () => {
  await loseKeyring()
  const app = await startedLocked()
  await connect(app)
  const { keyId } = await app.must('keys.create', aDraft({ name: 'made while locked' }))
  const made = () => app.snapshot().unstoredValues.find((value) => value.keyId === keyId)
  expect(app.snapshot().account?.isRemembered).toBe(false)
  expect(made()?.isSealedOnDisk).toBe(false)
  await app.must('vault.beginAnew', {})
  await until(() => app.snapshot().account?.isRemembered === true)
  expect(made()?.isSealedOnDisk).toBe(true)
  await app.quit()
  await (await world.restarted()).must('values.copy', { keyId })
})

test.each([
  ['vault.countValues begins', 'lockedByOs'],
  ['vault.writeWrap begins', 'lockedByOs'],
  ['vault.writeWrap ends', 'ready'],
])('R19 killed at "%s" it has begun or it has not, and nothing is lost', async (killAt, state) => {
  const { kept, bringBack } = await loseKeyring()
  const app = await startedLocked({ killAt })
  void app.send('vault.beginAnew', {})
  await until(app.isKilled)
  await app.kill()
  const next = await world.started()
  await until(() => next.snapshot().vault.state !== 'waiting')
  expect(next.snapshot().vault.state).toBe(state)
  if (state !== 'ready') await next.must('vault.beginAnew', {})
  await needsAdminKey(next)
  await connect(next)
  expect(next.snapshot().account?.isRemembered).toBe(true)
  await next.quit()
  bringBack()
  const last = await world.started()
  await needsAdminKey(last)
  await last.must('values.copy', { keyId: kept })
})

test('where the vault cannot be read nothing is asked and nothing begins', async () => {
  await loseKeyring()
  const app = await startedLocked()
  const repair = app.breakStore('vault.countValues')
  expect(await app.send('vault.beginAnew', {})).toMatchObject({ error: { code: 'storage' } })
  expect(app.dialogs.questions).toEqual([])
  repair()
  await app.must('vault.beginAnew', {})
})

test('a keyring that works is not left for another', async () => {
  const app = await world.connected()
  expect(await app.send('vault.beginAnew', {})).toMatchObject({ error: { code: 'refused' } })
  expect(app.dialogs.questions).toEqual([])
})

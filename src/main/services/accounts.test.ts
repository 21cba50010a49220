// Several accounts side by side: changing between them, their looks, and what each keeps while another is shown.
import { describe, expect, test } from 'vitest'
import { aDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { startService } from '../../../test/support/test-service.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()

const kinds = (app: TestApp) => app.snapshot().accounts.map(({ kind }) => kind)
const idOf = (app: TestApp, kind: 'development' | 'sandbox') => {
  const account = app.snapshot().accounts.find((each) => each.kind === kind)
  if (account === undefined) throw new Error(`no ${kind} account is kept`)
  return account.id
}
const use = (app: TestApp, kind: 'development' | 'sandbox') =>
  app.must('accounts.use', { accountId: idOf(app, kind) })
const isRead = (app: TestApp) => {
  const { sync } = app.snapshot()
  return sync.listAsOf !== null && !sync.isRefreshing
}

/** An app that is connected to the service, whose list holds "ci", and has explored the sandbox since. */
async function withTwo(): Promise<TestApp> {
  await world.service().control.addKey({ description: 'ci' })
  const app = await world.connected()
  await app.must('session.exploreSandbox', {})
  return app
}

describe('changing the account', () => {
  test('connecting another keeps the former one, with its admin key and its rows', async () => {
    const app = await withTwo()
    expect(kinds(app)).toEqual(['development', 'sandbox'])
    expect(app.snapshot().account?.kind).toBe('sandbox')
    await use(app, 'development')
    expect(app.snapshot().account?.kind).toBe('development')
    expect((await app.rows()).map(({ name }) => name)).toEqual(['ci'])
    await until(() => isRead(app))
    expect(app.snapshot().sync.listProblem).toBeNull()
  })

  test('shows the cached rows at once, with their time, also where the service cannot be reached', async () => {
    const app = await withTwo()
    await world.service().control.addFault({ times: 'always', fault: { kind: 'dropBefore' } })
    await use(app, 'development')
    expect((await app.rows()).map(({ name }) => name)).toEqual(['ci'])
    expect(app.snapshot().sync.listAsOf).not.toBeNull()
    await until(() => app.snapshot().sync.listProblem?.code === 'offline')
    await use(app, 'sandbox')
    expect(app.snapshot().sync.listProblem).toBeNull()
    expect(await app.rows()).toHaveLength(5)
  })

  test('the one used last is shown at the next start, and the others are still there', async () => {
    const app = await withTwo()
    await use(app, 'development')
    await app.quit()
    const next = await world.restarted()
    expect(next.snapshot().account?.kind).toBe('development')
    expect(kinds(next)).toEqual(['development', 'sandbox'])
    await use(next, 'sandbox')
    await until(() => isRead(next))
    await next.quit()
    const last = await world.started()
    expect(last.snapshot().account?.kind).toBe('sandbox')
  })

  test('a late answer of the account before changes nothing', async () => {
    const app = await withTwo()
    await use(app, 'development')
    await until(() => isRead(app))
    const answer = app.holdAnswer('api.listKeys')
    await world.service().control.addKey({ description: 'late' })
    const refresh = app.send('sync.refresh', {})
    await until(answer.isHeld)
    await use(app, 'sandbox')
    answer.release()
    expect(await refresh).toMatchObject({ ok: false })
    await until(() => isRead(app))
    expect((await app.rows()).map(({ name }) => name)).not.toContain('late')
    expect(app.snapshot().account?.kind).toBe('sandbox')
  })

  test('a creation under way is waited for, and its value waits for the return of its account', async () => {
    const app = await world.connected()
    await app.must('session.exploreSandbox', {})
    await use(app, 'development')
    await until(() => isRead(app))
    const answer = app.holdAnswer('api.createKey')
    const created = app.must('keys.create', aDraft({ name: 'precious' }))
    await until(answer.isHeld)
    const switched = use(app, 'sandbox')
    await new Promise((resolve) => setImmediate(resolve))
    expect(app.snapshot().account?.kind).toBe('development')
    answer.release()
    const { keyId } = await created
    await switched
    expect(app.dialogs.questions).toEqual([])
    expect(app.snapshot()).toMatchObject({ account: { kind: 'sandbox' }, unstoredValues: [] })
    expect(await app.send('values.copy', { keyId })).toMatchObject({ error: { code: 'notFound' } })
    await use(app, 'development')
    expect(app.snapshot().unstoredValues).toMatchObject([{ keyId, name: 'precious' }])
    await app.must('values.copy', { keyId })
  })

  test('a value in memory only is named before a quit, whatever account is shown', async () => {
    world.computer().secureStore.mode = 'unavailable'
    const app = await world.connected()
    await app.must('keys.create', aDraft({ name: 'precious' }))
    await app.must('session.exploreSandbox', {})
    app.dialogs.reply = false
    expect(await app.app.permitQuit()).toBe(false)
    expect(app.dialogs.questions.at(-1)?.detail).toContain('“precious”')
    // Its admin key is in memory, too, and serves on.
    await use(app, 'development')
    await until(() => isRead(app))
    expect(app.snapshot().unstoredValues).toHaveLength(1)
  })

  test('to one that is not kept is refused, and to the present one is nothing', async () => {
    const app = await withTwo()
    expect(await app.send('accounts.use', { accountId: 'live-elsewhere' })).toMatchObject({
      error: { code: 'notFound' },
    })
    await use(app, 'sandbox')
    expect(app.snapshot().account?.kind).toBe('sandbox')
  })

  test('where it cannot be written the present one stays', async () => {
    const app = await withTwo()
    const repair = app.breakStore('vault.writeAccount')
    const accountId = idOf(app, 'development')
    expect(await app.send('accounts.use', { accountId })).toMatchObject({ error: { code: 'storage' } })
    expect(app.snapshot().account?.kind).toBe('sandbox')
    repair()
    await use(app, 'development')
  })

  test.each([
    'vault.writeAccount begins',
    'vault.writeAccount ends',
    'cache.readModels begins',
    'vault.listValues ends',
    'cache.readKeys ends',
    'api.listKeys begins',
  ])('killed as %s, the next start shows an account with its own rows', async (killAt) => {
    const app = await withTwo()
    await until(() => isRead(app))
    app.dieAt(killAt)
    void app.send('accounts.use', { accountId: idOf(app, 'development') })
    await until(app.isKilled)
    await app.kill()
    const next = await world.started()
    await until(() => isRead(next))
    const names = (await next.rows()).map(({ name }) => name)
    expect(kinds(next)).toEqual(['development', 'sandbox'])
    if (next.snapshot().account?.kind === 'development') expect(names).toEqual(['ci'])
    else expect(names).toHaveLength(5)
  })
})

describe('disconnecting with several accounts', () => {
  test('removes the present one alone, and shows another', async () => {
    const app = await withTwo()
    await use(app, 'development')
    await app.must('session.disconnect', {})
    expect(kinds(app)).toEqual(['sandbox'])
    expect(app.snapshot().account?.kind).toBe('sandbox')
    await until(() => isRead(app))
    expect(await app.rows()).toHaveLength(5)
    await app.quit()
    const next = await world.started()
    expect(kinds(next)).toEqual(['sandbox'])
    await next.must('session.disconnect', {})
    expect(next.snapshot()).toMatchObject({ account: null, accounts: [] })
    expect(await next.rows()).toEqual([])
  })

  test.each(['cache.forgetAccount ends', 'vault.removeAccount begins', 'vault.removeAccount ends'])(
    'killed as %s, the next start shows one account or the other',
    async (killAt) => {
      const app = await withTwo()
      await use(app, 'development')
      await until(() => isRead(app))
      app.dieAt(killAt)
      void app.send('session.disconnect', {})
      await until(app.isKilled)
      await app.kill()
      const next = await world.started()
      await until(() => isRead(next))
      const isGone = killAt === 'vault.removeAccount ends'
      expect(kinds(next)).toEqual(isGone ? ['sandbox'] : ['development', 'sandbox'])
      expect(await next.rows()).toHaveLength(isGone ? 5 : 1)
    },
  )
})

describe('the look of an account', () => {
  test('a new one gets a colour that no other has, and keeps its own through a new admin key', async () => {
    const app = await withTwo()
    const colours = app.snapshot().accounts.map(({ look }) => look.colour)
    expect(new Set(colours).size).toBe(2)
    const look = { label: ' Work ', colour: 'teal' } as const
    await app.must('accounts.changeLook', { accountId: idOf(app, 'development'), look })
    await app.must('session.connect', { adminKey: world.service().adminKey, keysHost: 'api.io.solutions' })
    expect(app.snapshot().account?.look).toEqual({ label: 'Work', colour: 'teal' })
    await app.quit()
    const next = await world.restarted()
    expect(next.snapshot().account?.look).toEqual({ label: 'Work', colour: 'teal' })
    expect(next.snapshot().accounts.map(({ look: { label } }) => label)).toEqual(['', 'Work'])
  })

  test('is shown at once, in the tray too, and where it cannot be written it stays as it was', async () => {
    const app = await world.connected()
    const accountId = idOf(app, 'development')
    app.breakStore('vault.writeAccount')
    const answer = await app.send('accounts.changeLook', { accountId, look: { label: 'x', colour: 'pink' } })
    expect(answer).toMatchObject({ error: { code: 'storage' } })
    expect(app.snapshot().account?.look.label).toBe('')
    expect(
      await app.send('accounts.changeLook', { accountId: 'nobody', look: { label: 'x', colour: 'pink' } }),
    ).toMatchObject({ error: { code: 'notFound' } })
  })

  test('names the account in the tray', async () => {
    const app = await world.connected()
    const look = { label: 'Client A\u202e', colour: 'pink' } as const
    await app.must('accounts.changeLook', { accountId: idOf(app, 'development'), look })
    app.clock.advance(1000)
    expect(app.tray.tooltip).toMatch(/^Latchkey: Client A.* · Connected to 127/)
    expect(app.tray.tooltip).not.toContain('\u202e')
  })
})

describe('R7 questions of main', () => {
  test('name the account where several are kept, and none where there is one', async () => {
    const app = await world.connected()
    await app.must('keys.create', aDraft({ name: 'precious' }))
    app.dialogs.reply = false
    await app.send('session.disconnect', {})
    expect(app.dialogs.questions.at(-1)?.detail).not.toContain('Account:')
    const look = { label: 'Work', colour: 'green' } as const
    await app.must('accounts.changeLook', { accountId: idOf(app, 'development'), look })
    await app.must('session.exploreSandbox', {})
    await use(app, 'development')
    await app.send('session.disconnect', {})
    const detail = app.dialogs.questions.at(-1)?.detail
    expect(detail).toMatch(/^Account: Work \(.*Development\)\n\n/)
    expect(detail).toContain('“precious”')
  })

  test('a yes that came after the account was changed is a no', async () => {
    const app = await withTwo()
    await use(app, 'development')
    await app.must('keys.create', aDraft())
    app.dialogs.reply = 'later'
    const row = await app.row('ci')
    app.clock.advance(1000)
    app.tray.click(/^ci \(/)
    await until(() => app.dialogs.questions.length === 1)
    await use(app, 'sandbox')
    app.dialogs.answer(true)
    await until(() => isRead(app))
    await use(app, 'development')
    expect((await app.row('ci')).ending).toBeNull()
    expect(row.ending).toBeNull()
  })
})

describe('R33 with several accounts', () => {
  test('the admin key of one place goes to no other, though its account is kept', async () => {
    await (await withTwo()).quit()
    const other = await startService()
    const app = await world.started({ service: other })
    expect(kinds(app)).toEqual(['sandbox'])
    const development = 'development-anything'
    expect(await app.send('accounts.use', { accountId: development })).toMatchObject({ ok: false })
    expect(await other.control.requests()).toEqual([])
    await other.close()
  })
})

describe('R26 while Latchkey is locked', () => {
  test('no account is named, and none can be shown', async () => {
    const app = await withTwo()
    const accountId = idOf(app, 'development')
    await app.must('lock.setPassphrase', { passphrase: 'a long enough passphrase' })
    const { patches } = app.window
    await app.must('lock.now', {})
    const locked = await app.must('app.readSnapshot', {})
    expect(locked).toMatchObject({ account: null, accounts: [], dataFolder: '' })
    expect(await app.send('accounts.use', { accountId })).toMatchObject({ error: { code: 'locked' } })
    expect(JSON.stringify(patches.at(-1))).not.toContain('sandbox')
    await app.must('lock.unlock', { passphrase: 'a long enough passphrase' })
    expect((await app.must('app.readSnapshot', {})).accounts).toHaveLength(2)
    await app.must('accounts.use', { accountId })
    await until(() => isRead(app))
    expect(app.snapshot().sync.listProblem).toBeNull()
  })
})

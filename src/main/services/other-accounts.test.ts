// Accounts that are not in use: what is reminded of there, how they are asked for news, and when they are not.
import { describe, expect, it } from 'vitest'
import { createReminderVerbs, day, hour, minute, settle } from '../../../test/support/reminder-verbs.ts'
import { aDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()
const { now, addKeys, connected } = createReminderVerbs(world)
const passphrase = 'made-up words of a test'

const accountOf = (app: TestApp, kind: 'development' | 'sandbox') =>
  app.snapshot().accounts.find((each) => each.kind === kind) ?? expect.fail(`no ${kind} account is kept`)
const use = (app: TestApp, kind: 'development' | 'sandbox') =>
  app.must('accounts.use', { accountId: accountOf(app, kind).id })
const remindersOf = (app: TestApp, kind: 'development' | 'sandbox') => {
  const { id } = accountOf(app, kind)
  return app.snapshot().reminders.filter(({ accountId }) => accountId === id)
}
const namesOf = (app: TestApp) => remindersOf(app, 'development').map(({ name }) => name)
const toldOf = (app: TestApp, name: string) =>
  app.notifier.history.filter(({ title, body }) => `${title} ${body}`.includes(`“${name}”`))
const readingOf = (app: TestApp) => app.snapshot().accountReadings[0]
const listsAsked = () => world.service().control.countRequests({ method: 'GET', pathPattern: /sub-keys$/ })

/** Rows are read in turns of the event loop, between which a moment passes here. */
async function eventually(app: TestApp, condition: () => boolean): Promise<void> {
  await until(async () => {
    if (condition()) return true
    await settle(app)
    return condition()
  })
}

/** An app that has connected the account "Work" with these keys, and then explored the sandbox. */
async function withOther(keys: Readonly<Record<string, number>>): Promise<TestApp> {
  await addKeys(keys)
  const app = await connected()
  const look = { label: 'Work', colour: 'green' } as const
  await app.must('accounts.changeLook', { accountId: accountOf(app, 'development').id, look })
  await app.must('session.exploreSandbox', {})
  await settle(app)
  return app
}

/** Lets the time come at which the others are asked, and waits for what came of it. */
async function passUntilAsked(app: TestApp, ms = 21 * minute): Promise<void> {
  const before = readingOf(app)
  app.clock.advance(ms)
  await until(() => JSON.stringify(readingOf(app)) !== JSON.stringify(before))
  await settle(app)
}

describe('a key of an account that is not in use', () => {
  it('stays reminded of, is told again at its next lead time with the account’s name, and once', async () => {
    const app = await withOther({ 'billing-bot': 3 * day + hour })
    await eventually(app, () => namesOf(app).length > 0)
    expect(namesOf(app)).toEqual(['billing-bot'])
    expect(toldOf(app, 'billing-bot')).toHaveLength(1)
    app.clock.advance(hour)
    await eventually(app, () => toldOf(app, 'billing-bot').length > 1)
    const [, { title, body } = expect.fail('it was not told again')] = toldOf(app, 'billing-bot')
    expect(`${title} ${body}`).toMatch(/Work(:| ·) /)
    await settle(app)
    expect(toldOf(app, 'billing-bot')).toHaveLength(2)
    expect(app.snapshot().account?.kind).toBe('sandbox')
  })

  it('is put away and snoozed without its account coming into use, and over restarts', async () => {
    const app = await withOther({ a: 2 * day, b: 2 * day })
    await eventually(app, () => namesOf(app).length === 2)
    const [a, b] = remindersOf(app, 'development')
    const which = (reminder = a) => ({ accountId: reminder?.accountId ?? '', id: reminder?.id ?? '' })
    await app.must('reminders.putAway', which(a))
    await app.must('reminders.snooze', { ...which(b), untilAt: now() + hour })
    expect(namesOf(app)).toEqual([])
    await app.quit()
    const later = await world.restarted()
    await settle(later)
    expect(namesOf(later)).toEqual([])
    later.clock.advance(hour)
    await eventually(later, () => namesOf(later).length > 0)
    expect(namesOf(later)).toEqual([b?.name])
    expect(later.snapshot().account?.kind).toBe('sandbox')
  })

  it('R48 is told without a name while Latchkey is locked, and goes with its account', async () => {
    const app = await withOther({ 'billing-bot': 3 * day + hour })
    await app.must('lock.setPassphrase', { passphrase })
    await app.must('lock.now', {})
    const before = app.notifier.history.length
    app.clock.advance(hour)
    await eventually(app, () => app.notifier.history.length > before)
    expect(JSON.stringify(app.notifier.history.slice(before))).not.toMatch(/billing-bot|Work/)
    expect(await app.must('app.readSnapshot', {})).toMatchObject({ reminders: [], accountReadings: [] })
    await app.must('lock.unlock', { passphrase })
    await use(app, 'development')
    await app.must('session.disconnect', {})
    await settle(app)
    expect(app.snapshot().reminders.map(({ name }) => name)).not.toContain('billing-bot')
  })

  it('of the sandbox calls for nobody’s attention', async () => {
    const app = await withOther({})
    await eventually(app, () => remindersOf(app, 'sandbox').length > 0)
    await use(app, 'development')
    await settle(app)
    await settle(app)
    expect(app.snapshot().reminders).toEqual([])
  })
})

describe('an account that is not in use is asked', () => {
  it('every 20 minutes: what changed there is told, and shown as drift when it comes into use', async () => {
    const app = await withOther({})
    const shown = app.snapshot().sync.listAsOf
    const rows = (await app.rows()).map(({ name }) => name)
    await addKeys({ crawler: 2 * day })
    app.clock.advance(15 * minute)
    expect(await listsAsked()).toBe(1)
    await passUntilAsked(app, 6 * minute)
    await eventually(app, () => toldOf(app, 'crawler').length > 0)
    expect(namesOf(app)).toEqual(['crawler'])
    expect((await app.rows()).map(({ name }) => name)).toEqual(rows)
    expect(app.snapshot().sync.listAsOf).toBeGreaterThanOrEqual(shown ?? 0)
    expect(app.snapshot().drift).toBeNull()
    expect(readingOf(app)).toMatchObject({ problem: null })
    await use(app, 'development')
    expect(app.snapshot().drift?.entries).toMatchObject([{ kind: 'keyAppeared', subject: 'crawler' }])
    expect((await app.rows()).map(({ name }) => name)).toEqual(['crawler'])
  })

  it('also for its limits and rotations, which go on as if it were in use', async () => {
    const { control } = world.service()
    const limited = { expires_at: 'never', credit_limit: 50, credit_refresh_cycle: 'monthly' } as const
    const { id } = await control.addKey({ description: 'crawler', ...limited })
    const app = await withOther({ old: 100 * day })
    await use(app, 'development')
    const { id: keyId } = await app.row('old')
    await app.must('rotations.start', { keyId, draft: aDraft({ name: 'new' }), quietMs: hour })
    await use(app, 'sandbox')
    await control.addUsage(id, { credits: 41 })
    for (let asked = 0; asked < 4; asked += 1) await passUntilAsked(app)
    await eventually(app, () => remindersOf(app, 'development').length === 2)
    expect(remindersOf(app, 'development')).toMatchObject([
      { kind: 'limit', keyId: id, share: 0.8 },
      { kind: 'rotationQuiet', keyId },
    ])
    expect(app.snapshot().rotations).toEqual([])
    await use(app, 'development')
    expect(app.snapshot().rotations).toMatchObject([{ state: 'quiet' }])
  })

  it('before it is told of, where its rows are old: what was extended elsewhere is not told', async () => {
    const app = await withOther({ 'billing-bot': 40 * day })
    await app.quit()
    const [{ id } = expect.fail('no key')] = await world.service().control.keys()
    world.service().clock.advance(38 * day)
    await world.service().control.moveExpiry(id, now() + 300 * day)
    const later = await world.restarted()
    await eventually(later, () => namesOf(later).length > 0)
    expect(toldOf(later, 'billing-bot')).toEqual([])
    await passUntilAsked(later, 2 * minute)
    await eventually(later, () => namesOf(later).length === 0)
    expect(toldOf(later, 'billing-bot')).toEqual([])
  })

  it('no more once its admin key was refused; that is told of it alone, and its rows stay', async () => {
    const app = await withOther({ 'billing-bot': 3 * day + hour })
    await world.service().control.addFault({ times: 'always', fault: { kind: 'status', status: 401 } })
    await passUntilAsked(app)
    await until(() => readingOf(app)?.problem?.code === 'unauthorized')
    const asked = await listsAsked()
    for (let hours = 0; hours < 3; hours += 1) {
      app.clock.advance(hour)
      await settle(app)
    }
    expect(await listsAsked()).toBe(asked)
    expect(app.snapshot().sync.listProblem).toBeNull()
    await eventually(app, () => toldOf(app, 'billing-bot').length > 1)
    await use(app, 'development')
    expect((await app.rows()).map(({ name, ending }) => [name, ending])).toEqual([['billing-bot', null]])
  })

  it('R26 not while Latchkey is locked, nor for the sandbox’s sake', async () => {
    const app = await withOther({})
    await app.must('lock.setPassphrase', { passphrase })
    await app.must('lock.now', {})
    app.clock.advance(hour)
    await settle(app)
    expect(await listsAsked()).toBe(1)
    await app.must('lock.unlock', { passphrase })
    await passUntilAsked(app, 2 * minute)
    expect(await listsAsked()).toBe(2)
  })

  it('and nothing of a late answer is taken over when it comes into use meanwhile', async () => {
    const app = await withOther({ ci: 100 * day })
    const answer = app.holdAnswer('api.listKeys')
    app.clock.advance(21 * minute)
    await until(answer.isHeld)
    await addKeys({ late: 100 * day })
    const used = use(app, 'development')
    answer.release()
    await used
    await until(() => !app.snapshot().sync.isRefreshing)
    expect((await app.rows()).map(({ name }) => name).sort()).toEqual(['ci', 'late'])
    expect(app.snapshot().drift?.entries).toMatchObject([{ subject: 'late' }])
    expect(app.snapshot().accountReadings).toEqual([])
  })
})

it('disconnecting one is in the history whichever is in use next', async () => {
  const app = await withOther({})
  await use(app, 'development')
  await app.must('session.disconnect', {})
  expect(app.snapshot().account?.kind).toBe('sandbox')
  const query = { text: '', kinds: ['disconnected' as const], subjectId: null, since: null }
  const { entries } = await app.must('history.read', { query, beforeId: null, limit: 10 })
  expect(entries).toMatchObject([{ subject: 'Work', account: null }])
})

// R26, R48, R49 in the whole app: what is refused, told and dropped while Latchkey is locked or hidden.
import { beforeEach, describe, expect, test } from 'vitest'
import { validInputs } from '../../../test/support/ipc-inputs.ts'
import { aDraft, aSecretDraft, page, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import { commandNames, lockedCommandNames } from '../../shared/ipc/channels.ts'

const world = createTestWorld()
const passphrase = 'made-up words of a test'
const name = 'canary-billing-bot'
const secretName = 'canary linear token'
let app: TestApp

beforeEach(async () => {
  app = await world.connected()
  await app.must('keys.create', aDraft({ name }))
  await app.must('secrets.create', aSecretDraft({ name: secretName, keepSealedCopy: true }))
  app.clock.advance(500)
})

const setPassphrase = () => app.must('lock.setPassphrase', { passphrase })
const lockNow = async () => {
  await app.must('lock.now', {})
  await until(() => app.snapshot().vault.state === 'locked')
}
/** Everything that page and tray are told from now on. */
const listen = () => {
  app.window.patches.length = 0
  return () => JSON.stringify([app.window.patches, app.tray.labels(), app.tray.tooltip])
}

describe('R48 while it is locked', () => {
  test.each(commandNames.filter((command) => !lockedCommandNames.some((one) => one === command)))(
    '%s is refused before anything happens',
    async (command) => {
      await setPassphrase()
      await lockNow()
      const requests = await world.service().control.countRequests({})
      const answer = await app.app.dispatch(command, page, validInputs[command])
      expect(answer).toEqual({ ok: false, error: { code: 'locked', effect: 'none', isRetryable: false } })
      expect(await world.service().control.countRequests({})).toBe(requests)
      expect(app.dialogs.questions).toEqual([])
    },
  )

  test('the snapshot holds no account, no names and no values, nor does anything else that is told', async () => {
    await setPassphrase()
    const spoken = listen()
    await lockNow()
    const { value: snapshot } = (await app.send('app.readSnapshot', {})) as { value: unknown }
    expect(snapshot).toMatchObject({
      account: null,
      models: [],
      agents: [],
      unstoredValues: [],
      clipboard: null,
      lock: { state: 'locked', hasPassphrase: true },
      settings: { theme: 'system' },
    })
    // Time passes, the service changes, the app does what it does by itself.
    await world.service().control.addKey({ description: 'canary-of-others' })
    app.app.noteWindowFocused()
    for (let minutes = 0; minutes < 20; minutes += 1) app.clock.advance(60_000)
    await until(() => app.snapshot().vault.state === 'locked')
    expect(JSON.stringify(snapshot) + spoken()).not.toMatch(/canary|sandbox-v2|lin_api|example\.com/)
  })

  test('the tray says so and nothing else, at once', async () => {
    await setPassphrase()
    expect(app.tray.labels().join()).toContain(name)
    await app.must('lock.now', {})
    expect(app.tray.labels()).toEqual(['Latchkey is locked', 'Unlock…', 'Quit'])
    expect(app.tray.tooltip).toBe('Latchkey is locked')
    app.clock.advance(60_000)
    expect(app.tray.labels()).toEqual(['Latchkey is locked', 'Unlock…', 'Quit'])
  })

  test('R26 the page ends in the turn of the lock, so that only a new one ever shows the lock view', async () => {
    await setPassphrase()
    const states: string[] = []
    const { recreate } = app.window
    const noted = () => {
      states.push(app.snapshot().lock.state)
      recreate()
    }
    Object.assign(app.window, { recreate: noted })
    app.presence.lockScreen()
    expect(states).toEqual(['locked'])
    expect((await app.must('app.readSnapshot', {})).lock.state).toBe('locked')
    await app.must('lock.now', {})
    expect(app.window.pageCount).toBe(1)
  })

  test('R29 R25 R32 clipboard and screen are cleared', async () => {
    await setPassphrase()
    const { id: keyId } = await app.row(name)
    await app.must('values.copy', { keyId })
    await app.must('values.reveal', { keyId })
    expect(app.window.isProtected).toBe(true)
    expect(app.computer.clipboard.text).not.toBe('')
    await lockNow()
    expect(app.computer.clipboard.text).toBe('')
    expect(app.window.isProtected).toBe(false)
    await app.must('lock.unlock', { passphrase })
    expect(app.window.isProtected).toBe(false)
  })

  test('open questions of the system are closed as if cancelled, and none is asked', async () => {
    await setPassphrase()
    const { id: keyId } = await app.row(name)
    app.dialogs.reply = 'later'
    const erasing = app.send('session.disconnect', {})
    await until(() => app.dialogs.questions.length === 1)
    await app.must('lock.now', {})
    expect(await erasing).toMatchObject({ ok: false, error: { code: 'locked' } })
    expect(app.snapshot().account).not.toBeNull()
    app.tray.click('Unlock…')
    expect(app.dialogs.questions).toHaveLength(1)
    await app.must('lock.unlock', { passphrase })
    expect((await app.row(name)).id).toBe(keyId)
  })

  test('the admin key and the connection are dropped, and come back with the passphrase', async () => {
    await setPassphrase()
    await lockNow()
    const requests = await world.service().control.countRequests({})
    app.app.noteWindowFocused()
    app.clock.advance(10 * 60_000)
    expect(app.snapshot().sync.listProblem?.code).toBe('locked')
    expect(await world.service().control.countRequests({})).toBe(requests)
    const patches = listen()
    await app.must('lock.unlock', { passphrase })
    await until(() => app.snapshot().sync.listProblem === null)
    expect(patches()).toContain('"state":"open"')
    expect((await app.rows()).map((row) => row.name)).toEqual([name])
    const { id: keyId } = await app.row(name)
    await app.must('values.copy', { keyId })
    const { id: secretId } = await app.secret(secretName)
    await app.must('secrets.copyValue', { secretId })
    expect(app.computer.clipboard.text).toBe(aSecretDraft().value)
  })

  test('what was answered after the lock is not told', async () => {
    await setPassphrase()
    const { id: keyId } = await app.row(name)
    const held = app.holdAnswer('api.updateKey')
    const editing = app.app.dispatch('keys.update', page, { keyId, changes: { name: 'canary-renamed' } })
    await until(held.isHeld)
    await app.must('lock.now', {})
    held.release()
    const answer = await editing
    expect(answer).toMatchObject({ ok: false, error: { code: 'locked' } })
    expect(JSON.stringify(answer)).not.toContain('canary')
  })
})

describe('R38 a creation under way when Latchkey is locked', () => {
  test('is finished first, and its value is sealed', async () => {
    await setPassphrase()
    const held = app.holdAnswer('api.createKey')
    const creating = app.app.dispatch('keys.create', page, aDraft({ name: 'under way' }))
    await until(held.isHeld)
    await app.must('lock.now', {})
    expect(app.snapshot().vault.state).toBe('ready')
    held.release()
    expect(await creating).toMatchObject({ error: { code: 'locked', effect: 'done' } })
    await until(() => app.snapshot().vault.state === 'locked')
    await app.must('lock.unlock', { passphrase })
    const { id: keyId } = await app.row('under way')
    await app.must('values.copy', { keyId })
  })

  test('that is not answered in time is in the journal, and is found later', async () => {
    await setPassphrase()
    await world.service().control.addFault({ method: 'POST', fault: { kind: 'dropAfter' } })
    const held = app.holdAnswer('api.createKey')
    void app.app.dispatch('keys.create', page, aDraft({ name: 'lost on the way' }))
    await until(held.isHeld)
    await app.must('lock.now', {})
    app.clock.advance(5000)
    held.release()
    await until(() => app.snapshot().vault.state === 'locked')
    await app.must('lock.unlock', { passphrase })
    await until(() => app.snapshot().lostCreations.some((lost) => lost.state === 'found'))
    expect(app.snapshot().lostCreations[0]?.draft.name).toBe('lost on the way')
  })
})

describe('R48 without a passphrase', () => {
  test('it is hidden, never locked, in every word, and anybody can show it again', async () => {
    const spoken = listen()
    await app.must('lock.now', {})
    expect(app.snapshot()).toMatchObject({ lock: { state: 'hidden' }, vault: { state: 'ready' } })
    expect(app.tray.labels()).toEqual(['Latchkey is hidden', 'Open Latchkey', 'Quit'])
    expect(app.window.pageCount).toBe(1)
    expect(spoken()).not.toMatch(/canary|[Ll]ocked/)
    expect(await app.send('keys.readRows', { afterId: null, limit: 5 })).toMatchObject({
      error: { code: 'locked' },
    })
    expect(await app.send('lock.unlock', { passphrase })).toMatchObject({ error: { code: 'refused' } })
    await app.must('lock.show', {})
    expect((await app.rows()).map((row) => row.name)).toEqual([name])
    expect(app.tray.labels()).toContain('Hide')
  })
})

describe('R56 a value that could not be sealed', () => {
  test('is kept over a lock, and a quit meanwhile asks about it without its name', async () => {
    await setPassphrase()
    const repair = app.breakStore('vault.storeNewValue')
    const { keyId } = await app.must('keys.create', aDraft({ name: 'canary in memory' }))
    await lockNow()
    app.dialogs.reply = false
    expect(await app.app.permitQuit()).toBe(false)
    expect(app.dialogs.questions[0]?.detail).toMatch(/^One value could not be sealed/)
    expect(JSON.stringify(app.dialogs.questions)).not.toContain('canary')
    repair()
    await app.must('lock.unlock', { passphrase })
    await app.must('values.copy', { keyId })
    expect(app.snapshot().unstoredValues.find((value) => value.keyId === keyId)?.isSealedOnDisk).toBe(true)
  })
})

describe('R48 by itself', () => {
  test.each([
    [
      'idleness',
      (to: TestApp) => {
        to.presence.idle = 400_000
        to.clock.advance(400_000)
      },
    ],
    ['sleep', (to: TestApp) => to.presence.suspend()],
    ['the screen lock', (to: TestApp) => to.presence.lockScreen()],
    ['the tray', (to: TestApp) => to.tray.click('Lock')],
  ] as const)('%s locks', async (_name, cause) => {
    await setPassphrase()
    app.clock.advance(500)
    cause(app)
    expect(app.snapshot().lock.state).toBe('locked')
    await until(() => app.snapshot().vault.state === 'locked')
  })
})

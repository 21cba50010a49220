// R49 in the whole app: starts that are locked, wrong passphrases, and one that was forgotten.
import { beforeEach, describe, expect, test } from 'vitest'
import { aDraft, aSecretDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

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
const told = (of: TestApp) => JSON.stringify([of.window.patches, of.tray.labels(), of.tray.tooltip])

describe('R49 a start with a passphrase', () => {
  test('is locked, and tells nothing of the cache before it is unlocked', async () => {
    await setPassphrase()
    await app.quit()
    const next = await world.started()
    await until(() => next.snapshot().sync.listProblem?.code === 'locked')
    expect(await next.must('app.readSnapshot', {})).toMatchObject({
      account: null,
      lock: { state: 'locked' },
    })
    next.clock.advance(60_000)
    expect(told(next)).not.toContain('canary')
    expect(await next.send('keys.readRows', { afterId: null, limit: 500 })).toMatchObject({
      error: { code: 'locked' },
    })
    expect(await next.send('lock.show', {})).toMatchObject({ error: { code: 'locked' } })
    await next.must('lock.unlock', { passphrase })
    await until(() => next.snapshot().sync.listProblem === null)
    expect((await next.rows()).map((row) => row.name)).toEqual([name])
  })

  test('wrong ones wait longer and longer, also across a restart, and the answer says nothing else', async () => {
    await setPassphrase()
    await lockNow()
    const answers: unknown[] = []
    for (let attempt = 0; attempt < 3; attempt += 1) {
      answers.push(await app.send('lock.unlock', { passphrase: 'x'.repeat(attempt + 1) }))
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toEqual({
      ok: false,
      error: { code: 'passphraseWrong', effect: 'none', isRetryable: true },
    })
    expect(await app.send('lock.unlock', { passphrase: 'wrong' })).toMatchObject({
      error: { code: 'passphraseWrong', retryAfterMs: 2000 },
    })
    expect(app.snapshot().lock.retryAt).toBe(app.clock.now() + 2000)
    expect(await app.send('lock.unlock', { passphrase })).toMatchObject({ error: { code: 'tooMany' } })
    await app.kill()
    const next = await world.started()
    expect((await next.must('app.readSnapshot', {})).lock.retryAt).toBe(next.clock.now() + 2000)
    next.clock.advance(2000)
    await next.must('lock.unlock', { passphrase })
    expect(next.snapshot().lock).toMatchObject({ state: 'open', retryAt: null })
  })

  test('the passphrase is in no answer, no patch, no log line, no state and no file', async () => {
    await setPassphrase()
    await app.send('lock.setPassphrase', { passphrase: 'other words of a test', current: passphrase })
    await app.send('lock.removePassphrase', { current: passphrase })
    await lockNow()
    await app.send('lock.unlock', { passphrase })
    await app.send('lock.unlock', { passphrase: 'other words of a test' })
    const everything = app.spoken() + JSON.stringify(app.snapshot()) + JSON.stringify(app.dialogs)
    expect(everything).not.toContain('words of a test')
  })
})

describe('R49 a passphrase that is taken away', () => {
  /** The keyring asks, and meanwhile it is locked. */
  const removeAndLock = async () => {
    await setPassphrase()
    world.computer().secureStore.mode = 'pending'
    const removing = app.send('lock.removePassphrase', { current: passphrase })
    await app.must('lock.now', {})
    return removing
  }
  const answerPrompt = () => {
    world.computer().secureStore.mode = 'ok'
    world.computer().secureStore.answerPrompt()
  }
  const expectWayIn = async () => {
    await until(() => app.snapshot().lock.state === 'hidden')
    expect(app.snapshot().lock.hasPassphrase).toBe(false)
    await app.must('lock.show', {})
    const { keyId = '' } = app.snapshot().unstoredValues[0] ?? {}
    await until(async () => (await app.send('values.copy', { keyId })).ok)
    await until(async () => (await app.send('sync.refresh', {})).ok)
    await app.must('keys.create', aDraft({ name: 'another' }))
  }

  test('while somebody locks leaves a way in: what no passphrase opens is only hidden', async () => {
    const removing = removeAndLock()
    await until(() => app.snapshot().vault.state === 'locked')
    answerPrompt()
    await removing
    await expectWayIn()
  })

  test('before the keys are dropped, or so late that nobody waits any more, neither', async () => {
    const held = app.holdAnswer('api.createKey')
    const creating = app.send('keys.create', aDraft({ name: 'under way' }))
    await until(held.isHeld)
    const removing = removeAndLock()
    await until(() => app.snapshot().lock.state === 'locked')
    app.clock.advance(4000)
    answerPrompt()
    await removing
    held.release()
    await creating
    await expectWayIn()
  })
})

describe('R49 a passphrase that was forgotten', () => {
  const startOver = () => app.send('lock.startOver', {})

  test('everything is erased after main has asked, and Latchkey begins anew', async () => {
    await setPassphrase()
    await lockNow()
    app.dialogs.reply = false
    expect(await startOver()).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(app.dialogs.questions[0]?.detail).toContain('2 sealed values are lost')
    expect(JSON.stringify(app.dialogs.questions)).not.toContain('canary')
    app.dialogs.reply = true
    expect(await startOver()).toMatchObject({ ok: true })
    expect(await app.must('app.readSnapshot', {})).toMatchObject({
      account: null,
      vault: { state: 'ready', backend: 'a made-up keyring' },
      lock: { state: 'open', hasPassphrase: false },
    })
    expect(await app.rows()).toEqual([])
    await app.quit()
    const next = await world.started()
    expect(next.snapshot()).toMatchObject({ account: null, lock: { state: 'open' } })
  })

  test('it is refused while Latchkey is open, and where the disk does not erase nothing is', async () => {
    await setPassphrase()
    expect(await startOver()).toMatchObject({ error: { code: 'refused' } })
    await lockNow()
    const repair = app.breakStore('vault.eraseAll')
    expect(await startOver()).toMatchObject({ error: { code: 'storage' } })
    repair()
    await app.must('lock.unlock', { passphrase })
    const { id: secretId } = await app.secret(secretName)
    await app.must('secrets.copyValue', { secretId })
  })
})

// R29 and R38 where two things happen at once: a copy while it locks, a creation while its account is let go.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, test } from 'vitest'
import { aDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()
let app: TestApp

beforeEach(async () => {
  app = await world.connected()
})

describe('R29 a copy', () => {
  /** The system takes its time to take a text. */
  const slowClipboard = () => {
    const { clipboard } = world.computer()
    const { writeSecret } = clipboard
    const { promise, resolve } = Promise.withResolvers<void>()
    let isAsked = false
    Object.assign(clipboard, {
      writeSecret: async (text: string) => {
        isAsked = true
        await promise
        await writeSecret(text)
      },
    })
    return { isAsked: () => isAsked, land: resolve }
  }

  test.each(['lock.now', 'clipboard.clear'] as const)(
    'that is still on its way to the clipboard is taken away again after %s',
    async (command) => {
      const { keyId } = await app.must('keys.create', aDraft())
      const slow = slowClipboard()
      const copying = app.send('values.copy', { keyId })
      await until(slow.isAsked)
      await app.must(command, {})
      slow.land()
      await copying
      await until(() => world.computer().clipboard.text === '')
      expect(app.snapshot().clipboard).toBeNull()
    },
  )

  test('is cleared before the computer sleeps, also where that does not lock', async () => {
    const { keyId } = await app.must('keys.create', aDraft())
    await app.must('settings.change', { locksOnSuspend: false })
    await app.must('values.copy', { keyId })
    app.presence.suspend()
    await until(() => world.computer().clipboard.text === '')
    expect(app.snapshot().lock.state).toBe('open')
  })

  test('R48 a clipboard that never answers does not keep the keys in memory', async () => {
    const { keyId } = await app.must('keys.create', aDraft())
    await app.must('lock.setPassphrase', { passphrase: 'made-up words of a test' })
    await app.must('values.copy', { keyId })
    Object.assign(world.computer().clipboard, { readText: () => new Promise(() => {}) })
    await app.must('lock.now', {})
    await until(() => app.snapshot().vault.state === 'locked')
  })
})

describe('R38 a creation that is under way', () => {
  const createSlowly = async (name: string) => {
    const held = app.holdAnswer('api.createKey')
    const creating = app.must('keys.create', aDraft({ name }))
    await until(held.isHeld)
    return { creating, release: held.release }
  }

  test('is waited for before it is asked what disconnecting loses, and named', async () => {
    const { creating, release } = await createSlowly('late')
    app.dialogs.reply = false
    const leaving = app.send('session.disconnect', {})
    release()
    expect(await leaving).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(app.dialogs.questions.at(-1)?.detail).toContain('“late”')
    const { keyId } = await creating
    await app.must('values.copy', { keyId })
  })

  test('that began while it was asked is not erased by the answer', async () => {
    await app.must('keys.create', aDraft({ name: 'first' }))
    app.dialogs.reply = 'later'
    const leaving = app.send('session.disconnect', {})
    await until(() => app.dialogs.questions.length === 1)
    const { keyId } = await app.must('keys.create', aDraft({ name: 'second' }))
    app.dialogs.reply = false
    app.dialogs.answer(true)
    expect(await leaving).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(app.dialogs.questions.at(-1)?.detail).toContain('“second”')
    await app.must('values.copy', { keyId })
  })

  test('and values that could not be read when their account was shown are asked about all the same', async () => {
    const accountId = app.snapshot().account?.id ?? ''
    const { keyId } = await app.must('keys.create', aDraft())
    await app.must('session.exploreSandbox', {})
    const repairs = ['vault.listValues', 'vault.listSecretCopies'].map(app.breakStore)
    await app.must('accounts.use', { accountId })
    app.dialogs.reply = false
    expect(await app.send('session.disconnect', {})).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(app.dialogs.questions.at(-1)?.detail).toContain('cannot be read')
    for (const repair of repairs) repair()
    expect(await app.send('session.disconnect', {})).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(app.dialogs.questions.at(-1)?.detail).toContain('1 sealed copy is kept here')
    await app.must('values.copy', { keyId })
  })

  test('is counted before everything is erased', async () => {
    const { creating, release } = await createSlowly('late')
    app.dialogs.reply = false
    const erasing = app.send('app.eraseEverything', {})
    release()
    expect(await erasing).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(app.dialogs.questions.at(-1)?.detail).toContain('1 sealed value')
    await creating
  })
})

/** Begins to freeze keys of these names; the answer about the first is kept back. */
async function freezeSlowly(...names: string[]) {
  for (const description of names) await world.service().control.addKey({ description })
  await app.must('sync.refresh', {})
  const keyIds = (await app.rows()).map(({ id }) => id)
  const { ticket } = await app.must('keys.prepareFreeze', { keyIds, kind: 'freeze' })
  app.clock.advance(500)
  const held = app.holdAnswer('api.updateKey')
  const freezing = app.send('keys.freeze', { ticket })
  await until(held.isHeld)
  return { freezing, release: held.release }
}

describe('R50 what goes on while its account is let go', () => {
  /** Every text of the tables in which names and limits lie. */
  const rowsOf = (table: 'intents' | 'key_facts' | 'sealed_values') => {
    const database = new Database(join(world.computer().folder, 'vault.db'), { readonly: true })
    try {
      return database.prepare(`SELECT * FROM ${table}`).all()
    } finally {
      database.close()
    }
  }

  test('a batch leaves nothing of it in the vault', async () => {
    const { freezing, release } = await freezeSlowly('a', 'b', 'c')
    const leaving = app.send('session.disconnect', {})
    await until(() => {
      app.clock.advance(100)
      return app.steps.includes('vault.removeAccount begins')
    })
    release()
    await Promise.all([leaving, freezing])
    expect(app.snapshot()).toMatchObject({ account: null, freezing: null })
    expect(rowsOf('key_facts')).toEqual([])
  })

  test('a creation that waits for the keyring does not begin', async () => {
    world.computer().secureStore.mode = 'pending'
    const waiting = await world.started()
    const { adminKey } = world.service()
    await waiting.must('session.connect', { adminKey, keysHost: 'api.io.solutions' })
    const creating = waiting.send('keys.create', aDraft({ name: 'late' }))
    await waiting.must('session.disconnect', {})
    world.computer().secureStore.mode = 'ok'
    world.computer().secureStore.answerPrompt()
    expect(await creating).toMatchObject({ error: { code: 'notConnected', effect: 'none' } })
    expect(rowsOf('intents')).toEqual([])
  })
})

describe('a batch whose account is left', () => {
  test('shows nothing of it in the other one', async () => {
    const { freezing, release } = await freezeSlowly('a')
    const leaving = app.send('session.exploreSandbox', {})
    await until(() => {
      app.clock.advance(100)
      return app.snapshot().account?.kind === 'sandbox'
    })
    release()
    await Promise.all([leaving, freezing])
    expect(app.snapshot().freezing).toBeNull()
  })
})

/** Another program that reads the vault: what is erased then stays in its log for a while. */
function readVault() {
  const reader = new Database(join(world.computer().folder, 'vault.db'), { readonly: true })
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM accounts').get()
  return reader
}

test('R24 an account is disconnected while another program reads the vault: it is told as gone', async () => {
  const reader = readVault()
  expect(await app.send('session.disconnect', {})).toMatchObject({
    error: { code: 'storage', effect: 'done' },
  })
  reader.close()
  expect(app.snapshot()).toMatchObject({ account: null, accounts: [] })
})

describe('R24 everything is erased', () => {
  test('while another program reads the vault: it is told as erased, and what is made afterwards is kept', async () => {
    await app.must('keys.create', aDraft({ name: 'before' }))
    const reader = readVault()
    expect(await app.send('app.eraseEverything', {})).toMatchObject({
      error: { code: 'storage', effect: 'done' },
    })
    reader.close()
    expect(app.snapshot().account).toBeNull()

    await app.must('session.connect', { adminKey: world.service().adminKey, keysHost: 'api.io.solutions' })
    const { keyId } = await app.must('keys.create', aDraft({ name: 'after' }))
    await app.quit()
    const next = await world.restarted()
    await next.must('values.copy', { keyId })
  })

  test('where nothing could seal: the values that only memory holds are counted', async () => {
    world.computer().secureStore.mode = 'unavailable'
    const weak = await world.connected()
    await weak.must('keys.create', aDraft())
    weak.dialogs.reply = false
    await weak.send('app.eraseEverything', {})
    expect(weak.dialogs.questions.at(-1)?.detail).toContain('1 value that is in memory only is lost')
  })
})

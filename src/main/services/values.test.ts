// Copying, clearing and showing values: verified, cleared only while ours, and never without permission.
import { beforeEach, describe, expect, test } from 'vitest'
import { aDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()
let app: TestApp
beforeEach(async () => {
  app = await world.connected()
})

const newKey = async (name = 'billing-bot') => (await app.must('keys.create', aDraft({ name }))).keyId

async function keyWithCopy(): Promise<string> {
  const keyId = await newKey()
  await app.must('values.acknowledge', { keyId, keepSealedCopy: true })
  return keyId
}

describe('copying', () => {
  test('R28 marks the value as a secret and tells until when it stays', async () => {
    const keyId = await newKey()
    const { clearsAt } = await app.must('values.copy', { keyId })
    expect(world.computer().clipboard.isMarkedSecret).toBe(true)
    expect(world.computer().clipboard.text).toMatch(/^sandbox-v2-eyJ/)
    expect(clearsAt).toBe(app.clock.now() + 30_000)
    expect(app.snapshot().clipboard).toEqual({ label: 'billing-bot', clearsAt })
  })

  test.each(['refuses', 'drops', 'unreadable'] as const)(
    'says so when the clipboard %s, and does not call the value copied',
    async (mode) => {
      const keyId = await newKey()
      world.computer().clipboard.mode = mode
      expect(await app.send('values.copy', { keyId })).toMatchObject({ error: { code: 'clipboard' } })
      expect(app.snapshot().clipboard).toBeNull()
      expect(app.snapshot().unstoredValues[0]?.hasBeenCopied).toBe(false)
    },
  )

  test('of a value that nobody holds says so', async () => {
    const { id: keyId } = await world.service().control.addKey({ description: 'elsewhere' })
    await app.must('sync.refresh', {})
    expect(await app.send('values.copy', { keyId })).toMatchObject({ error: { code: 'notFound' } })
  })

  test.each(['env', 'curl', 'python', 'node'] as const)(
    'a sample for %s holds value and address',
    async (format) => {
      const keyId = await newKey()
      await app.must('values.copy', { keyId })
      const value = world.computer().clipboard.text
      await app.must('values.copySnippet', { keyId, format })
      expect(world.computer().clipboard.text).toContain(value)
      if (format !== 'env') expect(world.computer().clipboard.text).toContain(`${world.service().url}/api/v1`)
      app.clock.advance(30_000)
      await until(() => world.computer().clipboard.text === '')
    },
  )

  test('a sample of a restricted key names a model that it may call', async () => {
    const access = { kind: 'only' as const, models: ['deepseek-ai/DeepSeek-R1-0528'] }
    const { keyId } = await app.must('keys.create', aDraft({ access }))
    await app.must('values.copySnippet', { keyId, format: 'curl' })
    expect(world.computer().clipboard.text).toContain('deepseek-ai/DeepSeek-R1-0528')
  })
})

describe('R29 clearing', () => {
  test('happens after the time that is set', async () => {
    await app.must('settings.change', { clipboardClearMs: 10_000 })
    await app.must('values.copy', { keyId: await newKey() })
    app.clock.advance(9999)
    expect(world.computer().clipboard.text).not.toBe('')
    app.clock.advance(1)
    await until(() => world.computer().clipboard.text === '')
    expect(app.snapshot().clipboard).toBeNull()
  })

  test('leaves alone what was copied since', async () => {
    await app.must('values.copy', { keyId: await newKey() })
    world.computer().clipboard.text = 'a shopping list'
    app.clock.advance(30_000)
    await until(() => app.snapshot().clipboard === null)
    await app.quit()
    expect(world.computer().clipboard.text).toBe('a shopping list')
  })

  test('starts anew with the next copy', async () => {
    const keyId = await newKey()
    await app.must('values.copy', { keyId })
    app.clock.advance(20_000)
    await app.must('values.copy', { keyId })
    app.clock.advance(20_000)
    expect(world.computer().clipboard.text).not.toBe('')
    app.clock.advance(10_000)
    await until(() => world.computer().clipboard.text === '')
  })

  test('can be asked for at once', async () => {
    await app.must('values.copy', { keyId: await newKey() })
    await app.must('clipboard.clear', {})
    expect(world.computer().clipboard.text).toBe('')
    expect(app.snapshot().clipboard).toBeNull()
  })

  test('is done again when the window gets the focus, where the system may have dropped it', async () => {
    await app.must('values.copy', { keyId: await newKey() })
    const value = world.computer().clipboard.text
    app.window.hasFocus = false
    app.clock.advance(30_000)
    await until(() => world.computer().clipboard.text === '')
    // Wayland: the unfocused clear reached only our own process.
    world.computer().clipboard.text = value
    app.window.hasFocus = true
    app.app.noteWindowFocused()
    await until(() => world.computer().clipboard.text === '')
  })

  test('happens when the account is let go', async () => {
    await app.must('values.copy', { keyId: await newKey() })
    await app.must('session.disconnect', {})
    expect(world.computer().clipboard.text).toBe('')
  })
})

describe('showing', () => {
  test('R32 a new value is shown for 30 s, with the window protected before the answer', async () => {
    const keyId = await newKey()
    const { value, hidesAt } = await app.must('values.reveal', { keyId })
    expect(app.window.isProtected).toBe(true)
    expect(value).toMatch(/^sandbox-v2-eyJ/)
    expect(hidesAt).toBe(app.clock.now() + 30_000)
    app.clock.advance(29_999)
    expect(app.window.isProtected).toBe(true)
    app.clock.advance(1)
    expect(app.window.isProtected).toBe(false)
  })

  test('R60 ends also where the window cannot be let out of its protection', async () => {
    const keyId = await newKey()
    await app.must('values.reveal', { keyId })
    Object.assign(app.window, {
      protectContent: () => {
        throw new Error('made-up fault')
      },
    })
    app.clock.advance(30_000)
    expect(app.log.lines.map(({ event }) => event)).toContain('window.stillProtected')
    expect(app.window.isProtected).toBe(true)
  })

  test('R25 ends when the page conceals it, and with the last of several', async () => {
    const [first, second] = [await newKey('first'), await newKey('second')]
    await app.must('values.reveal', { keyId: first })
    await app.must('values.reveal', { keyId: second })
    await app.must('values.conceal', { keyId: first })
    expect(app.window.isProtected).toBe(true)
    await app.must('values.conceal', { keyId: second })
    expect(app.window.isProtected).toBe(false)
  })

  test('R7 the copy of an older key needs an answer in a native dialog, good for a minute', async () => {
    const keyId = await keyWithCopy()
    expect(await app.send('values.reveal', { keyId })).toMatchObject({ error: { code: 'notConfirmed' } })
    app.dialogs.reply = false
    expect(await app.send('values.permitReveal', { keyId })).toMatchObject({
      error: { code: 'notConfirmed' },
    })
    expect(app.dialogs.questions.at(-1)?.title).toContain('“billing-bot”')
    expect(await app.send('values.reveal', { keyId })).toMatchObject({ ok: false })
    app.dialogs.reply = true
    const { permittedUntil } = await app.must('values.permitReveal', { keyId })
    expect(permittedUntil).toBe(app.clock.now() + 60_000)
    app.clock.advance(59_999)
    await app.must('values.reveal', { keyId })
    app.clock.advance(1)
    expect(await app.send('values.reveal', { keyId })).toMatchObject({ error: { code: 'notConfirmed' } })
  })

  test('R7 one question at a time', async () => {
    const keyId = await keyWithCopy()
    app.dialogs.reply = 'later'
    const first = app.send('values.permitReveal', { keyId })
    await until(() => app.dialogs.questions.length === 1)
    expect(await app.send('values.permitReveal', { keyId })).toMatchObject({ error: { code: 'tooMany' } })
    app.dialogs.answer(true)
    expect(await first).toMatchObject({ ok: true })
    expect(app.dialogs.questions).toHaveLength(1)
  })

  test('R7 more than 20 times a minute is refused', async () => {
    const keyId = await newKey()
    for (let count = 0; count < 20; count += 1) await app.must('values.reveal', { keyId })
    expect(await app.send('values.reveal', { keyId })).toMatchObject({ error: { code: 'tooMany' } })
    app.clock.advance(60_000)
    await app.must('values.reveal', { keyId })
  })

  test('ends, with its permit, when the page is gone', async () => {
    const keyId = await keyWithCopy()
    await app.must('values.permitReveal', { keyId })
    await app.must('values.reveal', { keyId })
    app.app.notePageGone()
    expect(app.window.isProtected).toBe(false)
    expect(await app.send('values.reveal', { keyId })).toMatchObject({ error: { code: 'notConfirmed' } })
  })
})

describe('erasing a sealed copy', () => {
  test('asks first, and then the value cannot be had any more', async () => {
    const keyId = await keyWithCopy()
    app.dialogs.reply = false
    expect(await app.send('values.eraseSealedCopy', { keyId })).toMatchObject({
      error: { code: 'notConfirmed' },
    })
    expect((await app.row('billing-bot')).hasSealedCopy).toBe(true)
    app.dialogs.reply = true
    await app.must('values.eraseSealedCopy', { keyId })
    expect((await app.row('billing-bot')).hasSealedCopy).toBe(false)
    expect(await app.send('values.copy', { keyId })).toMatchObject({ error: { code: 'notFound' } })
  })
})

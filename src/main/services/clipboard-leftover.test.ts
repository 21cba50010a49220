// R29: what a killed run left on the clipboard is taken away at the next start, and nothing else ever is.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { scanFiles } from '../../../test/support/file-scan.ts'
import { aDraft, type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()
let app: TestApp
let keyId = ''
let value = ''

beforeEach(async () => {
  app = await world.connected()
  ;({ keyId } = await app.must('keys.create', aDraft()))
  await app.must('values.copy', { keyId })
  value = app.computer.clipboard.text
  expect(value).not.toBe('')
})

const marks = (of: TestApp) => of.steps.filter((step) => step === 'vault.removeClipboardMark ends').length
const clipboard = () => world.computer().clipboard

describe('R29 after a kill with a secret on the clipboard', () => {
  test('the next start clears it, once the vault is open', async () => {
    await app.kill()
    const next = await world.restarted()
    await until(() => clipboard().text === '')
    expect(marks(next)).toBe(1)
    await next.kill()
    // Nothing is left to look for.
    clipboard().text = value
    const third = await world.restarted()
    expect(third.steps.includes('vault.readClipboardMark ends')).toBe(true)
    expect(clipboard().text).toBe(value)
  })

  test('something else that was copied since is left alone, and never looked for again', async () => {
    await app.kill()
    clipboard().text = 'a note of somebody'
    const next = await world.restarted()
    await until(() => marks(next) === 1)
    expect(clipboard().text).toBe('a note of somebody')
  })

  test('a clipboard that cannot be read is looked at by a later start', async () => {
    await app.kill()
    clipboard().mode = 'unreadable'
    const next = await world.restarted()
    await until(() => next.log.lines.some(({ event }) => event === 'clipboard.notCleared'))
    await next.kill()
    clipboard().mode = 'ok'
    await world.restarted()
    await until(() => clipboard().text === '')
  })

  test('R49 with a passphrase that is when it is entered', async () => {
    await app.must('lock.setPassphrase', { passphrase: 'made-up words of a test' })
    await app.kill()
    const next = await world.started()
    await until(() => next.snapshot().sync.listProblem?.code === 'locked')
    expect(clipboard().text).toBe(value)
    await next.must('lock.unlock', { passphrase: 'made-up words of a test' })
    await until(() => clipboard().text === '')
  })

  test('on Wayland, where an unfocused clear may be dropped, the focus clears it', async () => {
    await app.kill()
    clipboard().mode = 'drops'
    const { secureStore } = world.computer()
    secureStore.mode = 'pending'
    const next = await world.started()
    next.window.hasFocus = false
    secureStore.mode = 'ok'
    secureStore.answerPrompt()
    await until(() => next.log.lines.some(({ event }) => event === 'clipboard.leftoverCleared'))
    clipboard().mode = 'ok'
    next.window.hasFocus = true
    next.app.noteWindowFocused()
    await until(() => clipboard().text === '')
  })

  test('the mark is a keyed digest: neither the value nor a plain hash of it is in any file', () => {
    const digest = createHash('sha256').update(value).digest()
    const files = scanFiles(app.computer.folder, [value])
    expect(files.fileCount).toBeGreaterThan(1)
    expect(files.hits).toEqual([])
    const bytes = readFileSync(join(app.computer.folder, 'vault.db'))
    expect(bytes.includes(digest)).toBe(false)
  })
})

describe('R29 without a kill', () => {
  test('nothing is left to look for, whether it was cleared by time, by hand or by quitting', async () => {
    app.clock.advance(30_000)
    await until(() => marks(app) === 1)
    await app.must('values.copy', { keyId })
    await app.must('clipboard.clear', {})
    expect(marks(app)).toBe(2)
    await app.must('values.copy', { keyId })
    await app.quit()
    expect(marks(app)).toBe(3)
    clipboard().text = value
    await world.restarted()
    expect(clipboard().text).toBe(value)
  })
})

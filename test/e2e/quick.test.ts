// The quick window: its shortcut is chosen, opens it from anywhere, copies, revokes, and nothing of it outlives a lock.
import type { Page } from 'playwright'
import { expect, it, onTestFinished } from 'vitest'
import { pageHolds } from './support/canary.ts'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { adminKey, startService } from './support/service.ts'

const name = 'Canary pager bot'
const shortcut = 'Control+Shift+Space'

/** The page of the quick window, which is the newest window until the lock. */
async function quickPage(app: Latchkey): Promise<Page> {
  return eventually(async () => {
    const page = await app.running.page()
    expect(page.url()).toContain('quick.html')
    page.setDefaultTimeout(10_000)
    return page
  })
}
const isShown = (app: Latchkey) => app.running.window.isVisible()
const becomes = (app: Latchkey, state: boolean) =>
  eventually(async () => expect(await isShown(app)).toBe(state))

/** Types, and waits until the first line is the one that is meant. */
async function find(page: Page, text: string, line: string): Promise<void> {
  await page.getByRole('combobox').waitFor()
  await page.keyboard.type(text)
  await page.locator('[role=option][aria-selected=true]').filter({ hasText: line }).waitFor()
}

it('R26 by a shortcut it finds, copies and revokes; it hides when left, and ends with the lock', async () => {
  const service = await startService({ keys: 3 })
  onTestFinished(service.close)
  await service.control.addKey({ description: name })
  const app = await startLatchkey({ env: service.env })
  onTestFinished(app.quit)
  await app.connect(adminKey)

  await app.page.keyboard.press('Control+,')
  const settings = app.dialog('Settings')
  expect(await app.running.shortcuts.press(shortcut)).toBe(false)
  await settings.getByRole('button', { name: 'Choose keys' }).click()
  await app.page.keyboard.press(shortcut)
  await settings.getByText('Press it once to prove that it works').waitFor()
  expect(await app.running.shortcuts.press(shortcut)).toBe(true)
  const quick = await quickPage(app)
  await becomes(app, true)
  await settings.getByText('It works: it was pressed.').waitFor()
  const options = await app.running.window.options()
  expect(options).toMatchObject({ frame: false, alwaysOnTop: true, skipTaskbar: true })
  expect(options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  })

  await find(quick, 'pager', name)
  await quick.keyboard.press('Enter')
  await find(quick, 'identifier', 'Copy identifier')
  await quick.keyboard.press('Enter')
  await becomes(app, false)
  const { display } = (await service.keyNamed(name)) ?? {}
  expect(await app.clipboard()).toBe(display)

  await app.running.shortcuts.press(shortcut)
  await becomes(app, true)
  await eventually(async () => expect(await quick.getByRole('combobox').inputValue()).toBe(''))
  await find(quick, 'pager', name)
  await quick.keyboard.press('Enter')
  await find(quick, 'revoke', 'Revoke…')
  await quick.keyboard.press('Enter')
  const question = quick.getByRole('alertdialog', { name: `Revoke “${name}”` })
  await question.getByRole('button', { name: 'Revoke key' }).click()
  await quick.getByText(`“${name}” was revoked`).first().waitFor()
  expect((await service.keyNamed(name))?.state).toBe('revoked')
  await app.page.keyboard.press('Escape')
  await eventually(async () => expect(await app.row(name).count()).toBe(0))

  await app.running.window.blur()
  await becomes(app, false)
  expect((await app.running.secondInstance(['--toggle'])).exitCode).toBe(0)
  await becomes(app, true)
  await quick.keyboard.press('Control+l').catch(() => {})
  await eventually(() => expect(quick.isClosed()).toBe(true))

  await eventually(async () => expect((await app.running.page()).url()).not.toContain('quick.html'))
  await app.running.shortcuts.press(shortcut)
  const closed = await quickPage(app)
  await closed.getByRole('heading', { name: 'Hidden' }).waitFor()
  expect(await pageHolds(closed, 'pager')).toBe(false)
  await closed.getByRole('button', { name: 'Open Latchkey' }).click()
  await becomes(app, false)
})

// A value goes to the clipboard without passing the window, leaves it again, and is seen only while a button is held.
import type { Locator } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { channelsWith, pageHolds } from './support/canary.ts'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { adminKey, type Service, startService } from './support/service.ts'

let service: Service
let app: Latchkey
/** The value of the one key of this file, as the clipboard gave it. */
let value: string

beforeAll(async () => {
  service = await startService()
  app = await startLatchkey({ env: service.env })
  await app.connect(adminKey)
})
afterAll(() => service.close())

const lastWrite = () => app.running.clipboard.history().at(-1)?.formats

it('R28 a copy is one write that carries the mark by which clipboard histories leave it alone', async () => {
  await app.page.keyboard.press('Control+,')
  await app.dialog('Settings').getByRole('tab', { name: 'Values' }).click()
  await app.page
    .getByLabel('Clear a copied value from the clipboard after')
    .selectOption({ label: '10 seconds' })
  await app.dialog('Settings').getByRole('button', { name: 'Close' }).first().click()

  await app.createKey({ name: 'Copied key' })
  const writesBefore = app.running.clipboard.history().length
  value = await app.copyValue()
  expect(await service.statusFor(value)).toBe(200)
  expect(app.running.clipboard.history()).toHaveLength(writesBefore + 1)
  expect(lastWrite()).toEqual({
    'text/plain': value,
    'electron application/osclipboard;format="x-kde-passwordManagerHint"': 'secret',
  })
})

it('R29 the clipboard is emptied after the chosen ten seconds', async () => {
  const copiedAt = performance.now()
  expect(await app.copyValue()).toBe(value)
  // Behind the open panel, so screen readers do not meet it now.
  const chip = app.page.getByRole('region', { name: 'Clipboard', includeHidden: true })
  await chip.waitFor()
  await eventually(async () => expect(await app.clipboard()).toBe(''), 12_000)
  expect(performance.now() - copiedAt).toBeGreaterThan(9_500)
  await chip.waitFor({ state: 'detached' })
  await app.page.getByText('the clipboard holds it no longer').waitFor()
})

it('R29 what somebody copied after it is left alone', async () => {
  await app.copyValue()
  await app.running.clipboard.setForeign('a shopping list')
  await app.page.getByRole('button', { name: 'Clear now' }).first().click()
  await app.page.getByText('the clipboard holds it no longer').waitFor()
  expect(await app.clipboard()).toBe('a shopping list')
})

it('samples hold the value on the clipboard and a placeholder on screen', async () => {
  const samples = app.page.getByRole('region', { name: 'Ready-to-run samples' })
  const expected = {
    '.env': ['.env line', `IOINTELLIGENCE_API_KEY=${value}`],
    curl: ['curl command', `Authorization: Bearer ${value}`],
    Python: ['Python sample', `"IOINTELLIGENCE_API_KEY", "${value}"`],
    Node: ['Node sample', `IOINTELLIGENCE_API_KEY ??= "${value}"`],
  } as const
  for (const [label, [what, text]] of Object.entries(expected)) {
    await samples.getByText(label, { exact: true }).click()
    await expect.poll(() => samples.locator('pre').textContent()).toContain('••••••••')
    await samples.getByRole('button', { name: `Copy ${what}` }).click()
    await app.page.getByText(`${what} copied. Clears in`).first().waitFor()
    const copied = await app.clipboard()
    expect(copied).toContain(text)
    expect(copied).not.toContain('•')
    expect(Object.keys(lastWrite() ?? {})).toHaveLength(2)
  }
  await app.running.clipboard.setForeign('')
})

it('R6 until it is revealed, the value has been in no message to the window and nowhere in it', async () => {
  expect(app.running.ipcMessages().length).toBeGreaterThan(20)
  expect(channelsWith(app.running, value)).toEqual([])
  expect(await pageHolds(app.page, value)).toBe(false)
  expect(app.running.output()).not.toContain(value)
})

/** Presses the button, checks that the value is seen and the window kept out of captures, and ends it. */
async function revealUntil(button: Locator, end: () => Promise<unknown>) {
  await button.hover()
  await app.page.mouse.down()
  await eventually(async () => expect(await pageHolds(app.page, value)).toBe(true))
  expect(await app.running.window.isContentProtected()).toBe(true)
  expect(await app.page.title()).not.toContain(value)
  await end()
  await eventually(async () => expect(await pageHolds(app.page, value)).toBe(false))
  await eventually(async () => expect(await app.running.window.isContentProtected()).toBe(false))
}

it('R25 a value is seen only while the button is held, and is gone from the document afterwards', async () => {
  const { page, running } = app
  const button = page.getByRole('button', { name: 'Hold to reveal' })
  await revealUntil(button, () => page.mouse.up())
  await revealUntil(button, async () => {
    // The pointer leaves the button: what counts is the release, wherever it is.
    await page.mouse.move(5, 5)
    await page.mouse.up()
  })
  await revealUntil(button, () => page.evaluate(() => window.dispatchEvent(new Event('blur'))))
  await page.mouse.up()
  await revealUntil(button, running.window.hide)
  await running.window.show()
  await page.mouse.up()

  await button.focus()
  await page.keyboard.down('Space')
  await eventually(async () => expect(await pageHolds(page, value)).toBe(true))
  await page.keyboard.up('Space')
  await eventually(async () => expect(await pageHolds(page, value)).toBe(false))
  expect(new Set(channelsWith(running, value))).toEqual(new Set(['values.reveal']))
})

it('R25 R32 the page being replaced ends a reveal too', async () => {
  await app.page.getByRole('button', { name: 'Hold to reveal' }).hover()
  await app.page.mouse.down()
  await eventually(async () => expect(await app.running.window.isContentProtected()).toBe(true))
  await app.running.menu.click('View', 'Reload')
  await eventually(async () => expect(await app.running.window.isContentProtected()).toBe(false))
  await app.page.mouse.up()
  await app.notice('1 key’s value is waiting to be stored').waitFor()
  expect(await pageHolds(app.page, value)).toBe(false)
})

it('R7 a sealed copy is revealed only after the person has answered the app’s own question', async () => {
  const { page, running } = app
  await app.notice('waiting to be stored').getByRole('button', { name: 'Open' }).click()
  await app.copyValue()
  await app.confirmStored({ keepsCopy: true })
  await app.choose('Copied key', 'Show value…')
  const panel = app.dialog('Sealed copy')
  await panel.getByRole('button', { name: 'Reveal…' }).click()
  await running.dialogs.answer('Cancel')
  await panel.getByRole('button', { name: 'Reveal…' }).waitFor()
  expect(running.dialogs.history().at(-1)?.message).toBe('Show the value of “Copied key”?')
  expect(await pageHolds(page, value)).toBe(false)

  await running.dialogs.answerNext('Show value')
  await panel.getByRole('button', { name: 'Reveal…' }).click()
  await revealUntil(panel.getByRole('button', { name: 'Hold to reveal' }), () => page.mouse.up())

  await running.dialogs.answerNext('Erase sealed copy')
  await panel.getByRole('button', { name: 'Erase the sealed copy…' }).click()
  await app.message('The sealed copy was erased').waitFor()
  expect(await service.statusFor(value)).toBe(200)
})

it('the identifier is copied as text that opens nothing, by its button and by Ctrl C', async () => {
  await app.search('Copied key')
  const row = app.row('Copied key')
  await row.hover()
  await row.getByRole('button', { name: 'Copy identifier' }).click()
  await app.message('Identifier copied').waitFor()
  const identifier = await app.clipboard()
  expect(identifier).toMatch(/-v2-.*\.\.\./)
  expect(value).not.toBe(identifier)
  expect(await service.statusFor(identifier)).toBe(401)
  expect(Object.keys(lastWrite() ?? {})).toEqual(['text/plain'])

  await app.running.clipboard.setForeign('')
  await app.page.getByRole('grid').focus()
  await app.page.keyboard.press('Control+c')
  await eventually(async () => expect(await app.clipboard()).toBe(identifier))
})

it('R29 quitting empties the clipboard', async () => {
  await app.createKey({ name: 'Copied before quitting' })
  const copied = await app.copyValue()
  expect(lastWrite()?.['text/plain']).toBe(copied)
  await app.quit()
  expect(lastWrite()).toEqual({})
})

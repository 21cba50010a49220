// Several accounts: one beside the other, told apart by name and colour, each with its own keys and values.
import { expect, it, onTestFinished } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startLatchkey } from './support/latchkey.ts'
import { createProfile } from './support/profile.ts'
import { adminKey, startService } from './support/service.ts'
import { shownText } from './support/shown-text.ts'

it('two accounts live side by side, each named wherever something is asked', async () => {
  const service = await startService()
  onTestFinished(service.close)
  const expires_at = new Date(Date.now() + 2.5 * 86_400_000).toISOString().slice(0, 19)
  await service.control.addKey({ description: 'Only here', expires_at })
  const profile = createProfile()
  onTestFinished(profile.remove)
  const options = { userData: profile.userData, env: service.env }
  const app = await startLatchkey(options)
  const { page } = app
  await app.connect(adminKey)

  // The first one gets a name; the second comes beside it.
  await page.keyboard.press('Control+,')
  const settings = app.dialog('Settings')
  await settings.getByRole('tab', { name: 'Accounts' }).click()
  await settings.getByRole('button', { name: /^Name and colour of/ }).click()
  await settings.getByLabel('Name', { exact: true }).fill('Work')
  await settings.getByText('Green', { exact: true }).click()
  await settings.getByRole('button', { name: 'Save' }).click()
  await eventually(async () => expect(await page.title()).toBe('Latchkey — Work'))
  await settings.getByRole('button', { name: 'Connect another account…' }).click()
  await page.getByRole('heading', { name: 'Connect another account' }).waitFor()
  await app.connectToSandbox()
  await eventually(async () => expect(await page.title()).toBe('Latchkey — Sandbox'))
  await eventually(async () => expect(await app.names()).not.toContain('Only here'))

  // A key of the other one that ends soon is still reminded of, and its dialog opens where it belongs.
  await page.getByRole('button', { name: /^Reminders/ }).click()
  const reminder = app.dialog('Reminders').getByRole('listitem').filter({ hasText: 'Only here' })
  await expect.poll(() => shownText(reminder)).toContain('Work')
  await reminder.getByRole('button', { name: 'Rotate…' }).click()
  await app.dialog(/Only here/).waitFor()
  await eventually(async () => expect(await page.title()).toBe('Latchkey — Work'))
  await page.keyboard.press('Escape')
  await app.dialog(/Only here/).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Shift+Digit1')
  await eventually(async () => expect(await page.title()).toBe('Latchkey — Sandbox'))

  // By keyboard to the second of the menu: names sort "Sandbox" before "Work".
  await page.keyboard.press('Control+Shift+Digit2')
  await eventually(async () => expect(await page.title()).toBe('Latchkey — Work'))
  await eventually(async () => expect(await app.names()).toEqual(['Only here']))
  await expect.poll(() => page.locator('.account-bar').getAttribute('data-account-colour')).toBe('green')
  await eventually(async () => expect(await app.running.tray.tooltip()).toContain('Work · Connected'))

  // A value that is not stored yet stays with its account.
  await app.createKey({ name: 'Not stored yet' })
  await app.copyValue()
  await app.confirmStored({ keepsCopy: true })
  await page.keyboard.press('Control+Shift+Digit1')
  await eventually(async () => expect(await page.title()).toBe('Latchkey — Sandbox'))
  await page.getByRole('button', { name: /^Connection:/ }).click()
  await page.getByRole('menuitemradio', { name: /^Work/ }).click()
  await eventually(async () => expect(await app.names()).toContain('Not stored yet'))

  // Every question names the account, in the window and in main.
  await app.choose('Only here', 'Revoke…')
  await app.question.getByText(/^Account: Work/).waitFor()
  await app.question.getByRole('button', { name: 'Cancel' }).click()
  const path = await app.tray.pathToRevoke('Only here')
  await app.running.dialogs.answerNext('Cancel')
  await app.running.tray.click(...path)
  await eventually(async () => expect(app.running.dialogs.history().at(-1)?.detail).toMatch(/^Account: Work/))
  await app.quit()

  // The one used last is there at the next start, and its disconnecting leaves the other one.
  const next = await startLatchkey(options)
  onTestFinished(next.quit)
  await eventually(async () => expect(await next.page.title()).toBe('Latchkey — Work'))
  await next.page.keyboard.press('Control+,')
  await next.page.getByRole('tab', { name: 'Accounts' }).click()
  await next.page.getByRole('button', { name: 'Disconnect…' }).click()
  await next.running.dialogs.answerNext('Disconnect and erase')
  await next.page.getByRole('button', { name: 'Disconnect', exact: true }).click()
  await eventually(async () => expect(await next.page.title()).toBe('Latchkey — Sandbox'))
  expect(next.running.dialogs.history().at(-1)?.detail).toMatch(/^Account: Work/)
  await next.page.getByRole('button', { name: /^Connection:/ }).click()
  await expect.poll(() => shownText(next.page.getByRole('menu'))).not.toContain('Work')
})

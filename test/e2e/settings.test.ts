// The settings of the running app: each takes effect at once and outlives it, and a start without a window.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { launchApp } from '../electron/launch-app.ts'
import { eventually } from './support/eventually.ts'
import { startLatchkey } from './support/latchkey.ts'
import { createProfile } from './support/profile.ts'
import { adminKey, startService } from './support/service.ts'

it('settings take effect at once and are there at the next start, and what is exported holds no value', async () => {
  const service = await startService({ keys: 3 })
  onTestFinished(service.close)
  const profile = createProfile()
  onTestFinished(profile.remove)
  const options = { userData: profile.userData, env: service.env }
  const app = await startLatchkey(options)
  await app.connect(adminKey)
  await app.createKey({ name: 'Exported key' })
  const value = await app.copyValue()
  await app.confirmStored({ keepsCopy: true })
  const rowHeight = async () => (await app.page.locator('tr.data-row').first().boundingBox())?.height

  const compact = await rowHeight()
  await app.page.keyboard.press('Control+,')
  const settings = app.dialog('Settings')
  const tab = (name: string) => settings.getByRole('tab', { name }).click()
  await settings.getByText('Comfortable', { exact: true }).click()
  await settings.getByText('Dark', { exact: true }).click()
  await eventually(async () => expect(await rowHeight()).toBeGreaterThan(compact ?? 0))
  await expect.poll(() => settings.getByLabel('Start when I log in').isDisabled()).toBe(true)

  await tab('Network')
  await settings.getByText('This proxy', { exact: true }).click()
  await settings.getByLabel('Address of the proxy').fill('http://127.0.0.1:9')
  await app.page.keyboard.press('Enter')
  // A development server is on this computer, so that no proxy is in its way.
  await settings.getByRole('button', { name: 'Test connection' }).click()
  await settings.getByText('The service answered').waitFor()

  await tab('Data')
  const file = join(profile.userData, 'exported.json')
  await app.running.dialogs.saveTo(file)
  await settings.getByRole('button', { name: 'Export…' }).click()
  await app.page.getByText('4 keys and secrets, without any value.', { exact: true }).waitFor()
  const text = readFileSync(file, 'utf8')
  expect(text).toContain('Exported key')
  expect(text).not.toContain(value)
  expect(text).not.toContain(adminKey)
  await app.quit()

  // Started with the session it shows no window, until it is asked for one.
  const stored = join(profile.userData, 'latchkey', 'settings.json')
  const quickShortcut = 'Control+Shift+Space'
  const changed = { ...JSON.parse(readFileSync(stored, 'utf8')), closesToTray: false, quickShortcut }
  writeFileSync(stored, JSON.stringify(changed))
  const hidden = await launchApp({ ...options, args: ['--hidden'] })
  onTestFinished(hidden.close)
  await eventually(async () => expect(await hidden.tray.tooltip()).toContain('Connected'))
  // The quick window may be the only one; with it Latchkey does not end.
  expect(await hidden.shortcuts.press(quickShortcut)).toBe(true)
  await eventually(async () => expect((await hidden.page()).url()).toContain('quick.html'))
  await hidden.tray.click('Hide')
  await eventually(async () => expect(await hidden.tray.tooltip()).toBe('Latchkey is hidden'))
  await hidden.tray.click('Open Latchkey')
  const page = await hidden.page()
  await page.getByRole('button', { name: 'Show' }).click()
  await page.getByRole('grid').waitFor()
  const { theme, density } = await page.evaluate(() => ({ ...document.documentElement.dataset }))
  expect({ theme, density }).toEqual({ theme: 'dark', density: 'comfortable' })

  await page.keyboard.press('Control+,')
  await page.getByRole('tab', { name: 'Data' }).click()
  await hidden.dialogs.answerNext('Erase everything')
  await page.getByRole('button', { name: 'Erase everything…' }).click()
  await page.getByRole('heading', { name: 'Connect to IO Intelligence' }).waitFor()
  expect(await page.title()).toBe('Latchkey')
})

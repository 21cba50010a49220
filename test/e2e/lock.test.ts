// R26, R48, R49: locking with a passphrase, hiding without one, and what is left to see meanwhile.
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { channelsWith, pageHolds } from './support/canary.ts'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { lookAt } from './support/look.ts'
import { createProfile } from './support/profile.ts'
import { adminKey, type Service, startService } from './support/service.ts'

const passphrase = 'made-up words of a test'
const name = 'Canary key'
let service: Service

beforeAll(async () => {
  service = await startService()
  await service.control.addKey({ description: name })
})
afterAll(() => service.close())

async function setPassphrase(app: Latchkey): Promise<void> {
  await app.page.keyboard.press('Control+,')
  const settings = app.dialog('Settings')
  await settings.getByRole('tab', { name: 'Security' }).click()
  await settings.getByRole('button', { name: 'Set a passphrase…' }).click()
  await settings.getByLabel('New passphrase', { exact: true }).fill(passphrase)
  await settings.getByLabel('Repeat it', { exact: true }).fill(passphrase)
  await settings.getByRole('button', { name: 'Set passphrase' }).click()
  await settings.getByRole('button', { name: 'Change…' }).waitFor()
  await app.page.keyboard.press('Escape')
}

/** The page may be gone before the key is let go. */
const pressLock = (page: Page) => page.keyboard.press('Control+l').catch(() => {})

/** The page of the window as it is now: locking begins a new one. */
async function lockView(app: Latchkey, heading = 'Latchkey is locked'): Promise<Page> {
  return eventually(async () => {
    const page = await app.running.page()
    page.setDefaultTimeout(10_000)
    await page.getByRole('heading', { name: heading }).waitFor({ timeout: 500 })
    return page
  })
}

async function unlock(page: Page, text: string): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(text)
  await page.getByRole('button', { name: 'Unlock' }).click()
}
const row = (page: Page) =>
  page.getByRole('row').filter({ has: page.getByRole('checkbox', { name: `Select ${name}` }) })

describe('R49 a passphrase', () => {
  it('locks by a key, refuses a wrong one, opens with the right one, and is asked for at the next start', async () => {
    const profile = createProfile()
    onTestFinished(profile.remove)
    const start = () => startLatchkey({ userData: profile.userData, env: service.env })
    const app = await start()
    await app.connect(adminKey)
    await setPassphrase(app)
    const oldPage = app.page
    const { length: spokenBefore } = app.running.ipcMessages()
    await pressLock(oldPage)

    const locked = await lockView(app)
    // R26: what the old page knew is gone with its process.
    expect(oldPage.isClosed()).toBe(true)
    expect(await pageHolds(locked, name)).toBe(false)
    expect(await app.running.tray.tooltip()).toBe('Latchkey is locked')
    expect(JSON.stringify(await app.running.tray.menu())).not.toContain(name)
    await expect.poll(() => app.running.window.isVisible()).toBe(true)
    expect(await locked.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('password')
    const rows = await locked.evaluate(() => window.latchkey.keys.readRows({ afterId: null, limit: 500 }))
    expect(rows).toMatchObject({ ok: false, error: { code: 'locked' } })
    const spoken = JSON.stringify(app.running.ipcMessages().slice(spokenBefore))
    expect(spoken).not.toContain(name)
    expect(await lookAt(locked, 'lock-1-locked')).toEqual([])

    await unlock(locked, 'not this one')
    await locked.getByText('The passphrase was not accepted.').waitFor()
    expect(await lookAt(locked, 'lock-2-wrong')).toEqual([])
    await locked.getByText('Forgot the passphrase?').click()
    await locked.getByRole('button', { name: 'Erase and start over…' }).click()
    expect(await lookAt(locked, 'lock-3-forgotten')).toEqual([])
    await unlock(locked, passphrase)
    await row(locked).waitFor()
    expect(await pageHolds(locked, passphrase)).toBe(false)
    // It went to main when it was set and when it was entered, and never came back.
    expect([...new Set(channelsWith(app.running, passphrase))].sort()).toEqual([
      'lock.setPassphrase',
      'lock.unlock',
    ])
    await app.quit()

    const next = await start()
    onTestFinished(next.quit)
    const atStart = await lockView(next)
    expect(await pageHolds(atStart, name)).toBe(false)
    expect(JSON.stringify(next.running.ipcMessages())).not.toContain(name)
    await unlock(atStart, passphrase)
    await row(atStart).waitFor()

    await next.running.system.emit('suspend')
    await lockView(next)
  })

  it('R21 on a system without a keyring makes it keep the admin key', async () => {
    const profile = createProfile()
    onTestFinished(profile.remove)
    const start = () =>
      startLatchkey({ userData: profile.userData, env: service.env, safeStorage: 'unavailable' })
    const app = await start()
    await app.connect(adminKey)
    await setPassphrase(app)
    await app.quit()
    const next = await start()
    onTestFinished(next.quit)
    await unlock(await lockView(next), passphrase)
    await row(await next.running.page()).waitFor()
  })

  it('R49 that was forgotten is a way to begin anew, after two questions', async () => {
    const app = await startLatchkey({ env: service.env })
    onTestFinished(app.quit)
    await app.connect(adminKey)
    await setPassphrase(app)
    await app.running.tray.click('Lock')
    const page = await lockView(app)
    await page.getByText('Forgot the passphrase?').click()
    await page.getByRole('button', { name: 'Erase and start over…' }).click()
    await page.getByRole('button', { name: 'Erase…' }).click()
    await app.running.dialogs.answer('Erase everything')
    await page.getByRole('heading', { name: 'Connect to IO Intelligence' }).waitFor()
  })
})

describe('R48 without a passphrase', () => {
  it('Latchkey hides behind a curtain that anybody can draw, and closes what was asked', async () => {
    const app = await startLatchkey({ env: service.env })
    onTestFinished(app.quit)
    await app.connect(adminKey)
    await app.page.keyboard.press('Control+,')
    await app.page.getByRole('tab', { name: 'Security' }).click()
    expect(await lookAt(app.page, 'lock-4-settings')).toEqual([])
    const settings = app.dialog('Settings')
    await settings.getByRole('button', { name: 'Set a passphrase…' }).click()
    await settings.getByLabel('New passphrase', { exact: true }).fill('violet otter basalt')
    expect(await lookAt(app.page, 'lock-5-passphrase')).toEqual([])
    await pressLock(app.page)
    const hidden = await lockView(app, 'Latchkey is hidden')
    expect(await pageHolds(hidden, name)).toBe(false)
    expect(await lookAt(hidden, 'lock-6-hidden')).toEqual([])
    await hidden.getByRole('button', { name: 'Show' }).click()
    await row(hidden).waitFor()
  })

  it('it hides by itself after a minute without anybody at the computer', { timeout: 150_000 }, async () => {
    const app = await startLatchkey({ env: service.env })
    onTestFinished(app.quit)
    await app.connect(adminKey)
    await app.running.system.setIdleSeconds(1)
    await app.page.keyboard.press('Control+,')
    await app.page.getByRole('tab', { name: 'Security' }).click()
    await app
      .dialog('Settings')
      .getByLabel(/^Hide when nobody has used/)
      .selectOption('1')
    await app.running.system.setIdleSeconds(600)
    await app.page.waitForEvent('close', { timeout: 90_000 })
    expect(await pageHolds(await lockView(app, 'Latchkey is hidden'), name)).toBe(false)
  })
})

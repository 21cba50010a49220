// The settings: each takes effect at once, and what is not possible here says why.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { anAccount, aSnapshot, fiveKeys } from '../support/key-builders.ts'
import { accessibilityProblems } from './support/accessibility.ts'
import { failed, misfits, zoomedWindow } from './support/dialog-driver.ts'
import { shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

let browser: Browser
let ui: UiPage
let dialog: Locator

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(async () => {
  expect(await ui.troubles()).toEqual([])
  await ui.close()
})
afterAll(() => browser.close())

async function open(parts: Partial<SnapshotParts> = {}, options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(parts), keys: fiveKeys(), ...options })
  await ui.page.keyboard.press('Control+,')
  dialog = ui.page.getByRole('dialog', { name: 'Settings' })
  await dialog.waitFor()
}
const changed = async () => (await ui.calls('settings.change')).map(({ input }) => input)

describe('the settings', () => {
  it('take effect at once', async () => {
    await open()
    await dialog.getByText('Dark', { exact: true }).click()
    await expect.poll(() => ui.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    await dialog.getByLabel('Clear a copied value from the clipboard after').selectOption('60')
    await dialog.getByLabel('Keep a sealed copy of new values').uncheck()
    await dialog.getByLabel(/Keep running in the tray/).uncheck()
    await expect
      .poll(changed)
      .toEqual([
        { theme: 'dark' },
        { clipboardClearMs: 60_000 },
        { keepSealedCopies: false },
        { closesToTray: false },
      ])
    expect(await dialog.getByLabel('Keep a sealed copy of new values').isChecked()).toBe(false)
  })

  it('that could not be written stay as they were, and say so', async () => {
    await open({}, { results: { 'settings.change': [failed('storage', { isRetryable: true })] } })
    await dialog.getByLabel('Keep a sealed copy of new values').click()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('The setting was not changed')
    expect(await dialog.getByLabel('Keep a sealed copy of new values').isChecked()).toBe(true)
  })

  it('without a tray say why closing quits', async () => {
    await open({ hasTray: false })
    expect(await dialog.getByLabel(/Keep running in the tray/).isDisabled()).toBe(true)
    expect(await shownText(dialog)).toContain('This desktop shows no tray icon')
  })

  it('show the version', async () => {
    await open({ version: '7.8.9' })
    expect(await shownText(dialog)).toContain('Latchkey 7.8.9')
  })

  it('fit a small window at 200 %', async () => {
    await open({}, { context: zoomedWindow })
    expect(await misfits(ui.page)).toEqual([])
  })

  it('have no accessibility problem', async () => {
    await open()
    expect(await accessibilityProblems(ui.page)).toEqual([])
  })
})

describe('the name of the variable in samples', () => {
  const field = () => dialog.getByLabel('Name of the variable in samples')

  it('is saved by Enter and when the field is left, once', async () => {
    await open()
    await field().fill('TEAM_KEY')
    await ui.page.keyboard.press('Enter')
    await expect.poll(changed).toEqual([{ keyVariable: 'TEAM_KEY' }])
    await field().fill(' OTHER_KEY ')
    await ui.page.keyboard.press('Tab')
    await expect.poll(changed).toEqual([{ keyVariable: 'TEAM_KEY' }, { keyVariable: 'OTHER_KEY' }])
    expect(await field().inputValue()).toBe('OTHER_KEY')
    await field().focus()
    await ui.page.keyboard.press('Enter')
    expect(await changed()).toHaveLength(2)
  })

  it.each(['1KEY', 'MY KEY', 'KEY;rm -rf', 'K'.repeat(101), ''])(
    '“%s” is none: that is said at the field and not saved',
    async (name) => {
      await open()
      await field().fill(name)
      await ui.page.keyboard.press('Enter')
      await expect.poll(() => field().getAttribute('aria-invalid')).toBe('true')
      expect(await shownText(dialog)).toMatch(/A variable’s name (holds letters|has at most 100)/)
      expect(await changed()).toEqual([])
      expect(await accessibilityProblems(ui.page)).toEqual([])
      await field().fill('GOOD_KEY')
      expect(await field().getAttribute('aria-invalid')).toBeNull()
    },
  )
})

describe('the secure store in the settings', () => {
  it.each([
    ['ready', 'Encrypted with libsecret'],
    ['waiting', 'Waiting for libsecret'],
    ['weak', 'This computer’s keyring protects nothing'],
    ['unavailable', 'This computer offers no secure store'],
    ['lockedByOs', 'Cannot open libsecret'],
  ] as const)('%s is told in words', async (state, words) => {
    await open({ vault: { state, backend: 'libsecret' } })
    expect(await shownText(dialog)).toContain(words)
    expect(await dialog.getByRole('button', { name: 'Try again' }).count()).toBe(state === 'ready' ? 0 : 1)
  })

  it('R21 where it is weak no sealed copies are offered', async () => {
    await open({ vault: { state: 'weak', backend: 'libsecret' } })
    expect(await dialog.getByLabel('Keep a sealed copy of new values').isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(async () => (await ui.calls('vault.retry')).length).toBe(1)
    expect(await accessibilityProblems(ui.page)).toEqual([])
  })
})

describe('the connection in the settings', () => {
  it('names account, admin key and server, and how to change the server', async () => {
    await open({ account: anAccount({ kind: 'live', isRemembered: false }) })
    const words = await shownText(dialog)
    for (const part of [
      'mira@example.com · Live account',
      'Forgotten when Latchkey quits.',
      'api.intelligence.io.solutions',
      'Another server needs the admin key again',
    ]) {
      expect(words).toContain(part)
    }
  })

  it('disconnecting asks first, with the safe button in focus', async () => {
    await open({ account: anAccount({ kind: 'live' }) })
    await dialog.getByRole('button', { name: 'Disconnect…' }).click()
    const stay = dialog.getByRole('button', { name: 'Stay connected' })
    await expect.poll(() => stay.evaluate((button) => button === document.activeElement)).toBe(true)
    expect(await accessibilityProblems(ui.page)).toEqual([])
    await stay.click()
    await dialog.getByRole('button', { name: 'Disconnect…' }).click()
    await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await ui.page.getByRole('heading', { name: 'Connect to IO Intelligence' }).waitFor()
    expect(await ui.calls('session.disconnect')).toHaveLength(1)
  })

  it('a no in main’s own question leaves everything as it is', async () => {
    await open({}, { results: { 'session.disconnect': [failed('notConfirmed')] } })
    await dialog.getByRole('button', { name: 'Disconnect…' }).click()
    await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await dialog.getByRole('button', { name: 'Disconnect…' }).waitFor()
    expect(await dialog.getByRole('alert').count()).toBe(0)
  })

  it('without an account says so', async () => {
    await open({ account: null })
    expect(await shownText(dialog)).toContain('Not connected.')
  })
})

// The quick window's page, and the choice of the shortcut that opens it.
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/shared/domain/settings.ts'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aLock, aSnapshot, fiveKeys, manyKeys } from '../support/key-builders.ts'
import { someSecrets } from '../support/secret-builders.ts'
import { accessibilityProblems } from './support/accessibility.ts'
import { failed } from './support/dialog-driver.ts'
import { messages, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const quickSize = { viewport: { width: 640, height: 420 } } as const
let browser: Browser
let ui: UiPage
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(async () => {
  expect(await ui.troubles()).toEqual([])
  await ui.close()
})
afterAll(() => browser.close())

async function open(parts: Partial<SnapshotParts> = {}, options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, {
    ...{ snapshot: aSnapshot(parts), keys: fiveKeys(), secrets: someSecrets() },
    ...{ path: 'quick.html' as const, context: quickSize },
    ...options,
  })
  page = ui.page
}
const chosen = () => shownText(page.locator('[role=option][aria-selected=true]'))
const lines = async () => (await page.getByRole('option').allInnerTexts()).map((text) => text.split('\n')[0])
const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const asked = async (command: Parameters<UiPage['calls']>[0]) =>
  (await ui.calls(command)).map(({ input }) => input)
/** As the window is hidden and shown again. */
const hideAndShow = () =>
  page.evaluate(() => {
    for (const state of ['hidden', 'visible']) {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }
  })

/** In its own size and in both themes; `lookAt` has those of the main window. */
async function look(name: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: `test-results/views/${name}-${colorScheme}.png` })
  }
  expect(await accessibilityProblems(page)).toEqual([])
}

describe('the quick window', () => {
  it('has the keyboard at once: letters, Enter, Enter copy a value, say so and leave', async () => {
    await open()
    await expect.poll(chosen).not.toBe('')
    await look('quick-1-open')
    await page.keyboard.type('bill')
    await expect.poll(chosen).toContain('billing-bot')
    await press('Enter')
    await expect.poll(lines).toEqual(['Copy value', 'Copy identifier', 'Show in Latchkey', 'Revoke…'])
    await look('quick-2-key')
    await press('Enter')
    await page.getByText('Value of “billing-bot” copied', { exact: true }).waitFor()
    await expect.poll(() => asked('quick.close')).toEqual([{}])
    expect(await asked('values.copy')).toEqual([{ keyId: 'k1' }])
  })

  it('keeps nothing of what was typed for the next showing', async () => {
    await open()
    await page.keyboard.type('staging')
    await press('Enter')
    await expect.poll(lines).toContain('Copy identifier')
    await hideAndShow()
    await expect.poll(() => page.getByRole('combobox').inputValue()).toBe('')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox')
    await expect.poll(lines).toContain('mira laptop')
  })

  it('revokes after a question that names the key, and tells what became of it', async () => {
    await open()
    await page.keyboard.type('support')
    await press('Enter', 'End', 'Enter')
    const question = page.getByRole('alertdialog', { name: /^Revoke “support-agent”/ })
    await question.waitFor()
    expect(await asked('keys.prepareRevoke')).toEqual([{ keyIds: ['k2'] }])
    expect(await asked('keys.revoke')).toEqual([])
    await look('quick-3-revoke')
    const confirm = question.getByRole('button', { name: 'Revoke key' })
    await expect.poll(() => confirm.getAttribute('aria-disabled')).toBeNull()
    await confirm.click()
    await expect.poll(() => shownText(messages(page))).toContain('“support-agent” was revoked')
  })

  it('shows a secret in the main window, and a problem where it stands', async () => {
    await open({}, { results: { 'secrets.copyName': [failed('clipboard')] } })
    await page.keyboard.type('linear api')
    await press('Enter')
    await expect.poll(lines).toEqual(['Copy value', 'Copy name', 'Show in Latchkey'])
    await press('ArrowDown', 'Enter')
    await expect.poll(() => shownText(messages(page))).not.toBe('')
    await press('ArrowDown', 'Enter')
    await expect.poll(() => asked('quick.show')).toEqual([{ section: 'secrets', id: 's1' }])
  })

  it('leaves by Esc, one step at a time', async () => {
    await open()
    await page.keyboard.type('staging')
    await press('Enter', 'Escape')
    expect(await asked('quick.close')).toEqual([])
    await press('Escape')
    await expect.poll(() => asked('quick.close')).toEqual([{}])
  })

  it('is quick with ten thousand keys', async () => {
    await open({}, { keys: manyKeys(10_000) })
    await page.keyboard.type('docs-search 9')
    await expect.poll(() => page.getByRole('option').count()).toBe(50)
    await expect.poll(() => shownText(page.getByRole('main'))).toMatch(/hits, the first 50 shown/)
  })

  it.each([
    ['locked', 'Locked', 'Unlock…'],
    ['hidden', 'Hidden', 'Open Latchkey'],
  ] as const)('R26 %s it names nothing and leads to the main window', async (state, title, verb) => {
    const empty = { account: null, accounts: [] }
    await open(
      { ...empty, lock: aLock({ state, hasPassphrase: state === 'locked' }) },
      { keys: [], secrets: [] },
    )
    await page.getByRole('heading', { name: title }).waitFor()
    await look(`quick-4-${state}`)
    expect(await asked('keys.readRows')).toEqual([])
    await press('Enter')
    await expect.poll(() => asked('quick.openWindow')).toEqual([{}])
    await expect.poll(() => page.getByRole('button', { name: verb }).count()).toBe(1)
    await press('Escape')
    await expect.poll(() => asked('quick.close')).toEqual([{}])
  })
})

describe('the shortcut', () => {
  const openMain = async (parts: Partial<SnapshotParts> = {}) => {
    ui = await openUiPage(browser, { snapshot: aSnapshot(parts), keys: fiveKeys() })
    page = ui.page
  }
  const setting = () => page.getByRole('dialog', { name: 'Settings' })
  const told = () => shownText(setting().locator('p[role=status]'))
  const withShortcut = (shortcut: SnapshotParts['shortcut']) => ({
    shortcut,
    settings: { ...defaultSettings, quickShortcut: 'Control+Shift+Space' },
  })

  it('is chosen by pressing it; what programs use themselves is refused with a reason', async () => {
    await openMain()
    await press('Control+,')
    await setting().getByRole('button', { name: 'Choose keys' }).click()
    await press('Control+c')
    await expect.poll(told).toContain('Hold two of Ctrl, Alt, Shift and Super')
    await press('Escape')
    await expect.poll(() => setting().count()).toBe(1)
    await setting().getByRole('button', { name: 'Choose keys' }).click()
    await press('Control+Shift+Space')
    await expect.poll(() => asked('settings.change')).toEqual([{ quickShortcut: 'Control+Shift+Space' }])
  })

  it('says whether it is to be had, until it was pressed, and in a notice where it is not', async () => {
    await openMain(withShortcut({ state: 'taken', hasFired: false }))
    const notices = page.getByRole('region', { name: 'Notices' })
    await expect.poll(() => shownText(notices)).toContain('Another program has Ctrl Shift Space')
    await notices.getByRole('button', { name: 'Choose keys…' }).click()
    await expect.poll(told).toContain('Another program has this shortcut')
    expect(await lookAt(page, 'shortcut-setting')).toEqual([])
    await ui.push({ parts: { shortcut: { state: 'registered', hasFired: false } } })
    await expect.poll(told).toContain('Press it once to prove that it works')
    await ui.push({ parts: { shortcut: { state: 'registered', hasFired: true } } })
    await expect.poll(told).toContain('It works')
    await setting().getByRole('button', { name: 'Turn off' }).click()
    await expect.poll(() => asked('settings.change')).toEqual([{ quickShortcut: null }])
  })
})

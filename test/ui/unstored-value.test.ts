// The panel of a new value, which closes only by its user's word, and the dialog of a sealed copy.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotParts, UnstoredValue } from '../../src/shared/domain/snapshot.ts'
import { aKey, anAccount, aSnapshot } from '../support/key-builders.ts'
import { accessibilityProblems } from './support/accessibility.ts'
import {
  anUnstoredValue,
  failed,
  misfits,
  openCreateDialog,
  openNewValue,
  twelveModels,
  zoomedWindow,
} from './support/dialog-driver.ts'
import { messages, openRowMenu, shownText } from './support/table-driver.ts'
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

const newKey = aKey({ id: 'key-new', name: 'support-agent' })

async function open(
  value: Partial<UnstoredValue> = {},
  options: Partial<UiPageOptions> = {},
  parts: Partial<SnapshotParts> = {},
) {
  const account = anAccount({ kind: 'live' })
  const unstoredValues = [anUnstoredValue(value)]
  const snapshot = aSnapshot({ account, models: twelveModels(), unstoredValues, ...parts })
  ui = await openUiPage(browser, { snapshot, keys: [newKey], ...options })
  dialog = await openNewValue(ui.page)
}
const copy = () => dialog.getByRole('button', { name: 'Copy value' })
const stored = () => dialog.getByRole('button', { name: 'I have stored it' })
const acknowledged = async () => (await ui.calls('values.acknowledge')).map(({ input }) => input)

describe('the panel of a new value', () => {
  it('opens by itself after the creation, with the focus on Copy', async () => {
    ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: [] })
    const form = await openCreateDialog(ui.page)
    await form.getByLabel('Name', { exact: true }).fill('support-agent')
    await form.getByRole('button', { name: 'Create key' }).click()
    dialog = ui.page.getByRole('dialog', { name: 'Store this value now' })
    await dialog.waitFor()
    await expect.poll(() => copy().evaluate((button) => button === document.activeElement)).toBe(true)
  })

  it('Escape, a click outside, a shortcut and the tray do not close it', async () => {
    await open()
    await ui.page.keyboard.press('Escape')
    await ui.page.mouse.click(4, 300)
    await ui.page.keyboard.press('Control+,')
    await ui.page.keyboard.press('Control+n')
    await ui.send('view.requested', { view: 'settings', id: null })
    await ui.send('view.requested', { view: 'createKey', id: null })
    await expect.poll(() => dialog.getByRole('button', { name: 'Close' }).count()).toBe(0)
    await expect.poll(() => ui.page.getByRole('dialog').count()).toBe(1)
    await expect.poll(() => dialog.isVisible()).toBe(true)
  })

  it('names the key, its identifier as such, and its exact expiry', async () => {
    await open({ expiresAt: Date.UTC(2031, 0, 5, 14, 30) }, { context: { timezoneId: 'UTC' } })
    const words = await shownText(dialog)
    expect(words).toMatch(/Name\s*support-agent/)
    expect(words).toMatch(/Identifier\s*acme-v2-made\.\.\.Zq1w\s*not the value/)
    expect(words).toContain('5 Jan 2031, 14:30 UTC, in 4 years')
  })

  it('R6 one push copies it in main; the value never comes to the page', async () => {
    await open()
    await ui.page.keyboard.press('Enter')
    await expect.poll(() => shownText(dialog)).toMatch(/Value copied\. Clears in (30|29) s/)
    expect((await ui.calls('values.copy')).map(({ input }) => input)).toEqual([{ keyId: 'key-new' }])
    await expect.poll(() => ui.calls('values.reveal')).toEqual([])
  })

  it('a copy is announced and counted down, and can be cleared at once', async () => {
    await open()
    await copy().click()
    const announced = ui.page.locator('[role=status].sr-only')
    await expect
      .poll(() => announced.allTextContents())
      .toContainEqual(expect.stringContaining('Value copied. Clears in 30 seconds.'))
    await expect.poll(() => shownText(dialog), { timeout: 5000 }).toContain('Clears in 28 s')
    await dialog.getByRole('button', { name: 'Clear now' }).click()
    await expect.poll(() => shownText(dialog)).toContain('the clipboard holds it no longer')
    await expect.poll(() => ui.calls('clipboard.clear')).toHaveLength(1)
  })

  it('a copy that failed is explained, with what to do instead', async () => {
    await open({}, { results: { 'values.copy': [failed('clipboard', { isRetryable: true })] } })
    await copy().click()
    await expect
      .poll(() => shownText(dialog.getByRole('alert')))
      .toContain('reveal the value and type it over')
    await stored().click()
    expect(await acknowledged()).toEqual([])
  })

  it('shows samples with a placeholder and copies them by id', async () => {
    await open({}, {}, { models: twelveModels().slice(4) })
    const sample = dialog.getByRole('region', { name: 'Ready-to-run samples' })
    await expect.poll(() => shownText(sample)).toContain('IOINTELLIGENCE_API_KEY=')
    await sample.getByText('curl', { exact: true }).click()
    await expect
      .poll(() => shownText(sample))
      .toContain('curl https://api.intelligence.io.solutions/api/v1/chat/completions')
    await expect.poll(() => shownText(sample)).toContain('"model":"meta-llama/Llama-5"')
    await expect.poll(() => shownText(sample)).toContain('Bearer ••••••••')
    await sample.getByText('Python').click()
    await sample.getByRole('button', { name: 'Copy Python sample' }).click()
    expect((await ui.calls('values.copySnippet')).map(({ input }) => input)).toEqual([
      { keyId: 'key-new', format: 'python' },
    ])
    await expect.poll(() => shownText(dialog)).toContain('Python sample copied')
  })
})

describe('"I have stored it"', () => {
  it('closes after a copy, and keeps the sealed copy as the box says', async () => {
    await open()
    await copy().click()
    await expect.poll(() => shownText(dialog)).toContain('Value copied')
    await stored().click()
    await dialog.waitFor({ state: 'detached' })
    expect(await acknowledged()).toEqual([{ keyId: 'key-new', keepSealedCopy: true }])
    await expect.poll(() => shownText(messages(ui.page))).toContain('A sealed copy stays on this computer.')
  })

  it('R24 unticked, the value is erased', async () => {
    await open({ hasBeenCopied: true })
    await dialog.getByLabel('Keep a sealed copy').uncheck()
    await expect.poll(() => shownText(dialog)).toContain('The value is erased from this computer as soon as')
    await stored().click()
    await dialog.waitFor({ state: 'detached' })
    expect(await acknowledged()).toEqual([{ keyId: 'key-new', keepSealedCopy: false }])
    await expect
      .poll(() => shownText(messages(ui.page)))
      .toContain('Its value was erased from this computer.')
  })

  it('asks once more when nothing was copied, with the safe button first', async () => {
    await open({ keepSealedCopy: false })
    await stored().click()
    await expect
      .poll(() => shownText(dialog.getByRole('alert')))
      .toContain('once closed, it is gone for good')
    const back = dialog.getByRole('button', { name: 'Back' })
    await expect.poll(() => back.evaluate((button) => button === document.activeElement)).toBe(true)
    expect(await accessibilityProblems(ui.page)).toEqual([])
    await back.click()
    expect(await acknowledged()).toEqual([])
    await stored().click()
    await dialog.getByRole('button', { name: 'Close without copying' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await acknowledged()).toEqual([{ keyId: 'key-new', keepSealedCopy: false }])
  })

  it('a failure keeps the panel open', async () => {
    await open({ hasBeenCopied: true }, { results: { 'values.acknowledge': [failed('storage')] } })
    await stored().click()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('could not write to its files')
  })
})

describe('a value that could not be sealed', () => {
  it('R21 is said to be in memory only, first and loudly', async () => {
    await open({ isSealedOnDisk: false }, {}, { vault: { state: 'weak', backend: 'libsecret' } })
    await expect
      .poll(() => shownText(dialog.getByRole('alert')))
      .toContain('in memory only and lost when Latchkey quits')
    await expect.poll(() => dialog.getByLabel('Keep a sealed copy').count()).toBe(0)
    expect(await accessibilityProblems(ui.page)).toEqual([])
  })
})

describe('a sealed copy', () => {
  const openSealed = async (options: Partial<UiPageOptions> = {}) => {
    const rows = [aKey({ id: 'key-old', name: 'nightly', hasSealedCopy: true })]
    ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: rows, ...options })
    await openRowMenu(ui.page, 'nightly')
    await ui.page.getByRole('menuitem', { name: 'Show value' }).click()
    dialog = ui.page.getByRole('dialog', { name: 'Sealed copy' })
    await dialog.waitFor()
  }

  it('is copied by id, and its dialog closes like any other', async () => {
    await openSealed()
    await ui.page.keyboard.press('Enter')
    await expect.poll(() => shownText(dialog)).toContain('Value copied')
    expect(await accessibilityProblems(ui.page)).toEqual([])
    await ui.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  it('R24 is erased once main has asked', async () => {
    await openSealed()
    await dialog.getByRole('button', { name: 'Erase the sealed copy…' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect((await ui.calls('values.eraseSealedCopy')).map(({ input }) => input)).toEqual([
      { keyId: 'key-old' },
    ])
    await expect.poll(() => shownText(messages(ui.page))).toContain('The sealed copy was erased')
  })

  it('stays where main’s question was answered with no, or the disk refused', async () => {
    await openSealed({ results: { 'values.eraseSealedCopy': [failed('notConfirmed'), failed('storage')] } })
    const erase = dialog.getByRole('button', { name: 'Erase the sealed copy…' })
    await erase.click()
    await expect.poll(async () => (await ui.calls('values.eraseSealedCopy')).length).toBe(1)
    await expect.poll(() => dialog.getByRole('alert').count()).toBe(0)
    await erase.click()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('The sealed copy was not erased')
  })
})

describe('the panel for everybody', () => {
  it('fits a small window at 200 %, however long the name', async () => {
    const name = 'invoice-reconciliation-service-production-'.repeat(4)
    await open({ name, keepSealedCopy: false }, { context: zoomedWindow })
    expect(await misfits(ui.page)).toEqual([])
    await stored().click()
    expect(await misfits(ui.page)).toEqual([])
  })

  it('has no accessibility problem, before and after a copy', async () => {
    await open()
    expect(await accessibilityProblems(ui.page)).toEqual([])
    await copy().click()
    await expect.poll(() => shownText(dialog)).toContain('Value copied')
    expect(await accessibilityProblems(ui.page)).toEqual([])
  })
})

// The command palette by keyboard alone: finding, acting, going back, and ten thousand keys.
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aKey, aSnapshot, aSync, fiveKeys, manyKeys } from '../support/key-builders.ts'
import { someAgents, someSecrets } from '../support/secret-builders.ts'
import { zoomedWindow } from './support/dialog-driver.ts'
import { highlightedName, messages, rowOf, search, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

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
    snapshot: aSnapshot({ agents: someAgents(), ...parts }),
    keys: fiveKeys(),
    secrets: someSecrets(),
    ...options,
  })
  page = ui.page
  await page.keyboard.press('Control+k')
  await palette().waitFor()
}
const palette = () => page.getByRole('dialog', { name: 'Command palette' })
const options = () => palette().getByRole('option')
const lines = async () => (await options().allInnerTexts()).map((text) => text.split('\n')[0])
const chosen = () => shownText(palette().locator('[role=option][aria-selected=true]'))
const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const type = async (text: string) => page.keyboard.type(text)

describe('the palette', () => {
  it('finds a key by a few letters and copies its value: Ctrl+K, letters, Enter, Enter', async () => {
    await open()
    await type('bill')
    await expect.poll(chosen).toContain('billing-bot')
    await press('Enter')
    await expect.poll(chosen).toContain('Copy value')
    expect(await lines()).toEqual([
      ...['Copy value', 'Copy identifier', 'Edit…', 'Extend by 30 days', 'Rotate…', 'Notes and tags…'],
      ...['Add to favourites', 'Show value…', 'Show in API Keys', 'Freeze…', 'Revoke…'],
    ])
    expect(await lookAt(page, 'palette-2-key')).toEqual([])
    await press('Enter')
    await palette().waitFor({ state: 'detached' })
    await expect
      .poll(() => ui.calls('values.copy'))
      .toEqual([{ command: 'values.copy', input: { keyId: 'k1' } }])
    await expect.poll(() => shownText(messages(page))).toContain('Value of “billing-bot” copied')
  })

  it('goes back by Esc and by Backspace in an empty field, with what was typed before', async () => {
    await open()
    await type('stag')
    await expect.poll(chosen).toContain('staging')
    await press('Enter')
    await expect.poll(chosen).toContain('Copy identifier')
    await type('revo')
    await expect.poll(lines).toEqual(['Revoke…'])
    await press('Backspace', 'Backspace', 'Backspace', 'Backspace', 'Backspace')
    await expect.poll(() => palette().getByRole('combobox').inputValue()).toBe('stag')
    await press('Enter', 'Escape')
    await expect.poll(chosen).toContain('staging')
    await press('Escape')
    await palette().waitFor({ state: 'detached' })
  })

  it('acts on the one key alone, whatever is selected in the table', async () => {
    await open()
    await press('Escape')
    for (const name of ['billing-bot', 'staging']) {
      await rowOf(page, name).getByRole('checkbox').click()
    }
    await press('Control+k')
    await type('billing')
    await press('Enter')
    await expect.poll(chosen).toContain('Copy value')
    await press('End', 'Enter')
    await page.getByRole('alertdialog', { name: /^Revoke “billing-bot”/ }).waitFor()
  })

  it('offers actions, sections, settings, secrets and agents, each by what it is called', async () => {
    await open()
    const trials: readonly (readonly [typed: string, first: string, sign: string | RegExp])[] = [
      ['create an', 'Create an API key…', 'Create API key'],
      ['identify', 'Identify a pasted value…', 'Identify a value'],
      ['settings: sec', 'Settings: Security', 'Settings'],
      ['shortc', 'Keyboard shortcuts', 'Keyboard shortcuts'],
    ]
    for (const [typed, first, name] of trials) {
      await type(typed)
      await expect.poll(chosen).toContain(first)
      await press('Enter')
      await page.getByRole('dialog', { name }).waitFor()
      await press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await press('Control+k')
    }
    await type('linear api')
    await expect.poll(chosen).toContain('Linear API token')
    await press('Enter')
    await expect.poll(lines).toContain('Replace value…')
    await press('Escape')
    await palette().getByRole('combobox').fill('linear_agent')
    await press('Enter')
    await page.getByRole('region', { name: 'Agents' }).waitFor()
    await press('Control+k')
    await type('go to his')
    await press('Enter')
    const current = page.getByRole('navigation', { name: 'Sections' }).locator('[aria-current=page]')
    await expect.poll(() => current.textContent()).toBe('History')
  })

  it('before anything is typed shows what was chosen lately, favourites and every action', async () => {
    const notes = { note: '', tags: [], isFavourite: true, remindDays: null }
    const keys = [...fiveKeys(), aKey({ id: 'fav', name: 'always wanted', notes })]
    await open({}, { keys })
    await expect.poll(lines).toContain('always wanted')
    expect(await lookAt(page, 'palette-1-empty')).toEqual([])
    await type('nightly')
    await press('Enter', 'Escape', 'Escape', 'Control+k')
    await expect.poll(async () => (await lines()).slice(0, 2)).toEqual(['nightly-eval', 'always wanted'])
    await expect.poll(() => shownText(palette())).toMatch(/Recent[\s\S]*Favourites[\s\S]*Actions/)
  })

  it('says why something cannot be done, and leaves everything as it is', async () => {
    await open({
      sync: aSync({ listProblem: { code: 'offline', effect: 'none', isRetryable: true } }),
    })
    await type('mira')
    await press('Enter')
    await expect.poll(lines).toContain('Edit…')
    const extend = options().filter({ hasText: 'Extend by 30 days' })
    await expect.poll(() => shownText(extend)).toContain('Not possible now')
    await type('revoke')
    await press('Enter')
    await expect
      .poll(() => shownText(page.locator('[role=status].sr-only')))
      .toContain('Revoke…: Not possible now')
    await expect.poll(() => palette().count()).toBe(1)
    expect(await lookAt(page, 'palette-3-blocked')).toEqual([])
  })

  it('shows a row that a search had hidden, and what has ended', async () => {
    await open()
    await press('Escape')
    await search(page, 'staging')
    await press('Control+k')
    await type('old crawler')
    await press('Enter')
    await type('show in')
    await press('Enter')
    await expect.poll(() => highlightedName(page)).toBe('old crawler')
  })

  it('has few lines and no names without an account', async () => {
    await open({ account: null }, { keys: [], secrets: [] })
    expect(await lines()).not.toContain('Create an API key…')
    await type('zzzz')
    await expect.poll(() => shownText(palette())).toContain('Nothing is called “zzzz”')
    expect(await lookAt(page, 'palette-4-nothing')).toEqual([])
  })

  it('names that mean harm are shown as what they are', async () => {
    const name = '\u202Eterces <img src=x onerror=alert(1)>'
    await open({}, { keys: [aKey({ id: 'bad', name })] })
    await type('terces')
    await expect.poll(chosen).toContain('‹U+202E›terces <img src=x onerror=alert(1)>')
    await press('Enter')
    await expect.poll(() => shownText(palette().getByRole('button'))).toContain('‹U+202E›terces')
  })

  it('opens over no other dialog, closes by a click outside, and fits a small window at 200 %', async () => {
    await open({}, { context: zoomedWindow })
    await type('a')
    const box = await palette().boundingBox()
    expect(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 450 && box.y + box.height <= 300).toBe(
      true,
    )
    expect(await palette().evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBe(0)
    await page.mouse.click(5, 5)
    await palette().waitFor({ state: 'detached' })
    await press('?', 'Control+k')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await expect.poll(() => palette().count()).toBe(0)
  })
})

it('of ten thousand keys the first fifty hits are lines, the best first, and their number is told', async () => {
  await open({}, { keys: [...manyKeys(10_000), aKey({ id: 'needle', name: 'ci needle' })] })
  await type('ci')
  await expect.poll(() => options().count()).toBe(50)
  await expect.poll(() => shownText(palette())).toMatch(/\d,\d{3} hits, the first 50 shown/)
  await type(' needle')
  await expect.poll(lines).toEqual(['ci needle'])
  await expect.poll(() => shownText(page.locator('[role=status].sr-only'))).toContain('1 hit')
  await expect.poll(() => options().locator('mark').allTextContents()).toEqual(['ci', 'needle'])
})

// The sections of the window: chosen by mouse and keyboard, each with its own search, freshness and shortcuts.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SecretOutcome, SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { aSnapshot, aSync, fiveKeys } from '../support/key-builders.ts'
import { someAgents, someSecrets } from '../support/secret-builders.ts'
import { misfits } from './support/dialog-driver.ts'
import { grid, rowOf, rows, search, shownText, showSection } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const hourMs = 3_600_000
let browser: Browser
let ui: UiPage

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
  return ui.page
}

const tab = (name: string) =>
  ui.page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name })
const chosen = () =>
  ui.page.locator('nav [aria-current=page]').evaluateAll((tabs) => tabs.map((one) => one.textContent))
const notices = () => shownText(ui.page.getByRole('region', { name: 'Notices' }))

describe('choosing a section', () => {
  it('by mouse: one is current, the others are not', async () => {
    const page = await open()
    await expect.poll(chosen).toEqual(['API Keys'])
    for (const name of ['Secrets', 'Agents', 'API Keys'] as const) {
      await showSection(page, name)
      expect(await chosen()).toEqual([name])
    }
    await expect.poll(() => grid(page).getAttribute('aria-label')).toBe('API keys')
  })

  it('by Ctrl and a figure, also out of a search; the keyboard goes along and it is said', async () => {
    const page = await open()
    await page.keyboard.press('/')
    await page.keyboard.press('Control+2')
    expect(await chosen()).toEqual(['Secrets'])
    await expect.poll(() => shownText(page.locator('[role="status"].sr-only'))).toContain('Secrets')
    expect(await page.evaluate(() => document.activeElement?.nodeName)).toBe('MAIN')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Search secrets',
    )
    await page.keyboard.press('Control+3')
    expect(await chosen()).toEqual(['Agents'])
    await page.keyboard.press('Control+1')
    expect(await chosen()).toEqual(['API Keys'])
  })

  it('by Tab and Enter', async () => {
    const page = await open()
    await tab('API Keys').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await chosen()).toEqual(['Secrets'])
    expect(await tab('Secrets').evaluate((button) => button === document.activeElement)).toBe(true)
  })

  it('each keeps its search and its selection', async () => {
    const page = await open()
    await search(page, 'bill')
    await showSection(page, 'Secrets')
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('')
    await rowOf(page, 'Slack bot').getByRole('checkbox').click()
    await showSection(page, 'API Keys')
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('bill')
    await showSection(page, 'Secrets')
    await expect.poll(() => rowOf(page, 'Slack bot').getByRole('checkbox').isChecked()).toBe(true)
  })

  it('without an account there is none to choose, by keyboard neither', async () => {
    const page = await open({ account: null }, { keys: [], secrets: [] })
    await page.keyboard.press('Control+2')
    await page.getByRole('heading', { name: 'Connect to IO Intelligence' }).waitFor()
    await expect.poll(() => page.getByRole('navigation').count()).toBe(0)
  })

  it('is not possible behind an open dialog', async () => {
    const page = await open()
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.waitFor()
    await expect.poll(() => shownText(sheet)).toMatch(/Ctrl\s*2\s*Secrets/)
    await page.keyboard.press('Control+2')
    expect(await chosen()).toEqual(['API Keys'])
  })

  it('with forced colours the current one is told apart', async () => {
    await open({}, { context: { forcedColors: 'active' } })
    const inkOf = (name: string) => tab(name).evaluate((button) => getComputedStyle(button).color)
    expect(await inkOf('API Keys')).not.toBe(await inkOf('Secrets'))
  })

  it.each([
    ['a 900 × 600 window', { width: 900, height: 600 }],
    ['200 % zoom of it', { width: 450, height: 300 }],
  ])('%s: every action of the secrets stays reachable', async (_name, viewport) => {
    const page = await open({}, { context: { viewport } })
    await showSection(page, 'Secrets')
    await rows(page).first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      viewport.width,
    )
    expect((await misfits(page)).filter((fault) => !fault.includes('overflow-auto'))).toEqual([])
    for (const name of ['API Keys', 'Agents', 'Add Secret', 'Which secret is used?', 'Filter', 'Refresh']) {
      const box = await page.getByRole('button', { name, exact: true }).first().boundingBox()
      expect(box && box.x >= 0 && box.x + box.width <= viewport.width).toBe(true)
    }
  })
})

describe('what belongs to a section', () => {
  it('Ctrl+N creates a key among keys and adds a secret among secrets', async () => {
    const page = await open()
    await page.keyboard.press('Control+n')
    await page.getByRole('dialog', { name: 'Create API key' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+2')
    await page.keyboard.press('Control+n')
    await page.getByRole('dialog', { name: 'Add secret' }).waitFor()
  })

  it('the time is that of the list on screen', async () => {
    const day = 24 * hourMs
    const page = await open({ sync: aSync({ secretsAsOf: Date.now() - 3 * day, agentsAsOf: null }) })
    const bar = page.getByRole('banner')
    const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
    await expect.poll(() => shownText(bar)).toMatch(/As of \d\d:\d\d/)
    await showSection(page, 'Secrets')
    await expect.poll(() => shownText(bar)).toContain(`As of ${date.format(Date.now() - 3 * day)}`)
    await showSection(page, 'Agents')
    await expect.poll(() => shownText(bar)).toContain('Never refreshed')
  })

  it('the tray’s wish for the keys or a new one leads to the keys; for the settings it does not', async () => {
    const page = await open()
    await showSection(page, 'Secrets')
    await ui.send('view.requested', { view: 'settings', id: null })
    await page.getByRole('dialog', { name: 'Settings' }).waitFor()
    await ui.send('view.requested', { view: 'keys', id: null })
    await expect.poll(() => page.getByRole('dialog', { name: 'Settings' }).count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await chosen()).toEqual(['Secrets'])
    await ui.send('view.requested', { view: 'keys', id: null })
    await expect.poll(chosen).toEqual(['API Keys'])
    await showSection(page, 'Secrets')
    await ui.send('view.requested', { view: 'createKey', id: null })
    await page.getByRole('dialog', { name: 'Create API key' }).waitFor()
    expect(await chosen()).toEqual(['API Keys'])
  })

  it('notices about keys are told in every section', async () => {
    const page = await open({ sync: aSync({ skippedRows: 2 }) })
    await showSection(page, 'Secrets')
    await expect.poll(notices).toContain('2 keys could not be read')
  })
})

describe('a deletion or replacement of secrets without its dialog', () => {
  const outcome = (secretId: string, is: SecretOutcome['outcome']): SecretOutcome => ({
    secretId,
    name: `name-${secretId}`,
    outcome: is,
    error: null,
  })
  const batch = (kind: 'delete' | 'replace', ...outcomes: SecretOutcome[]) => ({
    secretBatch: { id: 'b1', kind, outcomes },
  })

  it('tells how far it is, and what is not confirmed, and asks again about that', async () => {
    const page = await open(batch('delete', outcome('s1', 'done'), outcome('s2', 'running')))
    await expect.poll(notices).toContain('Deleting secrets: 1 of 2 done')
    await ui.push({ parts: batch('delete', outcome('s1', 'done'), outcome('s2', 'unconfirmed')) })
    await expect.poll(notices).toContain('“name-s2” is not confirmed as deleted')
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Delete…' }).click()
    await page.getByRole('alertdialog').waitFor()
    await expect.poll(notices).toBe('')
  })

  it('a secret that has gone since needs no answer', async () => {
    await open(batch('delete', outcome('gone', 'failed')))
    await expect.poll(() => rows(ui.page).count()).toBe(5)
    expect(await notices()).toBe('')
  })

  it('a replacement says whose values may still be the old ones', async () => {
    const page = await open(batch('replace', outcome('s1', 'failed'), outcome('s2', 'unconfirmed')))
    await expect.poll(notices).toContain('The values of 2 secrets: 1 not replaced, 1 not confirmed')
    await expect.poll(notices).toContain('Agents still use the old value where it was not replaced.')
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Replace…' }).click()
    await page.getByRole('dialog', { name: /2 secrets/ }).waitFor()
  })

  it('one that ended well says nothing', async () => {
    await open(batch('replace', outcome('s1', 'done'), outcome('s2', 'alreadyGone')))
    await expect.poll(() => rows(ui.page).count()).toBe(5)
    expect(await notices()).toBe('')
  })
})

// Names, models and identifiers chosen by an enemy: shown as text, made visible, harmless under the page's policy.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aKey, anAccount, aSnapshot } from '../support/key-builders.ts'
import { hiddenCharacters, markup } from './support/hostile-text.ts'
import { grid, openRowMenu, rows, search, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage } from './support/ui-page.ts'

let browser: Browser
let ui: UiPage

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(() => ui.close())
afterAll(() => browser.close())

/** One key for each name, the name in every place that the service fills. */
function keysNamed(names: readonly string[]) {
  return names.map((name, index) =>
    aKey({
      id: `k${String(index).padStart(3, '0')}`,
      name,
      display: name,
      access: { kind: 'only', models: [name] },
      expiresAt: Date.now() + (index + 30) * 86_400_000,
    }),
  )
}

async function open(names: readonly string[]) {
  ui = await openUiPage(browser, {
    snapshot: aSnapshot({
      account: anAccount({ kind: 'live', owner: names[0] ?? null, adminKeyDisplay: names[1] ?? '' }),
    }),
    keys: keysNamed(names),
    context: { viewport: { width: 1600, height: 1400 } },
  })
  await rows(ui.page).first().waitFor()
  return ui.page
}

const attacked = () => ui.page.evaluate(() => '__xss' in window)

describe('R15 text from the service stays text', () => {
  it('markup in names, identifiers, models and owner is shown letter by letter and runs nothing', async () => {
    const page = await open(markup)
    const text = await shownText(grid(page))
    for (const name of markup) expect(text).toContain(name)
    expect(
      await grid(page).locator('img, script, iframe, svg[onload], style, base, form, details').count(),
    ).toBe(0)
    await page.getByRole('button', { name: /^Connection/ }).click()
    await expect.poll(() => shownText(page.getByRole('menu'))).toContain(markup[0])
    await page.keyboard.press('Escape')
    expect(await attacked()).toBe(false)
    expect(await ui.troubles()).toEqual([])
  })

  it('marked hits do not turn markup into elements', async () => {
    const page = await open(markup)
    await search(page, '<script')
    await grid(page).locator('mark').first().waitFor()
    await expect.poll(() => grid(page).locator('script').count()).toBe(0)
    expect(await attacked()).toBe(false)
  })

  it('messages, menus and dialogs show them as text too', async () => {
    const page = await open(markup)
    const name = markup[0] ?? ''
    await openRowMenu(page, name)
    await page.getByRole('menuitem', { name: 'Copy identifier' }).click()
    await expect.poll(() => shownText(page.getByRole('region', { name: 'Messages' }))).toContain(name)
    await openRowMenu(page, name)
    await page.getByRole('menuitem', { name: 'Revoke' }).click()
    const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'))
    await expect.poll(() => shownText(dialog)).toContain(name)
    expect(await attacked()).toBe(false)
    expect(await ui.troubles()).toEqual([])
  })

  it('characters that hide or reorder their neighbours are shown as their code', async () => {
    const page = await open(hiddenCharacters.map(([name]) => name))
    const text = await shownText(grid(page))
    for (const [name, visible] of hiddenCharacters) {
      expect(text).toContain(visible)
      expect(text).not.toContain(name)
    }
  })

  it('two names that differ only in an invisible character do not look alike', async () => {
    const page = await open(['deploy', 'deploy\u200B'])
    const labels = await rows(page).locator('td:nth-child(2)').allInnerTexts()
    expect(new Set(labels).size).toBe(2)
  })

  it('a very long name is cut and moves nothing', async () => {
    const page = await open(['x'.repeat(2000), 'short'])
    const boxes = await Promise.all(
      (await rows(page).all()).map(async (row) => (await row.boundingBox())?.height),
    )
    expect(boxes).toEqual([40, 40])
    expect((await shownText(rows(page).first())).length).toBeLessThan(1000)
  })
})

describe('R10 the page’s policy', () => {
  it('normal use of the table breaks no rule of it', async () => {
    const page = await open(['plain', 'other'])
    await search(page, 'plain')
    await page.getByRole('button', { name: /^Filter/ }).click()
    await page.getByRole('checkbox', { name: 'No limit' }).check()
    await page.keyboard.press('Escape')
    await openRowMenu(page, 'plain')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    expect(await ui.troubles()).toEqual([])
  })

  it('the page asks no address but its own', async () => {
    const page = await open(['plain'])
    const addresses = await page.evaluate(() =>
      performance.getEntriesByType('resource').map((entry) => new URL(entry.name).origin),
    )
    expect(new Set(addresses)).toEqual(new Set([await page.evaluate(() => location.origin)]))
    expect(await ui.troubles()).toEqual([])
  })
})

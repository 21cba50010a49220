// The key table without a mouse.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aSnapshot, fiveKeys, manyKeys } from '../support/key-builders.ts'
import { grid, highlightedName, messages, rowOf, search, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

let browser: Browser
let ui: UiPage

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(() => ui.close())
afterAll(() => browser.close())

async function openTable(options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: fiveKeys(), ...options })
  await grid(ui.page).waitFor()
  return ui.page
}

const focusedRole = () =>
  ui.page.evaluate(() => document.activeElement?.getAttribute('role') ?? document.activeElement?.tagName)

describe('moving', () => {
  it('all rows are one Tab stop: the next Tab leaves them', async () => {
    const page = await openTable()
    await page.getByRole('button', { name: 'Create New API Key' }).focus()
    await page.keyboard.press('Tab')
    expect(await focusedRole()).toBe('grid')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    expect(
      await grid(page).evaluate((table) => table.querySelector('tbody')?.contains(document.activeElement)),
    ).toBe(false)
  })

  it('arrows, Home, End and the page keys move the highlight, also through rows not drawn yet', async () => {
    const page = await openTable({ keys: manyKeys(3000) })
    await grid(page).focus()
    const steps: [string, number][] = [
      ['ArrowDown', 2],
      ['ArrowDown', 3],
      ['ArrowUp', 2],
      ['End', 3001],
      ['ArrowDown', 3001],
      ['Home', 2],
    ]
    for (const [key, rowIndex] of steps) {
      await page.keyboard.press(key)
      const row = grid(page).locator('tr[data-active]')
      await expect.poll(() => row.getAttribute('aria-rowindex')).toBe(String(rowIndex))
      await expect
        .poll(() => grid(page).getAttribute('aria-activedescendant'))
        .toBe(await row.getAttribute('id'))
    }
    await page.keyboard.press('PageDown')
    const index = Number(await grid(page).locator('tr[data-active]').getAttribute('aria-rowindex'))
    expect(index).toBeGreaterThan(8)
  })

  it('the highlighted row is always wholly in view, not under the header', async () => {
    const page = await openTable({ keys: manyKeys(300) })
    await grid(page).focus()
    await page.keyboard.press('End')
    for (let step = 0; step < 30; step += 1) await page.keyboard.press('ArrowUp')
    const row = grid(page).locator('tr[data-active]')
    await expect
      .poll(async () => {
        const [rowBox, headBox] = [await row.boundingBox(), await grid(page).locator('thead').boundingBox()]
        return rowBox && headBox ? rowBox.y - (headBox.y + headBox.height) : null
      })
      .toBeGreaterThanOrEqual(0)
  })

  it('the header is one more Tab stop; arrows go along it, Enter sorts, Shift and an arrow resize', async () => {
    const page = await openTable()
    await grid(page).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    const header = page.getByRole('columnheader', { name: 'Identifier' })
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('ascending')
    const before = (await header.boundingBox())?.width ?? 0
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(async () => (await header.boundingBox())?.width).toBe(before + 16)
  })
})

describe('acting on the highlighted row', () => {
  it('Enter edits, Ctrl+C copies the identifier, Delete asks to revoke', async () => {
    const page = await openTable()
    await grid(page).focus()
    await page.keyboard.press('ArrowDown')
    expect(await highlightedName(page)).toBe('staging')
    await page.keyboard.press('Control+c')
    await expect.poll(async () => (await ui.calls('keys.copyIdentifier'))[0]?.input).toEqual({ keyId: 'k5' })
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(focusedRole).toBe('grid')
    await page.keyboard.press('Delete')
    await expect
      .poll(async () => (await ui.calls('keys.prepareRevoke'))[0]?.input)
      .toEqual({ keyIds: ['k5'] })
  })

  it('Space selects, Shift with arrows selects a range, Ctrl+A all, Escape none', async () => {
    const page = await openTable()
    const bar = page.getByRole('region', { name: 'Selected keys' })
    await grid(page).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press(' ')
    await expect.poll(() => shownText(bar)).toContain('1 selected')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await expect.poll(() => shownText(bar)).toContain('3 selected')
    await expect.poll(() => rowOf(page, 'billing-bot').getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Control+a')
    await expect.poll(() => shownText(bar)).toContain('5 selected')
    await page.keyboard.press('Escape')
    await bar.waitFor({ state: 'detached' })
  })

  it('Shift+F10 opens the menu of the row, Escape gives the focus back to the rows', async () => {
    const page = await openTable()
    await grid(page).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menu').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(focusedRole).toBe('grid')
  })

  it('a key that has ended is not opened for editing, and that is said', async () => {
    const page = await openTable()
    await page.getByText('Ended', { exact: true }).click()
    await grid(page).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => shownText(messages(page))).toContain('has ended')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  })
})

describe('searching', () => {
  it.each(['/', 'Control+f'])('%s goes to the search from anywhere', async (shortcut) => {
    const page = await openTable()
    await grid(page).focus()
    await page.keyboard.press(shortcut)
    await page.keyboard.type('laptop')
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('laptop')
  })

  it('the first hit is highlighted while typing: Enter opens it, Ctrl+C copies its identifier', async () => {
    const page = await openTable()
    await page.keyboard.press('/')
    await page.keyboard.type('bill')
    await expect.poll(() => highlightedName(page)).toBe('billing-bot')
    await page.keyboard.press('Control+c')
    await expect.poll(async () => (await ui.calls('keys.copyIdentifier'))[0]?.input).toEqual({ keyId: 'k1' })
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
  })

  it('arrow down goes on into the rows, arrow up from the first row comes back', async () => {
    const page = await openTable()
    await page.keyboard.press('/')
    await page.keyboard.type('a')
    await page.keyboard.press('ArrowDown')
    expect(await focusedRole()).toBe('grid')
    await page.keyboard.press('ArrowUp')
    expect(await focusedRole()).toBe('searchbox')
  })

  it('Escape empties the search and stays in it', async () => {
    const page = await openTable()
    await search(page, 'bill')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('')
    expect(await focusedRole()).toBe('searchbox')
  })
})

describe('anywhere', () => {
  it.each([
    ['Control+n', 'Create API key'],
    ['Control+,', 'Settings'],
    ['?', 'Keyboard shortcuts'],
  ])('%s opens “%s”', async (shortcut, title) => {
    const page = await openTable()
    await page.keyboard.press(shortcut)
    await page.getByRole('dialog', { name: title }).waitFor()
  })

  it('F5 refreshes', async () => {
    const page = await openTable()
    await page.keyboard.press('F5')
    await expect.poll(async () => (await ui.calls('sync.refresh')).length).toBe(1)
  })
})

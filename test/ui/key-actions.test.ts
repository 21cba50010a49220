// What can be done with keys from the table: by the menu of a row, and with several at once.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aKey, aSnapshot, fiveKeys } from '../support/key-builders.ts'
import { grid, messages, openRowMenu, rowOf, search, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

let browser: Browser
let ui: UiPage

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(() => ui.close())
afterAll(() => browser.close())

async function openTable(options: Partial<UiPageOptions> = {}): Promise<void> {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: fiveKeys(), ...options })
  await grid(ui.page).waitFor()
}

async function extendBy30Days(name: string): Promise<void> {
  await openRowMenu(ui.page, name)
  await ui.page.getByRole('menuitem', { name: 'Extend' }).focus()
  await ui.page.keyboard.press('ArrowRight')
  await ui.page.getByRole('menuitem', { name: 'By 30 days' }).waitFor()
  await ui.page.keyboard.press('Enter')
}

describe('acting on a row', () => {
  it('extending moves the expiry in place and tells the exact new date', async () => {
    await openTable()
    const { page } = ui
    await extendBy30Days('billing-bot')
    await expect
      .poll(() => shownText(messages(page)))
      .toMatch(/“billing-bot” now expires \d+ \w+ \d{4}, \d\d:\d\d/)
    const [call] = await ui.calls('keys.update')
    expect(call?.input).toMatchObject({ keyId: 'k1', changes: { expiresAt: expect.any(Number) } })
    await expect.poll(() => shownText(rowOf(page, 'billing-bot'))).toContain('in 42 days')
  })

  it('an extension that the service did not take over is told, with what holds', async () => {
    const kept = aKey({ id: 'k1', name: 'billing-bot' })
    await openTable({
      results: { 'keys.update': [{ ok: true, value: { key: kept, notTaken: ['expiresAt'] } }] },
    })
    const { page } = ui
    await extendBy30Days('billing-bot')
    await expect.poll(() => shownText(messages(page))).toContain('The service did not take over the new date')
    await expect.poll(() => shownText(messages(page))).toMatch(/“billing-bot” still expires \d+ \w+/)
  })

  it('R6 copying a kept value asks main by id; the value never comes to the page', async () => {
    await openTable()
    const { page } = ui
    await openRowMenu(page, 'billing-bot')
    await page.getByRole('menuitem', { name: 'Copy value' }).click()
    await expect.poll(() => shownText(messages(page))).toContain('The clipboard is cleared in 30 seconds.')
    expect((await ui.calls('values.copy')).map(({ input }) => input)).toEqual([{ keyId: 'k1' }])
    await expect.poll(() => ui.calls('values.reveal')).toEqual([])
  })

  it('a key without a kept value offers none; revoking comes last', async () => {
    await openTable()
    const { page } = ui
    await openRowMenu(page, 'support-agent')
    const items = await page.getByRole('menuitem').allInnerTexts()
    expect(items.join()).not.toContain('value')
    expect(items.at(-1)).toContain('Revoke')
  })

  it('several selected keys are revoked together', async () => {
    await openTable()
    const { page } = ui
    await rowOf(page, 'billing-bot').getByRole('checkbox').click()
    await rowOf(page, 'staging').getByRole('checkbox').click()
    await search(page, 'billing')
    const bar = page.getByRole('region', { name: 'Selected keys' })
    await expect.poll(() => shownText(bar)).toContain('2 selected')
    await expect.poll(() => shownText(bar)).toContain('1 of them not shown now')
    await bar.getByRole('button', { name: 'Revoke 2 keys…' }).click()
    await page.getByRole('alertdialog').or(page.getByRole('dialog')).waitFor()
    const [call] = await ui.calls('keys.prepareRevoke')
    expect(call?.input).toEqual({ keyIds: ['k1', 'k5'] })
  })

  it('a key that ended elsewhere leaves the selection', async () => {
    await openTable()
    const { page } = ui
    await rowOf(page, 'billing-bot').getByRole('checkbox').click()
    await rowOf(page, 'staging').getByRole('checkbox').click()
    const ended = {
      ...aKey({ id: 'k5', name: 'staging' }),
      ending: { how: 'goneElsewhere', at: Date.now() },
    } as const
    await ui.push({ keys: { isReset: false, upserted: [ended], removedIds: [] } })
    const bar = page.getByRole('region', { name: 'Selected keys' })
    await expect.poll(() => shownText(bar)).toContain('1 selected')
  })
})

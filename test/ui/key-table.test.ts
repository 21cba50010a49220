// The key table: what it shows of each key, and how it is searched, filtered and sorted.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import { aKey, aSnapshot } from '../support/key-builders.ts'
import { filterBy, grid, openRowMenu, rowOf, search, shownNames, sortBy } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage } from './support/ui-page.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
let browser: Browser
let ui: UiPage

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(() => ui.close())
afterAll(() => browser.close())

/** Sorted by expiry, as at the first start: staging, support, billing, nightly, laptop. */
function fiveKeys(): ApiKey[] {
  const now = Date.now()
  return [
    aKey({
      id: 'k1',
      name: 'billing-bot',
      display: 'io-v2-9f3K…a1b2',
      access: { kind: 'only', models: ['meta-llama/Llama-3.3-70B', 'deepseek-ai/DeepSeek-R1'] },
      creditLimit: 50,
      creditUsed: 12.4,
      creditCycle: '8h',
      expiresAt: now + 12.5 * dayMs,
      usedToday: 4.25,
      usedAllTime: 812.5,
      hasSealedCopy: true,
    }),
    aKey({
      id: 'k2',
      name: 'support-agent',
      display: 'acme-v2-Qq7…',
      creditLimit: 200,
      creditUsed: 187.2,
      creditCycle: 'weekly',
      expiresAt: now + 2.5 * dayMs,
      usedToday: 31,
      usedAllTime: 4120,
    }),
    aKey({
      id: 'k3',
      name: 'nightly-eval',
      creditLimit: 25,
      creditUsed: 25.6,
      creditCycle: 'daily',
      expiresAt: now + 80 * dayMs,
    }),
    aKey({ id: 'k4', name: 'mira laptop', expiresAt: null, creditUsed: 3.02 }),
    aKey({ id: 'k5', name: 'staging', expiresAt: now - 3.5 * hourMs, creditLimit: 10 }),
    aKey({ id: 'k6', name: 'old crawler', ending: { how: 'revokedHere', at: now - 3.5 * dayMs } }),
    aKey({ id: 'k7', name: 'intern', ending: { how: 'goneElsewhere', at: now - 30.5 * dayMs } }),
  ]
}

async function openTable(options: Partial<Parameters<typeof openUiPage>[1]> = {}): Promise<UiPage> {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), rows: fiveKeys(), ...options })
  await grid(ui.page).waitFor()
  return ui
}

describe('what a row tells', () => {
  it('usage has its limit, its unit and its reset; identifiers are shown as identifiers', async () => {
    const { page } = await openTable()
    const row = await rowOf(page, 'billing-bot').innerText()
    expect(row).toContain('12.4 of 50 credits')
    expect(row).toMatch(/resets in \d+ (min|h)/)
    expect(row).toContain('io-v2-9f3K…a1b2')
    expect(row).toContain('2 models')
  })

  it('no limit is said in words, and so is what is near, at or over its limit', async () => {
    const { page } = await openTable()
    expect(await rowOf(page, 'mira laptop').innerText()).toContain('3.02 credits · no limit')
    expect(await rowOf(page, 'support-agent').innerText()).toContain('Near limit')
    expect(await rowOf(page, 'nightly-eval').innerText()).toContain('Over limit')
  })

  it('expiry is told relatively, with its urgency as a word and the exact time for screen readers', async () => {
    const { page } = await openTable()
    expect(await rowOf(page, 'billing-bot').innerText()).toContain('in 12 days · soon')
    expect(await rowOf(page, 'support-agent').innerText()).toContain('in 2 days · urgent')
    expect(await rowOf(page, 'staging').innerText()).toContain('Expired 3 hours ago')
    expect(await rowOf(page, 'mira laptop').innerText()).toContain('Never')
    expect(await rowOf(page, 'billing-bot').textContent()).toMatch(/, \d+ \w+ \d{4}, \d\d:\d\d \w+/)
  })

  it('the exact local time with its zone stands in the tooltip', async () => {
    const { page } = await openTable()
    await rowOf(page, 'billing-bot').getByText('in 12 days').hover()
    const tip = page.getByRole('tooltip')
    await tip.waitFor()
    expect(await tip.innerText()).toMatch(/^Expires \d+ \w+ \d{4}, \d\d:\d\d \w+/)
  })

  it('the models of a restricted key are listed in the tooltip', async () => {
    const { page } = await openTable()
    await rowOf(page, 'billing-bot').getByText('2 models').hover()
    const tip = page.getByRole('tooltip')
    await tip.waitFor()
    expect(await tip.innerText()).toContain('meta-llama/Llama-3.3-70B\ndeepseek-ai/DeepSeek-R1')
  })

  it('keys that ended are a list of their own, with how and when', async () => {
    const { page } = await openTable()
    await page.getByText('Ended', { exact: true }).click()
    expect(await shownNames(page)).toEqual(['old crawler', 'intern'])
    expect(await rowOf(page, 'old crawler').innerText()).toContain('Revoked here\n3 days ago')
    expect(await rowOf(page, 'intern').innerText()).toContain('Gone elsewhere\n30 days ago')
  })

  it('totals count the keys shown, and the use of today and of all time with its time', async () => {
    const { page } = await openTable()
    const totals = page.getByRole('contentinfo')
    expect(await totals.innerText()).toMatch(
      /5 keys\s+Today 35\.25 credits\s+All time 4,932\.5 credits\s+as of/,
    )
    await search(page, 'billing')
    await expect.poll(() => totals.innerText()).toMatch(/1 of 5 keys\s+Today 4\.25 credits/)
  })
})

describe('searching', () => {
  it('finds by name, identifier, prefix and model, all words at once, and marks the hits', async () => {
    const { page } = await openTable()
    for (const [words, names] of [
      ['laptop', ['mira laptop']],
      ['9f3k', ['billing-bot']],
      ['acme', ['support-agent']],
      ['deepseek', ['billing-bot']],
      ['bot LLAMA', ['billing-bot']],
    ] as const) {
      await search(page, words)
      await expect.poll(() => shownNames(page)).toEqual(names)
    }
    const marks = await rowOf(page, 'billing-bot').locator('mark').allInnerTexts()
    expect(marks.map((mark) => mark.toLowerCase())).toEqual(['bot', 'llama', 'llama'])
  })

  it('nothing found names the search and the filters, and offers to clear them', async () => {
    const { page } = await openTable()
    await filterBy(page, 'No limit')
    await search(page, 'zebra')
    await page.getByRole('heading', { name: 'No current key matches “zebra”' }).waitFor()
    await page.getByText('Filters on: No limit.').waitFor()
    await page.getByRole('button', { name: 'Clear search and filters' }).click()
    await expect.poll(async () => (await shownNames(page)).length).toBe(5)
  })
})

describe('filtering', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['Expiring within', ['support-agent', 'billing-bot']],
    ['Expired', ['staging']],
    ['Near limit', ['support-agent', 'nightly-eval']],
    ['No limit', ['mira laptop']],
    ['Never expires', ['mira laptop']],
    ['Restricted to models', ['billing-bot']],
  ]
  it.each(cases)('%s', async (label, names) => {
    const { page } = await openTable()
    await filterBy(page, label)
    expect(await shownNames(page)).toEqual(names)
  })

  it('several narrow together, are seen as chips and taken off one by one', async () => {
    const { page } = await openTable()
    await filterBy(page, 'Expiring within')
    await filterBy(page, 'Near limit')
    expect(await shownNames(page)).toEqual(['support-agent'])
    await page.getByRole('button', { name: 'Remove filter: Expiring within 14 days' }).click()
    expect(await shownNames(page)).toEqual(['support-agent', 'nightly-eval'])
  })
})

describe('sorting', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['Name', ['billing-bot', 'mira laptop', 'nightly-eval', 'staging', 'support-agent']],
    ['Access', ['billing-bot', 'support-agent', 'nightly-eval', 'mira laptop', 'staging']],
    ['Usage this cycle', ['support-agent', 'nightly-eval', 'billing-bot', 'mira laptop', 'staging']],
    ['Status', ['staging', 'nightly-eval', 'billing-bot', 'support-agent', 'mira laptop']],
  ]
  it.each(cases)('by %s', async (column, names) => {
    const { page } = await openTable()
    await sortBy(page, column)
    expect(await shownNames(page)).toEqual(names)
    const header = page.getByRole('columnheader', { name: column })
    expect(await header.getAttribute('aria-sort')).toMatch(/ascending|descending/)
  })

  it('by expiry: soonest first at first, never expiring last, the other way round on a second click', async () => {
    const { page } = await openTable()
    const soonestFirst = ['staging', 'support-agent', 'billing-bot', 'nightly-eval', 'mira laptop']
    expect(await shownNames(page)).toEqual(soonestFirst)
    await sortBy(page, 'Expires')
    expect(await shownNames(page)).toEqual(soonestFirst.toReversed())
  })

  it('order and widths are saved for the next start', async () => {
    await openTable()
    const { page } = ui
    await sortBy(page, 'Name')
    const handle = page.locator('[data-resize-handle="identifier"]')
    const box = await handle.boundingBox()
    if (!box) throw new Error('the handle is not on screen')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + 60, box.y + 10, { steps: 4 })
    await page.mouse.up()
    await expect
      .poll(async () => (await ui.calls('settings.change')).at(-1)?.input)
      .toMatchObject({
        keyTable: {
          sorting: [{ id: 'name', isDescending: false }],
          widths: { identifier: expect.any(Number) },
        },
      })
    const [last] = (await ui.calls('settings.change')).slice(-1)
    const { widths } = (last?.input as { keyTable: { widths: Record<string, number> } }).keyTable
    expect(Object.keys(widths)).toEqual(['identifier'])
    expect(widths.identifier).toBeGreaterThan(200)
  })
})

describe('acting on a row', () => {
  it('extending moves the expiry in place and tells the exact new date', async () => {
    await openTable()
    const { page } = ui
    await openRowMenu(page, 'billing-bot')
    await page.getByRole('menuitem', { name: 'Extend' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page
      .getByText(/“billing-bot” now expires \d+ \w+ \d{4}, \d\d:\d\d/)
      .first()
      .waitFor()
    const [call] = await ui.calls('keys.update')
    expect(call?.input).toMatchObject({ keyId: 'k1', changes: { expiresAt: expect.any(Number) } })
    await expect.poll(() => rowOf(page, 'billing-bot').innerText()).toContain('in 42 days')
  })

  it('an extension that the service did not take over is told, with what holds', async () => {
    const kept = aKey({ id: 'k1', name: 'billing-bot' })
    await openTable({
      results: { 'keys.update': [{ ok: true, value: { key: kept, notTaken: ['expiresAt'] } }] },
    })
    const { page } = ui
    await openRowMenu(page, 'billing-bot')
    await page.getByRole('menuitem', { name: 'Extend' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.getByText('The service did not take over the new date').waitFor()
    await page
      .getByText(/“billing-bot” still expires \d+ \w+/)
      .first()
      .waitFor()
  })

  it('R6 copying a kept value asks main by id; the value never comes to the page', async () => {
    await openTable()
    const { page } = ui
    await openRowMenu(page, 'billing-bot')
    await page.getByRole('menuitem', { name: 'Copy value' }).click()
    await page.getByText('The clipboard is cleared in 30 seconds.').first().waitFor()
    expect((await ui.calls('values.copy')).map(({ input }) => input)).toEqual([{ keyId: 'k1' }])
    expect(await ui.calls('values.reveal')).toEqual([])
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
    await expect.poll(() => bar.innerText()).toContain('2 selected')
    await expect.poll(() => bar.innerText()).toContain('1 of them not shown now')
    await bar.getByRole('button', { name: 'Revoke 2 keys…' }).click()
    await page.getByRole('alertdialog').or(page.getByRole('dialog')).waitFor()
    const [call] = await ui.calls('keys.prepareRevoke')
    expect((call?.input as { keyIds: string[] }).keyIds.toSorted()).toEqual(['k1', 'k5'])
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
    await ui.push({ rows: { isReset: false, upserted: [ended], removedIds: [] } })
    const bar = page.getByRole('region', { name: 'Selected keys' })
    await expect.poll(() => bar.innerText()).toContain('1 selected')
  })
})

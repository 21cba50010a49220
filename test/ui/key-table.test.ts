// The key table: what it shows of each key, and how it is searched, filtered and sorted.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SettingsChanges } from '../../src/shared/domain/settings.ts'
import { aSnapshot, fiveKeys } from '../support/key-builders.ts'
import { filterBy, grid, rowOf, search, shownNames, shownText, sortBy } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage } from './support/ui-page.ts'

let browser: Browser
let ui: UiPage

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(() => ui.close())
afterAll(() => browser.close())

async function openTable(options: Partial<Parameters<typeof openUiPage>[1]> = {}): Promise<UiPage> {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: fiveKeys(), ...options })
  await grid(ui.page).waitFor()
  return ui
}

describe('what a row tells', () => {
  it('usage has its limit, its unit and its reset; identifiers are shown as identifiers', async () => {
    const { page } = await openTable()
    const row = await shownText(rowOf(page, 'billing-bot'))
    expect(row).toContain('12.4 of 50 credits')
    expect(row).toMatch(/resets in \d+ (min|h)/)
    expect(row).toContain('io-v2-9f3K…a1b2')
    expect(row).toContain('2 models')
  })

  it('no limit is said in words, and so is what is near, at or over its limit', async () => {
    const { page } = await openTable()
    await expect
      .poll(() => shownText(rowOf(page, 'mira laptop')))
      .toMatch(/3\.02 credits\s+no limit\s+resets in/)
    await expect.poll(() => shownText(rowOf(page, 'support-agent'))).toContain('Near limit')
    await expect.poll(() => shownText(rowOf(page, 'nightly-eval'))).toContain('Over limit')
  })

  it('expiry is told relatively, with its urgency as a word and the exact time for screen readers', async () => {
    const { page } = await openTable()
    const read = (name: string) => rowOf(page, name).textContent()
    await expect.poll(() => read('billing-bot')).toContain('in 12 days · soon')
    await expect.poll(() => read('support-agent')).toContain('in 2 days · urgent')
    await expect.poll(() => read('staging')).toContain('Expired 3 hours ago')
    await expect.poll(() => shownText(rowOf(page, 'mira laptop'))).toContain('Never')
    await expect
      .poll(() => rowOf(page, 'billing-bot').textContent())
      .toMatch(/, \d+ \w+ \d{4}, \d\d:\d\d \w+/)
  })

  it('the exact local time with its zone stands in the tooltip', async () => {
    const { page } = await openTable()
    await rowOf(page, 'billing-bot').getByText('in 12 days').hover()
    const tip = page.getByRole('tooltip')
    await tip.waitFor()
    await expect.poll(() => shownText(tip)).toMatch(/^Expires \d+ \w+ \d{4}, \d\d:\d\d \w+/)
  })

  it('the models of a restricted key are listed in the tooltip', async () => {
    const { page } = await openTable()
    await rowOf(page, 'billing-bot').getByText('2 models').hover()
    const tip = page.getByRole('tooltip')
    await tip.waitFor()
    await expect.poll(() => shownText(tip)).toContain('meta-llama/Llama-3.3-70B\ndeepseek-ai/DeepSeek-R1')
  })

  it('keys that ended are a list of their own, with how and when', async () => {
    const { page } = await openTable()
    await page.getByText('Ended', { exact: true }).click()
    expect(await shownNames(page)).toEqual(['old crawler', 'intern'])
    await expect.poll(() => shownText(rowOf(page, 'old crawler'))).toContain('Revoked here\n3 days ago')
    await expect.poll(() => shownText(rowOf(page, 'intern'))).toContain('Gone elsewhere\n30 days ago')
  })

  it('totals count the keys shown, and the use of today and of all time with its time', async () => {
    const { page } = await openTable()
    const totals = page.getByRole('region', { name: 'Totals' })
    await expect
      .poll(() => shownText(totals))
      .toMatch(/5 keys\s+Today 35\.25 credits\s+All time 4,932\.5 credits\s+as of/)
    await search(page, 'billing')
    await expect.poll(() => shownText(totals)).toMatch(/1 of 5 keys\s+Today 4\.25 credits/)
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
    await expect.poll(() => header.getAttribute('aria-sort')).toMatch(/ascending|descending/)
  })

  it('by expiry: soonest first at first, never expiring last, the other way round on a second click', async () => {
    const { page } = await openTable()
    const soonestFirst = ['staging', 'support-agent', 'billing-bot', 'nightly-eval', 'mira laptop']
    expect(await shownNames(page)).toEqual(soonestFirst)
    await sortBy(page, 'Expires')
    expect(await shownNames(page)).toEqual(soonestFirst.toReversed())
  })

  it('by the last 7 days: of every key, those of whom nothing is known last in both directions', async () => {
    const weeks = [3, 70, null, 0]
    const ids = fiveKeys().map(({ id }) => id)
    const rates = weeks.map((week, index) => ({ keyId: ids[index] ?? '', week, perHour: null }))
    const { page } = await openTable({ results: { 'usage.readRates': [{ ok: true, value: { rates } }] } })
    expect(await ui.calls('usage.readRates')).toEqual([])
    const names = fiveKeys().map(({ name }) => name)
    const [third, second, unknown, fourth, neverAsked] = names
    const known = [second, third, fourth]
    const last = async () => (await shownNames(page)).slice(3).sort()
    await sortBy(page, '7 days')
    await expect.poll(async () => (await shownNames(page)).slice(0, 3)).toEqual(known)
    expect(await last()).toEqual([unknown, neverAsked].sort())
    await sortBy(page, '7 days')
    await expect.poll(async () => (await shownNames(page)).slice(0, 3)).toEqual(known.toReversed())
    expect(await last()).toEqual([unknown, neverAsked].sort())
    expect(await ui.calls('usage.readRates')).toHaveLength(1)
    await expect
      .poll(async () => (await ui.calls('settings.change')).at(-1)?.input)
      .toMatchObject({ keyTable: { sorting: [{ id: 'week', isDescending: false }] } })
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
    const last = (await ui.calls('settings.change')).at(-1)?.input as SettingsChanges
    expect(Object.keys(last.keyTable?.widths ?? {})).toEqual(['identifier'])
    expect(last.keyTable?.widths.identifier).toBeGreaterThan(200)
  })
})

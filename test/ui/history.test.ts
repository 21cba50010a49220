// The history: what was done here and changed elsewhere, told, searched, exported; and the keys that have ended.
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Activity } from '../../src/shared/domain/activity.ts'
import { lookAt } from '../e2e/support/look.ts'
import { anEntry, someEntries } from '../support/activity-builders.ts'
import { aKey, aSnapshot, fiveKeys } from '../support/key-builders.ts'
import { failed } from './support/dialog-driver.ts'
import { grid, messages, openRowMenu, shownText } from './support/table-driver.ts'
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

const pageOf = (entries: Activity[], next: number | null = null) =>
  ({ ok: true, value: { entries, next } }) as const

async function open(options: Partial<UiPageOptions> = {}): Promise<Page> {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: fiveKeys(), ...options })
  return ui.page
}
async function openHistory(options: Partial<UiPageOptions> = {}): Promise<Page> {
  const page = await open({ results: { 'history.read': [pageOf(someEntries())] }, ...options })
  await page.getByRole('button', { name: 'History', exact: true }).click()
  await page.getByRole('heading', { name: 'History' }).waitFor()
  return page
}

const lines = (page: Page) => page.locator('[data-line]')
/** What the lines say, without their times. */
const told = async (page: Page) =>
  (await lines(page).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').replace(/^\d\d:\d\d /, ''))
const reads = async () => (await ui.calls('history.read')).map(({ input }) => input)
const notices = () => shownText(ui.page.getByRole('region', { name: 'Notices' }))

describe('the activity', () => {
  it('tells by day what was done and what changed elsewhere, and marks what did not succeed', async () => {
    const page = await openHistory()
    await expect.poll(() => lines(page).count()).toBe(11)
    expect((await told(page)).slice(0, 4)).toEqual([
      'You revoked “billing-bot” Identifier sandbox-v2-eyJh...c0eQ.',
      'Credit limit of “ci” changed elsewhere: 50 → 500 credits (not from this computer)',
      '“laptop of Mira” was created elsewhere No credit limit, monthly; all models; never expires. (not from this computer)',
      'Changing “billing-bot” failed Failed',
    ])
    await page.getByRole('heading', { name: /^Today, / }).waitFor()
    expect(await lookAt(page, 'history')).toEqual([])
  })

  it('opens an entry by keyboard: all that is known of it, and the way to what else concerns it', async () => {
    const page = await openHistory()
    await expect.poll(() => lines(page).count()).toBe(11)
    await page.keyboard.press('/')
    await page.keyboard.press('ArrowDown')
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
    const line = lines(page).nth(3)
    await expect.poll(() => line.getAttribute('aria-expanded')).toBe('true')
    const details = await shownText(line.locator('xpath=following-sibling::div'))
    expect(details).toContain('IO Intelligence cannot be reached')
    expect(details).toMatch(/Credit limit\s+50\s+500/)
    expect(details).toContain('k1')
    expect(await lookAt(page, 'history-open-entry')).toEqual([])
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => line.getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'Only what concerns this one' }).click()
    await page.getByRole('button', { name: 'Remove filter: Only “billing-bot”' }).waitFor()
    await expect.poll(async () => (await reads()).at(-1)).toMatchObject({ query: { subjectId: 'k1' } })
    await page.keyboard.press('/')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowUp')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Search the history')
  })

  it('is searched and filtered by main, and names what narrowed it to nothing', async () => {
    const page = await openHistory()
    await page.getByRole('searchbox', { name: 'Search the history' }).fill('billing 500')
    await expect.poll(async () => (await reads()).at(-1)).toMatchObject({ query: { text: 'billing 500' } })
    await page.getByRole('button', { name: /^Filter/ }).click()
    await page.getByRole('checkbox', { name: 'Values of API keys' }).check()
    await page.keyboard.press('Escape')
    await expect
      .poll(async () => (await reads()).at(-1))
      .toMatchObject({
        query: { kinds: ['valueCopied', 'valueRevealed', 'valueStored', 'valueErased'] },
      })
    await page.evaluate(() =>
      window.fake.answer('history.read', { ok: true, value: { entries: [], next: null } }),
    )
    await page.getByRole('searchbox').fill('zebra')
    await page.getByRole('heading', { name: 'No entry matches “zebra”' }).waitFor()
    await page.getByText('Filters on: Values of API keys.').waitFor()
    await page.getByRole('button', { name: 'Clear search and filters' }).click()
    await page.getByRole('heading', { name: 'Nothing has happened yet' }).waitFor()
    expect((await reads()).at(-1)).toMatchObject({ query: { text: '', kinds: null, subjectId: null } })
    expect(await lookAt(page, 'history-empty')).toEqual([])
  })

  it('goes on to older entries, and shows new ones without being asked', async () => {
    const newest = someEntries()
    const older = [anEntry({ id: 1, at: Date.now() - 90 * hourMs, kind: 'keyThawed' })]
    const page = await openHistory({ results: { 'history.read': [pageOf(newest, 2), pageOf(older)] } })
    await page.getByRole('button', { name: 'Show older' }).click()
    await expect.poll(() => lines(page).count()).toBe(12)
    expect((await reads()).at(-1)).toMatchObject({ beforeId: 2 })
    await expect.poll(() => page.getByRole('button', { name: 'Show older' }).count()).toBe(0)
    const fresh = anEntry({ id: 13, kind: 'keyFrozen' })
    await page.evaluate((value) => window.fake.answer('history.read', { ok: true, value }), {
      entries: [fresh, ...newest],
      next: 2,
    })
    await ui.push({ parts: { activityCount: 1 } })
    await expect.poll(async () => (await told(page))[0]).toBe('You froze “billing-bot”')
    await expect.poll(() => lines(page).count()).toBe(13)
  })

  it('says while it is read, why it cannot be read, and tries again', async () => {
    const page = await openHistory({
      held: ['history.read'],
      results: { 'history.read': [failed('storage')] },
    })
    await page.getByText('Reading the history…').waitFor()
    await ui.release('history.read')
    await page.getByRole('heading', { name: 'The history could not be read' }).waitFor()
    expect(await lookAt(page, 'history-unreadable')).toEqual([])
    await page.evaluate((value) => window.fake.answer('history.read', { ok: true, value }), {
      entries: someEntries(),
      next: null,
    })
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => lines(page).count()).toBe(11)
  })

  it('R15 shows hostile names as text', async () => {
    const subject = '<img src=x onerror=alert(1)>\u202egnp'
    const page = await openHistory({ results: { 'history.read': [pageOf([anEntry({ id: 1, subject })])] } })
    await expect.poll(() => told(page)).toEqual(['You revoked “<img src=x onerror=alert(1)>‹U+202E›gnp”'])
  })

  it('is exported as it is narrowed; what failed is told, what was cancelled is not', async () => {
    const page = await openHistory({
      results: {
        'history.read': [pageOf(someEntries())],
        'history.export': [failed('notConfirmed'), failed('storage'), { ok: true, value: { count: 11 } }],
      },
    })
    const exportAs = async (name: string) => {
      await page.getByRole('button', { name: 'Export' }).click()
      await page.getByRole('menuitem', { name }).click()
    }
    await page.getByRole('searchbox').fill('ci')
    await exportAs('As CSV table…')
    await exportAs('As JSON…')
    await expect.poll(() => shownText(messages(page))).toContain('The history was not exported')
    await exportAs('As CSV table…')
    await expect.poll(() => shownText(messages(page))).toContain('11 entries as CSV.')
    const asked = (await ui.calls('history.export')).map(({ input }) => input)
    expect(asked).toMatchObject([
      { format: 'csv', query: { text: 'ci' } },
      { format: 'json' },
      { format: 'csv' },
    ])
  })
})

describe('ended keys', () => {
  const ended = (id: string, name: string, how: 'revokedHere' | 'expired' | 'goneElsewhere', hours: number) =>
    aKey({
      ...{ id, name, creditLimit: 50, creditUsed: 12.5, usedAllTime: 1204.5 },
      ending: { how, at: Date.now() - hours * hourMs },
    })

  it('tell how they ended, what they spent and what they were set to', async () => {
    const keys = [
      ended('e1', 'old-bot', 'revokedHere', 1),
      ended('e2', 'left', 'goneElsewhere', 2),
      ended('e3', 'summer', 'expired', 60),
    ]
    const page = await openHistory({ keys })
    await page.getByText('Ended keys', { exact: true }).click()
    await expect.poll(() => lines(page).count()).toBe(3)
    const [first] = await told(page)
    expect(first).toMatch(/^old-bot .* Revoked with this app 1,204\.5 credits in all$/)
    await lines(page).nth(1).click()
    await page.getByText(/^Credit limit 50, monthly; all models; expires \d+ /).waitFor()
    expect(await lookAt(page, 'history-ended')).toEqual([])
    await page.getByRole('searchbox').fill('zebra')
    await page.getByRole('heading', { name: 'No ended key matches “zebra”' }).waitFor()
    await page.getByRole('searchbox').fill('left')
    await expect.poll(() => lines(page).count()).toBe(1)
    await lines(page).first().click()
    await page.getByRole('button', { name: 'History of this key' }).click()
    await page.getByRole('button', { name: 'Remove filter: Only “left”' }).waitFor()
  })

  it('say what they are while there are none', async () => {
    const page = await openHistory({ keys: [aKey({ id: 'k1' })] })
    await page.getByText('Ended keys', { exact: true }).click()
    await page.getByRole('heading', { name: 'No key has ended yet' }).waitFor()
  })
})

describe('from elsewhere in the window', () => {
  it('what changed elsewhere is a notice with names and values, to be shown or marked as seen', async () => {
    const entries = someEntries().filter(
      ({ kind }) => kind.startsWith('keyChanged') || kind === 'keyAppeared',
    )
    const drift = { since: Date.now() - 30 * hourMs, count: entries.length, entries }
    const page = await open({
      snapshot: aSnapshot({ drift }),
      results: { 'history.read': [pageOf(entries)] },
    })
    await expect.poll(notices).toMatch(/Changed elsewhere since \d+ \w+ \d{4}, \d\d:\d\d/)
    expect(await notices()).toContain('Credit limit of “ci” 50 → 500 credits; new: “laptop of Mira”.')
    expect(await lookAt(page, 'history-notice')).toEqual([])
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.getByRole('button', { name: 'Remove filter: Changed elsewhere' }).waitFor()
    await page.getByRole('button', { name: 'Mark as seen' }).click()
    await expect.poll(notices).toBe('')
  })

  it('the menu of a key leads to its own history', async () => {
    const page = await open()
    await grid(page).waitFor()
    await openRowMenu(page, 'billing-bot')
    await page.getByRole('menuitem', { name: 'History of this key' }).click()
    await page.getByRole('button', { name: 'Remove filter: Only “billing-bot”' }).waitFor()
    await expect.poll(async () => (await reads()).at(-1)).toMatchObject({ query: { subjectId: 'k1' } })
  })
})

// Where credits go: figures with their unit, period and age, over time and by model, for eye, keyboard and ear.
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aKey, aSnapshot, aSync, fiveKeys, manyKeys } from '../support/key-builders.ts'
import { shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'
import { aSparkline, tenDays, threeModels } from './support/usage-samples.ts'

const hour = 3_600_000
const problem = { code: 'unavailable', effect: 'none', isRetryable: true, status: 503 } as const

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

type Results = NonNullable<UiPageOptions['results']>

const fullResults = (keys: readonly ApiKey[] = fiveKeys()): Results => ({
  'usage.readSeries': [{ ok: true, value: { points: tenDays() } }],
  'usage.readByModel': [{ ok: true, value: { models: threeModels } }],
  'usage.readSparklines': [
    { ok: true, value: { sparklines: keys.slice(0, 200).map(({ id }, index) => aSparkline(id, index)) } },
  ],
})

async function openUsage(options: Partial<UiPageOptions> = {}): Promise<Page> {
  ui = await openUiPage(browser, {
    snapshot: aSnapshot(),
    keys: fiveKeys(),
    results: fullResults(),
    ...options,
  })
  await ui.page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Usage' }).click()
  await ui.page.getByRole('region', { name: /^Usage/ }).waitFor()
  return ui.page
}

const usageGrid = (page: Page) => page.getByRole('grid', { name: 'Usage' })
const row = (page: Page, name: string) => usageGrid(page).getByRole('row').filter({ hasText: name })
const chart = (page: Page) => page.getByRole('figure').getByRole('img')
/** The chosen one of a group of choices, by the words on it. */
const pick = (page: Page, label: string) => page.locator('label').filter({ hasText: label }).click()
const detail = (page: Page, name: string) => page.getByRole('article', { name })
const chooseKey = async (page: Page, name: string) => {
  await row(page, name).click()
  await detail(page, name).waitFor()
  await page.locator('.uplot canvas').waitFor()
}

describe('what is seen', () => {
  const views: Readonly<
    Record<string, Partial<UiPageOptions> & { reach?: (page: Page) => Promise<unknown> }>
  > = {
    key: { reach: (page) => chooseKey(page, 'support-agent') },
    'added-up': {
      reach: async (page) => {
        await chooseKey(page, 'billing-bot')
        await pick(page, 'Added up')
        await page.locator('.uplot canvas').waitFor()
        await page.getByText('Show as table').click()
      },
    },
    models: { reach: (page) => pick(page, 'By model') },
    old: {
      snapshot: aSnapshot({ sync: aSync({ usageProblem: problem, usageAsOf: Date.now() - 26 * hour }) }),
      results: {},
    },
    unavailable: {
      keys: [],
      snapshot: aSnapshot({ sync: aSync({ usageProblem: problem, usageAsOf: null }) }),
      results: {},
    },
  }

  it.each(Object.keys(views))('%s fits, and nothing is wrong with its accessibility', async (name) => {
    const { reach, ...options } = views[name] ?? {}
    const page = await openUsage(options)
    await reach?.(page)
    // Nothing is pointed at.
    await page.mouse.move(2, 2)
    expect(await lookAt(page, `usage-${name}`)).toEqual([])
  })
})

describe('figures', () => {
  it('carry unit, period and age, in sum and for each key', async () => {
    const page = await openUsage()
    const totals = page.locator('dl').first()
    await totals.getByText('35.25').waitFor()
    await expect.poll(() => shownText(totals)).toMatch(/Today\s+35\.25 credits\s+since 00:00 UTC/)
    await expect
      .poll(() => shownText(totals))
      .toMatch(/All time\s+4,932\.5 credits\s+since each key was made/)
    await expect.poll(() => shownText(totals)).toMatch(/as of \d\d:\d\d/)
    const text = await shownText(row(page, 'support-agent'))
    expect(text).toContain('31 credits')
    expect(text).toContain('187.2 of 200 credits')
    expect(text).toContain('4,120 credits')
    expect(text).toMatch(/84 %/)
    await expect
      .poll(() => shownText(row(page, 'support-agent')))
      .toMatch(/4\.2 credits\/h\s+Limit in about 3 h/)
  })

  it('of yesterday are not called those of today', async () => {
    const page = await openUsage({
      snapshot: aSnapshot({ sync: aSync({ usageAsOf: Date.now() - 25 * hour }) }),
    })
    const totals = page.locator('dl').first()
    await totals.getByText('not read yet').waitFor()
    await expect.poll(() => shownText(row(page, 'support-agent'))).toContain('Not read yet')
  })

  it('stay where usage is away, and only this view says so', async () => {
    const page = await openUsage({ snapshot: aSnapshot({ sync: aSync({ usageProblem: problem }) }) })
    await page.getByText(/^Usage unavailable, as of \d\d:\d\d$/).waitFor()
    await expect.poll(() => shownText(row(page, 'support-agent'))).toContain('31 credits')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => ui.calls('sync.refresh')).toHaveLength(1)
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'API Keys' }).click()
    await page.getByRole('grid', { name: 'API keys' }).waitFor()
    await expect.poll(() => page.getByText(/^Usage unavailable, as of/).count()).toBe(0)
  })

  it('sort by the rate of every key, not of those on screen alone', async () => {
    const keys = manyKeys(1000)
    const rates = keys.map(({ id }, index) => ({ keyId: id, week: null, perHour: index }))
    const page = await openUsage({
      keys,
      results: {
        ...fullResults(keys),
        'usage.readRates': [rates.slice(0, 500), rates.slice(500)].map((some) => ({
          ok: true as const,
          value: { rates: some },
        })),
      },
    })
    await usageGrid(page).getByRole('button', { name: 'Per hour, last 3 h' }).click()
    const most = keys.filter(({ ending }) => ending === null).at(-1)
    await expect.poll(() => shownText(usageGrid(page).getByRole('row').nth(1))).toContain(most?.name)
    expect(await ui.calls('usage.readRates')).toHaveLength(2)
  })

  it('by model name every model safely, and sort', async () => {
    const page = await openUsage()
    await pick(page, 'By model')
    const rows = page.getByRole('table', { name: 'Spend by model' }).locator('tbody tr')
    await rows.first().waitFor()
    await expect
      .poll(() => shownText(rows.first()))
      .toMatch(/Llama[\s\S]*3\.1 credits[\s\S]*512\.25 credits[\s\S]*1\.2M/)
    await expect.poll(() => shownText(rows.last())).toContain('gpt‹U+202E›<b>oss</b>')
    await page.getByRole('button', { name: 'Tokens out, all time' }).click()
    await expect.poll(() => shownText(rows.first())).toContain('DeepSeek')
    await page.getByRole('searchbox').fill('llama')
    await expect.poll(() => rows.count()).toBe(1)
  })
})

describe('the chart', () => {
  it('is drawn, says in words what it shows, and gives its figures as a table', async () => {
    const page = await openUsage()
    await chooseKey(page, 'support-agent')
    await expect
      .poll(() => chart(page).getAttribute('aria-label'))
      .toMatch(
        /^Credits spent per 6 hours, the last 7 days\. [\d.]+ credits in all\. The most, .+ Not read in \d+ of 28 parts\.$/,
      )
    await pick(page, '24 h')
    await page.getByRole('img', { name: /^Credits spent per hour, the last 24 hours/ }).waitFor()
    await page.getByText('Show as table').click()
    const figures = page.getByRole('table', { name: 'Credits spent per hour' })
    await expect.poll(() => figures.locator('tbody tr').count()).toBe(24)
    await pick(page, 'Added up')
    await page
      .getByRole('img', { name: /^Credits used in each cycle.+Limit 200 credits a cycle\./ })
      .waitFor()
    await page.getByRole('button', { name: 'Show all keys' }).click()
    await detail(page, 'All keys').waitFor()
    expect((await ui.calls('usage.readSeries')).at(-1)?.input).toMatchObject({ keyId: null })
  })

  it('follows theme and width', async () => {
    const page = await openUsage({ context: { colorScheme: 'light' } })
    await chooseKey(page, 'support-agent')
    /** The strongest colour on the canvas, and how wide it is. */
    const drawn = () =>
      page.evaluate(() => {
        const canvas = document.querySelector('.uplot canvas')
        if (!(canvas instanceof HTMLCanvasElement)) return null
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
          data: [],
        }
        const counts = new Map<string, number>()
        for (let at = 0; at < data.length; at += 4) {
          if (data[at + 3] !== 255) continue
          const colour = `${data[at]} ${data[at + 1]} ${data[at + 2]}`
          counts.set(colour, (counts.get(colour) ?? 0) + 1)
        }
        const [strongest] = [...counts]
          .filter(([colour]) =>
            colour
              .split(' ')
              .some((part, index, all) => Math.abs(Number(part) - Number(all[0])) > 60 && index > 0),
          )
          .sort(([, a], [, b]) => b - a)
        return { colour: strongest?.[0], width: canvas.width }
      })
    await expect.poll(async () => (await drawn())?.colour).toBe('52 81 209')
    const before = await drawn()
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(async () => (await drawn())?.colour).toBe('69 97 221')
    await page.setViewportSize({ width: 900, height: 700 })
    await expect.poll(async () => (await drawn())?.width).toBeLessThan(before?.width ?? 0)
  })

  it('has nothing to draw at first, and says when it will', async () => {
    const page = await openUsage({ results: {} })
    await page.getByText('Latchkey samples use every 5 minutes while it runs').waitFor()
    await expect.poll(() => page.locator('canvas').count()).toBe(0)
  })
})

describe('the keyboard', () => {
  it('goes from the rows to the detail and back', async () => {
    const page = await openUsage()
    await usageGrid(page).focus()
    await page.keyboard.press('ArrowDown')
    await detail(page, 'support-agent').waitFor()
    await page.keyboard.press('Enter')
    const focused = () => page.evaluate(() => document.activeElement?.id)
    await expect.poll(() => focused()).toBe('usage-detail-name')
    await page.keyboard.press('Escape')
    await expect.poll(() => focused()).toBe('usage-by-key')
    await page.keyboard.press('Delete')
    await page.getByRole('alertdialog').filter({ hasText: 'support-agent' }).waitFor()
  })
})

describe('sparklines', () => {
  it('stand in the table of keys with their words, and are read anew with each reading of use', async () => {
    ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: fiveKeys(), results: fullResults() })
    const { page } = ui
    const cell = page.getByRole('img', {
      name: /Reaches its limit in about 3 h$/,
    })
    await cell.waitFor()
    expect(
      await page.getByRole('img', { name: /6 days that were read of the last 7 days/ }).count(),
    ).toBeGreaterThan(0)
    await ui.push({ parts: { sync: aSync({ usageAsOf: Date.now() }) } })
    await expect.poll(async () => (await ui.calls('usage.readSparklines')).length).toBe(2)
  })

  it('of 10,000 keys are asked for while they are in view, together, and not while scrolling', async () => {
    const keys = [...manyKeys(10_000), aKey({ id: 'spender', name: 'spender', usedToday: 999 })]
    const page = await openUsage({ keys, results: {} })
    await row(page, 'spender').waitFor()
    await expect.poll(() => usageGrid(page).locator('tbody tr[aria-rowindex]').count()).toBeLessThan(60)
    await expect.poll(async () => (await ui.calls('usage.readSparklines')).length).toBeGreaterThan(0)
    const before = (await ui.calls('usage.readSparklines')).length
    await usageGrid(page).hover()
    for (let turn = 0; turn < 20; turn += 1) await page.mouse.wheel(0, 4000)
    await expect.poll(async () => (await ui.calls('usage.readSparklines')).length).toBeGreaterThan(before)
    const asked = (await ui.calls('usage.readSparklines')).map(
      ({ input }) => (input as { keyIds: string[] }).keyIds,
    )
    expect(asked.length).toBeLessThan(before + 10)
    expect(Math.max(...asked.map(({ length }) => length))).toBeLessThan(100)
  })
})

// What can be measured of accessibility, in light and dark: axe finds nothing, motion and contrast wishes are kept.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aSnapshot, aSync, fiveKeys } from '../support/key-builders.ts'
import { filterBy, grid, openRowMenu, rowOf, search, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

let browser: Browser
let ui: UiPage

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(() => ui.close())
afterAll(() => browser.close())

const problem = { code: 'serverError', effect: 'none', isRetryable: true, status: 502 } as const

interface View extends Partial<UiPageOptions> {
  readonly reach?: (ui: UiPage) => Promise<void>
}

const views: Readonly<Record<string, View>> = {
  'the table': {},
  'a selection': {
    reach: async ({ page }) => {
      await rowOf(page, 'staging').getByRole('checkbox').click()
      await grid(page).focus()
      await page.keyboard.press('ArrowDown')
    },
  },
  'a search with hits': { reach: ({ page }) => search(page, 'bill') },
  'no hits': { reach: ({ page }) => search(page, 'zebra') },
  'filters that are on': { reach: ({ page }) => filterBy(page, 'Near limit') },
  'ended keys': { reach: ({ page }) => page.getByText('Ended', { exact: true }).click() },
  'an open row menu': { reach: ({ page }) => openRowMenu(page, 'billing-bot') },
  'an open filter panel': { reach: ({ page }) => page.getByRole('button', { name: 'Filter' }).click() },
  'the shortcut sheet': { reach: ({ page }) => page.keyboard.press('?') },
  'an empty account': { keys: [] },
  loading: { snapshot: aSnapshot({ sync: aSync({ listAsOf: null, isRefreshing: true }) }), keys: [] },
  notices: {
    snapshot: aSnapshot({
      sync: aSync({ skippedRows: 2, listProblem: problem, usageProblem: problem }),
      vault: { state: 'weak', backend: 'basic_text' },
      clipboard: { label: 'billing-bot', clearsAt: Date.now() + 60_000 },
    }),
  },
}

async function open(view: View, context: UiPageOptions['context']): Promise<UiPage> {
  const { reach, ...options } = view
  ui = await openUiPage(browser, {
    snapshot: aSnapshot(),
    keys: fiveKeys(),
    ...options,
    // Colours halfway through a transition would be measured as they are at that moment.
    context: { reducedMotion: 'reduce', ...context },
  })
  await grid(ui.page).waitFor()
  await reach?.(ui)
  return ui
}

describe.each(['light', 'dark'] as const)('axe, %s', (colorScheme) => {
  it.each(Object.keys(views))('%s', async (name) => {
    const { page } = await open(views[name] ?? {}, { colorScheme })
    // What appears late is there by then, so that nothing is measured half transparent.
    await expect
      .poll(() =>
        page.evaluate(() => document.getAnimations().filter((one) => one.playState !== 'finished').length),
      )
      .toBe(0)
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      // A menu floats at the end of the document, outside of every landmark, for as long as it is open.
      .disableRules(name === 'an open row menu' ? ['region'] : [])
      .analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual(
      [],
    )
  })
})

describe('wishes of the person', () => {
  it('with reduced motion nothing moves', async () => {
    const { page } = await open(
      { reach: ({ page: at }) => at.keyboard.press('?') },
      { reducedMotion: 'reduce' },
    )
    const durations = await page.getByRole('dialog').evaluate((dialog) =>
      [dialog, ...dialog.querySelectorAll('*')].map((element) => {
        const { animationName, transitionDuration } = getComputedStyle(element)
        return `${animationName} ${transitionDuration}`
      }),
    )
    expect(new Set(durations)).toEqual(new Set(['none 0s']))
  })

  it('without that wish no motion lasts 150 ms or longer', async () => {
    const { page } = await open({}, { reducedMotion: 'no-preference' })
    const slowest = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('*')].map((element) =>
          Math.max(
            ...getComputedStyle(element)
              .transitionDuration.split(',')
              .map((one) => Number.parseFloat(one)),
          ),
        ),
      ),
    )
    expect(slowest).toBeLessThan(0.15)
  })

  it('with more contrast lines and letters get stronger', async () => {
    const { page } = await open({}, { contrast: 'more', colorScheme: 'light' })
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(0, 0, 0)')
  })

  it.each([
    [
      'row',
      async ({ page }: UiPage) => {
        await grid(page).focus()
        await page.keyboard.press('ArrowDown')
        return grid(page).locator('tr[data-active] td').first()
      },
    ],
    [
      'entry of a menu',
      async ({ page }: UiPage) => {
        await openRowMenu(page, 'staging')
        await page.keyboard.press('ArrowDown')
        return page.locator('[role=menuitem][data-highlighted]')
      },
    ],
    [
      'line of the palette',
      async ({ page }: UiPage) => {
        await page.keyboard.press('Control+k')
        return page.locator('[role=option][aria-selected=true]')
      },
    ],
  ])('with forced colours the highlighted %s is still told apart', async (_name, reach) => {
    const highlighted = await reach(await open({}, { forcedColors: 'active' }))
    await expect.poll(() => highlighted.evaluate((at) => getComputedStyle(at).outlineStyle)).toBe('solid')
  })

  it.each([
    ['a 900 × 600 window', { width: 900, height: 600 }],
    ['200 % zoom of it', { width: 450, height: 300 }],
  ])(
    '%s: the page itself never scrolls sideways and every action stays reachable',
    async (_name, viewport) => {
      const { page } = await open({}, { viewport })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      )
      for (const name of ['Create New API Key', 'Filter', 'Refresh', /^Connection/, 'Actions for staging']) {
        const box = await page.getByRole('button', { name }).boundingBox()
        expect(box && box.x >= 0 && box.x + box.width <= viewport.width).toBe(true)
      }
    },
  )
})

describe('the focus', () => {
  const label = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

  it('goes to what is next to a thing that went away, and to the rows where all of its part did', async () => {
    const sync = aSync({ skippedRows: 2, clockSkewMs: 600_000 })
    const { page } = await open({ snapshot: aSnapshot({ sync }) }, {})
    await page.getByRole('button', { name: 'Dismiss' }).first().focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('button', { name: 'Dismiss' }).count()).toBe(1)
    await expect.poll(() => label(page)).toBe('Dismiss')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('region', { name: 'Notices' }).count()).toBe(0)
    await expect.poll(() => label(page)).toBe('API keys')
  })

  it('goes back below a dialog that another one opened, and stays away where somebody clicked it away', async () => {
    const { page } = await open({}, {})
    await page.getByRole('button', { name: 'Filter' }).focus()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('settings data')
    await page.getByRole('option', { name: 'Settings: Data' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Settings' }).waitFor()
    await page.keyboard.press('Escape')
    const filter = page.getByRole('button', { name: 'Filter' })
    await expect.poll(() => filter.evaluate((button) => button === document.activeElement)).toBe(true)
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      document.body.append(document.createElement('div'))
    })
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
  })
})

describe('announcements', () => {
  it('the number of hits, a finished refresh and what was done are read out', async () => {
    const { page } = await open({}, {})
    const spoken = () => shownText(page.locator('[role="status"].sr-only'))
    await search(page, 'bill')
    await expect.poll(spoken).toContain('1 key found')
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect.poll(spoken).toContain('List refreshed')
    await openRowMenu(page, 'billing-bot')
    await page.getByRole('menuitem', { name: 'Copy identifier' }).click()
    await expect.poll(spoken).toContain('Identifier copied')
  })
})

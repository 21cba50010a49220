// The secret table as different people see it: every state in light and dark, in a usual and in a small window.
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lookAt } from '../e2e/support/look.ts'
import { aSnapshot, aSync, fiveKeys } from '../support/key-builders.ts'
import { aSecret, manySecrets, someSecrets } from '../support/secret-builders.ts'
import { filterBy, grid, openRowMenu, rowOf, rows, search, showSection } from './support/table-driver.ts'
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

interface View extends Partial<UiPageOptions> {
  readonly reach?: (page: Page) => Promise<unknown>
}

const problem = { code: 'unavailable', effect: 'none', isRetryable: true, status: 503 } as const

const views: Readonly<Record<string, View>> = {
  table: {},
  many: { secrets: manySecrets(1000), reach: (page) => rows(page).first().waitFor() },
  warnings: {
    secrets: [...someSecrets(), aSecret({ id: 's10', name: 'Linear, second' })],
    reach: (page) => page.getByRole('button', { name: 'Details' }).click(),
  },
  selection: {
    reach: async (page) => {
      await rowOf(page, 'Jira token').getByRole('checkbox').click()
      await rowOf(page, 'Jira user').getByRole('checkbox').click()
      await grid(page).focus()
      await page.keyboard.press('ArrowDown')
    },
  },
  search: { reach: (page) => search(page, 'git token') },
  filters: {
    reach: async (page) => {
      await filterBy(page, 'Value older than')
      await filterBy(page, 'Default')
      await page.getByRole('button', { name: /^Filter/ }).click()
    },
  },
  menu: { reach: (page) => openRowMenu(page, 'GitHub access token') },
  'sealed-menu': { reach: (page) => openRowMenu(page, 'Linear API token') },
  'no-hits': { reach: (page) => search(page, 'zebra') },
  empty: { secrets: [] },
  loading: { secrets: [], snapshot: aSnapshot({ sync: aSync({ secretsAsOf: null, isRefreshing: true }) }) },
  cached: {
    snapshot: aSnapshot({
      sync: aSync({ secretsProblem: problem, secretsAsOf: Date.now() - 2 * hourMs, missingSecrets: 3 }),
    }),
  },
  note: {
    secrets: someSecrets().filter(({ name }) => name.startsWith('GitHub')),
    reach: (page) => page.getByRole('region', { name: 'Totals' }).waitFor(),
  },
  unavailable: {
    secrets: [],
    snapshot: aSnapshot({ sync: aSync({ secretsProblem: problem, secretsAsOf: null }) }),
  },
}

describe.each(Object.keys(views))('%s', (name) => {
  it('fits, and nothing is wrong with its accessibility', async () => {
    const { reach, ...options } = views[name] ?? {}
    ui = await openUiPage(browser, {
      snapshot: aSnapshot(),
      keys: fiveKeys(),
      secrets: someSecrets(),
      ...options,
    })
    await showSection(ui.page, 'Secrets')
    await grid(ui.page).waitFor()
    await reach?.(ui.page)
    expect(await lookAt(ui.page, `secrets-${name}`)).toEqual([])
  })
})

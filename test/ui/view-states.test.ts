// What the window says when there is nothing to list, when the service cannot be reached, and when it answers badly.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { aSnapshot, aSync, fiveKeys } from '../support/key-builders.ts'
import { grid, openRowMenu, rows, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const hourMs = 3_600_000
const offline = { code: 'offline', effect: 'none', isRetryable: true } as const
let browser: Browser
let ui: UiPage

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(() => ui.close())
afterAll(() => browser.close())

async function open(parts: Partial<SnapshotParts>, options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(parts), keys: fiveKeys(), ...options })
  return ui.page
}

const notices = () => shownText(ui.page.getByRole('region', { name: 'Notices' }))

describe('loading', () => {
  it('a wait for main shows a spinner only after 300 ms', async () => {
    ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: [], held: ['app.readSnapshot'] })
    const { page } = ui
    const spinner = page.getByText('Opening Latchkey').locator('..')
    expect(await spinner.evaluate((element) => getComputedStyle(element).animationDelay)).toBe('0.3s')
    await ui.release('app.readSnapshot')
    await page.getByRole('heading', { name: 'No API keys yet' }).waitFor()
  })

  it('while nothing is known the rows are stand-ins, and say what is waited for', async () => {
    const page = await open(
      { sync: aSync({ listAsOf: null, usageAsOf: null, isRefreshing: true }) },
      { keys: [] },
    )
    await page.getByText('Reading your API keys…').waitFor()
    await page.getByRole('progressbar', { name: 'Refreshing the list' }).waitFor()
  })

  it('known rows stay on screen during a refresh', async () => {
    const page = await open({ sync: aSync({ isRefreshing: true }) })
    await expect.poll(() => rows(page).count()).toBe(5)
    await expect.poll(() => page.getByText('Reading your API keys…').count()).toBe(0)
  })
})

describe('empty', () => {
  it('no keys: says what keys are for and offers to create one', async () => {
    const page = await open({}, { keys: [] })
    await page.getByRole('heading', { name: 'No API keys yet' }).waitFor()
    await page.getByText('Give each app, agent or teammate its own key').waitFor()
    await grid(page).locator('..').getByRole('button', { name: 'Create New API Key' }).click()
    await page.getByRole('dialog', { name: 'Create API key' }).waitFor()
  })

  it('no account: the connect view, and no dead tab', async () => {
    const page = await open({ account: null }, { keys: [] })
    await page.getByRole('heading', { name: 'Connect to IO Intelligence' }).waitFor()
    await expect.poll(() => page.getByRole('navigation').count()).toBe(0)
  })
})

describe('offline', () => {
  const sync = () => aSync({ listAsOf: Date.now() - 2 * hourMs, listProblem: offline })

  it('the list stays, with the time it is of, and the search works', async () => {
    const page = await open({ sync: sync() })
    await expect.poll(notices).toMatch(/Offline, as of .*\d\d:\d\d/)
    await page.getByRole('searchbox').fill('laptop')
    await expect.poll(() => rows(page).count()).toBe(1)
  })

  it('what would write is disabled before a form opens, with the reason', async () => {
    const page = await open({ sync: sync() })
    const create = page.getByRole('button', { name: 'Create New API Key' })
    await expect.poll(() => create.getAttribute('aria-disabled')).toBe('true')
    await create.focus()
    await expect
      .poll(() => shownText(page.getByRole('tooltip')))
      .toContain('Not possible now: IO Intelligence cannot be reached.')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+n')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    await openRowMenu(page, 'billing-bot')
    for (const name of ['Edit', 'Extend', 'Revoke']) {
      const item = page.getByRole('menuitem', { name })
      await expect.poll(() => item.getAttribute('aria-disabled')).toBe('true')
      await expect.poll(() => shownText(item)).toContain('Not possible now')
    }
    expect(
      await page.getByRole('menuitem', { name: 'Copy identifier' }).getAttribute('aria-disabled'),
    ).toBeNull()
  })

  it('a list older than a day says so', async () => {
    await open({ sync: aSync({ listAsOf: Date.now() - 30 * hourMs, listProblem: offline }) })
    await expect.poll(notices).toContain('older than a day')
  })
})

describe('a fault of the window itself', () => {
  it('is told instead of leaving the window blank, and reloading mends it', async () => {
    const page = await open({})
    await ui.push({ parts: { settings: null as never } })
    await page.getByText('Latchkey met an unexpected problem').waitFor()
    await page.getByRole('button', { name: 'Reload the window' }).click()
    await expect.poll(() => rows(page).count()).toBe(5)
  })
})

describe('refused', () => {
  it('an admin key that is no longer accepted leads to connecting again, with details', async () => {
    const page = await open({
      sync: aSync({
        listProblem: {
          code: 'unauthorized',
          effect: 'none',
          isRetryable: false,
          status: 401,
          requestId: 'req-made-up-1',
        },
      }),
    })
    await expect.poll(notices).toContain('The admin key was not accepted')
    await page.getByText('Details').click()
    await expect.poll(notices).toContain('HTTP status 401 · request id req-made-up-1')
    await page.getByRole('button', { name: 'Connect again' }).click()
    await page
      .getByRole('heading', { name: /connect/i })
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Back' }).click()
    await expect.poll(() => rows(page).count()).toBe(5)
  })

  it('with nothing known the view itself tells why, and tries again', async () => {
    const page = await open({ sync: aSync({ listAsOf: null, listProblem: offline }) }, { keys: [] })
    await page.getByRole('heading', { name: 'Your API keys could not be read' }).waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(async () => (await ui.calls('sync.refresh')).length).toBe(1)
  })

  it('usage that is away is told at the totals only, not as a notice', async () => {
    const problem = { code: 'unavailable', effect: 'none', isRetryable: true, status: 503 } as const
    const page = await open({ sync: aSync({ usageProblem: problem }) })
    await expect
      .poll(() => shownText(page.getByRole('region', { name: 'Totals' })))
      .toContain('Usage unavailable')
    expect(await notices()).toBe('')
  })
})

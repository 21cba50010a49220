// What the secret table says when there is nothing to list, and when its list fails while others work; hostile text in it.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { aSnapshot, aSync, fiveKeys } from '../support/key-builders.ts'
import { aSecret, someSecrets } from '../support/secret-builders.ts'
import { hiddenCharacters, markup } from './support/hostile-text.ts'
import { grid, openRowMenu, rows, search, shownText, showSection } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const hourMs = 3_600_000
const away = { code: 'unavailable', effect: 'none', isRetryable: true, status: 503 } as const
const offline = { code: 'offline', effect: 'none', isRetryable: true } as const
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

async function open(sync: Partial<SnapshotParts['sync']>, options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, {
    snapshot: aSnapshot({ sync: aSync(sync) }),
    keys: fiveKeys(),
    secrets: someSecrets(),
    ...options,
  })
  await showSection(ui.page, 'Secrets')
  await grid(ui.page).waitFor()
  return ui.page
}

const notices = () => shownText(ui.page.getByRole('region', { name: 'Notices' }))

describe('nothing to list', () => {
  it('no secrets: says what they are for, that built-in agents need a default, and offers to add one', async () => {
    const page = await open({}, { secrets: [] })
    await page.getByRole('heading', { name: 'No secrets yet' }).waitFor()
    const words = await shownText(page.getByRole('main'))
    expect(words).toContain('a credential of another service')
    expect(words).toContain('Built-in agents take only a secret that is set as the default')
    await grid(page).locator('..').getByRole('button', { name: 'Add Secret' }).click()
    await page.getByRole('dialog', { name: 'Add secret' }).waitFor()
  })

  it('while nothing is known the rows are stand-ins, and no count is made up', async () => {
    const page = await open({ secretsAsOf: null, isRefreshing: true }, { secrets: [] })
    await page.getByText('Reading your secrets…').waitFor()
    await expect.poll(() => shownText(page.getByRole('region', { name: 'Totals' }))).not.toContain('secret')
    await ui.push({ parts: { sync: aSync() } })
    await page.getByRole('heading', { name: 'No secrets yet' }).waitFor()
  })

  it('a list that was never read says why and tries again, while the keys are there', async () => {
    const page = await open({ secretsAsOf: null, secretsProblem: away }, { secrets: [] })
    await page.getByRole('heading', { name: 'Your secrets could not be read' }).waitFor()
    await page.getByText('Details').click()
    await page.getByText('HTTP status 503').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(async () => (await ui.calls('sync.refresh')).length).toBe(1)
    expect(await notices()).toBe('')
    await showSection(page, 'API Keys')
    await expect.poll(() => rows(page).count()).toBe(5)
  })

  it('a server without a list of secrets is not answered with another connection', async () => {
    const page = await open(
      { secretsAsOf: null, secretsProblem: { ...away, code: 'wrongHost' } },
      { secrets: [] },
    )
    await page.getByText('This server does not list secrets').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Connect again' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Try again' }).waitFor()
  })
})

describe('a list that fails', () => {
  it('alone: known rows stay, with their time; only this section says so; writing goes on', async () => {
    const page = await open({ secretsAsOf: Date.now() - 2 * hourMs, secretsProblem: away })
    await expect.poll(() => rows(page).count()).toBe(9)
    await expect
      .poll(notices)
      .toMatch(/^This part .* is not available now.*The list of secrets is as of .*\d\d:\d\d/s)
    await search(page, 'slack')
    await expect.poll(() => rows(page).count()).toBe(1)
    await expect
      .poll(() => page.getByRole('button', { name: 'Add Secret' }).getAttribute('aria-disabled'))
      .toBeNull()
    await showSection(page, 'API Keys')
    await expect.poll(notices).toBe('')
  })

  it('offline with everything else: told once, with the time of the secrets', async () => {
    const page = await open({
      listProblem: offline,
      listAsOf: Date.now() - 5 * 60_000,
      secretsProblem: offline,
      secretsAsOf: Date.now() - 30 * hourMs,
    })
    await expect.poll(notices).toMatch(/Offline, as of .*older than a day/)
    await expect
      .poll(() => page.getByRole('region', { name: 'Notices' }).getByText('Offline').count())
      .toBe(1)
    await showSection(page, 'API Keys')
    await expect.poll(notices).not.toContain('older than a day')
  })

  it('with the keys’ list failing in another way: both are told', async () => {
    await open({ listProblem: { ...away, code: 'serverError' }, secretsProblem: away })
    await expect.poll(notices).toContain('The list of API keys is as of')
    await expect.poll(notices).toContain('The list of secrets is as of')
  })

  it('secrets left out are counted, where secrets are shown', async () => {
    const page = await open({ missingSecrets: 3 })
    await expect.poll(notices).toContain('3 secrets could not be read and are not shown')
    await ui.push({ parts: { sync: aSync({ missingSecrets: 1 }) } })
    await expect.poll(notices).toContain('1 secret could not be read and is not shown')
    await showSection(page, 'API Keys')
    await expect.poll(notices).toBe('')
  })

  it('an old list says so', async () => {
    await open({ secretsAsOf: Date.now() - 30 * hourMs })
    await expect.poll(notices).toContain('The list of secrets is as of')
  })
})

describe('R15 text from the service stays text', () => {
  const secretsNamed = (names: readonly string[]) =>
    names.map((name, index) =>
      aSecret({
        id: `s${String(index).padStart(3, '0')}`,
        name,
        display: name,
        toolName: name,
        toolArg: name,
        isDefault: false,
      }),
    )
  const wide = { viewport: { width: 2200, height: 1400 } }
  const isAttacked = () => ui.page.evaluate(() => '__xss' in window)

  it('markup in every column is shown letter by letter and runs nothing', async () => {
    const page = await open({}, { secrets: secretsNamed(markup), context: wide })
    const cells = await grid(page).locator('tbody td').allTextContents()
    for (const text of markup) {
      expect(cells.filter((cell) => cell.includes(text)).length).toBeGreaterThanOrEqual(5)
    }
    await search(page, '<script')
    await grid(page).locator('mark').first().waitFor()
    await expect
      .poll(() => page.locator('main').locator('img, script, iframe, style, base, form').count())
      .toBe(0)
    expect(await isAttacked()).toBe(false)
  })

  it('in messages, warnings and menus too', async () => {
    const name = markup[0] ?? ''
    const page = await open({}, { secrets: [0, 1].map((n) => aSecret({ id: `s${n}`, name })) })
    await expect
      .poll(() => shownText(page.getByRole('region', { name: 'Warnings about secrets' })))
      .toContain(name)
    await rows(page)
      .first()
      .getByRole('button', { name: `Actions for ${name}` })
      .click()
    await page.getByRole('menuitem', { name: /^Copy name/ }).click()
    await expect.poll(() => shownText(page.getByRole('region', { name: 'Messages' }))).toContain(name)
    expect(await isAttacked()).toBe(false)
  })

  it('characters that hide or reorder their neighbours are shown as their code', async () => {
    const texts = hiddenCharacters.map(([text]) => text)
    const page = await open({}, { secrets: secretsNamed(texts), context: wide })
    const shown = await shownText(grid(page))
    for (const [text, visible] of hiddenCharacters) {
      expect(shown).toContain(visible)
      expect(shown).not.toContain(text)
    }
  })

  it('very long text is cut and moves nothing', async () => {
    const page = await open({}, { secrets: secretsNamed(['x'.repeat(2000), 'short']) })
    for (const row of await rows(page).all()) expect((await row.boundingBox())?.height).toBe(40)
    await openRowMenu(page, 'short')
  })
})

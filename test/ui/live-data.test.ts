// The window follows main: patches, lost messages, another account, and ten thousand rows.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aKey, anAccount, aSnapshot, fiveKeys, manyKeys } from '../support/key-builders.ts'
import { grid, rowOf, rows, search, shownNames, shownText, sortBy } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage } from './support/ui-page.ts'

let browser: Browser
let ui: UiPage

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(() => ui.close())
afterAll(() => browser.close())

async function open(keys = fiveKeys()) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys })
  await rows(ui.page).first().waitFor()
  return ui.page
}

const upserted = (...keys: Parameters<typeof aKey>[0][]) => ({
  keys: { isReset: false, upserted: keys.map(aKey), removedIds: [] },
})

describe('patches', () => {
  it('C9 the page reads everything by itself after it listens, and applies what follows', async () => {
    const page = await open()
    await ui.push(upserted({ id: 'k8', name: 'brand-new' }))
    await rowOf(page, 'brand-new').waitFor()
    await ui.push({ keys: { isReset: false, upserted: [], removedIds: ['k8', 'k4'] } })
    await expect.poll(() => shownNames(page)).not.toContain('mira laptop')
  })

  it('a lost revision makes the page read everything again', async () => {
    const page = await open()
    await page.evaluate(() => window.fake.skipRevision())
    await ui.push(upserted({ id: 'k9', name: 'after-the-gap' }))
    await rowOf(page, 'after-the-gap').waitFor()
    expect((await ui.calls('app.readSnapshot')).length).toBe(2)
    expect(await shownNames(page)).toHaveLength(6)
  })

  it('a patch that was already applied is not applied again', async () => {
    const page = await open()
    await ui.push(upserted({ id: 'k4', name: 'renamed' }))
    await rowOf(page, 'renamed').waitFor()
    await ui.send('state.patched', { revision: 2, ...upserted({ id: 'k4', name: 'an older name' }) })
    await ui.push(upserted({ id: 'k5', name: 'newest' }))
    await rowOf(page, 'newest').waitFor()
    expect(await shownNames(page)).not.toContain('an older name')
  })

  it('another account starts with an empty search, no selection and its own rows', async () => {
    const page = await open()
    await search(page, 'bill')
    await rowOf(page, 'billing-bot').getByRole('checkbox').click()
    await ui.push({
      parts: { account: anAccount({ id: 'account-2', owner: 'zoe@example.com' }) },
      keys: { isReset: true, upserted: [aKey({ id: 'z1', name: 'zoe key' })], removedIds: [] },
    })
    await expect.poll(() => shownNames(page)).toEqual(['zoe key'])
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('')
    await expect.poll(() => page.getByRole('region', { name: 'Selected keys' }).count()).toBe(0)
  })

  it('a failed first reading is told and tried again', async () => {
    const failure = { ok: false, error: { code: 'internal', effect: 'none', isRetryable: true } } as const
    const good = { ok: true, value: aSnapshot() } as const
    ui = await openUiPage(browser, {
      snapshot: aSnapshot(),
      keys: fiveKeys(),
      results: { 'app.readSnapshot': [failure, good] },
    })
    await ui.page.getByText('Latchkey keeps trying.').waitFor()
    await rows(ui.page).first().waitFor()
  })
})

describe('ten thousand keys', () => {
  it('only the rows in view are drawn, and the grid tells how many there are', async () => {
    const page = await open(manyKeys(10_000))
    await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe('10001')
    await expect.poll(() => grid(page).locator('tbody tr').count()).toBeLessThan(60)
    await expect.poll(() => shownText(page.getByRole('region', { name: 'Totals' }))).toContain('10,000 keys')
  })

  it('R45 a letter of a search and a click on a header draw a screenful of rows, not all of them', async () => {
    const page = await open(manyKeys(10_000))
    await grid(page).evaluate((table) => {
      const drawn = { rows: 0 }
      Object.assign(window, { drawn })
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) {
          for (const node of addedNodes) if (node.nodeName === 'TR') drawn.rows += 1
        }
      }).observe(table, { childList: true, subtree: true })
    })
    const words = 'billing-bot 12'
    await page.getByRole('searchbox').pressSequentially(words)
    await expect.poll(async () => (await shownNames(page))[0]).toContain('billing-bot')
    await search(page, '')
    await sortBy(page, 'Name')
    await expect.poll(async () => (await shownNames(page))[0]).toBe('billing-bot 1')
    const drawn = await page.evaluate(() => (window as unknown as Watched).drawn.rows)
    expect(drawn).toBeGreaterThan(0)
    expect(drawn).toBeLessThan(60 * (words.length + 2))
  })
})

interface Watched {
  readonly drawn: { readonly rows: number }
}

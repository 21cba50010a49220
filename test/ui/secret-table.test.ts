// The secret table: what it shows of each secret, and how it is searched, filtered and sorted.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SettingsChanges } from '../../src/shared/domain/settings.ts'
import { aSnapshot, fiveKeys } from '../support/key-builders.ts'
import { aSecret, manySecrets, someSecrets } from '../support/secret-builders.ts'
import {
  filterBy,
  grid,
  highlightedName,
  rowOf,
  search,
  shownNames,
  shownText,
  showSection,
  sortBy,
} from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const dayMs = 86_400_000
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

async function open(options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, {
    snapshot: aSnapshot(),
    keys: fiveKeys(),
    secrets: someSecrets(),
    ...options,
  })
  await showSection(ui.page, 'Secrets')
  await grid(ui.page).waitFor()
  return ui.page
}

const row = (name: string) => shownText(rowOf(ui.page, name))
const tip = async () => {
  await ui.page.getByRole('tooltip').waitFor()
  return shownText(ui.page.getByRole('tooltip'))
}

describe('what a row tells', () => {
  it('service, tool, argument, default and mask', async () => {
    await open()
    for (const words of ['Linear', 'agno__linear__*', 'api_token', 'Yes', 'lin_****9xQ2', '12 days']) {
      expect(await row('Linear API token')).toContain(words)
    }
    expect(await row('Slack bot')).toMatch(/token\s+No\s/)
  })

  it('a tool that no service has is shown as it is, and said to be unknown', async () => {
    const page = await open()
    expect(await row('Warehouse')).toMatch(/acme__warehouse__query\s+no known tool/)
    expect(await row('Spare token')).toMatch(/None\s+no known tool\s+None\s+None/)
    await rowOf(page, 'Spare token').getByText('no known tool').hover()
    expect(await tip()).toContain('no agent takes it')
  })

  it('a wildcard over several services names none of them', async () => {
    await open({ secrets: [aSecret({ id: 'a', name: 'Wide', toolName: 'agno__*' })] })
    expect(await row('Wide')).toContain('several services')
  })

  it('what the service did not tell is not made up', async () => {
    const times = { createdAt: null, updatedAt: null, valueSetFrom: null, valueSetUntil: null }
    await open({ secrets: [aSecret({ id: 'a', name: '', display: '', ...times })] })
    expect(await row('Unnamed secret')).toMatch(/Unnamed secret[\s\S]*None\s+Unknown[\s\S]*Unknown\s+Unknown/)
  })

  it('a kept copy, a shared value and clashes are marks with words', async () => {
    const page = await open()
    await expect.poll(() => rowOf(page, 'Linear API token').textContent()).toContain('sealed copy kept')
    await expect
      .poll(() => rowOf(page, 'GitHub access token').textContent())
      .toContain('shares its value with 1 other secret')
    await expect.poll(() => rowOf(page, 'GitHub access token').textContent()).toContain('note: ')
    await expect
      .poll(() => rowOf(page, 'Slack bot').textContent())
      .toContain('warning: No default for Slack.')
    await expect.poll(() => rowOf(page, 'Jira token').textContent()).not.toMatch(/warning|note|sealed|shares/)
  })

  it('dates have their exact time in the tooltip', async () => {
    const page = await open()
    await rowOf(page, 'Jira server').locator('td').nth(8).locator('span').hover()
    expect(await tip()).toMatch(/^Created \d+ \w+ \d{4}, \d\d:\d\d \w+/)
  })
})

describe('the age of a value', () => {
  it('certain: the days, with the moment in the tooltip', async () => {
    const page = await open()
    await rowOf(page, 'GitHub access token').getByText('210 days', { exact: true }).hover()
    expect(await tip()).toMatch(/^Set \d+ \w+ \d{4}, \d\d:\d\d \w+$/)
  })

  it('uncertain: a span, and why it is one', async () => {
    const page = await open()
    await rowOf(page, 'Jira token').getByText('20 to 400 days', { exact: true }).hover()
    expect(await tip()).toMatch(/^Set between .* and .*not whether that changed its value/)
    await expect.poll(() => rowOf(page, 'Jira token').textContent()).toContain('not certain')
  })

  it('follows what main finds out', async () => {
    const page = await open()
    const changed = {
      ...aSecret({ id: 's1', name: 'Linear API token' }),
      valueSetFrom: Date.now() - 40.5 * dayMs,
      valueSetUntil: Date.now() - 2.5 * dayMs,
    }
    await ui.push({ secrets: { isReset: false, upserted: [changed], removedIds: [] } })
    await expect.poll(() => shownText(rowOf(page, 'Linear API token'))).toContain('2 to 40 days')
  })

  describe('searching', () => {
    it.each([
      ['slack', ['Slack bot']],
      ['create_issue', ['GitHub, one repository']],
      ['server_url', ['Jira server']],
      ['0F1a', ['Jira token']],
      ['GITHUB token repository', ['GitHub, one repository']],
    ])('“%s” is looked for in name, service, tool, argument and mask', async (words, names) => {
      const page = await open()
      await search(page, words)
      await expect.poll(() => shownNames(page)).toEqual(names)
      expect(await highlightedName(page)).toBe(names[0])
    })

    it('marks the hits, tells their number, and offers a way out where there is none', async () => {
      const page = await open()
      await search(page, 'jira')
      await expect.poll(() => rowOf(page, 'Jira user').locator('mark').count()).toBe(3)
      await expect.poll(() => shownText(page.locator('[role="status"].sr-only'))).toContain('3 secrets found')
      await filterBy(page, 'Not default')
      await search(page, 'zebra')
      await page.getByRole('heading', { name: 'No secret matches “zebra”' }).waitFor()
      await page.getByText('Filters on: Not default.').waitFor()
      await page.getByRole('button', { name: 'Clear search and filters' }).click()
      await expect.poll(async () => (await shownNames(page)).length).toBe(9)
    })

    it('in a thousand secrets each letter draws a screenful of rows and takes no time to speak of', async () => {
      const page = await open({ secrets: manySecrets(1000) })
      await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe('1001')
      await grid(page).evaluate((table) => {
        const drawn = { rows: 0 }
        Object.assign(window, { drawn })
        new MutationObserver((changes) => {
          for (const { addedNodes } of changes) {
            for (const node of addedNodes) if (node.nodeName === 'TR') drawn.rows += 1
          }
        }).observe(table, { childList: true, subtree: true })
      })
      const words = 'github credential 7'
      const startedAt = performance.now()
      await page.getByRole('searchbox').pressSequentially(words)
      await expect.poll(async () => (await shownNames(page))[0]).toMatch(/^github credential 7/)
      expect((performance.now() - startedAt) / words.length).toBeLessThan(250)
      const drawn = await page.evaluate(() => (window as unknown as Watched).drawn.rows)
      expect(drawn).toBeLessThan(60 * (words.length + 1))
    })
  })

  interface Watched {
    readonly drawn: { readonly rows: number }
  }

  describe('filtering', () => {
    it.each([
      ['Default', 'Default', 7],
      ['Not default', 'Not default', ['Slack bot', 'Spare token']],
      ['No known tool', 'No known tool', ['Spare token', 'Warehouse']],
      ['Shares its value', 'Shares its value', ['GitHub access token', 'GitHub, one repository']],
      [
        'Value older than',
        'Value may be older than 90 days',
        ['GitHub access token', 'Jira token', 'Warehouse'],
      ],
    ])('%s, seen as a chip that takes it off', async (label, chip, expected) => {
      const page = await open()
      await filterBy(page, label)
      const names = await shownNames(page)
      if (typeof expected === 'number') expect(names).toHaveLength(expected)
      else expect(names).toEqual(expected)
      await page.getByRole('button', { name: `Remove filter: ${chip}`, exact: true }).click()
      await expect.poll(async () => (await shownNames(page)).length).toBe(9)
    })

    it('by service, those in use alone, and other tools', async () => {
      const page = await open()
      await page.getByRole('button', { name: /^Filter/ }).click()
      const service = page.getByRole('combobox', { name: 'Service' })
      await expect
        .poll(() => service.locator('option').allInnerTexts())
        .toEqual(['All services', 'GitHub (2)', 'Jira (3)', 'Linear (1)', 'Slack (1)', 'Other tools (2)'])
      await service.selectOption({ label: 'Jira (3)' })
      await expect.poll(() => shownNames(page)).toEqual(['Jira server', 'Jira token', 'Jira user'])
      await service.selectOption({ label: 'Other tools (2)' })
      await expect.poll(() => shownNames(page)).toEqual(['Spare token', 'Warehouse'])
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Remove filter: Other tools' }).waitFor()
    })

    it('the number of days can be chosen; several filters narrow together; all go at once', async () => {
      const page = await open()
      await filterBy(page, 'Value older than')
      await page.getByRole('button', { name: /^Filter/ }).click()
      await page.getByRole('combobox', { name: 'Value older than how many days' }).selectOption('180')
      await expect.poll(() => shownNames(page)).toEqual(['GitHub access token', 'Jira token'])
      await page.getByRole('checkbox', { name: 'Shares its value' }).check()
      await expect.poll(() => shownNames(page)).toEqual(['GitHub access token'])
      await page.getByRole('button', { name: 'Clear filters' }).click()
      await expect.poll(async () => (await shownNames(page)).length).toBe(9)
    })

    it('default and not default exclude each other', async () => {
      const page = await open()
      await filterBy(page, 'Default')
      await filterBy(page, 'Not default')
      expect(await shownNames(page)).toEqual(['Slack bot', 'Spare token'])
    })
  })

  describe('sorting', () => {
    it.each([
      ['Service', 'GitHub, one repository', 'Warehouse'],
      ['Tool', 'Warehouse', 'Spare token'],
      ['Argument', 'GitHub, one repository', 'Spare token'],
      ['Default', 'Linear API token', 'Spare token'],
      ['Mask', 'Warehouse', 'Slack bot'],
      ['Value age', 'Jira token', 'Linear API token'],
      ['Created', 'Linear API token', 'Jira token'],
      ['Updated', 'Linear API token', 'GitHub access token'],
    ])('by %s', async (column, first, last) => {
      const page = await open({ context: { viewport: { width: 1600, height: 800 } } })
      await sortBy(page, column)
      const ends = async () => {
        const names = await shownNames(page)
        return [names[0], names.at(-1)]
      }
      await expect.poll(ends).toEqual([first, last])
    })

    it('by name at first; the order is saved, also where another section is shown at once', async () => {
      const page = await open()
      expect((await shownNames(page))[0]).toBe('GitHub access token')
      await sortBy(page, 'Name')
      await showSection(page, 'API Keys')
      const changes = async () =>
        (await ui.calls('settings.change')).map(({ input }) => input as SettingsChanges)
      await expect.poll(changes).toHaveLength(1)
      expect((await changes())[0]).toEqual({
        secretTable: { sorting: [{ id: 'name', isDescending: true }], widths: {} },
      })
      await showSection(page, 'Secrets')
      await expect.poll(async () => (await shownNames(page))[0]).toBe('Warehouse')
    })
  })

  describe('totals', () => {
    it('count secrets and defaults, with the time; the defaults lead to their filter', async () => {
      const page = await open()
      const totals = page.getByRole('region', { name: 'Totals' })
      await expect
        .poll(() => shownText(totals))
        .toMatch(/9 secrets · 7 defaults\s+1 warning\s+as of \d\d:\d\d/)
      await totals.getByRole('button', { name: '7 defaults' }).click()
      await expect.poll(() => shownText(totals)).toContain('7 of 9 secrets · 7 defaults')
    })
  })
})

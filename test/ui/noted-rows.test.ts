// Keys and secrets found by what was written about them: stars, tags and words in the table, filters, kept views.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lookAt } from '../e2e/support/look.ts'
import { aSnapshot, notedKeys } from '../support/key-builders.ts'
import { notedSecrets } from '../support/secret-builders.ts'
import { failed } from './support/dialog-driver.ts'
import {
  filterBy,
  grid,
  messages,
  openRowMenu,
  rowOf,
  search,
  shownNames,
  shownText,
  showSection,
} from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

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
    keys: notedKeys(),
    secrets: notedSecrets(),
    ...options,
  })
  await grid(ui.page).waitFor()
  return ui.page
}

const lastNote = async () => (await ui.calls('keys.note')).at(-1)?.input

describe('the table', () => {
  const star = (name: string) => rowOf(ui.page, name).getByRole('button', { name: 'Favourite' })

  it('has a star for each key; a failure of it is told and changes nothing', async () => {
    const page = await open({ results: { 'keys.note': [failed('storage'), { ok: true, value: {} }] } })
    await expect.poll(() => star('billing-bot').getAttribute('aria-pressed')).toBe('true')
    await rowOf(page, 'staging').hover()
    await star('staging').click()
    await expect.poll(() => shownText(messages(page))).toContain('could not write to its files')
    await expect.poll(() => star('staging').getAttribute('aria-pressed')).toBe('false')
    await openRowMenu(page, 'billing-bot')
    await page.getByRole('menuitem', { name: 'Remove from favourites' }).click()
    await expect.poll(async () => (await ui.calls('keys.note')).length).toBe(2)
    expect(await lastNote()).toMatchObject({
      keyId: 'k1',
      notes: { isFavourite: false, tags: ['ci', 'production', 'team blue', 'billing'] },
    })
  })

  it('finds notes and tags, understands words with a meaning, and marks what was looked for', async () => {
    const page = await open()
    for (const [words, names] of [
      ['host seven', ['billing-bot']],
      ['blue', ['billing-bot']],
      ['tag:production', ['support-agent', 'billing-bot']],
      ['tag:"production" desk', ['support-agent']],
      ['is:favourite', ['billing-bot', 'mira laptop']],
      ['is:unused', ['staging']],
      ['model:deepseek is:limited', ['billing-bot']],
    ] as const) {
      await search(page, words)
      await expect.poll(() => shownNames(page), { message: words }).toEqual(names)
    }
    await search(page, 'tag:billing')
    await expect.poll(() => rowOf(page, 'billing-bot').locator('mark').allInnerTexts()).toEqual(['billing'])
    await search(page, 'is:nonsense')
    await page.getByRole('heading', { name: 'No current key matches “is:nonsense”' }).waitFor()
  })

  it('filters by tags, of which one is enough, and by favourites, with chips to drop', async () => {
    const page = await open()
    await filterBy(page, 'production 2')
    expect(await shownNames(page)).toEqual(['support-agent', 'billing-bot'])
    await filterBy(page, 'Favourites')
    expect(await shownNames(page)).toEqual(['billing-bot'])
    await page.getByRole('button', { name: 'Remove filter: Tag: production' }).click()
    expect(await shownNames(page)).toEqual(['billing-bot', 'mira laptop'])
  })
})

describe('views', () => {
  const views = async (item: string | RegExp) => {
    await ui.page.getByRole('button', { name: 'Views' }).click()
    await ui.page.getByRole('menuitem', { name: item }).click()
  }

  it('that are always there show what they say, and which one is shown', async () => {
    const page = await open()
    await views('Never expire')
    await expect.poll(() => shownNames(page)).toEqual(['mira laptop'])
    await views('Expiring in 14 days')
    await expect.poll(() => shownNames(page)).toEqual(['support-agent', 'billing-bot'])
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: /^Expiring in 14 days.*shown now$/ }).waitFor()
  })

  it('are saved with search, filters and order, shown again, renamed, deleted and brought back', async () => {
    const page = await open()
    await filterBy(page, 'Favourites')
    await search(page, 'i')
    await grid(page).getByRole('button', { name: 'Name', exact: true }).click()
    await views('Save this view…')
    const saving = page.getByRole('dialog', { name: 'Save this view' })
    await expect.poll(() => shownText(saving)).toContain('Search “i” · Favourites · Sorted by name')
    await page.keyboard.press('Enter')
    await saving.getByText('Give the view a name.').waitFor()
    await page.keyboard.type('Mine')
    await page.keyboard.press('Enter')
    await saving.waitFor({ state: 'detached' })
    await views('All current keys')
    await expect.poll(async () => (await shownNames(page)).length).toBe(5)
    await views('Mine')
    await expect.poll(() => shownNames(page)).toEqual(['billing-bot', 'mira laptop'])

    await views('Rename or delete…')
    const managing = page.getByRole('dialog', { name: 'Saved views' })
    await managing.getByLabel('Name of the view “Mine”').fill('Ours')
    await page.keyboard.press('Enter')
    await managing.getByLabel('Name of the view “Ours”').waitFor()
    await managing.getByRole('button', { name: 'Delete the view “Ours”' }).click()
    await managing.getByText('No view is saved any more.').waitFor()
    await managing.getByRole('button', { name: 'Undo' }).click()
    await managing.getByLabel('Name of the view “Ours”').waitFor()
    const { settings } = await page
      .evaluate(() => window.latchkey.app.readSnapshot({}))
      .then((answer) => (answer.ok ? answer.value : Promise.reject(new Error('no snapshot'))))
    expect(settings.savedViews).toMatchObject([
      {
        name: 'Ours',
        query: 'i',
        filters: { isFavourite: true },
        sorting: [{ id: 'name', isDescending: false }],
      },
    ])
  })
})

async function openSecrets(options: Partial<UiPageOptions> = {}) {
  const page = await open(options)
  await showSection(page, 'Secrets')
  await rowOf(page, 'Linear API token').waitFor()
  return page
}

describe('secrets', () => {
  it('have a star, whose failure is told, and get tags together', async () => {
    const page = await openSecrets({ results: { 'secrets.note': [failed('storage')] } })
    const star = (name: string) => rowOf(page, name).getByRole('button', { name: 'Favourite' })
    await expect.poll(() => star('Warehouse').getAttribute('aria-pressed')).toBe('true')
    await rowOf(page, 'Jira user').hover()
    await star('Jira user').click()
    await expect.poll(() => shownText(messages(page))).toContain('could not write to its files')
    for (const name of ['Jira user', 'Jira token']) await rowOf(page, name).getByRole('checkbox').click()
    await page.getByRole('button', { name: 'Notes and tags…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Tags of 2 secrets' })
    await dialog.getByRole('combobox', { name: 'Add tags to all' }).fill('jira')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect
      .poll(async () => (await ui.calls('secrets.tag')).at(-1)?.input)
      .toEqual({ secretIds: ['s5', 's6'], add: ['jira'], remove: [] })
    await expect.poll(() => shownText(rowOf(page, 'Jira token'))).toContain('jira')
  })

  it('are found by notes and tags: in search, filters, views and palette', async () => {
    const page = await openSecrets()
    for (const [words, names] of [
      ['ask her', ['Linear API token']],
      ['tag:production', ['GitHub access token', 'Linear API token']],
      ['is:favourite is:default', ['Linear API token', 'Warehouse']],
    ] as const) {
      await search(page, words)
      await expect.poll(() => shownNames(page), { message: words }).toEqual(names)
    }
    await search(page, '')
    await filterBy(page, 'production 2')
    await filterBy(page, 'Favourites')
    await expect.poll(() => shownNames(page)).toEqual(['Linear API token'])
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Save this view…' }).click()
    const saving = page.getByRole('dialog', { name: 'Save this view' })
    await expect.poll(() => shownText(saving)).toContain('Favourites · Tag: production · Sorted by name')
    await saving.getByLabel('Name', { exact: true }).fill('Agents')
    await page.keyboard.press('Enter')
    await saving.waitFor({ state: 'detached' })
    for (const [view, count] of [
      ['All secrets', 9],
      ['Agents', 1],
      ['Favourites', 2],
    ] as const) {
      await page.getByRole('button', { name: 'Views' }).click()
      await page.getByRole('menuitem', { name: view }).click()
      await expect.poll(async () => (await shownNames(page)).length, { message: view }).toBe(count)
    }
    // It is none of the other table.
    await showSection(page, 'API Keys')
    await page.getByRole('button', { name: 'Views' }).click()
    await expect.poll(() => page.getByRole('menuitem', { name: 'Frozen' }).count()).toBe(1)
    await expect.poll(() => page.getByRole('menuitem', { name: 'Agents' }).count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('agents')
    const palette = page.getByRole('dialog', { name: 'Command palette' })
    await palette.getByRole('option', { name: /^Linear API token/ }).click()
    await palette.getByRole('option', { name: 'Notes and tags…' }).click()
    await page.getByRole('dialog', { name: 'Notes and tags of “Linear API token”' }).waitFor()
  })
})

describe('how it looks', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['table', () => rowOf(ui.page, 'staging').hover()],
    ['search', () => search(ui.page, 'tag:prod bot')],
    ['filters', () => ui.page.getByRole('button', { name: /^Filter/ }).click()],
    ['views', () => ui.page.getByRole('button', { name: 'Views' }).click()],
    [
      'secrets',
      async () => {
        await showSection(ui.page, 'Secrets')
        for (const name of ['Jira user', 'Jira token'])
          await rowOf(ui.page, name).getByRole('checkbox').click()
        await rowOf(ui.page, 'Slack bot').hover()
      },
    ],
    [
      'secrets-filters',
      async () => {
        await showSection(ui.page, 'Secrets')
        await search(ui.page, 'tag:prod')
        await ui.page.getByRole('button', { name: /^Filter/ }).click()
      },
    ],
  ])('%s', async (name, reach) => {
    await open()
    await reach()
    expect(await lookAt(ui.page, `noted-${name}`)).toEqual([])
  })
})

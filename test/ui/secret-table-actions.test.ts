// What can be done with secrets from the table: by mouse, by the menu of a row, by keyboard alone, with several at once.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aSnapshot, aSync, fiveKeys } from '../support/key-builders.ts'
import { aSecret, someSecrets } from '../support/secret-builders.ts'
import { failed } from './support/dialog-driver.ts'
import {
  grid,
  highlightedName,
  messages,
  openRowMenu,
  rowOf,
  search,
  shownNames,
  shownText,
  showSection,
} from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

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

const focusedRole = () =>
  ui.page.evaluate(() => document.activeElement?.getAttribute('role') ?? document.activeElement?.tagName)
const dialog = (name: RegExp) =>
  ui.page.getByRole('dialog', { name }).or(ui.page.getByRole('alertdialog', { name }))
const menuItems = () => ui.page.getByRole('menuitem').allInnerTexts()

async function choose(name: string, item: string | RegExp) {
  await openRowMenu(ui.page, name)
  await ui.page.getByRole('menuitem', { name: item }).click()
}

describe('the menu of a row', () => {
  it('offers what fits the secret, deleting last', async () => {
    await open()
    await openRowMenu(ui.page, 'Jira token')
    const plain = (await menuItems()).join()
    expect(plain).not.toMatch(/Copy value|Erase|together/)
    expect(plain).toMatch(/Delete…\s*Del$/)
    await ui.page.keyboard.press('Escape')
    await openRowMenu(ui.page, 'GitHub access token')
    expect((await menuItems()).join()).toContain('Replace together with 1 other…')
    await ui.page.keyboard.press('Escape')
    await openRowMenu(ui.page, 'Linear API token')
    expect((await menuItems()).join()).toMatch(/Copy value.*Erase sealed copy…/s)
  })

  it('says that a sealed copy may be an old value once the secret was changed elsewhere', async () => {
    await open()
    const [linear] = someSecrets()
    if (!linear) throw new Error('no secret')
    const stale = { ...linear, fingerprint: 'stale' as const }
    await ui.push({ secrets: { isReset: false, upserted: [stale], removedIds: [] } })
    await openRowMenu(ui.page, 'Linear API token')
    await expect.poll(async () => (await menuItems()).join()).toContain('Copy value, maybe an old one')
  })

  it.each([
    ['Edit…', /^Edit “Jira token”/],
    ['Replace value…', /^Replace .*“Jira token”/],
    ['Is this the value?…', /^Is this the value of “Jira token”/],
    ['Which secret is used?', /^Which secret is used\?/],
    ['Delete…', /^Delete “Jira token”/],
  ])('%s opens its dialog', async (item, title) => {
    await open()
    await choose('Jira token', item)
    await dialog(title).waitFor()
  })

  it('secrets that share a value are replaced together', async () => {
    await open()
    await choose('GitHub, one repository', /^Replace together/)
    await dialog(/2 secrets/).waitFor()
  })

  it('R6 copying a kept value asks main by id; the value never comes to the page', async () => {
    await open()
    await choose('Linear API token', 'Copy value')
    await expect.poll(() => shownText(messages(ui.page))).toContain('Value of “Linear API token” copied')
    await expect.poll(() => shownText(messages(ui.page))).toContain('The clipboard is cleared in 30 seconds.')
    expect((await ui.calls('secrets.copyValue')).map(({ input }) => input)).toEqual([{ secretId: 's1' }])
  })

  it('erasing a kept copy is told, takes its mark away and leaves the secret', async () => {
    await open()
    await choose('Linear API token', /^Erase/)
    await expect.poll(() => shownText(messages(ui.page))).toContain('The secret itself works as before.')
    await expect
      .poll(() => rowOf(ui.page, 'Linear API token').textContent())
      .not.toContain('sealed copy kept')
  })

  it('a no to main’s question erases nothing and is no failure; a failure is told in words for secrets', async () => {
    await open({
      results: {
        'secrets.eraseSealedCopy': [failed('notConfirmed')],
        'secrets.copyName': [failed('notFound')],
      },
    })
    await choose('Linear API token', /^Erase/)
    await choose('Linear API token', /^Copy name/)
    await expect.poll(() => shownText(messages(ui.page))).toContain('The service does not know this secret')
    await expect.poll(() => shownText(messages(ui.page))).not.toContain('Not confirmed')
  })
})

describe('without a mouse', () => {
  it('arrows move, Ctrl+C copies the name, Enter edits, Delete asks, Escape comes back to the rows', async () => {
    const page = await open()
    await grid(page).focus()
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key)
    expect(await highlightedName(page)).toBe('Jira server')
    await page.keyboard.press('Control+c')
    await expect.poll(async () => (await ui.calls('secrets.copyName'))[0]?.input).toEqual({ secretId: 's4' })
    await expect.poll(() => shownText(messages(page))).toContain('Name copied')
    await page.keyboard.press('Enter')
    await dialog(/^Edit “Jira server”/).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(focusedRole).toBe('grid')
    await page.keyboard.press('Delete')
    await dialog(/^Delete “Jira server”/).waitFor()
  })

  it.each(['/', 'Control+f'])(
    '%s goes to the search; what is typed acts on the first hit',
    async (shortcut) => {
      const page = await open()
      await page.keyboard.press(shortcut)
      await page.keyboard.type('slack')
      await expect.poll(() => highlightedName(page)).toBe('Slack bot')
      await page.keyboard.press('Control+c')
      await expect
        .poll(async () => (await ui.calls('secrets.copyName'))[0]?.input)
        .toEqual({ secretId: 's7' })
      await page.keyboard.press('ArrowDown')
      expect(await focusedRole()).toBe('grid')
      await page.keyboard.press('ArrowUp')
      expect(await focusedRole()).toBe('searchbox')
      await page.keyboard.press('Enter')
      await dialog(/^Edit “Slack bot”/).waitFor()
    },
  )

  it('Shift+F10 opens the menu, arrows and Enter choose, Escape gives the focus back', async () => {
    const page = await open()
    await grid(page).focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menu').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(focusedRole).toBe('grid')
    await page.keyboard.press('ContextMenu')
    await expect.poll(focusedRole).toMatch(/^menu/)
    const focusedText = () => page.evaluate(() => document.activeElement?.textContent ?? '')
    for (let text = ''; !text.includes('Which secret is used?'); text = await focusedText()) {
      const before = await focusedText()
      await page.keyboard.press('ArrowDown')
      // The menu moves its focus in a task of its own: a second press must not overtake it.
      await expect.poll(focusedText).not.toBe(before)
    }
    await page.keyboard.press('Enter')
    await dialog(/^Which secret is used/).waitFor()
  })

  it('the grid says what its keys do', async () => {
    const page = await open()
    const hint = await grid(page).getAttribute('aria-describedby')
    await expect.poll(() => page.locator(`[id="${hint}"]`).textContent()).toContain('Delete asks to delete.')
  })
})

describe('several at once', () => {
  const bar = () => ui.page.getByRole('region', { name: 'Selected secrets' })

  it('are selected, counted with those not in view, replaced and deleted together', async () => {
    const page = await open()
    await rowOf(page, 'Jira token').getByRole('checkbox').click()
    await rowOf(page, 'Jira user').getByRole('checkbox').click()
    await search(page, 'user')
    await expect.poll(() => shownText(bar())).toContain('2 selected')
    await expect.poll(() => shownText(bar())).toContain('1 of them not shown now')
    await bar().getByRole('button', { name: 'Replace value of 2…' }).click()
    await dialog(/2 secrets/).waitFor()
    await page.keyboard.press('Escape')
    await dialog(/2 secrets/).waitFor({ state: 'detached' })
    await bar().getByRole('button', { name: 'Delete 2 secrets…' }).click()
    await dialog(/^Delete 2 secrets\?/).waitFor()
    expect((await ui.calls('secrets.prepareDelete')).at(-1)?.input).toEqual({ secretIds: ['s6', 's5'] })
  })

  it('Delete on a row outside of the selection is about that row alone', async () => {
    const page = await open()
    await rowOf(page, 'Jira token').getByRole('checkbox').click()
    await choose('Warehouse', /^Delete/)
    await dialog(/^Delete “Warehouse”/).waitFor()
  })

  it('a secret that disappears leaves the selection; a filter takes it off', async () => {
    const page = await open()
    await rowOf(page, 'Jira token').getByRole('checkbox').click()
    await rowOf(page, 'Jira user').getByRole('checkbox').click()
    await ui.push({ secrets: { isReset: false, upserted: [], removedIds: ['s6'] } })
    await expect.poll(() => shownText(bar())).toContain('1 selected')
    await page.getByRole('button', { name: /^Filter/ }).click()
    await page.getByRole('checkbox', { name: 'Shares its value' }).check()
    await bar().waitFor({ state: 'detached' })
  })
})

describe('warnings', () => {
  const strip = () => ui.page.getByRole('region', { name: 'Warnings about secrets' })

  it('are counted, told on demand, and lead to the question and to the rows', async () => {
    const page = await open()
    await expect
      .poll(() => shownText(strip()))
      .toContain('1 warning and 1 note about which secret agents take')
    await expect.poll(() => strip().getByRole('listitem').count()).toBe(0)
    await strip().getByRole('button', { name: 'Details' }).click()
    await expect
      .poll(() => strip().getByRole('listitem').allInnerTexts())
      .toEqual([
        expect.stringMatching(/^No default for Slack\..*built-in agents take only a default/s),
        expect.stringMatching(/^An exact name before a wildcard: agno__github__create_issue/),
      ])
    await search(page, 'warehouse')
    await strip().getByRole('button', { name: 'Select both' }).click()
    await expect.poll(async () => (await shownNames(page)).length).toBe(9)
    expect(await highlightedName(page)).toBe('GitHub, one repository')
    await page.getByRole('region', { name: 'Selected secrets' }).getByText('2 selected').waitFor()
    expect(await focusedRole()).toBe('grid')
    await strip().getByRole('button', { name: 'Which is used?' }).first().click()
    await dialog(/^Which secret is used/).waitFor()
  })

  it('one alone is told at once, and its number at the totals asks about it', async () => {
    const page = await open({
      secrets: [aSecret({ id: 'a', name: 'One' }), aSecret({ id: 'b', name: 'Two' })],
    })
    await expect.poll(() => shownText(strip())).toContain('“One” and “Two”')
    await expect.poll(() => shownText(strip())).toContain('not documented')
    await page.getByRole('region', { name: 'Totals' }).getByRole('button', { name: '1 warning' }).click()
    await dialog(/^Which secret is used/).waitFor()
  })

  it('several are unfolded by their number at the totals; without any there is no strip', async () => {
    const page = await open()
    await page.getByRole('region', { name: 'Totals' }).getByRole('button', { name: '1 warning' }).click()
    await expect.poll(() => strip().getByRole('listitem').count()).toBe(2)
    await ui.push({ secrets: { isReset: true, upserted: [aSecret({ id: 'a' })], removedIds: [] } })
    await strip().waitFor({ state: 'detached' })
  })
})

describe('where nothing can be written', () => {
  it('every way to a form is off and says why; questions and copies still work', async () => {
    const page = await open({ snapshot: aSnapshot({ sync: aSync({ listProblem: offline }) }) })
    const add = page.getByRole('button', { name: 'Add Secret' })
    await expect.poll(() => add.getAttribute('aria-disabled')).toBe('true')
    await grid(page).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Delete')
    await expect.poll(() => shownText(messages(page))).toContain('Not possible now')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    await openRowMenu(page, 'GitHub access token')
    for (const name of ['Edit', 'Replace value', 'Replace together', 'Delete']) {
      const item = page.getByRole('menuitem', { name })
      await expect.poll(() => item.getAttribute('aria-disabled')).toBe('true')
      await expect.poll(() => shownText(item)).toContain('Not possible now')
    }
    for (const name of ['Copy name', 'Which secret is used', 'Is this the value']) {
      await expect.poll(() => page.getByRole('menuitem', { name }).getAttribute('aria-disabled')).toBeNull()
    }
  })
})

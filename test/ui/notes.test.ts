// Notes and tags: written by mouse and by keyboard, of keys and of secrets, of one and of several, safe to look at.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lookAt } from '../e2e/support/look.ts'
import { aSnapshot, notedKeys } from '../support/key-builders.ts'
import { notedSecrets } from '../support/secret-builders.ts'
import { failed, openCreateDialog } from './support/dialog-driver.ts'
import {
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
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: notedKeys(), ...options })
  await grid(ui.page).waitFor()
  return ui.page
}

async function openNotes(name: string): Promise<Locator> {
  await openRowMenu(ui.page, name)
  await ui.page.getByRole('menuitem', { name: 'Notes and tags…' }).click()
  const dialog = ui.page.getByRole('dialog')
  await dialog.waitFor()
  return dialog
}

type Command = 'keys.note' | 'keys.tag' | 'keys.create' | 'secrets.note'
const lastCall = async (command: Command) => (await ui.calls(command)).at(-1)?.input
const chips = (dialog: Locator) =>
  dialog.getByRole('list', { name: 'Chosen tags' }).getByRole('listitem').allInnerTexts()
const save = () => ui.page.getByRole('button', { name: 'Save changes' })

describe('the notes of one key', () => {
  it('are written by keyboard alone: typed and suggested tags, note, favourite, reminder', async () => {
    const page = await open()
    const dialog = await openNotes('nightly-eval')
    await expect
      .poll(() => dialog.getByRole('heading').first().textContent())
      .toBe('Notes and tags of “nightly-eval”')
    const tags = dialog.getByRole('combobox', { name: 'Tags' })
    await expect.poll(() => tags.evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.type('PRODUCTION')
    await page.keyboard.press('Enter')
    await page.keyboard.type('nightly,b')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    // Written as the other keys write it.
    expect(await chips(dialog)).toEqual(['production', 'nightly', 'billing'])
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Delete')
    expect(await chips(dialog)).toEqual(['production', 'billing'])
    await page.keyboard.press('Backspace')
    expect(await chips(dialog)).toEqual(['production'])
    await page.keyboard.press('Tab')
    await page.keyboard.type('Evaluates every night')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('45')
    const changes = await dialog
      .getByRole('region', { name: 'Will change' })
      .getByRole('listitem')
      .allInnerTexts()
    expect(changes.map((line) => line.replace(/\s+/g, ' '))).toEqual([
      'Favourite no yes',
      'Tags none production',
      'Note none “Evaluates every night”',
      'First reminder as in the settings 45 days before',
    ])
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    const notes = { note: 'Evaluates every night', tags: ['production'], isFavourite: true, remindDays: 45 }
    expect(await lastCall('keys.note')).toEqual({ keyId: 'k3', notes })
    await expect.poll(() => shownText(messages(page))).toContain('Notes of “nightly-eval” saved')
    await expect.poll(() => shownText(rowOf(page, 'nightly-eval'))).toContain('production')
  })

  it('that are not right are told at their field and not saved; what was typed is not lost', async () => {
    const page = await open()
    const dialog = await openNotes('nightly-eval')
    await dialog.getByRole('combobox', { name: 'Tags' }).fill('x'.repeat(41))
    await page.keyboard.press('Enter')
    await dialog.getByText('A tag has at most 40 characters.').waitFor()
    await dialog.getByRole('combobox', { name: 'Tags' }).fill('')
    await dialog.getByLabel('A first reminder of its own').check()
    await dialog.getByLabel('Days before the key expires').fill('0')
    await dialog.getByText('Write a number of days from 1 to 365.').waitFor()
    await expect.poll(() => save().getAttribute('aria-disabled')).toBe('true')
    await page.keyboard.press('Escape')
    await dialog.getByText('Leave and lose what you changed?').waitFor()
    await dialog.getByRole('button', { name: 'Keep editing' }).click()
    await expect.poll(() => ui.calls('keys.note')).toEqual([])
  })

  it('that cannot be written stay in the form, and that is said', async () => {
    await open({ results: { 'keys.note': [failed('storage', { isRetryable: true })] } })
    const dialog = await openNotes('nightly-eval')
    await dialog.getByLabel('Note').fill('Keep me')
    await save().click()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('The changes were not saved')
    await expect.poll(() => dialog.getByLabel('Note').inputValue()).toBe('Keep me')
  })

  it('a pasted list becomes tags; hostile ones are shown with their codes and stay text', async () => {
    const page = await open()
    const dialog = await openNotes('nightly-eval')
    await dialog.getByRole('combobox', { name: 'Tags' }).evaluate((field) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text', 'one, two\n<img src=x onerror=alert(1)>,pay\u202Egnp')
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    const shown = ['one', 'two', '<img src=x onerror=alert(1)>', 'pay‹U+202E›gnp']
    expect(await chips(dialog)).toEqual(shown)
    await dialog.getByLabel('Note').fill('<b>bold</b> \u202Egnp')
    await save().click()
    await dialog.waitFor({ state: 'detached' })
    await search(page, 'tag:pay')
    await expect.poll(() => shownNames(page)).toEqual(['nightly-eval'])
    await rowOf(page, 'nightly-eval').getByText('pay‹U+202E›gnp').hover()
    await expect.poll(() => shownText(page.getByRole('tooltip'))).toBe(`Tags: ${shown.join(', ')}`)
  })
})

describe('several keys', () => {
  it('get and lose tags together, and become favourites', async () => {
    const page = await open()
    for (const name of ['billing-bot', 'support-agent']) await rowOf(page, name).getByRole('checkbox').click()
    await page.getByRole('button', { name: 'Notes and tags…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Tags of 2 keys' })
    await dialog.getByRole('combobox', { name: 'Add tags to all' }).fill('q3')
    await dialog.getByLabel('production 2 of 2').check()
    await dialog.getByText('Add all', { exact: true }).click()
    await expect
      .poll(() => shownText(dialog.getByRole('region', { name: 'Will change' })))
      .toMatch(/Tags\s+as they are\s+with q3, without production\s+Favourite\s+as they are\s+yes/)
    await save().click()
    await dialog.waitFor({ state: 'detached' })
    expect(await lastCall('keys.tag')).toEqual({
      keyIds: ['k1', 'k2'],
      add: ['q3'],
      remove: ['production'],
      isFavourite: true,
    })
  })

  it('that would get too many tags name the key, and nothing is lost', async () => {
    const problem = failed('invalidInput', {
      fields: [{ field: 'add', message: '“billing-bot” would have more than 20 tags.' }],
    })
    const page = await open({ results: { 'keys.tag': [problem] } })
    for (const name of ['billing-bot', 'support-agent']) await rowOf(page, name).getByRole('checkbox').click()
    await page.getByRole('button', { name: 'Notes and tags…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Add tags to all' }).fill('q3')
    await save().click()
    await dialog.getByText('“billing-bot” would have more than 20 tags.').first().waitFor()
    await expect.poll(() => dialog.getByRole('combobox', { name: 'Add tags to all' }).inputValue()).toBe('q3')
  })
})

async function openSecrets(options: Partial<UiPageOptions> = {}) {
  const page = await open({ secrets: notedSecrets(), ...options })
  await showSection(page, 'Secrets')
  await rowOf(page, 'Linear API token').waitFor()
  return page
}

describe('secrets', () => {
  it('have the same form without a reminder, and suggest the tags of keys as well', async () => {
    const page = await openSecrets()
    const dialog = await openNotes('Slack bot')
    await dialog.getByRole('combobox', { name: 'Tags' }).fill('team')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await dialog.getByLabel('Note').fill('Posts in #alerts')
    await dialog.getByLabel('Favourite').check()
    await expect.poll(() => dialog.getByLabel('A first reminder of its own').count()).toBe(0)
    await save().click()
    await dialog.waitFor({ state: 'detached' })
    const notes = { note: 'Posts in #alerts', tags: ['team blue'], isFavourite: true }
    expect(await lastCall('secrets.note')).toEqual({ secretId: 's7', notes })
    await expect.poll(() => shownText(messages(page))).toContain('Notes of “Slack bot” saved')
    await expect.poll(() => shownText(rowOf(page, 'Slack bot'))).toContain('team blue')
  })
})

describe('a new key', () => {
  it('is created with tags, and not while one is wrong', async () => {
    const page = await open()
    const dialog = await openCreateDialog(page)
    await dialog.getByLabel('Name', { exact: true }).fill('deploys')
    const tags = dialog.getByRole('combobox', { name: 'Tags' })
    await tags.fill('x'.repeat(41))
    await dialog.getByText('A tag has at most 40 characters.').waitFor()
    const create = dialog.getByRole('button', { name: /^Create key/ })
    await expect.poll(() => create.getAttribute('aria-disabled')).toBe('true')
    await tags.fill('CI')
    await page.keyboard.press('Enter')
    await tags.fill('blue green')
    await expect.poll(() => chips(dialog)).toEqual(['ci'])
    expect(await lookAt(page, 'notes-new-key')).toEqual([])
    await create.click()
    await expect.poll(() => lastCall('keys.create')).toMatchObject({ tags: ['ci', 'blue green'] })
    await dialog.waitFor({ state: 'detached' })
  })
})

describe('how it looks', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['one', () => openNotes('billing-bot')],
    [
      'several',
      async () => {
        for (const name of ['billing-bot', 'support-agent'])
          await rowOf(ui.page, name).getByRole('checkbox').click()
        await ui.page.getByRole('button', { name: 'Notes and tags…' }).click()
        await ui.page.getByRole('combobox', { name: 'Add tags to all' }).fill('q3,ci,')
      },
    ],
    [
      'secret',
      async () => {
        await showSection(ui.page, 'Secrets')
        await openNotes('Linear API token')
      },
    ],
  ])('%s', async (name, reach) => {
    await open({ secrets: notedSecrets() })
    await reach()
    expect(await lookAt(ui.page, `notes-${name}`)).toEqual([])
  })
})

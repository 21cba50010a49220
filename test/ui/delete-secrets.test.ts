// Deleting secrets: what loses them, what is sent, and that nothing is called deleted before the service says so.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SecretOutcome } from '../../src/shared/domain/snapshot.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aKey, aSnapshot, aSync } from '../support/key-builders.ts'
import { aSecret, someAgents, someSecrets } from '../support/secret-builders.ts'
import { failed, misfits, zoomedWindow } from './support/dialog-driver.ts'
import { hiddenCharacters, markup } from './support/hostile-text.ts'
import { messages, openRowMenu, rows, shownText, showSection } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

let browser: Browser
let ui: UiPage
let dialog: Locator

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(async () => {
  expect(await ui.troubles()).toEqual([])
  await ui.close()
})
afterAll(() => browser.close())

async function openTable(options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, {
    snapshot: aSnapshot({ agents: someAgents() }),
    keys: [aKey({ id: 'key-1' })],
    secrets: someSecrets(),
    ...options,
  })
  await showSection(ui.page, 'Secrets')
  await rows(ui.page).first().waitFor()
}
async function open(name: string, options: Partial<UiPageOptions> = {}) {
  await openTable(options)
  await openRowMenu(ui.page, name)
  await ui.page.getByRole('menuitem', { name: 'Delete' }).click()
  dialog = ui.page.getByRole('alertdialog')
  await dialog.waitFor()
}
const red = () => dialog.getByRole('button', { name: /^Delete (secret|\d+ secrets)$/ })
/** The red button works once the question could have been read. */
const confirm = async () => {
  await expect.poll(() => red().getAttribute('aria-disabled')).toBeNull()
  await red().click()
}
const asked = async () => (await ui.calls('secrets.delete')).length
const losses = () => shownText(dialog.getByRole('list', { name: 'What loses it' }))
const outcome = (
  secretId: string,
  name: string,
  word: SecretOutcome['outcome'],
  error: SecretOutcome['error'] = null,
): SecretOutcome => ({ secretId, name, outcome: word, error })
const answer = (...outcomes: SecretOutcome[]) => ({ ok: true as const, value: { outcomes } })

describe('the question about one', () => {
  it('names it with tool, argument, mask and age, and what loses it', async () => {
    await open('Linear API token')
    const words = await shownText(dialog)
    for (const part of [
      'Delete “Linear API token” (…9xQ2)?',
      'Final: every tool loses it at once',
      'agno__linear__*',
      'api_token',
      'lin_****9xQ2',
      'set 12 days ago',
      'erased together with it',
    ]) {
      expect(words).toContain(part)
    }
    expect(await losses()).toMatch(/Linear.*api_token.*nothing left.*Used by Linear Agent/s)
  })

  it('tells what is taken instead', async () => {
    await open('GitHub, one repository')
    expect(await losses()).toMatch(/agno__github__create_issue.*takes “GitHub access token” instead/s)
  })

  it('says where nothing that is known loses it', async () => {
    await open('Slack bot')
    await expect.poll(() => shownText(dialog)).toContain('No tool that takes a default secret loses one')
  })

  it('has the focus on the safe button, and Escape leaves everything as it is', async () => {
    await open('Warehouse')
    const cancel = dialog.getByRole('button', { name: 'Cancel' })
    await expect.poll(() => cancel.evaluate((button) => button === document.activeElement)).toBe(true)
    await ui.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await asked()).toBe(0)
  })

  it('offers to replace the value instead', async () => {
    await open('Warehouse')
    await dialog.getByRole('button', { name: 'Replace value…' }).click()
    await expect.poll(() => shownText(ui.page.getByRole('dialog'))).toMatch(/Replace/)
    expect(await asked()).toBe(0)
  })

  it('R7 gets a ticket of main first, and cannot be confirmed in passing', async () => {
    await open('Warehouse', { held: ['secrets.prepareDelete'] })
    expect((await ui.calls('secrets.prepareDelete')).at(-1)?.input).toEqual({ secretIds: ['s8'] })
    await red().click({ force: true })
    expect(await asked()).toBe(0)
    await ui.release('secrets.prepareDelete')
    await confirm()
    await expect
      .poll(async () => (await ui.calls('secrets.delete'))[0]?.input)
      .toEqual({
        ticket: 'made-up-ticket-0001',
      })
  })

  it('offline it cannot be confirmed, and nothing is queued', async () => {
    await open('Warehouse')
    const listProblem = { code: 'offline', effect: 'none', isRetryable: true } as const
    await ui.push({ parts: { sync: aSync({ listProblem }) } })
    await expect.poll(() => shownText(dialog)).toContain('Nothing is deleted later by itself')
    await expect.poll(() => red().getAttribute('aria-disabled')).toBe('true')
    await red().click({ force: true })
    expect(await asked()).toBe(0)
  })

  it('R15 shows hidden characters and markup as text', async () => {
    for (const [name, shown] of [
      ...hiddenCharacters.slice(0, 2),
      [markup[0] ?? '', markup[0] ?? ''] as const,
    ]) {
      const secret = aSecret({ id: 'h', name, display: name, toolName: name, toolArg: name, isDefault: true })
      await openTable({ secrets: [secret] })
      await ui.page.getByRole('button', { name: /^Actions for/ }).click()
      await ui.page.getByRole('menuitem', { name: 'Delete' }).click()
      dialog = ui.page.getByRole('alertdialog')
      await expect.poll(() => shownText(dialog)).toContain(`Delete “${shown}”`)
      if (shown !== name) expect(await shownText(dialog)).not.toContain(name)
      expect(await ui.page.evaluate(() => '__xss' in window)).toBe(false)
      await ui.close()
    }
    await openTable()
  })

  it('fits a small window at 200 %, however long the names', async () => {
    const long = 'invoice-reconciliation-service-'.repeat(30)
    const secrets = [
      aSecret({ id: 'l', name: long, display: long.slice(0, 300), toolName: long, toolArg: long }),
    ]
    await openTable({ secrets, context: zoomedWindow })
    await ui.page.getByRole('button', { name: /^Actions for/ }).click()
    await ui.page.getByRole('menuitem', { name: 'Delete' }).click()
    await ui.page.getByRole('alertdialog').waitFor()
    expect(await misfits(ui.page)).toEqual([])
  })
})

describe('the answer about one', () => {
  const answers = (word: SecretOutcome['outcome'], error: SecretOutcome['error'] = null) => ({
    results: { 'secrets.delete': [answer(outcome('s8', 'Warehouse', word, error))] },
  })

  it('R41 nothing says deleted before it has come', async () => {
    await open('Warehouse', { held: ['secrets.delete'] })
    await confirm()
    await expect.poll(() => red().getAttribute('aria-busy')).toBe('true')
    await expect.poll(() => shownText(ui.page.locator('body'))).not.toMatch(/was deleted|Deleted/)
    await ui.release('secrets.delete')
    await expect.poll(() => shownText(messages(ui.page))).toContain('“Warehouse” was deleted')
    await dialog.waitFor({ state: 'detached' })
  })

  it('that it was gone already is success, and said so', async () => {
    await open('Warehouse', answers('alreadyGone'))
    await confirm()
    await expect.poll(() => shownText(messages(ui.page))).toContain('“Warehouse” was gone already')
  })

  it('R41 a lost one is told as not confirmed, and can be tried again with a new ticket', async () => {
    await open('Warehouse', answers('unconfirmed'))
    const tickets = (await ui.calls('secrets.prepareDelete')).length
    await confirm()
    await expect.poll(() => shownText(dialog)).toContain('Not confirmed')
    await expect.poll(() => shownText(dialog)).toContain('Tools may still take it until the list settles it.')
    await expect.poll(() => shownText(messages(ui.page))).toBe('')
    await dialog.getByRole('button', { name: 'Try again…' }).click()
    await expect.poll(async () => (await ui.calls('secrets.prepareDelete')).length).toBe(tickets + 1)
    await confirm()
    await expect.poll(asked).toBe(2)
  })

  it('a refusal says why and that it is still set', async () => {
    await open('Warehouse', answers('failed', { code: 'forbidden', effect: 'none', isRetryable: false }))
    await confirm()
    await expect.poll(() => shownText(dialog)).toContain('This key may not manage secrets. It is still set.')
  })

  it('a ticket that ran out deletes nothing and is renewed', async () => {
    await open('Warehouse', { results: { 'secrets.delete': [failed('notConfirmed')] } })
    await confirm()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('Nothing was deleted')
    await dialog.getByRole('button', { name: 'Try again…' }).click()
    await confirm()
    await expect.poll(asked).toBe(2)
  })

  it('one that left the list meanwhile cannot be deleted any more', async () => {
    await open('Warehouse', { results: { 'secrets.prepareDelete': [failed('notFound')] } })
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('does not know this secret')
    await expect.poll(() => red().count()).toBe(0)
  })
})

describe('around it', () => {
  it('is done by keyboard alone', async () => {
    await openTable()
    await ui.page.keyboard.press('/')
    await ui.page.keyboard.type('warehouse')
    await expect.poll(() => rows(ui.page).count()).toBe(1)
    await ui.page.keyboard.press('ArrowDown')
    await ui.page.keyboard.press('Delete')
    dialog = ui.page.getByRole('alertdialog', { name: /^Delete “Warehouse”/ })
    await dialog.waitFor()
    await expect.poll(() => red().getAttribute('aria-disabled')).toBeNull()
    await ui.page.keyboard.press('Tab')
    await ui.page.keyboard.press('Enter')
    await expect.poll(() => shownText(messages(ui.page))).toContain('“Warehouse” was deleted')
  })

  it.each([
    ['one', 'Linear API token'],
    ['instead', 'GitHub, one repository'],
    ['unused', 'Slack bot'],
  ])('%s fits, and nothing is wrong with its accessibility', async (name, secret) => {
    await open(secret)
    await expect.poll(() => red().getAttribute('aria-disabled')).toBeNull()
    expect(await lookAt(ui.page, `delete-secrets-${name}`)).toEqual([])
  })
})

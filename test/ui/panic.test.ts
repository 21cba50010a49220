// The emergency dialog: what it would do, that main asks before it does, and what is left to try again.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { noNotes } from '../../src/shared/domain/key-notes.ts'
import type { FreezeOutcome } from '../../src/shared/domain/snapshot.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aKey, aSnapshot, manyKeys } from '../support/key-builders.ts'
import { failed } from './support/dialog-driver.ts'
import { messages, shownText } from './support/table-driver.ts'
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

const tagged = (...tags: string[]) => ({ notes: { ...noNotes, tags } })
const five = [
  aKey({ id: 'a', name: 'billing-bot', usedToday: 4.25, creditLimit: 50, ...tagged('ci') }),
  aKey({ id: 'b', name: 'pay\u202Ebot', usedToday: 31, ...tagged('CI', 'prod') }),
  aKey({ id: 'c', name: 'docs' }),
  aKey({ id: 'd', name: 'cold', creditLimit: 0, frozen: { limit: 5, at: 1 } }),
  aKey({ id: 'e', name: 'gone', ending: { how: 'expired', at: 1 }, ...tagged('old') }),
]

async function open(options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: five, ...options })
  await ui.page.getByRole('button', { name: /^Connection:/ }).click()
  await ui.page.getByRole('menuitem', { name: 'Emergency…' }).click()
  dialog = ui.page.getByRole('dialog', { name: 'Emergency' })
  await dialog.waitFor()
}
const press = (name: string) => dialog.getByRole('button', { name, exact: true }).click()
const outcome = (keyId: string, name: string, state: FreezeOutcome['outcome']): FreezeOutcome => ({
  ...{ keyId, name, outcome: state },
  error: state === 'failed' ? { code: 'serverError', effect: 'none', isRetryable: true } : null,
})
const freezing = (...outcomes: FreezeOutcome[]) =>
  ui.push({ parts: { freezing: { id: 'an-emergency-now', kind: 'freeze', outcomes } } })

it('shows how many, which, and what they spent today, the spenders first', async () => {
  await open()
  const words = await shownText(dialog)
  expect(words.indexOf('pay‹U+202E›bot')).toBeLessThan(words.indexOf('billing-bot'))
  expect(words).toContain('Together they spent 35.25 credits today (since 00:00 UTC).')
  expect(words).not.toContain('cold')
  expect(await lookAt(ui.page, 'panic-freeze-all')).toEqual([])
  await dialog.getByText('Revoke by tag').click()
  await expect
    .poll(() => dialog.getByLabel('Tag', { exact: true }).locator('option').allTextContents())
    .toEqual(['ci (2 keys)', 'prod (1 key)'])
  await dialog.getByLabel('Tag', { exact: true }).selectOption('prod')
  await expect.poll(() => shownText(dialog)).toContain('This cannot be undone.')
  await press('Revoke 1 key…')
  await expect
    .poll(async () => (await ui.calls('panic.run'))[0]?.input)
    .toEqual({ action: 'revokeTag', tag: 'prod' })
})

it('R7 does nothing by itself: main asks, and a no leads back without a word', async () => {
  await open({ results: { 'panic.run': [failed('notConfirmed')] }, held: ['panic.run'] })
  await press('Freeze 3 keys…')
  await expect.poll(() => shownText(dialog)).toContain('Answer the question that Latchkey asks.')
  await ui.release('panic.run')
  await dialog.getByText('Thaw all frozen keys').click()
  await expect.poll(() => dialog.getByRole('alert').count()).toBe(0)
  await expect.poll(() => shownText(dialog.getByRole('button', { name: 'Thaw 1 key…' }))).toBe('Thaw 1 key…')
})

it('tells how far it has come, and keeps what failed for another try', async () => {
  await open({ held: ['panic.run'] })
  await press('Freeze 3 keys…')
  await freezing(
    outcome('b', 'pay\u202Ebot', 'done'),
    outcome('a', 'billing-bot', 'running'),
    outcome('c', 'docs', 'waiting'),
  )
  await expect.poll(() => shownText(dialog)).toContain('Freezing 1 of 3…')
  await freezing(
    outcome('b', 'pay\u202Ebot', 'done'),
    outcome('a', 'billing-bot', 'failed'),
    outcome('c', 'docs', 'unconfirmed'),
  )
  await ui.release('panic.run')
  await expect.poll(() => shownText(dialog)).toContain('2 keys: 1 not frozen, 1 not confirmed')
  await expect
    .poll(() => shownText(dialog))
    .toContain('“billing-bot”: IO Intelligence had an internal error. It still works.')
  expect(await lookAt(ui.page, 'panic-failed')).toEqual([])
  await press('Freeze again…')
  await ui.page.getByRole('alertdialog', { name: 'Freeze 2 keys?' }).waitFor()
})

it('R41 is called done when main says so', async () => {
  await open({ held: ['panic.run'] })
  await press('Freeze 3 keys…')
  await freezing(outcome('a', 'a', 'done'), outcome('b', 'b', 'done'), outcome('c', 'c', 'done'))
  await expect.poll(() => shownText(messages(ui.page))).toBe('')
  await ui.release('panic.run')
  await expect.poll(() => shownText(messages(ui.page))).toContain('3 keys were frozen')
  await dialog.waitFor({ state: 'detached' })
})

it('R45 of 10,000 keys shows the first hundred and their number', async () => {
  await open({ keys: manyKeys(10_000) })
  await expect.poll(() => shownText(dialog)).toContain('more')
  await expect.poll(() => dialog.locator('tbody tr').count()).toBe(101)
})

it('says why there is nothing to do', async () => {
  await open({ keys: [] })
  await dialog.getByText('Revoke by tag').click()
  await expect.poll(() => shownText(dialog)).toContain('No keys have tags.')
  await expect
    .poll(() => dialog.getByRole('button', { name: 'Revoke 0 keys…' }).getAttribute('aria-disabled'))
    .toBe('true')
})

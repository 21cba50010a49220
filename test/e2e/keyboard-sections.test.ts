// Usage, timeline, hygiene, history, saved views and the palette without a mouse, and where the focus is after each.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHand, type Hand } from './support/hand.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { adminKey, type Service, startService } from './support/service.ts'

const dayMs = 86_400_000
const folder = mkdtempSync(join(tmpdir(), 'latchkey-keyboard-'))
let service: Service
let app: Latchkey
let hand: Hand

beforeAll(async () => {
  service = await startService()
  const expires_at = new Date(Date.now() + 10 * dayMs).toISOString()
  await service.control.addKey({ description: 'Billing bot', credit_limit: 50, expires_at })
  await service.control.addKey({ description: 'Idle notebook', expires_at: 'never' })
  app = await startLatchkey({ env: service.env })
  hand = createHand(app.page)
  await hand.connect(adminKey)
  await app.row('Billing bot').waitFor()
})
afterAll(async () => {
  await app.quit()
  await service.close()
  rmSync(folder, { recursive: true })
})

const show = async (digit: number, heading: string) => {
  await hand.press(`Control+${digit}`)
  await app.page.getByRole('heading', { level: 1, name: heading }).waitFor()
  await expect.poll(hand.focused).not.toBe('body')
}
/** What is asked for while it still reads is part of that reading. */
const isRead = () => app.page.locator('button[aria-label="Refresh"]:not([aria-disabled])').waitFor()
const keyNamed = async (name: string) => {
  const key = await service.keyNamed(name)
  if (key === undefined) throw new Error(`the service lost “${name}”`)
  return key
}
/** As it is told, without what comes of the pointer. */
const chart = () => app.page.getByRole('figure').getByRole('img').getAttribute('aria-label')

it('usage: by key with its detail, by model in another order, another time on the chart', async () => {
  await show(4, 'Usage')
  // Only what comes after a first reading is drawn.
  await app.page.getByText(/^as of \d\d:\d\d/).waitFor()
  await isRead()
  const { id } = await keyNamed('Billing bot')
  const [big, small] = ['meta-llama/Llama-3.3-70B-Instruct', 'deepseek-ai/DeepSeek-R1-0528']
  await service.control.addUsage(id, { credits: 12.5, modelName: big, inputTokens: 9, outputTokens: 1 })
  await service.control.addUsage(id, { credits: 2.25, modelName: small, inputTokens: 700, outputTokens: 80 })
  await hand.press('F5')
  await hand.goTo('Search keys by use')
  await hand.type('billing')
  await app.page.locator('mark').first().waitFor()
  await hand.press('ArrowDown')
  await hand.isAt('Usage')
  await hand.press('Enter')
  await hand.isAt('Billing bot')
  await expect.poll(chart).toContain('14.75 credits in all')
  await hand.pick('30 d', ['24 h', '7 d', 'All'])
  await expect.poll(chart).toContain('30 days')
  await hand.pick('Added up', ['Spent'])
  await app.page
    .getByText(/^Credits (used in each cycle|spent, added up)$/)
    .first()
    .waitFor()
  await hand.push('Show as table')
  await app.page.locator('figure table').waitFor()
  await hand.press('Escape')
  await hand.isAt('Usage')
  await hand.press('/')
  await hand.press('Escape')

  await hand.pick('By model', ['By key'])
  const models = app.page.getByRole('table', { name: 'Spend by model' }).locator('tbody th')
  await expect.poll(() => models.first().textContent()).toContain(big)
  await hand.isAt('By model')
  await hand.push('All time')
  await expect.poll(() => models.first().textContent()).toContain(small)
  await hand.pick('By key', ['By model'], { back: true })
  await hand.isAt('By key')
})

it('timeline: another time, the calendar file, and a key extended from its line', async () => {
  await show(5, 'Timeline')
  await hand.pick('90 days', ['14 days', '30 days', '1 year'])
  const path = join(folder, 'keys.ics')
  await app.running.dialogs.saveTo(path)
  await hand.push('Export to calendar…')
  await app.message('Timeline exported').waitFor()
  expect(readFileSync(path, 'utf8')).toContain('Billing bot')
  await hand.isAt('Export to calendar…')
  const before = (await keyNamed('Billing bot')).expiresAt ?? 0
  await hand.push('Extend Billing bot')
  await hand.take('By 30 days')
  await app.message('Expiry extended').waitFor()
  expect((await keyNamed('Billing bot')).expiresAt).toBeGreaterThan(before + 29 * dayMs)
  // Its line has gone to another day.
  expect(await hand.back()).not.toBe('body')
})

it('hygiene: a remedy is chosen, corrected, carried out, and the keyboard is back in the findings', async () => {
  await show(6, 'Hygiene')
  await hand.push(/^Set expiry Idle notebook/)
  await hand.inDialog(/Idle notebook/)
  await hand.isAt('Cancel')
  await hand.goTo('Expire in')
  await hand.press('ArrowUp')
  await hand.push('Change key')
  await expect.poll(async () => (await keyNamed('Idle notebook')).expiresAt ?? 0).toBeGreaterThan(Date.now())
  expect(await hand.back()).not.toBe('body')
})

it('history: searched, opened, filtered, exported, and the ended keys', async () => {
  await show(7, 'History')
  await hand.press('/')
  await hand.isAt('Search the history')
  await hand.type('idle')
  await app.page.locator('[data-line] mark').first().waitFor()
  await hand.press('ArrowDown')
  await hand.isAt(/^\d\d:\d\d/)
  await hand.press('Enter')
  await hand.push('Only what concerns this one')
  await app.page.getByRole('button', { name: 'Remove filter: Only “Idle notebook”' }).waitFor()
  expect(await hand.back()).not.toBe('body')
  await hand.push('Remove filter:', { back: true })
  await expect.poll(hand.focused).not.toBe('body')
  await hand.press('/')
  await hand.press('Escape')
  await hand.isAt('Search the history')

  await hand.push('Filter')
  await hand.tick('API keys')
  await hand.press('Escape')
  await hand.isAt('Filter')
  await app.page.getByRole('button', { name: 'Remove filter: API keys' }).waitFor()
  const path = join(folder, 'history.csv')
  await app.running.dialogs.saveTo(path)
  await hand.push('Export')
  await hand.take('As CSV table…')
  await app.message('History exported').waitFor()
  await hand.isAt('Export')
  expect(existsSync(path)).toBe(true)
  await hand.pick('Ended keys', ['Activity'], { back: true })
  await app.page.getByText('No key has ended yet').waitFor()
  await hand.isAt('Ended keys')
})

it('saved views: one is kept, chosen, renamed, deleted and brought back', async () => {
  await show(1, 'API keys')
  await hand.press('/')
  await hand.type('billing')
  await expect.poll(app.names).toEqual(['Billing bot'])
  await hand.push('Views')
  await hand.take('Save this view…')
  await hand.inDialog('Save this view')
  await hand.isAt('Name')
  await hand.type('My bots')
  await hand.press('Enter')
  await app.message('View “My bots” saved').waitFor()
  expect(await hand.back()).toBe('Views')
  await hand.press('/', 'Escape')
  await expect.poll(async () => (await app.names()).length).toBe(2)
  await hand.push('Views')
  await hand.take('My bots')
  await expect.poll(app.names).toEqual(['Billing bot'])
  await hand.isAt('Views')

  await hand.press('Enter')
  await hand.take('Rename or delete…')
  await hand.inDialog('Saved views')
  await hand.goTo('Name of the view “My bots”')
  await hand.press('Control+a')
  await hand.type('Our bots')
  await hand.press('Enter')
  await hand.push('Delete the view “Our bots”')
  await hand.isAt('Close')
  await hand.push('Undo', { back: true })
  await hand.isAt('Close')
  await hand.press('Enter')
  expect(await hand.back()).toBe('Views')
  await hand.press('Enter')
  await hand.take('Our bots')
})

it('the palette: goes to places, acts on rows, goes back step by step, and gives the focus back', async () => {
  await hand.goTo('Search API keys', { back: true })
  await hand.command(['settings data', 'Settings: Data'])
  await hand.inDialog('Settings')
  await hand.isAt('Data')
  await hand.press('Escape')
  expect(await hand.back()).toBe('Search API keys')

  await hand.press('Control+k')
  await hand.inDialog('Command palette')
  await hand.type('idle')
  await app.page.locator('[role=option][aria-selected=true]').filter({ hasText: 'Idle notebook' }).waitFor()
  await hand.press('Enter')
  await app.page.getByPlaceholder('Search its actions').waitFor()
  await hand.press('Backspace')
  await app.page.getByPlaceholder('Search keys, secrets').waitFor()
  await hand.press('Escape')
  expect(await hand.back()).toBe('Search API keys')

  await hand.command(['idle', 'Idle notebook'], ['notes', 'Notes and tags…'])
  await hand.inDialog('Notes and tags of “Idle notebook”')
  await hand.press('Escape')
  expect(await hand.back()).toBe('Search API keys')
  await hand.command(['idle', 'Idle notebook'], ['copy identifier', 'Copy identifier'])
  await app.message('Identifier copied').waitFor()
  expect(await hand.back()).toBe('Search API keys')
  await hand.command(['go to history', 'Go to History'])
  await app.page.getByRole('heading', { level: 1, name: 'History' }).waitFor()
  expect(await hand.back()).not.toBe('body')
})

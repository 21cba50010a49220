// The main job with secrets, the agents and the quick window without a mouse, and where the focus is after each step.
import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from './support/eventually.ts'
import { createHand, type Hand } from './support/hand.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { adminKey, type Service, startService } from './support/service.ts'

const firstValue = 'lin_api_sandboxMadeUp0123456789abcdefghijABCD'
const secondValue = 'lin_api_sandboxMadeUpAnew9876543210zyxwvuWXYZ'
const shortcut = 'Control+Shift+Space'

let service: Service
let app: Latchkey
let hand: Hand

beforeAll(async () => {
  service = await startService()
  await service.control.addKey({ description: 'Pager bot' })
  app = await startLatchkey({ env: service.env })
  hand = createHand(app.page)
  await hand.connect(adminKey)
  await app.row('Pager bot').waitFor()
})
afterAll(async () => {
  await app.quit()
  await service.close()
})

/** The button of a question works once main has answered what it would do. */
const isReady = (page: Page, name: string) => {
  const button = page.getByRole('button', { name, exact: true })
  return expect.poll(() => button.getAttribute('aria-disabled')).toBe(null)
}

it('a secret is added, found, changed, given another value, compared and deleted', async () => {
  await hand.press('Control+2')
  await app.page.getByRole('heading', { name: 'No secrets yet' }).waitFor()
  await expect.poll(hand.focused).not.toBe('body')
  await hand.press('Control+n')
  await hand.inDialog('Add secret')
  await hand.isAt('Search services')
  await hand.type('linear')
  await hand.press('Enter')
  await hand.inDialog('Add secret for Linear')
  await hand.goTo(/^Value/)
  await hand.type(firstValue)
  await hand.goTo('Name')
  await hand.press('Control+a')
  await hand.type('Linear token')
  await hand.press('Enter')
  await app.message('“Linear token” was added').waitFor()
  expect(await hand.back()).not.toBe('body')
  expect(await service.secretNamed('Linear token')).toMatchObject({ toolName: 'agno__linear__*' })

  await hand.press('/')
  await hand.isAt('Search secrets')
  await hand.type('linear')
  await app.page.locator('mark').first().waitFor()
  await hand.press('ArrowDown')
  await hand.isAt('Secrets')
  await hand.press('Enter')
  await hand.inDialog(/Linear token/)
  await hand.goTo('Name')
  await hand.press('End')
  await hand.type(', renamed')
  await hand.press('Enter')
  await app.message('“Linear token, renamed” saved').waitFor()
  expect(await hand.back()).toBe('Secrets')

  const before = await service.secretNamed('Linear token, renamed')
  await hand.press('Shift+F10')
  await hand.take('Replace value…')
  await hand.inDialog(/^Replace the value/)
  await hand.isAt('New value')
  await hand.type(secondValue)
  await isReady(app.page, 'Replace value')
  await hand.press('Enter')
  await app.message('has a new value').waitFor()
  expect((await service.secretNamed('Linear token, renamed'))?.display).not.toBe(before?.display)
  expect(await hand.back()).toBe('Secrets')

  await hand.press('Shift+F10')
  await hand.take('Is this the value?…')
  await hand.inDialog(/./)
  await hand.goTo('Value to compare')
  await hand.type(secondValue)
  await hand.press('Enter')
  await app.page.getByText('Yes, this is the value that is set').waitFor()
  await hand.press('Escape')
  expect(await hand.back()).toBe('Secrets')

  await hand.press('Delete')
  await app.question.waitFor()
  await hand.isAt('Cancel')
  await isReady(app.page, 'Delete secret')
  await hand.push('Delete secret')
  await app.message('was deleted').waitFor()
  expect(await hand.back()).toBe('Secrets')
  expect(await service.secretNamed('Linear token, renamed')).toBeUndefined()
})

it('an agent is found, gets the secret that it lacks, and its code is copied', async () => {
  await hand.press('Control+3')
  await app.page.getByRole('listbox', { name: 'Agents' }).waitFor()
  await expect.poll(hand.focused).not.toBe('body')
  await hand.press('/')
  await hand.isAt('Search agents')
  await hand.type('linear')
  await expect.poll(() => app.page.getByRole('option').count()).toBe(1)
  await hand.press('ArrowDown')
  await hand.isAt('Agents')
  await hand.press('Enter')
  await hand.isAt('Linear Agent')
  await hand.push('Add secret for api_token')
  await hand.inDialog('Add secret for Linear')
  await hand.goTo(/^Value/)
  await hand.type(firstValue)
  await hand.press('Enter')
  await app.message('was added').waitFor()
  expect(await hand.back()).not.toBe('body')
  await hand.push('Copy curl command')
  await app.message('curl command copied').waitFor()
  expect(await app.clipboard()).toContain('curl')
  await hand.press('Escape')
  await hand.isAt('Agents')
})

it('the quick window finds, goes back, copies, and asks before it revokes', async () => {
  await hand.command(['settings general', 'Settings: General'])
  await hand.inDialog('Settings')
  await hand.push('Choose keys')
  await hand.press(shortcut)
  await hand.isAt('Change keys')
  await hand.press('Escape')
  expect(await hand.back()).toBe('Agents')
  await eventually(async () => expect(await app.running.shortcuts.press(shortcut)).toBe(true))
  const page = await eventually(async () => {
    const found = await app.running.page()
    expect(found.url()).toContain('quick.html')
    return found
  })
  const quick = createHand(page)
  const take = async (text: string, line: string) => {
    await quick.type(text)
    await page.locator('[role=option][aria-selected=true]').filter({ hasText: line }).waitFor()
    await quick.press('Enter')
  }
  await quick.isAt('Keys and secrets')
  await take('pager', 'Pager bot')
  await page.getByPlaceholder('Search its actions').waitFor()
  await quick.press('Escape')
  await page.getByPlaceholder('Search keys and secrets').waitFor()
  await quick.isAt('Keys and secrets')
  // What was searched for is still there.
  await take('', 'Pager bot')
  await take('revoke', 'Revoke…')
  await page.getByRole('alertdialog').waitFor()
  await quick.isAt('Cancel')
  await quick.press('Escape')
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  await quick.isAt(/^(Actions for|Keys and secrets)/)
  await quick.press('Escape')
  await quick.isAt('Keys and secrets')
  await take('', 'Pager bot')
  await take('identifier', 'Copy identifier')
  const { display } = (await service.keyNamed('Pager bot')) ?? {}
  await expect.poll(app.clipboard).toBe(display)
  await expect.poll(app.running.window.isVisible).toBe(false)
})

// Revoking one key: what is asked, what is sent, and that nothing is called revoked before the service says so.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import type { RevokeOutcome } from '../../src/shared/domain/snapshot.ts'
import { aSnapshot, aSync } from '../support/key-builders.ts'
import { accessibilityProblems } from './support/accessibility.ts'
import { aRestrictedKey, failed, misfits, openRevokeDialog, zoomedWindow } from './support/dialog-driver.ts'
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

const key = aRestrictedKey()

async function open(options: Partial<UiPageOptions> = {}, row: ApiKey = key, shownName = row.name) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: [row], ...options })
  dialog = await openRevokeDialog(ui.page, shownName)
}
const cancel = () => dialog.getByRole('button', { name: 'Cancel' })
const revoke = () => dialog.getByRole('button', { name: 'Revoke key' })
/** The red button works once the question could have been read. */
const confirm = async () => {
  await expect.poll(() => revoke().getAttribute('aria-disabled')).toBeNull()
  await revoke().click()
}
const asked = async () => (await ui.calls('keys.revoke')).length
const answers = (outcome: RevokeOutcome['outcome'], error: RevokeOutcome['error'] = null) => ({
  'keys.revoke': [
    { ok: true as const, value: { outcomes: [{ keyId: key.id, name: key.name, outcome, error }] } },
  ],
})

describe('the question', () => {
  it('names the key, its identifier, its spend and its last use, and what follows', async () => {
    await open()
    const words = await shownText(dialog)
    for (const part of [
      'Revoke “billing-bot” (…c0eQ)?',
      'Takes effect at once for new requests; running ones may finish. This cannot be undone.',
      'acme-v2-made...c0eQ',
      '12.4 of 50 credits',
      'this cycle',
      '3 hours ago',
    ]) {
      expect(words).toContain(part)
    }
  })

  it('has the focus on the safe button, and Escape leaves everything as it is', async () => {
    await open()
    await expect.poll(() => cancel().evaluate((button) => button === document.activeElement)).toBe(true)
    await ui.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await asked()).toBe(0)
  })

  it('R15 shows hidden characters of a name, so that no two keys look alike', async () => {
    await open({}, { ...key, name: 'prod\u202Etset', display: 'io-v2-a\u200Bbcd' }, 'prod‹U+202E›tset')
    await expect.poll(() => shownText(dialog)).toContain('Revoke “prod‹U+202E›tset”')
    await expect.poll(() => shownText(dialog)).toContain('io-v2-a‹U+200B›bcd')
  })

  it('R7 gets a ticket of main before it can be confirmed, and cannot be confirmed in passing', async () => {
    await open({ held: ['keys.prepareRevoke'] })
    expect((await ui.calls('keys.prepareRevoke')).at(-1)?.input).toEqual({ keyIds: [key.id] })
    await revoke().click({ force: true })
    expect(await asked()).toBe(0)
    await ui.release('keys.prepareRevoke')
    await confirm()
    await expect
      .poll(async () => (await ui.calls('keys.revoke'))[0]?.input)
      .toEqual({
        ticket: 'made-up-ticket-0001',
      })
  })

  it('offline it cannot be confirmed, and nothing is queued', async () => {
    await open()
    const listProblem = { code: 'offline', effect: 'none', isRetryable: true } as const
    await ui.push({ parts: { sync: aSync({ listProblem }) } })
    await expect.poll(() => shownText(dialog)).toContain('Nothing is revoked later by itself')
    await expect.poll(() => revoke().getAttribute('aria-disabled')).toBe('true')
    await revoke().click({ force: true })
    expect(await asked()).toBe(0)
  })

  it('fits a small window at 200 %, however long the name', async () => {
    const name = 'invoice-reconciliation-service-production-'.repeat(4)
    await open({ context: zoomedWindow }, { ...key, name })
    expect(await misfits(ui.page)).toEqual([])
  })

  it('has no accessibility problem', async () => {
    await open()
    await expect.poll(() => revoke().getAttribute('aria-disabled')).toBeNull()
    expect(await accessibilityProblems(ui.page)).toEqual([])
  })
})

describe('the answer', () => {
  it('R41 nothing says revoked before it has come', async () => {
    await open({ held: ['keys.revoke'] })
    await confirm()
    await expect.poll(() => revoke().getAttribute('aria-busy')).toBe('true')
    await expect.poll(() => shownText(ui.page.locator('body'))).not.toMatch(/was revoked|Revoked/)
    await ui.release('keys.revoke')
    await expect.poll(() => shownText(messages(ui.page))).toContain('“billing-bot” was revoked')
    await dialog.waitFor({ state: 'detached' })
  })

  it('that the key was gone already is success, and said so', async () => {
    await open({ results: answers('alreadyGone') })
    await confirm()
    await expect.poll(() => shownText(messages(ui.page))).toContain('“billing-bot” was gone already')
  })

  it('R41 a lost one is told as not confirmed, and can be tried again with a new ticket', async () => {
    await open({ results: answers('unconfirmed') })
    const tickets = (await ui.calls('keys.prepareRevoke')).length
    await confirm()
    await expect.poll(() => shownText(dialog)).toContain('Not confirmed')
    await expect.poll(() => shownText(dialog)).toContain('It may still work')
    await expect.poll(() => shownText(messages(ui.page))).toBe('')
    expect(await accessibilityProblems(ui.page)).toEqual([])
    await dialog.getByRole('button', { name: 'Try again…' }).click()
    await expect.poll(async () => (await ui.calls('keys.prepareRevoke')).length).toBe(tickets + 1)
    await confirm()
    await expect.poll(asked).toBe(2)
  })

  it('a refusal says why and that the key still works', async () => {
    const error = { code: 'forbidden', effect: 'none', isRetryable: false } as const
    await open({ results: answers('failed', error) })
    await confirm()
    await expect.poll(() => shownText(dialog)).toContain('This key may not do that. It still works.')
  })

  it('a ticket that ran out revokes nothing and is renewed', async () => {
    await open({ results: { 'keys.revoke': [failed('notConfirmed')] } })
    await confirm()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('Nothing was revoked')
    await dialog.getByRole('button', { name: 'Try again…' }).click()
    await expect.poll(() => dialog.getByRole('alert').count()).toBe(0)
    await confirm()
    await expect.poll(asked).toBe(2)
  })

  it('a key that left the list meanwhile cannot be revoked any more', async () => {
    await open({ results: { 'keys.prepareRevoke': [failed('notFound')] } })
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('does not know this key')
    await expect.poll(() => revoke().count()).toBe(0)
  })
})

// Revoking several keys: the preview, the progress of each, and the retry of what failed.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { RevokeOutcome } from '../../src/shared/domain/snapshot.ts'
import { aKey, aSnapshot } from '../support/key-builders.ts'
import { accessibilityProblems } from './support/accessibility.ts'
import { messages, rowOf, shownText } from './support/table-driver.ts'
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

const keys = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aKey({
      id: `key-${index}`,
      name: `bot-${String.fromCharCode(97 + index)}`,
      creditUsed: index + 0.5,
      expiresAt: Date.now() + (index + 20) * 86_400_000,
    }),
  )

async function open(count: number, options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: keys(count), ...options })
  await ui.page.getByRole('checkbox', { name: 'Select all' }).click()
  await ui.page.getByRole('button', { name: `Revoke ${count} keys…` }).click()
  dialog = ui.page.getByRole('alertdialog', { name: `Revoke ${count} keys?` })
  await dialog.waitFor()
}
const revoke = () => dialog.getByRole('button', { name: /^Revoke (key|\d+ keys)$/ })
const confirm = async () => {
  await expect.poll(() => revoke().getAttribute('aria-disabled')).toBeNull()
  await revoke().click()
}
const outcome = (index: number, word: RevokeOutcome['outcome']): RevokeOutcome => ({
  keyId: `key-${index}`,
  name: `bot-${String.fromCharCode(97 + index)}`,
  outcome: word,
  error: word === 'failed' ? { code: 'serverError', effect: 'none', isRetryable: true } : null,
})
const answer = (...outcomes: RevokeOutcome[]) => ({ ok: true as const, value: { outcomes } })
const rowWords = (name: string) => shownText(dialog.getByRole('row', { name }))

describe('revoking several keys', () => {
  it('shows every key with its identifier, spend and last use before', async () => {
    await open(3)
    for (const [name, used] of [
      ['bot-a', '0.5'],
      ['bot-b', '1.5'],
      ['bot-c', '2.5'],
    ] as const) {
      expect(await rowWords(name)).toContain(`${used} credits, no limit`)
      expect(await rowWords(name)).toContain('Never seen')
    }
    expect(await accessibilityProblems(ui.page)).toEqual([])
  })

  it('R41 tells the progress of each key as main does, and "revoked" only of what is', async () => {
    await open(3, { held: ['keys.revoke'] })
    await confirm()
    const outcomes = [outcome(0, 'revoked'), outcome(1, 'running'), outcome(2, 'waiting')]
    await ui.push({ parts: { revocation: { id: 'run-1', outcomes } } })
    await expect.poll(() => rowWords('bot-a')).toContain('Revoked')
    expect(await rowWords('bot-b')).toContain('Revoking')
    expect(await rowWords('bot-c')).toContain('Waiting')
    await expect.poll(() => shownText(dialog)).toContain('Closing this does not stop it.')
    expect(await accessibilityProblems(ui.page)).toEqual([])
    await ui.release('keys.revoke')
    await expect.poll(() => shownText(messages(ui.page))).toContain('3 keys were revoked')
    await dialog.waitFor({ state: 'detached' })
  })

  it('what failed stays listed and selected, and only that is tried again', async () => {
    await open(3, {
      results: {
        'keys.revoke': [
          answer(outcome(0, 'revoked'), outcome(1, 'failed'), outcome(2, 'unconfirmed')),
          answer(outcome(1, 'alreadyGone'), outcome(2, 'revoked')),
        ],
      },
    })
    await confirm()
    await expect.poll(() => rowWords('bot-b')).toContain('Not revoked')
    expect(await rowWords('bot-b')).toContain('IO Intelligence had an internal error. It still works.')
    expect(await rowWords('bot-c')).toContain('Not confirmed')
    await expect.poll(() => shownText(messages(ui.page))).toBe('')
    await dialog.getByRole('button', { name: 'Try 2 of 3 again…' }).click()
    await expect
      .poll(async () => (await ui.calls('keys.prepareRevoke')).at(-1)?.input)
      .toEqual({ keyIds: ['key-1', 'key-2'] })
    await dialog.getByRole('button', { name: 'Revoke 2 keys' }).waitFor()
    await confirm()
    await expect.poll(() => shownText(messages(ui.page))).toContain('3 keys were revoked')
    await expect.poll(() => shownText(messages(ui.page))).toContain('1 of them was gone already.')
  })

  it('closed with failures, the failed ones are still selected', async () => {
    await open(3, {
      results: {
        'keys.revoke': [answer(outcome(0, 'revoked'), outcome(1, 'failed'), outcome(2, 'revoked'))],
      },
    })
    await confirm()
    await expect.poll(() => rowWords('bot-b')).toContain('Not revoked')
    await dialog.getByRole('button', { name: 'Close' }).first().click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => rowOf(ui.page, 'bot-b').getByRole('checkbox').isChecked()).toBe(true)
    await expect.poll(() => rowOf(ui.page, 'bot-a').getByRole('checkbox').isChecked()).toBe(false)
  })

  it('what the list settles afterwards is taken over', async () => {
    const first = [outcome(0, 'revoked'), outcome(1, 'unconfirmed')]
    await open(2, { results: { 'keys.revoke': [answer(...first)] } })
    await confirm()
    await expect.poll(() => rowWords('bot-b')).toContain('Not confirmed')
    const settled = [outcome(0, 'revoked'), outcome(1, 'revoked')]
    await ui.push({ parts: { revocation: { id: 'run-1', outcomes: settled } } })
    await expect.poll(() => rowWords('bot-b')).not.toContain('Not confirmed')
    await expect.poll(() => revoke().count()).toBe(0)
  })

  it('an earlier revocation is not taken for the progress of this one', async () => {
    const revocation = { id: 'old', outcomes: [outcome(0, 'revoked'), outcome(1, 'revoked')] }
    await open(2, { snapshot: aSnapshot({ revocation }), held: ['keys.revoke'] })
    await confirm()
    await expect.poll(() => revoke().getAttribute('aria-busy')).toBe('true')
    await expect.poll(() => dialog.getByText('Revoked', { exact: true }).count()).toBe(0)
    await ui.release('keys.revoke')
  })

  it('more than ten are revoked only once their number was typed', async () => {
    await open(12)
    const field = dialog.getByLabel('Type 12 to revoke all 12 keys')
    await field.fill('11')
    await revoke().click({ force: true })
    await expect.poll(() => ui.calls('keys.revoke')).toEqual([])
    await field.fill('12')
    await confirm()
    await expect.poll(() => shownText(messages(ui.page))).toContain('12 keys were revoked')
  })
})

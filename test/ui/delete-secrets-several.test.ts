// Deleting several secrets: the preview, the progress of each, and the retry of what failed.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Secret } from '../../src/shared/domain/secret.ts'
import type { SecretOutcome } from '../../src/shared/domain/snapshot.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aKey, aSnapshot } from '../support/key-builders.ts'
import { aSecret, someAgents, someSecrets } from '../support/secret-builders.ts'
import { messages, rowOf, rows, shownText, showSection } from './support/table-driver.ts'
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
async function openSeveral(names: readonly string[], options: Partial<UiPageOptions> = {}) {
  await openTable(options)
  for (const name of names) await rowOf(ui.page, name).getByRole('checkbox').click()
  await ui.page.getByRole('button', { name: `Delete ${names.length} secrets…` }).click()
  dialog = ui.page.getByRole('alertdialog', { name: `Delete ${names.length} secrets?` })
  await dialog.waitFor()
}
const twins = (count: number): Secret[] =>
  Array.from({ length: count }, (_, index) =>
    aSecret({ id: `t${index}`, name: `twin-${String.fromCharCode(97 + index)}`, toolName: `acme__${index}` }),
  )
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
const rowWords = (name: string) => shownText(dialog.getByRole('row', { name }))
const serverError = { code: 'serverError', effect: 'none', isRetryable: true } as const

describe('several', () => {
  const three = ['twin-a', 'twin-b', 'twin-c']

  it('are listed with mask, tool and age, and what loses them once', async () => {
    await openSeveral(['GitHub access token', 'GitHub, one repository', 'Spare token'])
    expect(await rowWords('GitHub access token')).toMatch(/gith\*\*\*\*k3Zp.*agno__github__\*.*210 days/s)
    expect(await rowWords('Spare token')).toContain('No tool')
    expect(await losses()).toMatch(/GitHub.*access_token.*nothing left/s)
    await expect.poll(() => red().textContent()).toBe('Delete 3 secrets')
  })

  it('R41 tells the progress of each as main does, and "deleted" only of what is', async () => {
    const done = three.map((name, index) => outcome(`t${index}`, name, 'done'))
    await openSeveral(three, {
      secrets: twins(3),
      held: ['secrets.delete'],
      results: { 'secrets.delete': [answer(...done)] },
    })
    await confirm()
    const outcomes = [
      outcome('t0', 'twin-a', 'done'),
      outcome('t1', 'twin-b', 'running'),
      outcome('t2', 'twin-c', 'waiting'),
    ]
    await ui.push({
      parts: { secretBatch: { id: 'run-1', kind: 'delete', outcomes } },
      secrets: { isReset: false, upserted: [], removedIds: ['t0'] },
    })
    await expect.poll(() => rowWords('twin-a')).toContain('Deleted')
    expect(await rowWords('twin-b')).toContain('Deleting')
    expect(await rowWords('twin-c')).toContain('Waiting')
    await expect.poll(() => shownText(dialog)).toContain('Closing this does not stop it.')
    expect(await lookAt(ui.page, 'delete-secrets-running')).toEqual([])
    await ui.release('secrets.delete')
    await expect.poll(() => shownText(messages(ui.page))).toContain('were deleted')
  })

  it('a replacement that runs is not taken for the progress of this deletion', async () => {
    await openSeveral(three, { secrets: twins(3), held: ['secrets.delete'] })
    await confirm()
    const outcomes = [outcome('t0', 'twin-a', 'done')]
    await ui.push({ parts: { secretBatch: { id: 'run-1', kind: 'replace', outcomes } } })
    await expect.poll(() => red().getAttribute('aria-busy')).toBe('true')
    await expect.poll(() => dialog.getByText('Deleted', { exact: true }).count()).toBe(0)
    await ui.release('secrets.delete')
  })

  it('what failed stays listed and selected, and only that is tried again', async () => {
    await openSeveral(three, {
      secrets: twins(3),
      results: {
        'secrets.delete': [
          answer(
            outcome('t0', 'twin-a', 'done'),
            outcome('t1', 'twin-b', 'failed', serverError),
            outcome('t2', 'twin-c', 'unconfirmed'),
          ),
          answer(outcome('t1', 'twin-b', 'alreadyGone'), outcome('t2', 'twin-c', 'done')),
        ],
      },
    })
    await confirm()
    await expect.poll(() => rowWords('twin-b')).toContain('Not deleted')
    expect(await rowWords('twin-b')).toContain('IO Intelligence had an internal error. It is still set.')
    expect(await rowWords('twin-c')).toContain('Not confirmed')
    await expect.poll(() => shownText(messages(ui.page))).toBe('')
    expect(await lookAt(ui.page, 'delete-secrets-failed')).toEqual([])
    await dialog.getByRole('button', { name: 'Try 2 of 3 again…' }).click()
    await expect
      .poll(async () => (await ui.calls('secrets.prepareDelete')).at(-1)?.input)
      .toEqual({ secretIds: ['t1', 't2'] })
    await dialog.getByRole('button', { name: 'Delete 2 secrets' }).waitFor()
    await confirm()
    await expect.poll(() => shownText(messages(ui.page))).toContain('3 secrets were deleted')
    await expect.poll(() => shownText(messages(ui.page))).toContain('1 of them was gone already.')
  })

  it('closed with failures, the failed ones are still selected', async () => {
    await openSeveral(three, {
      secrets: twins(3),
      results: {
        'secrets.delete': [
          answer(
            outcome('t0', 'twin-a', 'done'),
            outcome('t1', 'twin-b', 'failed', serverError),
            outcome('t2', 'twin-c', 'done'),
          ),
        ],
      },
    })
    await confirm()
    await expect.poll(() => rowWords('twin-b')).toContain('Not deleted')
    await dialog.getByRole('button', { name: 'Close' }).first().click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => rowOf(ui.page, 'twin-b').getByRole('checkbox').isChecked()).toBe(true)
    await expect.poll(() => rowOf(ui.page, 'twin-a').getByRole('checkbox').isChecked()).toBe(false)
  })

  it('more than ten are deleted only once their number was typed', async () => {
    await openTable({ secrets: twins(12) })
    await ui.page.getByRole('checkbox', { name: 'Select all' }).click()
    await ui.page.getByRole('button', { name: 'Delete 12 secrets…' }).click()
    dialog = ui.page.getByRole('alertdialog')
    const field = dialog.getByLabel('Type 12 to delete all 12 secrets')
    await field.fill('11')
    await red().click({ force: true })
    expect(await asked()).toBe(0)
    await field.fill('12')
    expect(await lookAt(ui.page, 'delete-secrets-many')).toEqual([])
    await confirm()
    await expect.poll(() => shownText(messages(ui.page))).toContain('12 secrets were deleted')
  })

  it('several fit, and nothing is wrong with their accessibility', async () => {
    await openSeveral(['GitHub access token', 'GitHub, one repository', 'Jira token', 'Warehouse'])
    await expect.poll(() => red().getAttribute('aria-disabled')).toBeNull()
    expect(await lookAt(ui.page, 'delete-secrets-several')).toEqual([])
  })
})

// Identifying a pasted value: what was recognised, what can be done about it, and that nothing of it stays.
import type { Browser, Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import type { CommandOutput } from '../../src/shared/ipc/contract.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aSnapshot, fiveKeys } from '../support/key-builders.ts'
import { someSecrets } from '../support/secret-builders.ts'
import { failed } from './support/dialog-driver.ts'
import { attributesWith, tracesOf } from './support/secret-dialogs.ts'
import { shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const pasted = 'ERROR 401 authorization: Bearer sandbox-v2-madeUpForThisTest0123456789abcdef'
let browser: Browser
let ui: UiPage
let page: Page
let dialog: Locator

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(async () => {
  expect(await ui.troubles()).toEqual([])
  await ui.close()
})
afterAll(() => browser.close())

async function open(options: Partial<UiPageOptions> = {}, parts: Partial<SnapshotParts> = {}) {
  ui = await openUiPage(browser, {
    ...{ snapshot: aSnapshot(parts), keys: fiveKeys(), secrets: someSecrets() },
    ...options,
  })
  page = ui.page
  await page.keyboard.press('Control+k')
  await page.keyboard.type('identify')
  await page.getByRole('option', { name: 'Identify a pasted value' }).waitFor()
  await page.keyboard.press('Enter')
  dialog = page.getByRole('dialog', { name: 'Identify a value' })
  await dialog.waitFor()
}
const answering = (value: CommandOutput<'keys.identify'>) => ({
  results: { 'keys.identify': [{ ok: true as const, value }] },
})
const identify = async (text = pasted) => {
  await dialog.getByLabel('Text').fill(text)
  await dialog.getByRole('button', { name: 'Identify', exact: true }).click()
}
const recognised = () => dialog.getByRole('list', { name: 'Recognised' }).getByRole('listitem')

describe('identifying', () => {
  it('asks main alone, and names each match with what can be done about it', async () => {
    await open(
      answering({
        matches: [
          { kind: 'key', id: 'k1', how: 'value' },
          { kind: 'secret', id: 's1', how: 'value' },
          { kind: 'adminKey', id: 'account-1', how: 'value' },
          { kind: 'key', id: 'k2', how: 'display' },
          { kind: 'key', id: 'k6', how: 'value' },
        ],
        unknown: ['sk-m...0Tq1'],
      }),
    )
    await identify()
    await expect.poll(() => recognised().count()).toBe(5)
    const texts = await recognised().allInnerTexts()
    expect(texts[0]).toMatch(/billing-bot[\s\S]*This is its value[\s\S]*Freeze…[\s\S]*Rotate…[\s\S]*Revoke…/)
    expect(texts[1]).toMatch(/Linear API token[\s\S]*Replace value…/)
    expect(texts[2]).toMatch(/admin key of Sandbox[\s\S]*Connect again…/)
    expect(texts[3]).toMatch(/support-agent[\s\S]*shortened form fits/)
    expect(texts[4]).toMatch(/old crawler[\s\S]*has ended/)
    await expect
      .poll(() => shownText(dialog))
      .toMatch(/Looks like a credential, not one of yours\s*sk-m\.\.\.0Tq1/)
    expect(await lookAt(page, 'identify-1-matches')).toEqual([])
    const asked = (await ui.calls()).filter(({ input }) =>
      JSON.stringify(input).includes('madeUpForThisTest'),
    )
    expect(asked).toEqual([{ command: 'keys.identify', input: { text: pasted } }])
    await recognised().first().getByRole('button', { name: 'Revoke…' }).click()
    await page.getByRole('alertdialog', { name: /^Revoke “billing-bot”/ }).waitFor()
  })

  it('R6 keeps nothing of the text: not after closing, not in attributes, not for completion', async () => {
    await open(answering({ matches: [{ kind: 'key', id: 'k1', how: 'value' }], unknown: [] }))
    const field = dialog.getByLabel('Text')
    await expect.poll(() => field.getAttribute('autocomplete')).toBe('off')
    await expect.poll(() => field.getAttribute('spellcheck')).toBe('false')
    await identify()
    await recognised().first().waitFor()
    expect(await attributesWith(page, 'madeUpForThisTest')).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await tracesOf(page, 'madeUpForThisTest')).toEqual([])
    await page.keyboard.press('Control+k')
    await page.keyboard.type('identify')
    await page.keyboard.press('Enter')
    await expect.poll(() => field.inputValue()).toBe('')
  })

  it('says that nothing was recognised, and an edit takes the answer away', async () => {
    await open(answering({ matches: [], unknown: [] }))
    expect(
      await dialog.getByRole('button', { name: 'Identify', exact: true }).getAttribute('aria-disabled'),
    ).toBe('true')
    await identify('nothing at all')
    await expect.poll(() => shownText(dialog)).toContain('Nothing in it is one of yours')
    expect(await lookAt(page, 'identify-2-nothing')).toEqual([])
    await dialog.getByLabel('Text').fill('something else')
    await expect.poll(() => shownText(dialog)).not.toContain('Nothing in it is one of yours')
  })

  it('tells a failure, and beforehand that values cannot be compared while the keyring is shut', async () => {
    await open(
      { results: { 'keys.identify': [failed('internal')] } },
      { vault: { state: 'waiting', backend: 'libsecret' } },
    )
    await expect.poll(() => shownText(dialog)).toContain('only shortened forms are looked at')
    await identify()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('Nothing was compared')
    expect(await lookAt(page, 'identify-3-failed')).toEqual([])
  })
})

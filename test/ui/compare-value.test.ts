// Comparing a value: what each verdict says, and that nothing of it goes anywhere.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ValueVerdict } from '../../src/shared/domain/secret.ts'
import { aSnapshot } from '../support/key-builders.ts'
import { someSecrets } from '../support/secret-builders.ts'
import { failed } from './support/dialog-driver.ts'
import {
  attributesWith,
  linearValue,
  openSecretDialog,
  tracesOf,
  valueField,
} from './support/secret-dialogs.ts'
import { shownText } from './support/table-driver.ts'
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

async function open(options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: [], secrets: someSecrets(), ...options })
  dialog = await openSecretDialog(ui.page, 'Linear API token', 'Is this the value?…')
}
const compare = () => dialog.getByRole('button', { name: 'Compare', exact: true })
const verdictText = () => shownText(dialog.getByRole('status'))
const answering = (verdict: ValueVerdict, sameAsIds: string[] = []) => ({
  results: { 'secrets.compareValue': [{ ok: true as const, value: { verdict, sameAsIds } }] },
})

describe('comparing a value', () => {
  it('says that nothing is sent, and asks main alone, by keyboard alone', async () => {
    await open(answering('same'))
    await expect.poll(() => shownText(dialog)).toContain('nothing is sent to any service')
    await expect
      .poll(() => valueField(dialog).evaluate((input) => input === document.activeElement))
      .toBe(true)
    await ui.page.keyboard.type(linearValue)
    await ui.page.keyboard.press('Enter')
    await expect.poll(verdictText).toContain('Yes, this is the value that is set')
    const asked = (await ui.calls()).filter(({ input }) => JSON.stringify(input).includes(linearValue))
    expect(asked).toEqual([
      { command: 'secrets.compareValue', input: { secretId: 's1', value: linearValue } },
    ])
  })

  it.each([
    ['different', 'No, another value is set'],
    ['sameButStale', 'It matches what was entered here for “Linear API token”, but the secret was changed'],
    ['maskFits', 'It fits the mask lin_****9xQ2. This computer never saw the value itself'],
    ['unknown', 'Nobody here can tell'],
  ] as const)('%s is told in words', async (verdict, words) => {
    await open(answering(verdict))
    await valueField(dialog).fill(linearValue)
    await compare().click()
    await expect.poll(verdictText).toContain(words)
  })

  it('lists the other secrets that are known to have it, and none that is gone', async () => {
    await open(answering('different', ['s1', 's2', 's6', 'gone']))
    await valueField(dialog).fill(linearValue)
    await compare().click()
    const others = dialog.getByRole('list', { name: 'Secrets with this value' })
    await expect.poll(() => shownText(others)).toContain('“GitHub access token”')
    await expect.poll(() => others.getByRole('listitem').count()).toBe(2)
  })

  it('every edit takes the answer away, even one that is still on its way', async () => {
    await open({ ...answering('same'), held: ['secrets.compareValue'] })
    await valueField(dialog).fill(linearValue)
    await compare().click()
    await valueField(dialog).press('x')
    await ui.release('secrets.compareValue')
    expect(await verdictText()).toBe('')
    await compare().click()
    await expect.poll(verdictText).toContain('Yes')
    await valueField(dialog).press('y')
    await expect.poll(verdictText).toBe('')
  })

  it('without a value there is nothing to compare', async () => {
    await open()
    await expect.poll(() => compare().getAttribute('aria-disabled')).toBe('true')
    await valueField(dialog).press('Enter')
    await expect.poll(() => ui.calls('secrets.compareValue')).toEqual([])
  })

  it('a failure says why', async () => {
    await open({ results: { 'secrets.compareValue': [failed('tooMany', { isRetryable: true })] } })
    await valueField(dialog).fill(linearValue)
    await compare().click()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('Nothing was compared')
  })

  it('a secret that is deleted meanwhile ends it', async () => {
    await open()
    await ui.push({ secrets: { isReset: false, upserted: [], removedIds: ['s1'] } })
    await ui.page.getByRole('dialog', { name: 'This secret is gone' }).waitFor()
  })

  it('R25 the value is masked, in no attribute, and leaves no trace', async () => {
    await open(answering('same', ['s2']))
    await valueField(dialog).fill(linearValue)
    await expect.poll(() => valueField(dialog).getAttribute('type')).toBe('password')
    await compare().click()
    await expect.poll(verdictText).toContain('Yes')
    expect(await attributesWith(ui.page, linearValue)).toEqual([])
    expect(await tracesOf(ui.page, linearValue)).not.toEqual([])
    await ui.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await tracesOf(ui.page, linearValue)).toEqual([])
  })
})

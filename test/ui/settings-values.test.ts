// The settings of values: the variable in samples, and what the secure store can keep.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { aSnapshot, fiveKeys } from '../support/key-builders.ts'
import { accessibilityProblems } from './support/accessibility.ts'
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

async function open(
  parts: Partial<SnapshotParts> = {},
  options: Partial<UiPageOptions> = {},
  page = 'General',
) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(parts), keys: fiveKeys(), ...options })
  await ui.page.keyboard.press('Control+,')
  dialog = ui.page.getByRole('dialog', { name: 'Settings' })
  await show(page)
}
const show = async (page: string) => {
  await dialog.getByRole('tab', { name: page, exact: true }).click()
  await dialog.getByRole('tabpanel', { name: page, exact: true }).waitFor()
}
const changed = async () => (await ui.calls('settings.change')).map(({ input }) => input)

describe('the name of the variable in samples', () => {
  const field = () => dialog.getByLabel('Name of the variable in samples')

  it('is saved by Enter and when the field is left, once', async () => {
    await open({}, {}, 'Values')
    await field().fill('TEAM_KEY')
    await ui.page.keyboard.press('Enter')
    await expect.poll(changed).toEqual([{ keyVariable: 'TEAM_KEY' }])
    await field().fill(' OTHER_KEY ')
    await ui.page.keyboard.press('Tab')
    await expect.poll(changed).toEqual([{ keyVariable: 'TEAM_KEY' }, { keyVariable: 'OTHER_KEY' }])
    await expect.poll(() => field().inputValue()).toBe('OTHER_KEY')
    await field().focus()
    await ui.page.keyboard.press('Enter')
    expect(await changed()).toHaveLength(2)
  })

  it.each(['1KEY', 'MY KEY', 'KEY;rm -rf', 'K'.repeat(101), ''])(
    '“%s” is none: that is said at the field and not saved',
    async (name) => {
      await open({}, {}, 'Values')
      await field().fill(name)
      await ui.page.keyboard.press('Enter')
      await expect.poll(() => field().getAttribute('aria-invalid')).toBe('true')
      await expect.poll(() => shownText(dialog)).toMatch(/A variable’s name (holds letters|has at most 100)/)
      expect(await changed()).toEqual([])
      expect(await accessibilityProblems(ui.page)).toEqual([])
      await field().fill('GOOD_KEY')
      await expect.poll(() => field().getAttribute('aria-invalid')).toBeNull()
    },
  )
})

describe('the secure store in the settings', () => {
  it.each([
    ['ready', 'Encrypted with libsecret'],
    ['waiting', 'Waiting for libsecret'],
    ['weak', 'This computer’s keyring protects nothing'],
    ['unavailable', 'This computer offers no secure store'],
    ['lockedByOs', 'Cannot open libsecret'],
  ] as const)('%s is told in words', async (state, words) => {
    await open({ vault: { state, backend: 'libsecret' } }, {}, 'Values')
    await expect.poll(() => shownText(dialog)).toContain(words)
    await expect
      .poll(() => dialog.getByRole('button', { name: 'Try again' }).count())
      .toBe(state === 'ready' ? 0 : 1)
  })

  it('R21 where it is weak no sealed copies are offered', async () => {
    await open({ vault: { state: 'weak', backend: 'libsecret' } }, {}, 'Values')
    await expect.poll(() => dialog.getByLabel('Keep a sealed copy of new values').isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(async () => (await ui.calls('vault.retry')).length).toBe(1)
    expect(await accessibilityProblems(ui.page)).toEqual([])
  })
})

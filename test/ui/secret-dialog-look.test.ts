// The dialogs that write a secret as different people see them: light and dark, in a usual and in a small window.
import type { Browser, Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lookAt } from '../e2e/support/look.ts'
import { aSnapshot, aSync, fiveKeys } from '../support/key-builders.ts'
import { aSecret, someSecrets } from '../support/secret-builders.ts'
import { failed } from './support/dialog-driver.ts'
import { linearValue, openAddForm, openPicker, openSecretDialog } from './support/secret-dialogs.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

let browser: Browser
let ui: UiPage

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(async () => {
  expect(await ui.troubles()).toEqual([])
  await ui.close()
})
afterAll(() => browser.close())

interface View extends Partial<UiPageOptions> {
  readonly reach: (page: Page) => Promise<unknown>
}

const fill = (dialog: Locator, label: RegExp | string, text: string) =>
  dialog.getByRole('textbox', { name: label }).or(dialog.getByLabel(label)).first().fill(text)
const push = (dialog: Locator, name: RegExp | string) => dialog.getByRole('button', { name }).click()
const verdict = (kind: 'accepted' | 'refused' | 'unclear' | 'unreachable', status: number | null) => ({
  results: {
    'secrets.checkValue': [{ ok: true as const, value: { verdict: kind, host: 'api.linear.app', status } }],
  },
})
const compared = (kind: 'same' | 'maskFits', sameAsIds: string[] = []) => ({
  results: { 'secrets.compareValue': [{ ok: true as const, value: { verdict: kind, sameAsIds } }] },
})
const aServerError = { code: 'serverError', effect: 'none', isRetryable: true, status: 502 } as const
const testLinear = async (page: Page) => {
  const dialog = await openAddForm(page, 'Linear')
  await fill(dialog, /^Value/, linearValue)
  await push(dialog, /^Test at/)
  await dialog.getByRole('region', { name: 'Test before saving' }).getByRole('status').waitFor()
}

const views: Readonly<Record<string, View>> = {
  'add-secret-pick': { reach: openPicker },
  'add-secret-pick-search': {
    reach: async (page) => {
      const picker = await openPicker(page)
      await picker.getByRole('combobox').fill('atl')
      await picker.getByRole('combobox').fill('api token')
      await page.keyboard.press('ArrowDown')
    },
  },
  'add-secret-pick-none': {
    reach: async (page) => (await openPicker(page)).getByRole('combobox').fill('zebra'),
  },
  'add-secret-linear': { secrets: [], reach: (page) => openAddForm(page, 'Linear') },
  'add-secret-hints': {
    reach: async (page) => {
      const dialog = await openAddForm(page, 'Linear')
      await fill(dialog, /^Value/, '"Bearer lin_api" ')
      await dialog.getByText('It stands in quotes.').waitFor()
    },
  },
  'add-secret-accepted': { secrets: [], ...verdict('accepted', 200), reach: testLinear },
  'add-secret-refused': { secrets: [], ...verdict('refused', 401), reach: testLinear },
  'add-secret-unclear': { secrets: [], ...verdict('unclear', 200), reach: testLinear },
  'add-secret-unreachable': { secrets: [], ...verdict('unreachable', null), reach: testLinear },
  'add-secret-jira': {
    secrets: [],
    reach: async (page) => {
      const dialog = await openAddForm(page, 'Jira')
      await dialog.getByLabel('For which argument').selectOption('token')
      await fill(dialog, /^Site URL/, 'https://acme.atlassian.net')
    },
  },
  'add-secret-saved': {
    secrets: [],
    reach: async (page) => {
      const dialog = await openAddForm(page, 'Jira')
      await fill(dialog, /^Value/, 'https://acme.atlassian.net')
      await push(dialog, 'Add secret')
      await page.getByRole('button', { name: /^Add the next one/ }).waitFor()
    },
  },
  'add-secret-clash': {
    reach: async (page) => {
      const dialog = await openAddForm(page, 'GitHub')
      await dialog.getByText('Keep a sealed copy').scrollIntoViewIfNeeded()
    },
  },
  'add-secret-by-hand': {
    reach: async (page) => {
      await push(await openPicker(page), 'Fill in by hand')
      await push(page.getByRole('dialog'), 'Add secret')
    },
  },
  'add-secret-too-large': {
    results: { 'secrets.create': [failed('tooLarge', { status: 413 })] },
    reach: async (page) => {
      const dialog = await openAddForm(page, 'Tavily')
      await fill(dialog, /^Value/, 'tvly-madeUp000042')
      await push(dialog, 'Add secret')
      await dialog.getByRole('alert').waitFor()
    },
  },
  'add-secret-unknown': {
    results: { 'secrets.create': [failed('outcomeUnknown', { effect: 'unknown' })] },
    reach: async (page) => {
      const dialog = await openAddForm(page, 'Tavily')
      await fill(dialog, /^Value/, 'tvly-madeUp000042')
      await push(dialog, 'Add secret')
      await dialog.getByRole('alert').waitFor()
    },
  },
  'edit-secret-open': { reach: (page) => openSecretDialog(page, 'GitHub, one repository', 'Edit…') },
  'edit-secret-changes': {
    reach: async (page) => {
      const dialog = await openSecretDialog(page, 'GitHub, one repository', 'Edit…')
      await fill(dialog, 'Name', 'GitHub, all of it')
      await fill(dialog, 'Tool', 'agno__github__*')
    },
  },
  'replace-value-one': { reach: (page) => openSecretDialog(page, 'Linear API token', 'Replace value…') },
  'replace-value-same': {
    ...compared('same'),
    reach: async (page) => {
      const dialog = await openSecretDialog(page, 'Linear API token', 'Replace value…')
      await fill(dialog, 'New value', linearValue)
      await push(dialog, 'Replace value')
      await dialog.getByText('already set').waitFor()
    },
  },
  'replace-value-several': {
    reach: (page) => openSecretDialog(page, 'GitHub access token', 'Replace together with 1 other…'),
  },
  'replace-value-share': {
    reach: async (page) => {
      const dialog = await openSecretDialog(page, 'GitHub access token', 'Replace value…')
      await dialog.getByText('Also replace it').waitFor()
    },
  },
  'replace-value-outcomes': {
    results: {
      'secrets.replaceValue': [
        {
          ok: true as const,
          value: {
            outcomes: [
              { secretId: 's2', name: 'GitHub access token', outcome: 'done', error: null },
              { secretId: 's3', name: 'GitHub', outcome: 'failed', error: aServerError },
            ],
          },
        },
      ],
    },
    reach: async (page) => {
      const dialog = await openSecretDialog(page, 'GitHub access token', 'Replace together with 1 other…')
      await fill(dialog, 'New value', 'ghp_madeUp42')
      await push(dialog, 'Replace 2 values')
      await dialog.getByText('Not replaced').waitFor()
    },
  },
  'compare-value-empty': { reach: (page) => openSecretDialog(page, 'Jira token', 'Is this the value?…') },
  'compare-value-same': {
    ...compared('same', ['s2', 's3']),
    secrets: [...someSecrets(), aSecret({ id: 's11', name: 'Linear, second' })],
    reach: async (page) => {
      const dialog = await openSecretDialog(page, 'Linear API token', 'Is this the value?…')
      await fill(dialog, 'Value to compare', linearValue)
      await push(dialog, 'Compare')
      await dialog.getByText('Yes, this is').waitFor()
    },
  },
  'compare-value-mask': {
    ...compared('maskFits'),
    reach: async (page) => {
      const dialog = await openSecretDialog(page, 'Jira token', 'Is this the value?…')
      await fill(dialog, 'Value to compare', 'ATATT-madeUp-0F1A')
      await push(dialog, 'Compare')
      await dialog.getByText('It may be the value').waitFor()
    },
  },
}

describe.each(Object.keys(views))('%s', (name) => {
  it('fits, and nothing is wrong with its accessibility', async () => {
    const view = views[name]
    if (!view) throw new Error(`no view ${name}`)
    const { reach, ...options } = view
    ui = await openUiPage(browser, {
      snapshot: aSnapshot({ sync: aSync() }),
      keys: fiveKeys(),
      secrets: someSecrets(),
      ...options,
    })
    await reach(ui.page)
    expect(await lookAt(ui.page, name)).toEqual([])
  })
})

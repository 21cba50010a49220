// Replacing a value: main's ticket, what is said before, and what becomes of one secret or of several.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ValueVerdict } from '../../src/shared/domain/secret.ts'
import type { SecretOutcome } from '../../src/shared/domain/snapshot.ts'
import type { AppError } from '../../src/shared/errors.ts'
import { aSnapshot, aSync } from '../support/key-builders.ts'
import { aSecret, someSecrets } from '../support/secret-builders.ts'
import { failed, fieldErrors, misfits, zoomedWindow } from './support/dialog-driver.ts'
import {
  attributesWith,
  linearValue,
  openSecretDialog,
  tracesOf,
  valueField,
} from './support/secret-dialogs.ts'
import { grid, messages, rowOf, shownText, showSection } from './support/table-driver.ts'
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

type Results = NonNullable<UiPageOptions['results']>

async function open(
  options: Partial<UiPageOptions> = {},
  name = 'Linear API token',
  action = 'Replace value…',
) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: [], secrets: someSecrets(), ...options })
  dialog = await openSecretDialog(ui.page, name, action)
}
const main = () => dialog.getByRole('button', { name: /^(Replace (value|\d|anyway)|Try|Comparing)/ })
const isReady = () => expect.poll(() => main().getAttribute('aria-disabled')).toBeNull()
const sent = async () => (await ui.calls('secrets.replaceValue')).map(({ input }) => input)
const outcome = (secretId: string, state: SecretOutcome['outcome'], error: AppError | null = null) => ({
  ...{ secretId, name: secretId, outcome: state, error },
})
const outcomes = (...results: SecretOutcome[][]): Results['secrets.replaceValue'] & object =>
  results.map((each) => ({ ok: true, value: { outcomes: each } }))
const compared = (...verdicts: ValueVerdict[]): Results['secrets.compareValue'] & object =>
  verdicts.map((verdict) => ({ ok: true, value: { verdict, sameAsIds: [] } }))

/** Enters a value and pushes the button as soon as it works. */
async function replace(value = linearValue) {
  await valueField(dialog).fill(value)
  await isReady()
  await main().click()
}

describe('before a value is replaced', () => {
  it('names the secret, its tool, its present value, and that the old one is gone for good', async () => {
    await open()
    const words = await shownText(dialog)
    expect(words).toContain('Replace the value of “Linear API token”')
    expect(words).toContain('The old value is gone for good: the service never tells it.')
    expect(words).toMatch(/agno__linear__\*\s*api_token/)
    expect(words).toMatch(/lin_\*{4}9xQ2\s*set 12 days ago/)
    expect(await valueField(dialog).evaluate((input) => input === document.activeElement)).toBe(true)
  })

  it('R7 asks main for a ticket for exactly this secret and uses that one', async () => {
    await open()
    expect((await ui.calls('secrets.prepareReplace')).map(({ input }) => input)).toEqual([
      { secretIds: ['s1'] },
    ])
    await replace()
    await expect.poll(sent).toMatchObject([{ ticket: 'made-up-ticket-0001', value: linearValue }])
  })

  it('R59 refuses what cannot be sent, with the hints of its service', async () => {
    await open()
    await replace('abc')
    await expect
      .poll(() => fieldErrors(dialog))
      .toEqual(['The service takes values of 4 characters or more.'])
    await valueField(dialog).fill(`"${linearValue}"`)
    await dialog.getByText('It stands in quotes.').waitFor()
    expect(await sent()).toEqual([])
  })

  it('says when it is the value that is already set, and replaces it only when told again', async () => {
    await open({ results: { 'secrets.compareValue': compared('same') } })
    await replace()
    await dialog.getByText('This is the value that is already set').waitFor()
    expect(await sent()).toEqual([])
    await valueField(dialog).press('x')
    await expect.poll(() => dialog.getByText('already set').count()).toBe(0)
    await valueField(dialog).press('Backspace')
    await dialog.getByRole('button', { name: 'Replace anyway' }).click()
    await expect.poll(sent).toHaveLength(1)
  })

  it('a comparison that fails holds nothing up', async () => {
    await open({ results: { 'secrets.compareValue': [failed('internal')] } })
    await replace()
    await expect.poll(sent).toHaveLength(1)
  })

  it('can be tested first, as a new one can', async () => {
    await open()
    await valueField(dialog).fill(linearValue)
    await dialog.getByRole('button', { name: 'Test at api.linear.app' }).click()
    await dialog.getByText('Linear accepted it').waitFor()
    await expect
      .poll(() => ui.calls('secrets.checkValue'))
      .toMatchObject([{ input: { serviceId: 'linear', args: { api_token: linearValue } } }])
  })
})

describe('when a value is replaced', () => {
  it('by keyboard alone; the dialog closes, it is told, and R25 no trace of the value is left', async () => {
    await open()
    await isReady()
    await ui.page.keyboard.type(linearValue)
    expect(await attributesWith(ui.page, linearValue)).toEqual([])
    await ui.page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => shownText(messages(ui.page))).toContain('“Linear API token” has a new value')
    expect(await tracesOf(ui.page, linearValue)).toEqual([])
  })

  it('the sealed copy is kept as before, or not where the box says so', async () => {
    await open()
    const keep = dialog.getByLabel('Keep a sealed copy')
    await expect.poll(() => keep.isChecked()).toBe(true)
    await keep.uncheck()
    await replace()
    await expect.poll(sent).toMatchObject([{ keepSealedCopy: false }])
  })

  it('R7 a ticket that ran out is asked for again, once', async () => {
    await open({ results: { 'secrets.replaceValue': [failed('notConfirmed')] } })
    await replace()
    await expect.poll(sent).toHaveLength(2)
    await expect.poll(() => ui.calls('secrets.prepareReplace')).toHaveLength(2)
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('No value was replaced')
    expect(await sent()).toHaveLength(2)
    await expect.poll(() => valueField(dialog).inputValue()).toBe(linearValue)
  })

  it('a refusal of the service is told with what to do, and can be tried again', async () => {
    const tooLarge = { code: 'tooLarge', effect: 'none', isRetryable: false, status: 413 } as const
    await open({
      results: {
        'secrets.replaceValue': outcomes([outcome('s1', 'failed', tooLarge)], [outcome('s1', 'done')]),
      },
    })
    await replace()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('The value was not replaced')
    await expect
      .poll(() => shownText(dialog.getByRole('alert')))
      .toContain('Delete secrets that no agent needs')
    await main().click()
    await isReady()
    await main().click()
    await dialog.waitFor({ state: 'detached' })
    expect((await sent()).map((input) => (input as { value: string }).value)).toEqual([
      linearValue,
      linearValue,
    ])
  })

  it('R41 an answer that was lost is not called replaced', async () => {
    const lost = { code: 'outcomeUnknown', effect: 'unknown', isRetryable: false } as const
    await open({ results: { 'secrets.replaceValue': outcomes([outcome('s1', 'unconfirmed', lost)]) } })
    await replace()
    await dialog.getByText('It may have the old value or the new one').waitFor()
    await expect.poll(() => shownText(messages(ui.page))).toBe('')
  })

  it('asked to wait it counts the seconds', async () => {
    const slow = { code: 'rateLimited', effect: 'none', isRetryable: true, retryAfterMs: 60_000 } as const
    await open({ results: { 'secrets.replaceValue': outcomes([outcome('s1', 'failed', slow)]) } })
    await replace()
    await dialog.getByRole('alert').waitFor()
    await main().click()
    await expect.poll(() => main().getAttribute('aria-disabled')).toBe('true')
    await expect.poll(() => shownText(main())).toMatch(/Replace value in \d+ s/)
  })

  it('offline it cannot be, and nothing is replaced later by itself', async () => {
    await open()
    await valueField(dialog).fill(linearValue)
    const offline = { code: 'offline', effect: 'none', isRetryable: true } as const
    await ui.push({ parts: { sync: aSync({ listProblem: offline }) } })
    await dialog.getByText('Nothing is replaced later by itself').waitFor()
    await valueField(dialog).press('Enter')
    await ui.push({ parts: { sync: aSync() } })
    await isReady()
    expect(await sent()).toEqual([])
  })

  it('leaving asks once something was entered', async () => {
    await open()
    await ui.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    dialog = await openSecretDialog(ui.page, 'Linear API token', 'Replace value…')
    await valueField(dialog).fill(linearValue)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.getByRole('button', { name: 'Discard' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await tracesOf(ui.page, linearValue)).toEqual([])
    expect(await sent()).toEqual([])
  })

  it('of a secret that is gone there is nothing to replace', async () => {
    await open({ results: { 'secrets.prepareReplace': [failed('notFound')] } })
    await expect
      .poll(() => shownText(dialog.getByRole('alert')))
      .toContain('The service does not know this secret')
    expect(await sent()).toEqual([])
  })
})

describe('several secrets', () => {
  it('that share the value can be taken along, with a new ticket for all of them', async () => {
    await open({}, 'GitHub access token')
    const along = dialog.getByLabel('Also replace it in 1 other that shares this value')
    await along.check()
    await dialog.getByRole('row', { name: /GitHub, one repository/ }).waitFor()
    expect((await ui.calls('secrets.prepareReplace')).map(({ input }) => input)).toEqual([
      { secretIds: ['s2'] },
      { secretIds: ['s2', 's3'] },
    ])
    await expect.poll(() => shownText(main())).toBe('Replace 2 values')
    await replace('ghp_madeUp42')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => shownText(messages(ui.page))).toContain('2 secrets have a new value')
  })

  it('are named each with its tool and present value; only when all have it is it the same', async () => {
    await open(
      { results: { 'secrets.compareValue': compared('same', 'unknown') } },
      'GitHub access token',
      'Replace together with 1 other…',
    )
    await expect
      .poll(() => shownText(dialog.getByRole('row', { name: /one repository/ })))
      .toMatch(/agno__github__create_issue[\s\S]*gith\*{4}k3Zp[\s\S]*set 30 days ago/)
    await replace('ghp_madeUp42')
    await expect.poll(sent).toHaveLength(1)
  })

  it('progress and outcome of each are shown; what failed is tried again with the same value', async () => {
    const refused = { code: 'serverError', effect: 'none', isRetryable: true } as const
    const first = [outcome('s2', 'done'), outcome('s3', 'failed', refused)]
    await open(
      {
        held: ['secrets.replaceValue'],
        results: { 'secrets.replaceValue': outcomes(first, [outcome('s3', 'done')]) },
      },
      'GitHub access token',
      'Replace together with 1 other…',
    )
    await replace('ghp_madeUp42')
    await dialog.getByText('Closing this does not stop it.').waitFor()
    const running = [outcome('s2', 'done'), outcome('s3', 'running')]
    await ui.push({ parts: { secretBatch: { id: 'batch-1', kind: 'replace', outcomes: running } } })
    await dialog.getByRole('row', { name: /one repository.*Replacing/ }).waitFor()
    await ui.push({ parts: { secretBatch: { id: 'batch-1', kind: 'replace', outcomes: first } } })
    await ui.release('secrets.replaceValue')
    await dialog.getByRole('row', { name: /one repository.*Not replaced.*old value is still set/ }).waitFor()
    await dialog.getByRole('button', { name: 'Try 1 of 2 again…' }).click()
    expect((await ui.calls('secrets.prepareReplace')).at(-1)?.input).toEqual({ secretIds: ['s3'] })
    await isReady()
    await main().click()
    await dialog.waitFor({ state: 'detached' })
  })

  it('from a selection: many ask for their number, and fit a small window', async () => {
    const secrets = Array.from({ length: 12 }, (_, index) =>
      aSecret({ id: `t${String(index).padStart(2, '0')}`, name: `Token ${index}`, isDefault: index === 0 }),
    )
    ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: [], secrets, context: zoomedWindow })
    await showSection(ui.page, 'Secrets')
    await rowOf(ui.page, 'Token 0').getByRole('checkbox').click()
    await grid(ui.page).focus()
    await ui.page.keyboard.press('Control+a')
    await ui.page.getByRole('button', { name: /^Replace value/ }).click()
    dialog = ui.page.getByRole('dialog', { name: 'Replace the value of 12 secrets' })
    await valueField(dialog).fill(linearValue)
    expect(await misfits(ui.page)).toEqual([])
    await expect.poll(() => main().getAttribute('aria-disabled')).toBe('true')
    await dialog.getByLabel('Type 12 to replace all 12 values').fill('12')
    await isReady()
    await main().click()
    await expect.poll(sent).toHaveLength(1)
  })
})

// When adding a secret fails: what was entered stays, the reason stands where it belongs, and nothing is sent twice.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aSnapshot, aSync } from '../support/key-builders.ts'
import { aSecret } from '../support/secret-builders.ts'
import { failed, fieldErrors } from './support/dialog-driver.ts'
import { markup } from './support/hostile-text.ts'
import { linearValue, openAddForm, valueField } from './support/secret-dialogs.ts'
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

async function open(options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: [], secrets: [], ...options })
  dialog = await openAddForm(ui.page, 'Linear')
  await valueField(dialog).fill(linearValue)
}
const field = (name: string | RegExp) => dialog.getByRole('textbox', { name })
const submit = () => dialog.getByRole('button', { name: /^Add secret/ })
const sentCount = async () => (await ui.calls('secrets.create')).length
const alertText = () => shownText(dialog.getByRole('alert'))
const answers = (...results: NonNullable<UiPageOptions['results']>['secrets.create'] & object) => ({
  results: { 'secrets.create': results },
})

async function keepsEverything() {
  await expect.poll(() => valueField(dialog).inputValue()).toBe(linearValue)
  await expect.poll(() => field('Name').inputValue()).toBe('mine')
}

describe('a refusal', () => {
  it('for want of room says so and what to do, and keeps what was entered', async () => {
    await open(answers(failed('tooLarge', { status: 413 })))
    await field('Name').fill('mine')
    await submit().click()
    await expect.poll(alertText).toContain('No secret was added')
    expect(await alertText()).toContain('Delete secrets that no agent needs any more')
    await keepsEverything()
  })

  it('of fields stands at the fields, the value among them', async () => {
    const fields = [
      { field: 'value', message: 'is on a list of leaked values' },
      { field: 'name', message: 'is taken' },
    ]
    await open(answers(failed('invalid', { status: 422, fields })))
    await field('Name').fill('mine')
    await submit().click()
    await expect.poll(() => fieldErrors(dialog)).toEqual(['is on a list of leaked values', 'is taken'])
    await expect.poll(() => dialog.getByRole('alert').count()).toBe(0)
    await keepsEverything()
  })

  it('R15 of hostile words stays words', async () => {
    const fields = markup.flatMap((message) => [
      { field: 'value', message },
      { field: message, message },
    ])
    await open(answers(failed('invalid', { status: 422, fields })))
    await submit().click()
    await expect.poll(alertText).toContain('<script>window.__xss=1</script>')
    expect(await ui.page.evaluate(() => '__xss' in window)).toBe(false)
    await expect.poll(() => dialog.locator('img, script, iframe, a[href]').count()).toBe(0)
  })

  it('to go on so fast counts the seconds and works again by itself', async () => {
    await open(answers(failed('rateLimited', { status: 429, retryAfterMs: 3_000, isRetryable: true })))
    await submit().click()
    await expect.poll(() => shownText(submit())).toMatch(/Add secret in [123] s/)
    await field('Name').press('Enter')
    expect(await sentCount()).toBe(1)
    await expect.poll(() => shownText(submit()), { timeout: 5_000 }).toBe('Add secret')
    await submit().click()
    await expect.poll(sentCount).toBe(2)
  })
})

describe('R41 an answer that was lost', () => {
  const unknown = failed('outcomeUnknown', { effect: 'unknown' })
  const added = aSecret({ id: 'late', name: 'Linear personal API key' })
  const look = () => dialog.getByRole('button', { name: 'Look again' })

  it('is told, keeps the form, and nothing is sent again by itself', async () => {
    await open(answers(unknown))
    await submit().click()
    await expect.poll(alertText).toContain('Latchkey looked at the list and could not find out.')
    await expect.poll(() => valueField(dialog).inputValue()).toBe(linearValue)
    await expect.poll(() => submit().getAttribute('aria-disabled')).toBe('true')
    await field('Name').press('Enter')
    expect(await sentCount()).toBe(1)
    await expect.poll(() => shownText(messages(ui.page))).toBe('')
  })

  it('looking again that does not find it lets one send it again', async () => {
    await open(answers(unknown))
    await submit().click()
    await look().click()
    await dialog.getByText('“Linear personal API key” is not in the list').waitFor()
    await expect.poll(() => ui.calls('sync.refresh')).toHaveLength(1)
    await submit().click()
    await expect.poll(sentCount).toBe(2)
    await look().waitFor()
  })

  it('found in the list it was added, and the form can be left without a question', async () => {
    await open(answers(unknown))
    await submit().click()
    await look().waitFor()
    await ui.push({ secrets: { isReset: false, upserted: [added], removedIds: [] } })
    await dialog.getByText('“Linear personal API key” was added').waitFor()
    await expect.poll(() => submit().getAttribute('aria-disabled')).toBe('true')
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await dialog.waitFor({ state: 'detached' })
  })

  it('a list that cannot be read proves nothing', async () => {
    await open({
      results: { 'secrets.create': [unknown], 'sync.refresh': [failed('offline', { isRetryable: true })] },
    })
    await submit().click()
    await look().click()
    await dialog.getByText('The list could not be read.').waitFor()
    await expect.poll(() => submit().getAttribute('aria-disabled')).toBe('true')
  })

  it('that is known to be done is not called failed', async () => {
    await open(answers(failed('timeout', { effect: 'done', isRetryable: true })))
    await submit().click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => shownText(messages(ui.page))).toContain('The change itself was made.')
  })
})

describe('offline', () => {
  it('the button is disabled with the reason, and what was entered stays', async () => {
    await open()
    await field('Name').fill('mine')
    const offline = { code: 'offline', effect: 'none', isRetryable: true } as const
    await ui.push({ parts: { sync: aSync({ listProblem: offline }) } })
    await expect
      .poll(() => shownText(dialog))
      .toContain('Not possible now: IO Intelligence cannot be reached.')
    await field('Name').press('Enter')
    expect(await sentCount()).toBe(0)
    await ui.push({ parts: { sync: aSync() } })
    await expect.poll(() => submit().getAttribute('aria-disabled')).toBeNull()
    await keepsEverything()
  })
})

describe('from a sealed copy', () => {
  it('a service that needs its value for several tools takes it from the first one', async () => {
    ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: [], secrets: [] })
    dialog = await openAddForm(ui.page, 'OpenWeather')
    await valueField(dialog).fill('0123456789abcdef0123456789abcdef')
    await dialog.getByLabel('Keep a sealed copy').check()
    await submit().click()
    await ui.page.getByRole('button', { name: 'Add the next one: get_current_weather' }).click()
    await dialog.getByText('Takes the value of “OpenWeather API key (geocode_location)”').waitFor()
    await expect.poll(() => dialog.locator('input[type=password]').count()).toBe(0)
    await submit().click()
    await expect
      .poll(() => ui.calls('secrets.createFromCopy'))
      .toMatchObject([
        { input: { fromSecretId: 'created-secret-1', details: { toolName: 'get_current_weather' } } },
      ])
  })

  it('that is gone meanwhile nothing can be added', async () => {
    ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: [], secrets: [] })
    dialog = await openAddForm(ui.page, 'OpenWeather')
    await valueField(dialog).fill('0123456789abcdef0123456789abcdef')
    await dialog.getByLabel('Keep a sealed copy').check()
    await submit().click()
    await ui.page.getByRole('button', { name: 'Add the next one: get_current_weather' }).click()
    await dialog.getByText('Takes the value of').waitFor()
    await ui.push({ secrets: { isReset: true, upserted: [], removedIds: [] } })
    await dialog.getByText('The secret whose value was to be taken is gone.').waitFor()
    await expect.poll(() => submit().getAttribute('aria-disabled')).toBe('true')
  })
})

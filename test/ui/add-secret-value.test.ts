// The value of a new secret: where it is in the page and for how long, what is said about it, and its test.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CheckVerdict } from '../../src/shared/domain/secret-check.ts'
import { anAccount, aSnapshot } from '../support/key-builders.ts'
import { failed, fieldErrors } from './support/dialog-driver.ts'
import { attributesWith, linearValue, openAddForm, tracesOf, valueField } from './support/secret-dialogs.ts'
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

const live = aSnapshot({ account: anAccount({ kind: 'live' }) })

async function open(service: string, options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: live, keys: [], secrets: [], ...options })
  dialog = await openAddForm(ui.page, service)
}
const field = (name: string | RegExp) => dialog.getByRole('textbox', { name })
const submit = () => dialog.getByRole('button', { name: /^Add secret/ })
const section = () => dialog.getByRole('region', { name: 'Test before saving' })
const testButton = () => section().getByRole('button', { name: /^Test/ })
const answering = (verdict: CheckVerdict['verdict'], status: number | null = 200) => ({
  results: {
    'secrets.checkValue': [{ ok: true as const, value: { verdict, host: 'api.linear.app', status } }],
  },
})

describe('R25 the value', () => {
  it('is masked, in no attribute, kept from spelling and filling in, and gone with the form', async () => {
    await open('Linear')
    const input = valueField(dialog)
    await input.fill(linearValue)
    await expect.poll(() => input.getAttribute('type')).toBe('password')
    await expect.poll(() => input.getAttribute('autocomplete')).toBe('off')
    await expect.poll(() => input.getAttribute('spellcheck')).toBe('false')
    expect(await attributesWith(ui.page, linearValue)).toEqual([])
    // The search does find it while it is there.
    expect(await tracesOf(ui.page, linearValue)).toContain('field')
    await submit().click()
    await dialog.waitFor({ state: 'detached' })
    expect(await tracesOf(ui.page, linearValue)).toEqual([])
  })

  it('is gone too when the form is left instead', async () => {
    await open('Linear', answering('refused', 401))
    await valueField(dialog).fill(linearValue)
    await testButton().click()
    await section().getByText('Linear refused it').waitFor()
    await ui.page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: 'Discard' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await tracesOf(ui.page, linearValue)).toEqual([])
  })

  it('is gone when another account takes the window', async () => {
    await open('Linear')
    await valueField(dialog).fill(linearValue)
    await ui.push({ parts: { account: anAccount({ id: 'account-2', kind: 'live' }) } })
    await dialog.waitFor({ state: 'detached' })
    expect(await tracesOf(ui.page, linearValue)).toEqual([])
  })

  it('shown on demand it is in no attribute either, and hides when the window loses the focus', async () => {
    await open('Linear')
    await valueField(dialog).fill(linearValue)
    await dialog.getByRole('button', { name: 'Show the value' }).click()
    await expect.poll(() => valueField(dialog).getAttribute('type')).toBe('text')
    expect(await attributesWith(ui.page, linearValue)).toEqual([])
    await ui.page.evaluate(() => window.dispatchEvent(new Event('blur')))
    await expect.poll(() => valueField(dialog).getAttribute('type')).toBe('password')
    await expect.poll(() => valueField(dialog).inputValue()).toBe(linearValue)
  })

  it('hides by itself after 30 seconds', async () => {
    await open('Linear')
    await valueField(dialog).fill(linearValue)
    await ui.page.clock.install()
    await dialog.getByRole('button', { name: 'Show the value' }).click()
    await ui.page.clock.runFor(29_000)
    await expect.poll(() => valueField(dialog).getAttribute('type')).toBe('text')
    await ui.page.clock.runFor(2_000)
    await expect.poll(() => valueField(dialog).getAttribute('type')).toBe('password')
  })
})

describe('what is said about a value', () => {
  it('R59 its limits, before anything is sent', async () => {
    await open('Linear')
    await submit().click()
    await expect.poll(() => fieldErrors(dialog)).toEqual(['Enter the value.'])
    expect(await valueField(dialog).evaluate((input) => input === document.activeElement)).toBe(true)
    await valueField(dialog).fill('abc')
    await expect
      .poll(() => fieldErrors(dialog))
      .toEqual(['The service takes values of 4 characters or more.'])
    await valueField(dialog).fill('x'.repeat(1025))
    await expect.poll(() => shownText(dialog)).toContain('1,025 of 1,024')
    await expect.poll(() => fieldErrors(dialog)).toEqual([expect.stringContaining('at most 1,024')])
    await submit().click()
    await expect.poll(() => ui.calls('secrets.create')).toEqual([])
    await valueField(dialog).fill('🔑'.repeat(1024))
    await expect.poll(() => fieldErrors(dialog)).toEqual([])
  })

  it('hints tell what is probably a slip and never keep it from being saved', async () => {
    await open('Linear')
    await valueField(dialog).fill(`Bearer ${linearValue}`)
    await dialog.getByText('It begins with a header’s word such as “Bearer”').waitFor()
    await valueField(dialog).fill('something-else')
    await dialog.getByText('It does not look like').waitFor()
    expect(await fieldErrors(dialog)).toEqual([])
    await submit().click()
    await expect
      .poll(() => ui.calls('secrets.create'))
      .toMatchObject([{ input: { value: 'something-else' } }])
  })

  it('a paste of several lines is told, because the field joins them', async () => {
    await open('Linear', { context: { permissions: ['clipboard-read', 'clipboard-write'] } })
    await ui.page.evaluate(() => navigator.clipboard.writeText('made-up-1\nmade-up-2'))
    await valueField(dialog).focus()
    await ui.page.keyboard.press('Control+v')
    await dialog.getByText('What you pasted had several lines; they are joined into one.').waitFor()
  })
})

describe('a test before saving', () => {
  it('names the host, sends the value there alone, and says what was answered', async () => {
    await open('Linear', answering('accepted'))
    await expect.poll(() => shownText(testButton())).toBe('Test at api.linear.app')
    await expect.poll(() => testButton().getAttribute('aria-disabled')).toBe('true')
    await valueField(dialog).fill(linearValue)
    await testButton().click()
    await section().getByText('Linear accepted it').waitFor()
    expect((await ui.calls('secrets.checkValue')).map(({ input }) => input)).toEqual([
      { serviceId: 'linear', args: { api_token: linearValue } },
    ])
    await expect.poll(() => ui.calls('secrets.create')).toEqual([])
  })

  it.each([
    ['refused', 401, 'Linear refused it', 'It may still be saved.'],
    ['unclear', 200, 'This test cannot tell whether it works', 'proves neither (HTTP 200)'],
    ['unreachable', null, 'api.linear.app could not be reached', 'neither accepted nor refused'],
  ] as const)('%s is no error, and the value can be saved', async (verdict, status, title, text) => {
    await open('Linear', answering(verdict, status))
    await valueField(dialog).fill(linearValue)
    await testButton().click()
    await section().getByText(title).waitFor()
    await expect.poll(() => shownText(section())).toContain(text)
    await expect.poll(() => submit().getAttribute('aria-disabled')).toBeNull()
  })

  it('its answer goes with every edit of the value, even one that is still on its way', async () => {
    await open('Linear', answering('accepted'))
    await valueField(dialog).fill(linearValue)
    await testButton().click()
    await section().getByText('Linear accepted it').waitFor()
    await valueField(dialog).press('End')
    await valueField(dialog).press('x')
    await expect.poll(() => section().getByText('Linear accepted it').count()).toBe(0)
    await ui.page.evaluate(() => window.fake.hold('secrets.checkValue'))
    await testButton().click()
    await expect.poll(() => testButton().getAttribute('aria-busy')).toBe('true')
    await valueField(dialog).press('y')
    await ui.release('secrets.checkValue')
    await expect.poll(() => testButton().getAttribute('aria-busy')).toBeNull()
    await expect.poll(() => section().getByText('Linear accepted it').count()).toBe(0)
  })

  it('asks for what it needs besides, names the host that results, and saves none of it', async () => {
    await open('Jira')
    await dialog.getByLabel('For which argument').selectOption('token')
    await valueField(dialog).fill('ATATT-madeUp-42')
    await expect.poll(() => shownText(testButton())).toBe('Test')
    await section().getByLabel('Site URL').fill('http://acme.atlassian.net')
    await section().getByLabel('Atlassian account email').fill('probe-42@example.com')
    await expect.poll(() => testButton().getAttribute('aria-disabled')).toBe('true')
    await section().getByLabel('Site URL').fill('https://acme.atlassian.net@evil.example/')
    await expect.poll(() => testButton().getAttribute('aria-disabled')).toBe('true')
    await section().getByLabel('Site URL').fill('https://acme.atlassian.net')
    await section().getByLabel('Atlassian account email').press('Enter')
    await expect
      .poll(() => ui.calls('secrets.checkValue'))
      .toMatchObject([
        {
          input: {
            serviceId: 'jira',
            args: {
              server_url: 'https://acme.atlassian.net',
              username: 'probe-42@example.com',
              token: 'ATATT-madeUp-42',
            },
          },
        },
      ])
    await expect.poll(() => ui.calls('secrets.create')).toEqual([])
    await submit().click()
    await expect.poll(() => ui.calls('secrets.create')).toHaveLength(1)
    await ui.page.getByRole('button', { name: 'Done' }).click()
    expect(await tracesOf(ui.page, 'probe-42@example.com')).toEqual([])
  })

  it('what main refuses of it stands at its field', async () => {
    const fields = [{ field: 'server_url', message: 'This address leads to this computer.' }]
    await open('Jira', { results: { 'secrets.checkValue': [failed('invalidInput', { fields })] } })
    await dialog.getByLabel('For which argument').selectOption('token')
    await valueField(dialog).fill('ATATT-madeUp-42')
    await section().getByLabel('Site URL').fill('https://localhost')
    await section().getByLabel('Atlassian account email').fill('probe-42@example.com')
    await testButton().click()
    await expect.poll(() => fieldErrors(dialog)).toEqual(['This address leads to this computer.'])
    await expect.poll(() => section().getByRole('alert').count()).toBe(0)
  })

  it('on the sandbox says that the sandbox plays it', async () => {
    await open('Linear', { snapshot: aSnapshot() })
    await expect
      .poll(() => shownText(section()))
      .toContain('Played by the sandbox: nothing leaves this computer.')
  })

  it('a no to the question of main says nothing, a failure says why', async () => {
    await open('Linear', { results: { 'secrets.checkValue': [failed('notConfirmed'), failed('tooMany')] } })
    await valueField(dialog).fill(linearValue)
    await testButton().click()
    await expect.poll(() => ui.calls('secrets.checkValue')).toHaveLength(1)
    await expect.poll(() => testButton().getAttribute('aria-busy')).toBeNull()
    await expect.poll(() => section().getByRole('alert').count()).toBe(0)
    await testButton().click()
    await expect.poll(() => shownText(section().getByRole('alert'))).toContain('The test was not made')
  })

  it('is not offered where there is no harmless one, or none for the argument', async () => {
    await open('Google Maps')
    await dialog.getByText('There is no harmless way to test this at Google Maps').waitFor()
    await expect.poll(() => dialog.getByRole('button', { name: /^Test/ }).count()).toBe(0)
    await ui.page.keyboard.press('Escape')
    dialog = await openAddForm(ui.page, 'GitHub')
    await testButton().waitFor()
    await dialog.getByLabel('For which argument').selectOption('base_url')
    await dialog.getByText('This argument cannot be tested by itself.').waitFor()
    await field('Argument').fill('api_token')
    await testButton().waitFor()
  })
})

// Adding a secret: finding its service, what the form proposes, what is sent, and the way to the next one.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { services } from '../../src/shared/domain/integrations.ts'
import { aSnapshot, aSync } from '../support/key-builders.ts'
import { aSecret, someSecrets } from '../support/secret-builders.ts'
import { failed, fieldErrors, misfits, zoomedWindow } from './support/dialog-driver.ts'
import { linearValue, openAddForm, openPicker, valueField } from './support/secret-dialogs.ts'
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

async function openPage(options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: [], secrets: [], ...options })
}
async function open(service: string, options: Partial<UiPageOptions> = {}) {
  await openPage(options)
  dialog = await openAddForm(ui.page, service)
}
const field = (name: string | RegExp) => dialog.getByRole('textbox', { name })
const isDefault = () => dialog.getByRole('checkbox', { name: /^Default for this tool/ })
const submit = () => dialog.getByRole('button', { name: /^Add secret/ })
const sent = async () => (await ui.calls('secrets.create')).map(({ input }) => input)
const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement)

describe('finding the service', () => {
  it('lists every service by name with what its credential is called', async () => {
    await openPage()
    dialog = await openPicker(ui.page)
    const options = dialog.getByRole('option')
    await expect.poll(() => options.count()).toBe(services.length)
    await expect.poll(() => shownText(options.filter({ hasText: 'Linear' }))).toContain('Personal API key')
    await expect.poll(() => dialog.getByRole('button', { name: 'Fill in by hand' }).isVisible()).toBe(true)
  })

  it('by keyboard alone: words narrow the list, arrows move, Enter takes', async () => {
    await openPage()
    dialog = await openPicker(ui.page)
    await expect.poll(() => isFocused(dialog.getByRole('combobox'))).toBe(true)
    await ui.page.keyboard.type('api token')
    const selected = dialog.getByRole('option', { selected: true })
    const first = await shownText(selected)
    await ui.page.keyboard.press('ArrowDown')
    await expect.poll(() => shownText(selected)).not.toBe(first)
    const [name = ''] = (await shownText(selected)).split('\n')
    await expect
      .poll(() => dialog.getByRole('combobox').getAttribute('aria-activedescendant'))
      .toBe(await selected.getAttribute('id'))
    await ui.page.keyboard.press('Enter')
    await ui.page.getByRole('dialog', { name: `Add secret for ${name.trim()}` }).waitFor()
  })

  it('finds nothing without leading nowhere', async () => {
    await openPage()
    dialog = await openPicker(ui.page)
    await dialog.getByRole('combobox').fill('zebra')
    await dialog.getByText('No service has these words.').waitFor()
    await ui.page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Fill in by hand' }).click()
    await field('Value').waitFor()
    await expect.poll(() => field('Tool').inputValue()).toBe('')
  })

  it('another one can be chosen after all, and what was entered asks first', async () => {
    await open('Linear')
    await valueField(dialog).fill(linearValue)
    await dialog.getByRole('button', { name: 'Choose another service' }).click()
    await dialog.getByRole('button', { name: 'Discard' }).click()
    await ui.page.getByRole('combobox', { name: 'Search services' }).waitFor()
  })
})

describe('what the form says and proposes', () => {
  it('where the credential is made, opened by its id, with what is not verified marked', async () => {
    await open('Linear')
    const guide = dialog.getByRole('region', { name: 'Where to get it at Linear' })
    await expect.poll(() => shownText(guide)).toContain('https://linear.app/settings/account/security')
    await expect.poll(() => shownText(guide)).toMatch(/Rights it needs: Read;.*not verified/s)
    await guide.getByRole('button', { name: /Create it there/ }).click()
    await expect.poll(() => ui.calls('links.open')).toMatchObject([{ input: { link: 'service.linear' } }])
    await expect.poll(() => dialog.locator('a[href]').count()).toBe(0)
  })

  it('name, tool, argument and default are filled in; a taken name gets a number', async () => {
    await open('Linear', { secrets: [aSecret({ id: 's1', name: 'Linear personal API key' })] })
    await expect.poll(() => field('Name').inputValue()).toBe('Linear personal API key 2')
    await expect.poll(() => field('Tool').inputValue()).toBe('agno__linear__*')
    await expect.poll(() => field('Argument').inputValue()).toBe('api_token')
    await expect.poll(() => isDefault().isChecked()).toBe(true)
    await expect.poll(() => dialog.getByLabel('Keep a sealed copy').isChecked()).toBe(false)
  })

  it('names another default for the same, until one of them is none', async () => {
    await open('GitHub', { secrets: someSecrets() })
    const warning = dialog.getByText('“GitHub access token” is the default for this already')
    await warning.waitFor()
    await dialog.getByText('“GitHub, one repository” goes before this one').waitFor()
    await isDefault().uncheck()
    await expect.poll(() => warning.count()).toBe(0)
    await isDefault().check()
    await field('Argument').fill('base_url')
    await expect.poll(() => warning.count()).toBe(0)
  })

  it('starts a service of several arguments with the one that has no secret yet', async () => {
    await open('Jira', { secrets: someSecrets().filter(({ id }) => id !== 's5') })
    await expect.poll(() => shownText(dialog)).toContain('each one you use needs a secret of its own')
    await expect.poll(() => field('Argument').inputValue()).toBe('username')
    await dialog.getByLabel('For which argument').selectOption('token')
    await expect.poll(() => field('Argument').inputValue()).toBe('token')
    await expect.poll(() => field('Name').inputValue()).toBe('Jira API token')
    await field('Name').fill('mine')
    await dialog.getByLabel('For which argument').selectOption('server_url')
    await expect.poll(() => field('Name').inputValue()).toBe('mine')
  })

  it('a tool by tool service lets one choose the tool', async () => {
    await open('OpenWeather')
    await dialog.getByLabel('For which tool').selectOption('get_forecast')
    await expect.poll(() => field('Tool').inputValue()).toBe('get_forecast')
    await expect.poll(() => field('Name').inputValue()).toBe('OpenWeather API key (get_forecast)')
  })
})

describe('when a secret is added', () => {
  it('one push sends one request with everything as entered, and the dialog closes', async () => {
    await open('Linear', { held: ['secrets.create'] })
    await valueField(dialog).fill(` ${linearValue} `)
    await field('Name').fill('  Linear for triage ')
    await submit().dblclick()
    await ui.page.keyboard.press('Escape')
    await ui.release('secrets.create')
    await expect.poll(() => shownText(messages(ui.page))).toContain('“Linear for triage” was added')
    await dialog.waitFor({ state: 'detached' })
    expect(await sent()).toEqual([
      {
        name: 'Linear for triage',
        toolName: 'agno__linear__*',
        toolArg: 'api_token',
        isDefault: true,
        keepSealedCopy: false,
        value: ` ${linearValue} `,
      },
    ])
  })

  it('by keyboard alone, from the table to the saved secret', async () => {
    await openPage()
    await ui.page.getByRole('button', { name: 'Secrets', exact: true }).click()
    await ui.page.keyboard.press('Control+n')
    await ui.page.getByRole('combobox', { name: 'Search services' }).waitFor()
    await ui.page.keyboard.type('tavily')
    await ui.page.keyboard.press('Enter')
    dialog = ui.page.getByRole('dialog', { name: 'Add secret for Tavily' })
    await dialog.waitFor()
    while (!(await isFocused(valueField(dialog)))) await ui.page.keyboard.press('Tab')
    await ui.page.keyboard.type('tvly-madeUp000042')
    await ui.page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(await sent()).toMatchObject([{ value: 'tvly-madeUp000042', toolArg: 'api_key' }])
  })

  it('by hand without a tool it is sent without one', async () => {
    await openPage()
    await (await openPicker(ui.page)).getByRole('button', { name: 'Fill in by hand' }).click()
    dialog = ui.page.getByRole('dialog', { name: 'Add secret' })
    await valueField(dialog).fill('made-up-42')
    await field('Name').fill('Spare')
    await field('Tool').fill('acme__crm__*')
    await submit().click()
    await expect.poll(() => fieldErrors(dialog)).toEqual(['Name the argument too, or leave both empty.'])
    await field('Tool').fill('')
    await submit().click()
    await expect.poll(sent).toMatchObject([{ name: 'Spare', toolName: null, toolArg: null }])
  })

  it('a sealed copy that could not be kept is told beside the success', async () => {
    await open('Tavily', {
      results: { 'secrets.create': [{ ok: true, value: { secretId: 'new', isCopySealed: false } }] },
    })
    await valueField(dialog).fill('tvly-madeUp000042')
    await dialog.getByLabel('Keep a sealed copy').check()
    await submit().click()
    await expect.poll(() => shownText(messages(ui.page))).toContain('No sealed copy was kept')
    expect(await sent()).toMatchObject([{ keepSealedCopy: true }])
  })

  it('where nothing can be kept the box cannot be ticked', async () => {
    await open('Tavily', { snapshot: aSnapshot({ vault: { state: 'weak', backend: 'basic_text' } }) })
    await expect.poll(() => dialog.getByLabel('Keep a sealed copy').isDisabled()).toBe(true)
    await valueField(dialog).fill('tvly-madeUp000042')
    await submit().click()
    await expect.poll(sent).toMatchObject([{ keepSealedCopy: false }])
  })

  it('offers the next one that its service needs, until there is none', async () => {
    await open('Jira')
    for (const argument of ['username', 'token', null]) {
      await valueField(dialog).fill('https://acme.atlassian.net')
      await submit().click()
      if (argument === null) continue
      const next = ui.page.getByRole('button', { name: `Add the next one: ${argument}` })
      await expect.poll(() => isFocused(next)).toBe(true)
      await next.click()
      await expect.poll(() => field('Argument').inputValue()).toBe(argument)
      await expect.poll(() => valueField(dialog).inputValue()).toBe('')
    }
    await dialog.waitFor({ state: 'detached' })
    expect((await sent()).map((input) => (input as { toolArg: string }).toolArg)).toEqual([
      'server_url',
      'username',
      'token',
    ])
  })
})

describe('the form for everybody', () => {
  it('asks before something entered is left, and not otherwise', async () => {
    await open('Linear')
    await ui.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    dialog = await openAddForm(ui.page, 'Linear')
    await valueField(dialog).fill(linearValue)
    await ui.page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: 'Keep editing' }).click()
    await expect.poll(() => valueField(dialog).inputValue()).toBe(linearValue)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.getByRole('button', { name: 'Discard' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await sent()).toEqual([])
  })

  it('a refresh never overwrites what was filled in', async () => {
    await open('Linear')
    await valueField(dialog).fill(linearValue)
    await field('Name').fill('mine')
    await ui.push({
      parts: { sync: aSync({ isRefreshing: true }) },
      secrets: { isReset: false, upserted: someSecrets(), removedIds: [] },
    })
    await dialog.getByText('“Linear API token” is the default for this already').waitFor()
    await expect.poll(() => field('Name').inputValue()).toBe('mine')
    await expect.poll(() => valueField(dialog).inputValue()).toBe(linearValue)
  })

  it('fits a small window at 200 %, with warnings and an error', async () => {
    await open('GitHub', {
      context: zoomedWindow,
      secrets: someSecrets(),
      results: { 'secrets.create': [failed('tooLarge', { status: 413 })] },
    })
    await valueField(dialog).fill('made-up-42')
    await submit().click()
    await dialog.getByRole('alert').waitFor()
    expect(await misfits(ui.page)).toEqual([])
  })
})

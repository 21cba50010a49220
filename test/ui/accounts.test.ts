// Several accounts in the window: which one is in use, changing to another, their looks, and what questions name.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Account, SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { lookAt } from '../e2e/support/look.ts'
import { anAccount, aSnapshot, fiveKeys } from '../support/key-builders.ts'
import { accessibilityProblems } from './support/accessibility.ts'
import { failed, openRevokeDialog } from './support/dialog-driver.ts'
import { messages, shownText } from './support/table-driver.ts'
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

const work = anAccount({ id: 'live-1', kind: 'live', look: { label: 'Work', colour: 'green' } })
const client = anAccount({
  ...{ id: 'live-2', kind: 'live', owner: 'ops@client.example', look: { label: '', colour: 'orange' } },
  adminKeyExpiresAt: Date.now() - 86_400_000,
})
const sandbox = anAccount({ id: 'sandbox', owner: null, look: { label: '', colour: 'purple' } })

async function open(
  accounts: readonly Account[],
  parts: Partial<SnapshotParts> = {},
  options: Partial<UiPageOptions> = {},
) {
  const snapshot = aSnapshot({ account: accounts[0] ?? null, accounts: [...accounts], ...parts })
  ui = await openUiPage(browser, { snapshot, keys: fiveKeys(), ...options })
}
const button = () => ui.page.getByRole('button', { name: /^Connection:/ })
const bar = () => ui.page.locator('.account-bar')
const uses = async () => (await ui.calls('accounts.use')).map(({ input }) => input)
const openAccounts = async (): Promise<Locator> => {
  await ui.page.keyboard.press('Control+,')
  const dialog = ui.page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByRole('tab', { name: 'Accounts' }).click()
  return dialog
}

describe('the account in use', () => {
  it('is named in the title and the top bar, and marked by its colour', async () => {
    await open([work, client, sandbox])
    expect(await ui.page.title()).toBe('Latchkey — Work')
    await expect.poll(() => shownText(button())).toContain('Work')
    await expect.poll(() => bar().getAttribute('data-account-colour')).toBe('green')
    expect(await lookAt(ui.page, 'accounts-top-bar')).toEqual([])
    await ui.push({ parts: { lock: { ...aSnapshot().lock, state: 'hidden' } } })
    await expect.poll(() => ui.page.title()).toBe('Latchkey')
    await expect.poll(() => bar().count()).toBe(0)
  })

  it('alone and without a name of its own has no stripe', async () => {
    await open([{ ...client, adminKeyExpiresAt: null }])
    expect(await ui.page.title()).toBe('Latchkey — ops@client.example')
    await expect.poll(() => bar().count()).toBe(0)
  })

  it('is told by its name where colours are forced', async () => {
    await open([work, sandbox], {}, { context: { forcedColors: 'active' } })
    await expect.poll(() => bar().isVisible()).toBe(false)
    await expect.poll(() => shownText(button())).toContain('Work')
  })
})

describe('changing the account', () => {
  it('goes by the menu, which names every one and says whose admin key has expired', async () => {
    const problem = { code: 'unauthorized', effect: 'none', isRetryable: false } as const
    const refused = anAccount({ id: 'live-3', kind: 'live', look: { label: 'Lab', colour: 'pink' } })
    const accountReadings = [{ accountId: 'live-3', listAsOf: Date.now() - 3_600_000, problem }]
    await open([work, client, sandbox, refused], { accountReadings })
    await button().click()
    const menu = ui.page.getByRole('menu')
    const choice = (name: RegExp) => menu.getByRole('menuitemradio', { name })
    await expect.poll(() => choice(/Work \(mira@example\.com\)/).getAttribute('aria-checked')).toBe('true')
    await expect.poll(() => shownText(choice(/ops@client/))).toContain('Admin key expired')
    await expect.poll(() => shownText(choice(/^Lab/))).toContain('The admin key was not accepted')
    expect(await lookAt(ui.page, 'accounts-menu')).toEqual([])
    await choice(/^Sandbox/).click()
    await expect.poll(() => ui.page.title()).toBe('Latchkey — Sandbox')
    expect(await uses()).toEqual([{ accountId: 'sandbox' }])
    await expect.poll(() => bar().getAttribute('data-account-colour')).toBe('purple')
  })

  it('goes by keyboard, in the order of the menu, but not from behind a dialog', async () => {
    await open([work, client, sandbox])
    await ui.page.keyboard.press('Control+Shift+Digit3')
    await expect.poll(() => ui.page.title()).toBe('Latchkey — Sandbox')
    await expect
      .poll(() => ui.page.getByRole('button', { name: 'API Keys' }).getAttribute('aria-current'))
      .toBe('page')
    await ui.page.keyboard.press('Control+,')
    await ui.page.keyboard.press('Control+Shift+Digit1')
    await ui.page.keyboard.press('Escape')
    await ui.page.keyboard.press('Control+Shift+Digit1')
    await expect.poll(() => ui.page.title()).toBe('Latchkey — Work')
    expect(await uses()).toEqual([{ accountId: 'sandbox' }, { accountId: 'live-1' }])
  })

  it('that fails says so, and the present one stays', async () => {
    await open(
      [work, sandbox],
      {},
      { results: { 'accounts.use': [failed('storage', { isRetryable: true })] } },
    )
    await ui.page.keyboard.press('Control+Shift+Digit2')
    await ui.page.getByText('Latchkey could not write to its files').first().waitFor()
    expect(await ui.page.title()).toBe('Latchkey — Work')
  })

  it('another one is connected beside it, with a way back', async () => {
    await open([work])
    await button().click()
    await ui.page.getByRole('menuitem', { name: 'Connect another account…' }).click()
    await ui.page.getByRole('heading', { name: 'Connect another account' }).waitFor()
    expect(await lookAt(ui.page, 'accounts-connect-another')).toEqual([])
    await ui.page.getByRole('button', { name: 'Back', exact: true }).click()
    await ui.page.getByRole('grid').waitFor()
    await button().click()
    await ui.page.getByRole('menuitem', { name: 'Connect another account…' }).click()
    await ui.page.getByRole('button', { name: 'Explore the sandbox' }).click()
    await ui.page.getByRole('grid').waitFor()
  })
})

describe('questions', () => {
  it('R7 name the account where there are several, and the words are read with the question', async () => {
    await open([work, sandbox])
    const dialog = await openRevokeDialog(ui.page, 'billing-bot')
    await dialog.getByText('Account: Work (mira@example.com)').waitFor()
    const describedBy = await dialog.getAttribute('aria-describedby')
    await expect.poll(() => shownText(ui.page.locator(`[id="${describedBy}"]`))).toContain('Account: Work')
    expect(await lookAt(ui.page, 'accounts-revoke')).toEqual([])
  })

  it('name none where there is one', async () => {
    await open([work])
    const dialog = await openRevokeDialog(ui.page, 'billing-bot')
    await expect.poll(() => shownText(dialog)).not.toContain('Account:')
  })
})

describe('the accounts in the settings', () => {
  it('name account, admin key and server', async () => {
    await open([work, client, { ...sandbox, isRemembered: false }])
    const dialog = await openAccounts()
    const words = await shownText(dialog)
    for (const part of [
      'mira@example.com · Live account',
      'In use',
      'Expired',
      'Forgotten when Latchkey quits.',
    ]) {
      expect(words).toContain(part)
    }
    await dialog.getByRole('button', { name: 'Use ops@client.example' }).click()
    expect(await uses()).toEqual([{ accountId: 'live-2' }])
  })

  it('get a name and a colour, each told in words', async () => {
    await open([work, client])
    const dialog = await openAccounts()
    await dialog.getByRole('button', { name: 'Name and colour of Work' }).click()
    expect(
      await dialog.getByLabel('Name', { exact: true }).evaluate((each) => each === document.activeElement),
    ).toBe(true)
    await dialog.getByLabel('Name', { exact: true }).fill('Production')
    await expect
      .poll(() => shownText(dialog.getByRole('group', { name: 'Colour' })))
      .toMatch(/Orange\s*· ops@client/)
    expect(await lookAt(ui.page, 'accounts-look')).toEqual([])
    await dialog.getByText('Pink', { exact: true }).click()
    await ui.page.keyboard.press('Enter')
    await expect.poll(() => ui.page.title()).toBe('Latchkey — Production')
    await expect
      .poll(() => ui.calls('accounts.changeLook'))
      .toMatchObject([{ input: { accountId: 'live-1', look: { label: 'Production', colour: 'pink' } } }])
    const edit = dialog.getByRole('button', { name: 'Name and colour of Production' })
    await expect.poll(() => edit.evaluate((each) => each === document.activeElement)).toBe(true)
  })

  it('show a name that tries to be more than one as the text it is', async () => {
    const owner = 'mira@example.com\u202e<img src=x onerror=alert(1)>'
    await open([{ ...work, owner, look: { label: '', colour: 'teal' } }, sandbox])
    expect(await ui.page.title()).not.toContain('\u202e')
    const dialog = await openAccounts()
    await expect.poll(() => shownText(dialog)).toContain('<img src=x')
    expect(await accessibilityProblems(ui.page)).toEqual([])
  })

  it('disconnecting asks first, with the safe button in focus, and shows another', async () => {
    await open([work, sandbox])
    const dialog = await openAccounts()
    await dialog.getByRole('button', { name: 'Disconnect…' }).click()
    const stay = dialog.getByRole('button', { name: 'Stay connected' })
    await expect.poll(() => stay.evaluate((each) => each === document.activeElement)).toBe(true)
    await expect.poll(() => shownText(dialog)).toContain('Another account that is kept here is shown next.')
    expect(await accessibilityProblems(ui.page)).toEqual([])
    await stay.click()
    await dialog.getByRole('button', { name: 'Disconnect…' }).click()
    await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await expect.poll(() => ui.page.title()).toBe('Latchkey — Sandbox')
    await expect.poll(() => ui.calls('session.disconnect')).toHaveLength(1)
  })

  it('a no in main’s own question leaves everything as it is', async () => {
    await open([work], {}, { results: { 'session.disconnect': [failed('notConfirmed')] } })
    const dialog = await openAccounts()
    await dialog.getByRole('button', { name: 'Disconnect…' }).click()
    await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await dialog.getByRole('button', { name: 'Disconnect…' }).waitFor()
    await expect.poll(() => dialog.getByRole('alert').count()).toBe(0)
  })

  it('one that is gone but for traces in a file is told as gone', async () => {
    await open([work], {}, { results: { 'session.disconnect': [failed('storage', { effect: 'done' })] } })
    const dialog = await openAccounts()
    await dialog.getByRole('button', { name: 'Disconnect…' }).click()
    await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await messages(ui.page).getByText('Disconnected, but traces remain').waitFor()
  })

  it('without one say so', async () => {
    await open([])
    expect(await shownText(await openAccounts())).toContain('Not connected.')
  })
})

// The lock view, the curtain, and the passphrase in the settings.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { aLock, aSnapshot, fiveKeys } from '../support/key-builders.ts'
import { accessibilityProblems } from './support/accessibility.ts'
import { failed, fieldErrors, misfits, openCreateDialog, zoomedWindow } from './support/dialog-driver.ts'
import { grid, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const passphrase = 'made-up words of a test'
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

async function open(parts: Partial<SnapshotParts>, options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(parts), keys: fiveKeys(), ...options })
}
const locked = { lock: aLock({ state: 'locked', hasPassphrase: true }) } as const
const field = () => ui.page.getByLabel('Passphrase', { exact: true })
const unlock = () => ui.page.getByRole('button', { name: 'Unlock' })
const button = (name: string, within: Locator | UiPage['page'] = ui.page) =>
  within.getByRole('button', { name, exact: true })

describe('R48 the lock view', () => {
  it('asks for the passphrase at once, sends it once and keeps nothing of it', async () => {
    await open(locked)
    expect(await field().evaluate((input) => input === document.activeElement)).toBe(true)
    await ui.page.keyboard.type(passphrase)
    expect(await ui.page.content()).not.toContain(passphrase)
    await ui.page.keyboard.press('Enter')
    await grid(ui.page).waitFor()
    await expect
      .poll(() => ui.calls('lock.unlock'))
      .toEqual([{ command: 'lock.unlock', input: { passphrase } }])
    expect(await ui.page.content()).not.toContain(passphrase)
  })

  it('shows nothing of the account, whatever was open before', async () => {
    await open({ lock: aLock({ hasPassphrase: true }) })
    await openCreateDialog(ui.page)
    await ui.page.keyboard.press('Control+l')
    await ui.page.getByRole('heading', { name: 'Latchkey is locked' }).waitFor()
    const content = await ui.page.content()
    for (const { name } of fiveKeys()) expect(content).not.toContain(name)
    await expect.poll(() => ui.page.getByRole('dialog').count()).toBe(0)
    expect(await ui.page.title()).toBe('Latchkey')
    for (const key of ['Control+n', 'Control+,', 'F5', '?', 'Control+1']) await ui.page.keyboard.press(key)
    expect((await ui.calls()).map(({ command }) => command).at(-1)).toMatch(/^(app\.readSnapshot|lock\.now)$/)
  })

  it('says that a passphrase was wrong, and counts down before the next', async () => {
    await open(locked, { results: { 'lock.unlock': [failed('passphraseWrong', { isRetryable: true })] } })
    await field().fill('not this one')
    await unlock().click()
    await expect
      .poll(() => shownText(ui.page.getByRole('main')))
      .toContain('The passphrase was not accepted.')
    await expect.poll(() => field().inputValue()).toBe('')
    expect(await field().evaluate((input) => input === document.activeElement)).toBe(true)

    await ui.push({ parts: { lock: { ...locked.lock, retryAt: Date.now() + 2000 } } })
    await expect.poll(() => shownText(ui.page.getByRole('main'))).toMatch(/Try again in [12] seconds?\./)
    await field().fill('not this one')
    await ui.page.keyboard.press('Enter')
    await expect.poll(() => ui.calls('lock.unlock')).toHaveLength(1)
    await expect
      .poll(() => shownText(ui.page.getByRole('main')), { timeout: 5000 })
      .not.toContain('Try again in')
    await field().fill('not this one')
    await ui.page.keyboard.press('Enter')
    await expect.poll(async () => (await ui.calls('lock.unlock')).length).toBe(2)
  })

  it('tells a keyring that does not open from a wrong passphrase', async () => {
    await open(locked, { results: { 'lock.unlock': [failed('vaultLocked', { isRetryable: true })] } })
    await field().fill(passphrase)
    await unlock().click()
    await expect.poll(() => shownText(ui.page.getByRole('alert'))).toContain('The system’s keyring is locked')
    await expect.poll(() => shownText(ui.page.getByRole('main'))).not.toContain('not accepted')
  })

  it('explains what a forgotten passphrase means, and erases only after two questions', async () => {
    await open(locked, { results: { 'lock.startOver': [failed('notConfirmed'), { ok: true, value: {} }] } })
    await ui.page.getByText('Forgot the passphrase?').click()
    await expect.poll(() => shownText(ui.page.getByRole('main'))).toContain('Nobody can recover it')
    await button('Erase and start over…').click()
    await expect.poll(() => ui.calls('lock.startOver')).toHaveLength(0)
    expect(await accessibilityProblems(ui.page)).toEqual([])
    await button('Erase…').click()
    // A no to main's own question leads back.
    await button('Erase and start over…').waitFor()
    await expect.poll(() => ui.calls('lock.startOver')).toHaveLength(1)
  })

  it('fits a small window at 200 % and has no accessibility problem', async () => {
    await open(locked, { context: zoomedWindow })
    await ui.page.getByText('Forgot the passphrase?').click()
    expect(await misfits(ui.page)).toEqual([])
    expect(await accessibilityProblems(ui.page)).toEqual([])
  })
})

describe('R48 without a passphrase', () => {
  it('it is a curtain, says so, and never speaks of a lock as if it were one', async () => {
    await open({})
    await button('Connection:', ui.page)
      .or(ui.page.getByRole('button', { name: /^Connection/ }))
      .first()
      .click()
    await ui.page.getByRole('menuitem', { name: /^Hide/ }).click()
    await ui.page.getByRole('heading', { name: 'Latchkey is hidden' }).waitFor()
    const words = await shownText(ui.page.getByRole('main'))
    expect(words).toContain('a curtain and not a lock')
    expect(words).not.toMatch(/unlock|is locked/i)
    expect(await accessibilityProblems(ui.page)).toEqual([])
    await ui.page.keyboard.press('Enter')
    await grid(ui.page).waitFor()
    await expect.poll(() => ui.calls('lock.show')).toHaveLength(1)
  })
})

describe('R49 the passphrase in the settings', () => {
  let dialog: Locator
  const openSettings = async (parts: Partial<SnapshotParts> = {}, options: Partial<UiPageOptions> = {}) => {
    await open(parts, options)
    await ui.page.keyboard.press('Control+,')
    dialog = ui.page.getByRole('dialog', { name: 'Settings' })
    await dialog.getByRole('tab', { name: 'Security' }).click()
  }
  const fill = (label: string, text: string) => dialog.getByLabel(label, { exact: true }).fill(text)

  it('is set after it was said that nobody can recover it', async () => {
    await openSettings()
    await expect.poll(() => shownText(dialog)).toContain('anybody at this computer can show what is hidden')
    await button('Set a passphrase…', dialog).click()
    await expect.poll(() => shownText(dialog)).toContain('Nobody can recover a forgotten passphrase.')
    await fill('New passphrase', passphrase)
    await fill('Repeat it', passphrase)
    expect(await accessibilityProblems(ui.page)).toEqual([])
    expect(await ui.page.content()).not.toContain(passphrase)
    await button('Set passphrase', dialog).click()
    await button('Change…', dialog).waitFor()
    await expect
      .poll(() => ui.calls('lock.setPassphrase'))
      .toEqual([{ command: 'lock.setPassphrase', input: { passphrase } }])
    await expect.poll(() => shownText(dialog)).toContain('Lock when the computer sleeps')
  })

  it.each([
    ['seven77', 'seven77', 'At least 8 characters.'],
    [passphrase, `${passphrase}!`, 'The two are not the same.'],
    [passphrase, '', 'The two are not the same.'],
  ])('"%s" and "%s" are not sent', async (first, second, words) => {
    await openSettings()
    await button('Set a passphrase…', dialog).click()
    await fill('New passphrase', first)
    await fill('Repeat it', second)
    await button('Set passphrase', dialog).click()
    await expect.poll(() => fieldErrors(dialog)).toEqual([words])
    await expect.poll(() => ui.calls('lock.setPassphrase')).toEqual([])
  })

  it.each([
    ['password1', 'Easy to guess.'],
    ['violet otter basalt', 'Fair'],
    ['violet otter basalt comet quilt', 'Hard to guess.'],
  ])('"%s" is judged while it is typed', async (text, words) => {
    await openSettings()
    await button('Set a passphrase…', dialog).click()
    await fill('New passphrase', text)
    await expect.poll(() => shownText(dialog)).toContain(words)
  })

  it('is changed and removed with the present one, whose refusal is told at its field', async () => {
    await openSettings(
      { lock: aLock({ hasPassphrase: true }) },
      {
        results: {
          'lock.removePassphrase': [
            failed('passphraseWrong', { isRetryable: true }),
            { ok: true, value: {} },
          ],
        },
      },
    )
    await button('Change…', dialog).click()
    await fill('Present passphrase', 'the present one')
    await fill('New passphrase', passphrase)
    await fill('Repeat it', passphrase)
    await button('Change passphrase', dialog).click()
    await button('Remove…', dialog).click()
    await expect
      .poll(() => ui.calls('lock.setPassphrase'))
      .toEqual([{ command: 'lock.setPassphrase', input: { passphrase, current: 'the present one' } }])
    await fill('Present passphrase', 'not this one')
    await button('Remove passphrase', dialog).click()
    await expect.poll(() => fieldErrors(dialog)).toEqual(['The passphrase was not accepted.'])
    expect(await accessibilityProblems(ui.page)).toEqual([])
  })

  it('R21 that alone protects what is sealed cannot be removed, and says why', async () => {
    await openSettings({ lock: aLock({ hasPassphrase: true, isOnlyProtection: true }) })
    await expect.poll(() => shownText(dialog)).toContain('It alone protects what is sealed here.')
    await expect.poll(() => button('Remove…', dialog).getAttribute('aria-disabled')).toBe('true')
  })

  it('R48 when it closes by itself is chosen here', async () => {
    await openSettings()
    await dialog.getByLabel(/^Hide when nobody has used/).selectOption('15')
    await dialog.getByLabel(/^Hide when nobody has used/).selectOption('never')
    await dialog.getByLabel('Hide when the computer sleeps').uncheck()
    await expect
      .poll(async () => (await ui.calls('settings.change')).map(({ input }) => input))
      .toEqual([{ lockAfterMs: 900_000 }, { lockAfterMs: null }, { locksOnSuspend: false }])
    await expect.poll(() => dialog.getByLabel('Hide when the screen is locked').isDisabled()).toBe(true)
    await expect.poll(() => shownText(dialog)).toContain('Linux does not tell Latchkey')
    await ui.page.keyboard.press('Control+l')
    await ui.page.getByRole('heading', { name: 'Latchkey is hidden' }).waitFor()
  })
})

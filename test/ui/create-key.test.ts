// Creating a key: what is said before, what is sent, and what happens with each answer.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/shared/domain/settings.ts'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { aSnapshot, aSync, fiveKeys } from '../support/key-builders.ts'
import { accessibilityProblems } from './support/accessibility.ts'
import {
  failed,
  fieldErrors,
  misfits,
  openCreateDialog,
  twelveModels,
  zoomedWindow,
} from './support/dialog-driver.ts'
import { shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const offline = { code: 'offline', effect: 'none', isRetryable: true } as const
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

async function open(options: Partial<UiPageOptions> = {}, parts: Partial<SnapshotParts> = {}) {
  const snapshot = aSnapshot({ models: twelveModels(), ...parts })
  ui = await openUiPage(browser, { snapshot, keys: fiveKeys(), ...options })
  dialog = await openCreateDialog(ui.page)
}
const nameField = () => dialog.getByLabel('Name', { exact: true })
const submit = () => dialog.getByRole('button', { name: /^Create key/ })
const sent = async () => (await ui.calls('keys.create')).map(({ input }) => input)

describe('before a key is created', () => {
  it('the form says that the value is shown once', async () => {
    await open()
    await expect
      .poll(() => shownText(dialog))
      .toContain('Its value is shown once, right after it was created.')
    expect(await nameField().evaluate((field) => field === document.activeElement)).toBe(true)
  })

  it('leaving a changed form asks, an unchanged one just closes', async () => {
    await open()
    await ui.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    dialog = await openCreateDialog(ui.page)
    await nameField().fill('nightly')
    await ui.page.keyboard.press('Escape')
    const stay = dialog.getByRole('button', { name: 'Keep editing' })
    await expect.poll(() => stay.evaluate((button) => button === document.activeElement)).toBe(true)
    await stay.click()
    await expect.poll(() => nameField().inputValue()).toBe('nightly')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.getByRole('button', { name: 'Discard' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await sent()).toEqual([])
  })

  it('a refresh never overwrites what was filled in', async () => {
    await open()
    await nameField().fill('nightly')
    await dialog.getByText('Only these').click()
    await dialog.getByRole('checkbox', { name: /Qwen3-3/ }).check()
    await ui.push({
      parts: {
        models: twelveModels().slice(0, 2),
        sync: aSync({ isRefreshing: true }),
        settings: { ...defaultSettings, keepSealedCopies: false },
      },
      keys: { isReset: false, upserted: fiveKeys(), removedIds: [] },
    })
    await expect.poll(() => dialog.getByRole('checkbox', { name: /Llama-1/ }).count()).toBe(1)
    await expect.poll(() => nameField().inputValue()).toBe('nightly')
    await expect.poll(() => dialog.getByLabel('Keep a sealed copy').isChecked()).toBe(true)
    await expect.poll(() => shownText(dialog)).toContain('1 of 2 chosen')
  })

  it('offline the button is disabled with the reason, and what was filled in stays', async () => {
    await open()
    await nameField().fill('nightly')
    await ui.push({ parts: { sync: aSync({ listProblem: offline }) } })
    await expect
      .poll(() => shownText(dialog))
      .toContain('Not possible now: IO Intelligence cannot be reached.')
    await expect.poll(() => submit().getAttribute('aria-disabled')).toBe('true')
    await nameField().press('Enter')
    expect(await sent()).toEqual([])
    await ui.push({ parts: { sync: aSync() } })
    await expect.poll(() => submit().getAttribute('aria-disabled')).toBeNull()
    await expect.poll(() => nameField().inputValue()).toBe('nightly')
  })
})

describe('when a key is created', () => {
  it('one push sends one request, and the panel of its value opens', async () => {
    await open({ held: ['keys.create'] })
    await nameField().fill('  nightly  ')
    await submit().dblclick()
    await ui.page.keyboard.press('Escape')
    await ui.release('keys.create')
    await ui.page.getByRole('dialog', { name: 'Store this value now' }).waitFor()
    expect(await sent()).toMatchObject([{ name: 'nightly', access: { kind: 'all' }, creditLimit: null }])
  })

  it('fields that the service refused are marked, the rest of its answer is told above', async () => {
    const fields = [
      { field: 'prefix', message: 'is taken' },
      { field: 'expiresAt', message: 'is too far away' },
      { field: 'scopes', message: 'are unknown' },
    ]
    await open({
      results: { 'keys.create': [failed('invalid', { status: 422, requestId: 'req-7', fields })] },
    })
    await nameField().fill('nightly')
    await submit().click()
    await expect.poll(() => fieldErrors(dialog)).toEqual(['is taken', 'is too far away'])
    const alert = await shownText(dialog.getByRole('alert'))
    expect(alert).toContain('No key was created')
    expect(alert).toContain('scopes: are unknown')
    expect(alert).not.toContain('is taken')
    expect(await dialog.getByLabel('Prefix').evaluate((field) => field === document.activeElement)).toBe(true)
    await dialog.getByText('Details').click()
    await expect.poll(() => shownText(dialog)).toContain('req-7')
    await dialog.getByLabel('Prefix').fill('acme')
    await expect.poll(() => fieldErrors(dialog)).toEqual(['is too far away'])
  })

  it('a failure says what failed, that nothing was changed and what to do; the form stays', async () => {
    await open({ results: { 'keys.create': [failed('serverError', { isRetryable: true })] } })
    await nameField().fill('nightly')
    await submit().click()
    await dialog.getByRole('alert').waitFor()
    const words = await shownText(dialog.getByRole('alert'))
    for (const part of ['IO Intelligence had an internal error', 'Nothing was changed.', 'Try again']) {
      expect(words).toContain(part)
    }
    await expect.poll(() => nameField().inputValue()).toBe('nightly')
    await expect.poll(() => submit().getAttribute('aria-disabled')).toBeNull()
  })

  it('told to slow down, it counts down and then may be sent again', async () => {
    await open({ results: { 'keys.create': [failed('rateLimited', { retryAfterMs: 1500 })] } })
    await nameField().fill('nightly')
    await submit().click()
    await dialog.getByRole('button', { name: /Create key in [12] s/ }).waitFor()
    await expect.poll(() => submit().getAttribute('aria-disabled')).toBe('true')
    await expect.poll(() => submit().getAttribute('aria-disabled'), { timeout: 5000 }).toBeNull()
  })

  it('R38 a lost answer is explained and never sent again', async () => {
    await open({ results: { 'keys.create': [failed('outcomeUnknown', { effect: 'unknown' })] } })
    await nameField().fill('nightly')
    await submit().click()
    const told = ui.page.getByRole('alertdialog', { name: 'The answer was lost on the way' })
    await told.waitFor()
    await expect.poll(() => shownText(told)).toContain('created, value never received')
    expect(await accessibilityProblems(ui.page)).toEqual([])
    await told.getByRole('button', { name: 'Close' }).last().click()
    await told.waitFor({ state: 'detached' })
    expect(await sent()).toHaveLength(1)
  })

  it('a call that breaks on its way counts as lost, too', async () => {
    await open({ results: { 'keys.create': [failed('internal', { effect: 'unknown', isRetryable: true })] } })
    await nameField().fill('nightly')
    await submit().click()
    await ui.page.getByRole('alertdialog').waitFor()
    await expect.poll(() => ui.page.getByRole('button', { name: 'Create key' }).count()).toBe(0)
  })
})

describe('the create form for everybody', () => {
  it('has no accessibility problem, empty or full of errors', async () => {
    await open()
    expect(await accessibilityProblems(ui.page)).toEqual([])
    await dialog.getByText('Only these').click()
    await dialog.getByText('Limit', { exact: true }).click()
    await dialog.getByLabel('Prefix').fill('io')
    await dialog.getByLabel('Expires').selectOption('own')
    await submit().click()
    await expect.poll(async () => (await fieldErrors(dialog)).length).toBe(5)
    expect(await accessibilityProblems(ui.page)).toEqual([])
  })

  it('fits a small window at 200 %', async () => {
    await open({ context: zoomedWindow })
    await dialog.getByText('Only these').click()
    await dialog.getByText('Limit', { exact: true }).click()
    await dialog.getByLabel('Expires').selectOption('own')
    expect(await misfits(ui.page)).toEqual([])
  })

  it('can be filled in and sent with the keyboard alone', async () => {
    await open()
    const { keyboard } = ui.page
    await keyboard.type('keyboard-bot')
    await keyboard.press('Tab')
    await keyboard.type('acme')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await keyboard.press('ArrowRight')
    await keyboard.press('Tab')
    await keyboard.type('qwen')
    await keyboard.press('ArrowDown')
    await keyboard.press('Space')
    await keyboard.press('ArrowDown')
    await keyboard.press('Space')
    await nameField().press('Enter')
    await expect.poll(sent).toMatchObject([
      {
        name: 'keyboard-bot',
        prefix: 'acme',
        access: { kind: 'only', models: ['Qwen/Qwen3-3', 'Qwen/Qwen3-7'] },
      },
    ])
  })
})

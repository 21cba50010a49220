// The fields of a new key: expiry, models, limit, prefix and the sealed copy, and what each sends.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { KeyDraft } from '../../src/shared/domain/api-key.ts'
import { defaultSettings } from '../../src/shared/domain/settings.ts'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { aSnapshot, fiveKeys } from '../support/key-builders.ts'
import { fieldErrors, openCreateDialog, twelveModels } from './support/dialog-driver.ts'
import { shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage } from './support/ui-page.ts'

const dayMs = 86_400_000
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

async function open(parts: Partial<SnapshotParts> = {}, timezoneId = 'America/Los_Angeles') {
  const snapshot = aSnapshot({ models: twelveModels(), ...parts })
  ui = await openUiPage(browser, { snapshot, keys: fiveKeys(), context: { timezoneId } })
  dialog = await openCreateDialog(ui.page)
  await dialog.getByLabel('Name', { exact: true }).fill('nightly')
}

const submit = () => dialog.getByRole('button', { name: 'Create key' }).click()
const expires = () => dialog.getByLabel('Expires')

/** Sends the form and gives what main was asked to create. */
async function created(): Promise<KeyDraft> {
  await submit()
  await expect.poll(async () => (await ui.calls('keys.create')).length).toBe(1)
  return (await ui.calls('keys.create'))[0]?.input as KeyDraft
}

/** Sends the form and gives the errors at its fields; nothing may have been sent. */
async function refused(): Promise<readonly string[]> {
  await submit()
  await expect.poll(async () => (await fieldErrors(dialog)).length).toBeGreaterThan(0)
  await expect.poll(() => ui.calls('keys.create')).toEqual([])
  return fieldErrors(dialog)
}

describe('the expiry of a new key', () => {
  it('is 180 days, visibly, and each choice has its exact date beside it', async () => {
    await open({}, 'UTC')
    await expect
      .poll(() => expires().locator('option:checked').textContent())
      .toMatch(/^180 days: \d+ \w+ \d{4}, \d\d:\d\d UTC$/)
    const options = await expires().locator('option').allInnerTexts()
    expect(options.map((option) => option.split(':')[0])).toEqual([
      '1 hour',
      '24 hours',
      '7 days',
      '30 days',
      '90 days',
      '180 days',
      'On a date of your own…',
      'Never',
    ])
    const { expiresAt } = await created()
    expect(Math.abs((expiresAt ?? 0) - Date.now() - 180 * dayMs)).toBeLessThan(60_000)
  })

  it('on a day without a time is the end of that day here, and says so', async () => {
    await open()
    await expires().selectOption('own')
    await dialog.getByLabel('Day').fill('2031-03-01')
    const words = await shownText(dialog)
    expect(words).toContain('Expires 1 Mar 2031, 23:59 GMT-8')
    expect(words).toContain('Without a time, the key lasts to the end of that day.')
    expect((await created()).expiresAt).toBe(Date.UTC(2031, 2, 2, 7, 59, 59))
  })

  it('on a day with a time is that minute here', async () => {
    await open()
    await expires().selectOption('own')
    await dialog.getByLabel('Day').fill('2031-03-01')
    await dialog.getByLabel('Time').fill('08:30')
    await expect.poll(() => shownText(dialog)).toContain('Expires 1 Mar 2031, 08:30 GMT-8')
    expect((await created()).expiresAt).toBe(Date.UTC(2031, 2, 1, 16, 30))
  })

  it('R59 in the past is refused at its field', async () => {
    await open()
    await expires().selectOption('own')
    await dialog.getByLabel('Day').fill('2020-01-01')
    expect(await refused()).toEqual(['That is in the past. An expiry lies ahead.'])
  })

  it('never carries a short warning and is sent as never', async () => {
    await open()
    await expires().selectOption('never')
    await expect.poll(() => shownText(dialog)).toContain('works for whoever finds it')
    expect((await created()).expiresAt).toBeNull()
  })
})

describe('the models of a new key', () => {
  const choose = () => dialog.getByText('Only these').click()
  const box = (name: string | RegExp) => dialog.getByRole('checkbox', { name })

  it('are searched with marked hits, and all hits are taken at once', async () => {
    await open()
    await choose()
    await dialog.getByLabel('Search models').fill('QWEN 1')
    await expect.poll(() => dialog.locator('mark').allInnerTexts()).toEqual(['Qwen', 'Qwen', '11'])
    await expect.poll(() => shownText(dialog)).toContain('0 of 12 chosen · 1 hit')
    await dialog.getByLabel('Search models').fill('qwen')
    await dialog.getByRole('button', { name: 'Select the 3 hits' }).click()
    await dialog.getByLabel('Search models').fill('')
    await box(/Llama-1/).check()
    await expect.poll(() => shownText(dialog)).toContain('4 of 12 chosen')
    expect((await created()).access).toEqual({
      kind: 'only',
      models: ['Qwen/Qwen3-3', 'Qwen/Qwen3-7', 'Qwen/Qwen3-11', 'meta-llama/Llama-1'],
    })
  })

  it('show what is known about price and context, and which are inactive', async () => {
    await open()
    await choose()
    const row = dialog.locator('label', { hasText: 'DeepSeek-2' })
    await expect.poll(() => shownText(row)).toContain('128K context · $0.10 in · $0.32 out')
    await expect
      .poll(() => shownText(dialog.locator('label', { hasText: 'Mistral-8' })))
      .toContain('Inactive')
  })

  it('R59 none at all is refused: an empty list would mean every model', async () => {
    await open()
    await choose()
    expect(await refused()).toEqual(['Choose at least one model, or choose All models.'])
  })

  it('a choice survives going to all and back', async () => {
    await open()
    await choose()
    await box(/Llama-5/).check()
    await dialog.getByText('All models').click()
    await expect.poll(() => box(/Llama-5/).count()).toBe(0)
    await choose()
    await expect.poll(() => box(/Llama-5/).isChecked()).toBe(true)
  })

  it('take one stop of Tab; arrows, Home and End walk through them', async () => {
    await open()
    await choose()
    await dialog.getByLabel('Search models').focus()
    const { keyboard } = ui.page
    await keyboard.press('Tab')
    await keyboard.press('End')
    await expect.poll(() => box(/Qwen3-11/).evaluate((input) => input === document.activeElement)).toBe(true)
    await keyboard.press('ArrowUp')
    await keyboard.press('Space')
    await keyboard.press('Tab')
    expect(await ui.page.evaluate(() => document.activeElement?.textContent)).toBe('Select all')
    expect((await created()).access).toEqual({ kind: 'only', models: ['Qwen/Qwen3-7'] })
  })
})

describe('the credit limit of a new key', () => {
  const limit = () => dialog.getByText('Limit', { exact: true }).click()

  it('is none at first, which is a choice and not an empty number', async () => {
    await open()
    expect((await created()).creditLimit).toBeNull()
  })

  it('is sent as a number with its cycle, whose next turn is shown', async () => {
    await open({}, 'UTC')
    await limit()
    await dialog.getByLabel('Credits per cycle').fill('12.5')
    await dialog.getByLabel('Credits start over').selectOption('daily')
    const tomorrow = new Date(Math.floor(Date.now() / dayMs) * dayMs + dayMs)
    await expect
      .poll(() => shownText(dialog))
      .toMatch(new RegExp(`Next ${tomorrow.getUTCDate()} \\w+ \\d{4}, 00:00 UTC`))
    expect(await created()).toMatchObject({ creditLimit: 12.5, creditCycle: 'daily' })
  })

  it.each([
    ['', 'Write the number of credits, or choose No limit.'],
    ['1,000', 'Write digits with a point at most, such as 1000 or 12.5.'],
    ['-1', 'A credit limit cannot be below 0.'],
  ])('R59 %o is refused at its field', async (text, reason) => {
    await open()
    await limit()
    await dialog.getByLabel('Credits per cycle').fill(text)
    expect(await refused()).toEqual([reason])
  })
})

describe('the prefix of a new key', () => {
  it('R59 is checked as it is typed and shown as it will look', async () => {
    await open()
    const field = dialog.getByLabel('Prefix')
    await field.pressSequentially('io')
    await expect
      .poll(() => fieldErrors(dialog))
      .toEqual(['A prefix may not start with “io”: the service keeps it.'])
    await field.fill('acme')
    await expect.poll(() => fieldErrors(dialog)).toEqual([])
    await expect.poll(() => shownText(dialog)).toContain('Begins acme-v2-…')
    expect((await created()).prefix).toBe('acme')
  })
})

describe('the sealed copy of a new value', () => {
  const copy = () => dialog.getByLabel('Keep a sealed copy on this computer')

  it('is suggested as the settings say', async () => {
    await open({ settings: { ...defaultSettings, keepSealedCopies: false } })
    await expect.poll(() => copy().isChecked()).toBe(false)
    await copy().check()
    expect((await created()).keepSealedCopy).toBe(true)
  })

  it.each(['weak', 'unavailable'] as const)(
    'R21 is impossible with a %s store: memory only, said loudly',
    async (state) => {
      await open({ vault: { state, backend: 'libsecret' } })
      await expect.poll(() => shownText(dialog)).toContain('The new value will be in memory only')
      await expect.poll(() => copy().isDisabled()).toBe(true)
      await expect.poll(() => copy().isChecked()).toBe(false)
      expect((await created()).keepSealedCopy).toBe(false)
    },
  )

  it('waits for a keyring that has not answered, and can ask again', async () => {
    await open({ vault: { state: 'waiting', backend: 'libsecret' } })
    await expect.poll(() => shownText(dialog)).toContain('Waiting for libsecret')
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(async () => (await ui.calls('vault.retry')).length).toBe(1)
  })
})

// Editing a key: only what changed is sent, nothing is overwritten behind one's back, and the service has the last word.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import { aSnapshot, aSync } from '../support/key-builders.ts'
import { accessibilityProblems } from './support/accessibility.ts'
import {
  aRestrictedKey,
  failed,
  fieldErrors,
  misfits,
  openEditDialog,
  twelveModels,
  zoomedWindow,
} from './support/dialog-driver.ts'
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

const key = aRestrictedKey()

async function open(options: Partial<UiPageOptions> = {}, row: ApiKey = key) {
  const snapshot = aSnapshot({ models: twelveModels() })
  ui = await openUiPage(browser, { snapshot, keys: [row], ...options })
  dialog = await openEditDialog(ui.page, row.name)
}
const save = () => dialog.getByRole('button', { name: /^Save/ })
const box = (name: RegExp) => dialog.getByRole('checkbox', { name })
const limit = () => dialog.getByLabel('Credits per cycle')
const sent = async () => (await ui.calls('keys.update')).map(({ input }) => input)
const willChange = () => shownText(dialog.getByRole('region', { name: 'Will change' }))
const upsert = (changes: Partial<ApiKey>) =>
  ui.push({ keys: { isReset: false, upserted: [{ ...key, ...changes }], removedIds: [] } })

describe('what an edit sends', () => {
  it('nothing, while nothing is changed', async () => {
    await open()
    expect(await willChange()).toBe('Nothing changes yet')
    await expect.poll(() => save().getAttribute('aria-disabled')).toBe('true')
    await ui.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await sent()).toEqual([])
  })

  it('only the changed fields, told beforehand', async () => {
    await open()
    await limit().fill('500')
    await expect.poll(willChange).toMatch(/Credit limit\s*50\s*500/)
    await save().click()
    await expect.poll(sent).toEqual([{ keyId: key.id, changes: { creditLimit: 500 } }])
  })

  it('every field in one go, an expiry as the instant that was shown', async () => {
    await open()
    await dialog.getByLabel('Name', { exact: true }).fill('billing-bot 2')
    await dialog.getByLabel('Expires').selectOption('never')
    await box(/Llama-1\b/).check()
    await dialog.getByText('No limit').click()
    await dialog.getByLabel('Credits start over').selectOption('monthly')
    await save().click()
    await expect.poll(sent).toEqual([
      {
        keyId: key.id,
        changes: {
          name: 'billing-bot 2',
          expiresAt: null,
          access: {
            kind: 'only',
            models: ['deepseek-ai/DeepSeek-2', 'Qwen/Qwen3-3', 'acme/private-finetune', 'meta-llama/Llama-1'],
          },
          creditLimit: null,
          creditCycle: 'monthly',
        },
      },
    ])
  })

  it('after it, the message says what the service has now', async () => {
    await open({
      results: { 'keys.update': [{ ok: true, value: { key: { ...key, creditLimit: 490 }, notTaken: [] } }] },
    })
    await limit().fill('500')
    await save().click()
    await expect.poll(() => shownText(messages(ui.page))).toContain('Credit limit: 490')
    await dialog.waitFor({ state: 'detached' })
  })
})

describe('the models of a key', () => {
  it('keep names that the service does not list', async () => {
    await open()
    await expect.poll(() => box(/private-finetune/).isChecked()).toBe(true)
    await expect.poll(() => shownText(dialog)).toContain('Not in the service’s list')
    await box(/Qwen3-3/).uncheck()
    await save().click()
    await expect
      .poll(sent)
      .toMatchObject([
        { changes: { access: { models: ['deepseek-ai/DeepSeek-2', 'acme/private-finetune'] } } },
      ])
  })

  it('R59 the last one cannot be unticked, and the reason is told', async () => {
    const reason = 'An empty list would allow ALL models. Choose All models explicitly, or keep at least one.'
    await open()
    await box(/private-finetune/).uncheck()
    await box(/Qwen3-3/).uncheck()
    await box(/DeepSeek-2/).click()
    await expect.poll(() => box(/DeepSeek-2/).isChecked()).toBe(true)
    await expect.poll(() => fieldErrors(dialog)).toEqual([reason])
    await box(/Llama-1\b/).check()
    await expect.poll(() => fieldErrors(dialog)).toEqual([])
    await dialog.getByRole('button', { name: 'Clear' }).click()
    await expect.poll(() => fieldErrors(dialog)).toEqual([reason])
    await expect.poll(() => box(/DeepSeek-2/).isChecked()).toBe(true)
  })

  it('R59 all models is a choice of its own', async () => {
    await open()
    await dialog.getByText('All models').click()
    await expect.poll(willChange).toMatch(/Models\s*3 models\s*all models/)
    await save().click()
    await expect.poll(sent).toEqual([{ keyId: key.id, changes: { access: { kind: 'all' } } }])
  })
})

describe('a key that changes while it is edited', () => {
  it('is not overwritten; the change is told and can be started from', async () => {
    await open()
    await dialog.getByLabel('Name', { exact: true }).fill('mine')
    await upsert({ creditLimit: 75 })
    const banner = dialog.getByRole('status').filter({ hasText: 'changed elsewhere' })
    await expect.poll(() => shownText(banner)).toMatch(/Credit limit\s*50\s*75/)
    await expect.poll(() => limit().inputValue()).toBe('50')
    await expect.poll(() => dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('mine')
    expect(await accessibilityProblems(ui.page)).toEqual([])
    await banner.getByRole('button').click()
    await expect.poll(() => limit().inputValue()).toBe('75')
    await expect.poll(() => dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('billing-bot')
  })

  it('by being used only is no news', async () => {
    await open()
    await limit().fill('500')
    await upsert({ creditUsed: 20, usedToday: 3, lastUseSeenAt: Date.now() })
    await ui.push({ parts: { sync: aSync() } })
    await expect.poll(() => dialog.getByText('changed elsewhere').count()).toBe(0)
    await expect.poll(() => limit().inputValue()).toBe('500')
  })

  it('by ending can no longer be saved', async () => {
    await open()
    await limit().fill('500')
    await upsert({ ending: { how: 'goneElsewhere', at: Date.now() } })
    await expect.poll(() => shownText(dialog)).toContain('This key has ended.')
    await expect.poll(() => save().getAttribute('aria-disabled')).toBe('true')
  })
})

describe('what the service makes of an edit', () => {
  it('fields it did not take over are named with what it kept', async () => {
    await open({ results: { 'keys.update': [{ ok: true, value: { key, notTaken: ['creditLimit'] } }] } })
    await dialog.getByText('No limit').click()
    await expect
      .poll(() => shownText(dialog))
      .toContain('It is not certain that the service takes a limit away.')
    await save().click()
    await expect
      .poll(() => shownText(dialog))
      .toContain('Credit limit: the service kept 50, you asked for no limit.')
    await expect.poll(() => limit().inputValue()).toBe('50')
    await expect.poll(() => shownText(messages(ui.page))).toBe('')
  })

  it('fields it refused are marked, and nothing is lost', async () => {
    const fields = [{ field: 'creditLimit', message: 'is above the balance' }]
    await open({ results: { 'keys.update': [failed('invalid', { status: 422, fields })] } })
    await limit().fill('500')
    await save().click()
    await expect.poll(() => fieldErrors(dialog)).toEqual(['is above the balance'])
    await expect.poll(() => limit().inputValue()).toBe('500')
  })

  it('R41 a lost answer is not called saved', async () => {
    await open({ results: { 'keys.update': [failed('outcomeUnknown', { effect: 'unknown' })] } })
    await limit().fill('500')
    await save().click()
    await expect
      .poll(() => shownText(dialog.getByRole('alert')))
      .toContain('Whether anything was changed is not certain yet.')
    await expect.poll(() => shownText(messages(ui.page))).toBe('')
  })

  it('R41 a change that could not be read back is called made, not failed', async () => {
    await open({ results: { 'keys.update': [failed('timeout', { effect: 'done', isRetryable: true })] } })
    await limit().fill('500')
    await save().click()
    const alert = dialog.getByRole('alert')
    await expect.poll(() => shownText(alert)).toContain('The change itself was made.')
    await expect.poll(() => shownText(alert)).not.toContain('not saved')
  })
})

describe('the edit form for everybody', () => {
  it('shows prefix and scopes as fixed', async () => {
    await open()
    const words = await shownText(dialog)
    expect(words).toMatch(/Prefix\s*acme\s*fixed at creation/)
    expect(words).toMatch(/Scopes\s*fixed at creation/)
    await expect.poll(() => dialog.getByLabel('Prefix').count()).toBe(0)
  })

  it('asks before changes are left', async () => {
    await open()
    await limit().fill('500')
    await ui.page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: 'Discard' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await sent()).toEqual([])
  })

  it('R15 shows hidden characters of the name and keeps them in the field', async () => {
    const name = 'billing\u202Ebot'
    ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: [{ ...key, name }] })
    dialog = await openEditDialog(ui.page, 'billing‹U+202E›bot')
    await expect.poll(() => dialog.getByLabel('Name', { exact: true }).inputValue()).toBe(name)
  })

  it('fits a small window at 200 %, however long the name and the changes', async () => {
    const name = 'invoice-reconciliation-service-production-'.repeat(4)
    await open({ context: zoomedWindow }, { ...key, name })
    await limit().fill('500')
    await dialog.getByLabel('Expires').selectOption('never')
    await dialog.getByLabel('Name', { exact: true }).fill(`${name}2`)
    expect(await misfits(ui.page)).toEqual([])
  })

  it('has no accessibility problem, with changes', async () => {
    await open()
    await limit().fill('500')
    await box(/Llama-1\b/).check()
    expect(await accessibilityProblems(ui.page)).toEqual([])
  })
})

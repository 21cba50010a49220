// Freezing and thawing: what is asked and said, how a frozen key looks, and that nothing is called done too early.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import type { FreezeOutcome } from '../../src/shared/domain/snapshot.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aKey, aSnapshot } from '../support/key-builders.ts'
import { aRestrictedKey, failed, openEditDialog, openRevokeDialog } from './support/dialog-driver.ts'
import { messages, openRowMenu, rowOf, shownNames, shownText } from './support/table-driver.ts'
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
const frozen = aKey({
  ...{ id: 'key-cold', name: 'cold\u202Ebot', creditLimit: 0, creditUsed: 12.4 },
  frozen: { limit: 80, at: Date.now() - 3_600_000 },
})
const shownCold = 'cold‹U+202E›bot'

async function open(rows: readonly ApiKey[], options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: rows, ...options })
}
async function ask(name: string, entry: 'Freeze…' | 'Thaw…') {
  await openRowMenu(ui.page, name)
  await ui.page.getByRole('menuitem', { name: entry }).click()
  dialog = ui.page.getByRole('alertdialog')
  await dialog.waitFor()
}
const press = async (name: string) => {
  const button = dialog.getByRole('button', { name, exact: true })
  await expect.poll(() => button.getAttribute('aria-disabled')).toBeNull()
  await button.click()
}
const answers = (...outcomes: FreezeOutcome[]) => ({
  'keys.freeze': [{ ok: true as const, value: { outcomes } }],
})

describe('freezing one key', () => {
  it('says what happens to the limit, what is uncertain, and how it is taken back', async () => {
    await open([key])
    await ask('billing-bot', 'Freeze…')
    const words = await shownText(dialog)
    for (const part of [
      'Freeze “billing-bot” (…c0eQ)?',
      '50 credits, becomes 0',
      'Thawing brings back its limit of 50 credits.',
      'settles about every minute: a request or two may still pass',
    ]) {
      expect(words).toContain(part)
    }
    expect(await lookAt(ui.page, 'freeze-one')).toEqual([])
  })

  it('R7 uses main’s ticket, and R41 says frozen only after the answer', async () => {
    await open([key], { held: ['keys.freeze'] })
    await ask('billing-bot', 'Freeze…')
    expect((await ui.calls('keys.prepareFreeze'))[0]?.input).toEqual({ keyIds: [key.id], kind: 'freeze' })
    await press('Freeze key')
    await expect.poll(() => shownText(ui.page.locator('body'))).not.toMatch(/was frozen|Frozen/)
    await ui.release('keys.freeze')
    await expect.poll(() => shownText(messages(ui.page))).toContain('“billing-bot” was frozen')
    await expect.poll(() => shownText(rowOf(ui.page, 'billing-bot'))).toContain('Frozen')
  })

  it('R41 a lost answer and a limit that the service kept are told as what they are', async () => {
    const outcome = { keyId: key.id, name: key.name, error: null }
    const error = {
      ...({ code: 'invalid', effect: 'none', isRetryable: true } as const),
      fields: [{ field: 'creditLimit', message: 'The service answered yes, and still lists a limit of 50.' }],
    }
    await open([key], {
      results: {
        'keys.freeze': [
          { ok: true, value: { outcomes: [{ ...outcome, outcome: 'unconfirmed' }] } },
          { ok: true, value: { outcomes: [{ ...outcome, outcome: 'failed', error }] } },
        ],
      },
    })
    await ask('billing-bot', 'Freeze…')
    await press('Freeze key')
    await expect.poll(() => shownText(dialog)).toContain('Not confirmed')
    await press('Try again…')
    await press('Freeze key')
    await expect.poll(() => shownText(dialog)).toContain('still lists a limit of 50. It still works.')
    await expect.poll(() => shownText(messages(ui.page))).toBe('')
  })

  it('a ticket that ran out freezes nothing', async () => {
    await open([key], { results: { 'keys.freeze': [failed('notConfirmed')] } })
    await ask('billing-bot', 'Freeze…')
    await press('Freeze key')
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('Nothing was frozen')
  })

  it('is offered beside the revocation', async () => {
    await open([key])
    const revoke = await openRevokeDialog(ui.page, 'billing-bot')
    await revoke.getByRole('button', { name: 'Freeze instead…' }).click()
    await ui.page.getByRole('alertdialog', { name: /^Freeze “billing-bot”/ }).waitFor()
    await expect.poll(() => ui.calls('keys.revoke')).toEqual([])
  })
})

describe('a frozen key', () => {
  it('has its badge with the limit of before, its filter, and thaws', async () => {
    await open([key, frozen])
    const row = rowOf(ui.page, shownCold)
    await expect.poll(() => shownText(row)).toContain('Frozen')
    await expect.poll(() => shownText(row)).not.toContain('Limit reached')
    await row.getByText('Frozen', { exact: true }).hover()
    await expect
      .poll(() => shownText(ui.page.getByRole('tooltip')))
      .toContain('Thawing brings back its limit of 80 credits.')
    await ui.page.getByRole('button', { name: 'Filter' }).click()
    await ui.page.getByRole('checkbox', { name: 'Frozen' }).click()
    await ui.page.keyboard.press('Escape')
    await expect.poll(() => shownNames(ui.page)).toEqual([shownCold])
    await ask(shownCold, 'Thaw…')
    await expect.poll(() => shownText(dialog)).toContain('0, becomes 80 credits')
    await press('Thaw key')
    await expect.poll(() => shownText(messages(ui.page))).toContain(`“${shownCold}” was thawed`)
  })

  it('says in its edit form what another limit would do', async () => {
    await open([frozen])
    const form = await openEditDialog(ui.page, shownCold)
    await expect.poll(() => shownText(form)).toContain('This key is frozen: its limit is 0')
    await expect.poll(() => shownText(form)).toContain('Thawing brings back its limit of 80 credits.')
    await form.getByLabel('Credits per cycle').fill('20')
    await expect.poll(() => shownText(form)).toContain('Saving another limit ends the freeze')
    expect(await lookAt(ui.page, 'freeze-edit')).toEqual([])
  })
})

describe('several keys', () => {
  const outcome = (name: string, state: FreezeOutcome['outcome']): FreezeOutcome => ({
    ...{ keyId: name, name, outcome: state },
    error: state === 'failed' ? { code: 'serverError', effect: 'none', isRetryable: true } : null,
  })
  const three = ['bot-a', 'bot-b', 'bot-c'].map((id, index) =>
    aKey({ id, creditLimit: [5, null, 1000][index] ?? null }),
  )

  it('are frozen together, each with its outcome, and what failed is tried again', async () => {
    await open([...three, frozen], {
      results: answers(outcome('bot-a', 'done'), outcome('bot-b', 'failed'), outcome('bot-c', 'unconfirmed')),
    })
    await ui.page.getByRole('checkbox', { name: 'Select all' }).click()
    await ui.page
      .getByRole('region', { name: 'Selected keys' })
      .getByRole('button', { name: 'Freeze…' })
      .click()
    dialog = ui.page.getByRole('alertdialog', { name: 'Freeze 3 keys?' })
    await press('Freeze 3 keys')
    await expect
      .poll(() => shownText(dialog.getByRole('row', { name: 'bot-b' })))
      .toContain('It still works.')
    expect(await lookAt(ui.page, 'freeze-several')).toEqual([])
    await press('Try 2 of 3 again…')
    expect((await ui.calls('keys.prepareFreeze')).at(-1)?.input).toEqual({
      keyIds: ['bot-b', 'bot-c'],
      kind: 'freeze',
    })
  })

  it('go on without the dialog, and what did not end well stays in a notice', async () => {
    await open(three)
    const freezing = (...outcomes: FreezeOutcome[]) =>
      ui.push({ parts: { freezing: { id: 'a-batch-of-three', kind: 'freeze', outcomes } } })
    const notices = ui.page.getByRole('region', { name: 'Notices' })
    await freezing(outcome('bot-a', 'done'), outcome('bot-b', 'running'), outcome('bot-c', 'waiting'))
    await expect.poll(() => shownText(notices)).toContain('Freezing: 1 of 3 done')
    await freezing(outcome('bot-a', 'done'), outcome('bot-b', 'failed'), outcome('bot-c', 'done'))
    await expect.poll(() => shownText(notices)).toContain('“bot-b” was not frozen')
    await notices.getByRole('button', { name: 'Freeze…' }).click()
    await ui.page.getByRole('alertdialog', { name: /^Freeze “bot-b”/ }).waitFor()
  })
})

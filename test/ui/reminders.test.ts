// The bell and its panel: what it counts and lists, what can be done there, and how it is told and looks.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exactTime } from '../../src/shared/domain/expiry.ts'
import type { Reminder } from '../../src/shared/domain/reminder.ts'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aKey, anAccount, aSnapshot, aSync, fiveKeys } from '../support/key-builders.ts'
import { failed } from './support/dialog-driver.ts'
import { hiddenCharacters, markup } from './support/hostile-text.ts'
import { messages, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const hour = 3_600_000
const day = 24 * hour

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

function aReminder(changes: Partial<Reminder> & Pick<Reminder, 'id'>): Reminder {
  return {
    ...{ accountId: 'account-1', kind: 'expiry', keyId: 'k1', name: 'billing-bot', raisedAt: Date.now() },
    ...{ dueAt: Date.now() + 2.5 * day, share: null, perHour: null, usualPerHour: null },
    ...changes,
  }
}

/** One of each kind. */
const all = (): Reminder[] => [
  aReminder({
    id: 'spike',
    kind: 'spike',
    keyId: 'k4',
    name: 'mira laptop',
    dueAt: null,
    ...{ perHour: 12.5, usualPerHour: 0.75 },
  }),
  aReminder({
    id: 'limit',
    kind: 'limit',
    keyId: 'k3',
    name: 'nightly-eval',
    dueAt: Date.now() + 5 * hour,
    share: 1,
  }),
  aReminder({ id: 'expiry' }),
  aReminder({ id: 'admin', kind: 'adminKeyExpiry', keyId: null, name: '', dueAt: Date.now() + 6.5 * day }),
  aReminder({ id: 'later', keyId: 'k2', name: 'support-agent', dueAt: Date.now() + 29.5 * day }),
  aReminder({ id: 'quiet', kind: 'rotationQuiet', keyId: 'k5', name: 'staging', dueAt: null }),
]

async function open(parts: Partial<SnapshotParts> = {}, options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(parts), keys: fiveKeys(), ...options })
}
const bell = () => ui.page.getByRole('button', { name: /^Reminders/ })
const panel = () => ui.page.getByRole('dialog', { name: 'Reminders' })
async function openPanel(): Promise<Locator> {
  await bell().click()
  await panel().waitFor()
  return panel()
}
const item = (text: string) => panel().getByRole('listitem').filter({ hasText: text })
const focused = () => ui.page.evaluate(() => document.activeElement?.textContent ?? '')

describe('the bell', () => {
  it('counts the reminders, and its panel names each with its exact date', async () => {
    const reminders = all()
    await open({ reminders })
    await expect.poll(() => bell().getAttribute('aria-label')).toBe('Reminders: 6')
    const words = await shownText(await openPanel())
    for (const part of [
      '“mira laptop” spends 12.5 credits an hour',
      'Usually 0.75 an hour',
      '“nightly-eval” has reached its credit limit',
      '“billing-bot” expires in 2 days',
      exactTime(reminders[2]?.dueAt ?? 0),
      'Your admin key expires in 6 days',
      '“staging” is no longer used and can be revoked',
    ]) {
      expect(words).toContain(part)
    }
    expect(await lookAt(ui.page, 'reminders')).toEqual([])
  })

  it('without any says from when on there are some', async () => {
    await open()
    await expect.poll(() => bell().getAttribute('aria-label')).toBe('Reminders')
    expect(await shownText(await openPanel())).toContain('from 30 days before they expire')
    expect(await lookAt(ui.page, 'reminders-none')).toEqual([])
  })

  it('opens for a click on a notification, and not over a form', async () => {
    await open({ reminders: all() })
    await ui.page.keyboard.press('Control+,')
    await ui.send('view.requested', { view: 'reminders', id: null })
    await ui.page.getByRole('dialog', { name: 'Settings' }).waitFor()
    await ui.page.keyboard.press('Escape')
    await expect.poll(() => panel().count()).toBe(0)
    await ui.send('view.requested', { view: 'reminders', id: null })
    await panel().waitFor()
  })

  it('has screen readers told of what comes later', async () => {
    await open({ reminders: [aReminder({ id: 'first' })] })
    await ui.push({
      parts: { reminders: [aReminder({ id: 'first' }), aReminder({ id: 'new', name: 'crawler' })] },
    })
    await expect
      .poll(() => shownText(ui.page.locator('[aria-live=polite]').last()))
      .toContain('Reminder: “crawler” expires in 2 days')
  })

  it('R35 shows hostile names as text', async () => {
    const names = [...markup, ...hiddenCharacters.map(([name]) => name)]
    const reminders = names.map((name, index) => aReminder({ id: `r${index}`, name }))
    await open({ reminders })
    const words = await shownText(await openPanel())
    for (const [, shown] of hiddenCharacters) expect(words).toContain(shown)
    expect(words).toContain('“<script>window.__xss=1</script>” expires')
    expect(await ui.page.evaluate(() => '__xss' in window)).toBe(false)
    expect(await lookAt(ui.page, 'reminders-hostile')).toEqual([])
  })

  it('lists the most urgent of 200', async () => {
    await open({ reminders: Array.from({ length: 200 }, (_, index) => aReminder({ id: `r${index}` })) })
    const words = await shownText(await openPanel())
    await expect.poll(() => panel().getByRole('listitem').count()).toBe(50)
    expect(words).toContain('and 150 more')
  })
})

describe('in the panel', () => {
  it('a key is extended with one button, and the exact date is told', async () => {
    await open({ reminders: all() })
    await openPanel()
    await item('billing-bot').getByRole('button', { name: 'Extend 30 days' }).click()
    await expect
      .poll(() => shownText(messages(ui.page)))
      .toMatch(/Expiry extended.*“billing-bot” now expires/s)
    expect((await ui.calls('keys.update')).map(({ input }) => input)).toMatchObject([{ keyId: 'k1' }])
  })

  it.each([
    ['billing-bot', 'Rotate…', 'dialog', /billing-bot/],
    ['nightly-eval', 'Raise limit…', 'dialog', /^Edit “nightly-eval”/],
    ['nightly-eval', 'Freeze…', 'alertdialog', /nightly-eval/],
    ['staging', 'Revoke old key…', 'alertdialog', /^Revoke “staging”/],
  ] as const)('%s: “%s” opens its dialog in place of the panel', async (name, action, role, title) => {
    await open({ reminders: all() })
    await openPanel()
    await item(name).getByRole('button', { name: action }).click()
    await ui.page
      .getByRole(role, { name: title })
      .or(ui.page.getByRole('alertdialog', { name: title }))
      .waitFor()
    await expect.poll(() => panel().count()).toBe(0)
  })

  it('a reminder is snoozed for days, but not beyond what it reminds of', async () => {
    await open({ reminders: all() })
    await openPanel()
    const menu = async (entry: RegExp | string) => {
      await ui.page.keyboard.press('ArrowDown')
      return ui.page.getByRole('menuitem', { name: entry })
    }
    await item('billing-bot').getByRole('button', { name: 'More for “billing-bot”' }).focus()
    await ui.page.keyboard.press('Enter')
    await (await menu('Snooze')).focus()
    await ui.page.keyboard.press('ArrowRight')
    const week = ui.page.getByRole('menuitem', { name: /1 week/ })
    await expect.poll(() => shownText(week)).toContain('It expires before that.')
    await expect.poll(() => week.getAttribute('aria-disabled')).toBe('true')
    await ui.page.getByRole('menuitem', { name: /1 day/ }).click()
    await expect.poll(() => shownText(messages(ui.page))).toContain('snoozed')
    const [call] = await ui.calls('reminders.snooze')
    expect(call?.input).toMatchObject({ id: 'expiry' })
    await expect.poll(() => item('billing-bot').count()).toBe(0)
  })

  it('one that is put away is gone, and the keyboard stays in the panel', async () => {
    await open({ reminders: [aReminder({ id: 'expiry' }), aReminder({ id: 'other', name: 'crawler' })] })
    await openPanel()
    await item('billing-bot')
      .getByRole('button', { name: /^More for/ })
      .focus()
    await ui.page.keyboard.press('Enter')
    await ui.page.getByRole('menuitem', { name: 'Put away' }).press('Enter')
    await item('billing-bot').waitFor({ state: 'detached' })
    expect((await ui.calls('reminders.putAway')).map(({ input }) => input)).toEqual([
      { accountId: 'account-1', id: 'expiry' },
    ])
    await expect.poll(focused).not.toBe('')
    expect(await ui.page.evaluate(() => document.activeElement === document.body)).toBe(false)
  })

  it('what could not be written is told, and the reminder stays', async () => {
    await open(
      { reminders: [aReminder({ id: 'expiry' })] },
      { results: { 'reminders.putAway': [failed('storage', { isRetryable: true })] } },
    )
    await openPanel()
    await item('billing-bot')
      .getByRole('button', { name: /^More for/ })
      .click()
    await ui.page.getByRole('menuitem', { name: 'Put away' }).click()
    await expect.poll(() => shownText(messages(ui.page))).toContain('Latchkey could not write to its files')
    await expect.poll(() => item('billing-bot').count()).toBe(1)
  })

  it('nothing is offered that is not possible now, and it says why', async () => {
    const sync = aSync({ listProblem: { code: 'offline', effect: 'none', isRetryable: true } })
    const gone = aReminder({ id: 'gone', keyId: 'nobody', name: 'gone' })
    await open({ sync, reminders: [aReminder({ id: 'expiry' }), gone] }, { keys: [aKey({ id: 'k1' })] })
    await openPanel()
    const extend = item('billing-bot').getByRole('button', { name: 'Extend 30 days' })
    await expect.poll(() => extend.getAttribute('aria-disabled')).toBe('true')
    await extend.focus()
    await ui.page.getByRole('tooltip').filter({ hasText: 'cannot be reached' }).waitFor()
    const rotate = item('“gone”').getByRole('button', { name: 'Rotate…' })
    await rotate.focus()
    await ui.page.getByRole('tooltip').filter({ hasText: 'The key is gone.' }).waitFor()
  })
})

describe('of several accounts', () => {
  const work = anAccount({ id: 'live-1', kind: 'live', look: { label: 'Work', colour: 'green' } })
  const client = anAccount({
    ...{ id: 'live-2', kind: 'live', owner: 'ops@client.example' },
    look: { label: 'Client \u202e<b>', colour: 'orange' },
  })
  const openTwo = (options: Partial<UiPageOptions> = {}) =>
    open(
      {
        ...{ account: work, accounts: [work, client] },
        reminders: [
          aReminder({ id: 'same', accountId: 'live-1' }),
          aReminder({ id: 'same', accountId: 'live-2', keyId: 'k2', name: 'support-agent' }),
          aReminder({ id: 'adm', accountId: 'live-2', kind: 'adminKeyExpiry', keyId: null, name: '' }),
        ],
      },
      options,
    )

  it('each names its account, and says that acting on it switches to it', async () => {
    await openTwo()
    await openPanel()
    await expect.poll(() => shownText(item('billing-bot'))).toMatch(/Account:\s+Work(?!.*switch)/s)
    await expect
      .poll(() => shownText(item('support-agent')))
      .toMatch(/Client ‹U\+202E›<b> · actions switch to it/)
    await expect.poll(() => shownText(item('Your admin key'))).toContain('Client')
    expect(await lookAt(ui.page, 'reminders-accounts')).toEqual([])
    const added = aReminder({ id: 'new', accountId: 'live-1', name: 'crawler' })
    await ui.push({ parts: { reminders: [added, aReminder({ id: 'same', accountId: 'live-1' })] } })
    await expect
      .poll(() => shownText(ui.page.locator('[aria-live=polite]').last()))
      .toContain('Reminder: Work, “crawler” expires')
  })

  it('one of another account opens its dialog there, and is put away without a change of account', async () => {
    await openTwo()
    await openPanel()
    await item('Your admin key')
      .getByRole('button', { name: /^More for/ })
      .click()
    await ui.page.getByRole('menuitem', { name: 'Put away' }).click()
    await item('Your admin key').waitFor({ state: 'detached' })
    expect((await ui.calls('reminders.putAway')).map(({ input }) => input)).toEqual([
      { accountId: 'live-2', id: 'adm' },
    ])
    expect(await ui.calls('accounts.use')).toEqual([])
    await item('support-agent').getByRole('button', { name: 'Rotate…' }).click()
    await ui.page.getByRole('dialog', { name: /support-agent/ }).waitFor()
    expect((await ui.calls('accounts.use')).map(({ input }) => input)).toEqual([{ accountId: 'live-2' }])
    expect(await ui.page.title()).toContain('Client')
  })

  it('where the switch fails it is told, and nothing is done', async () => {
    await openTwo({ results: { 'accounts.use': [failed('storage', { isRetryable: true })] } })
    await openPanel()
    await item('support-agent').getByRole('button', { name: 'Extend 30 days' }).click()
    await expect.poll(() => shownText(messages(ui.page))).toContain('Latchkey could not write to its files')
    expect(await ui.calls('keys.update')).toEqual([])
  })
})

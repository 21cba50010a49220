// The settings, page by page: each takes effect at once, and what is not possible here says why.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aSnapshot, fiveKeys } from '../support/key-builders.ts'
import { failed, misfits, zoomedWindow } from './support/dialog-driver.ts'
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

async function open(
  parts: Partial<SnapshotParts> = {},
  options: Partial<UiPageOptions> = {},
  page = 'General',
) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(parts), keys: fiveKeys(), ...options })
  await ui.page.keyboard.press('Control+,')
  dialog = ui.page.getByRole('dialog', { name: 'Settings' })
  await show(page)
}
const show = async (page: string) => {
  await dialog.getByRole('tab', { name: page, exact: true }).click()
  await dialog.getByRole('tabpanel', { name: page, exact: true }).waitFor()
}
const pages = ['General', 'Values', 'Security', 'Reminders', 'Accounts', 'Network', 'Data'] as const
const changed = async () => (await ui.calls('settings.change')).map(({ input }) => input)

describe('the settings', () => {
  it('take effect at once', async () => {
    await open()
    await dialog.getByText('Dark', { exact: true }).click()
    await expect.poll(() => ui.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    const row = ui.page.locator('tr.data-row').first()
    const before = (await row.boundingBox())?.height ?? 0
    await dialog.getByText('Comfortable', { exact: true }).click()
    await expect.poll(async () => (await row.boundingBox())?.height).toBe(before + 8)
    await dialog.getByLabel(/Keep running in the tray/).uncheck()
    await dialog.getByLabel('Start when I log in').check()
    await show('Values')
    await dialog.getByLabel('Clear a copied value from the clipboard after').selectOption('60')
    await dialog.getByLabel('Keep a sealed copy of new values').uncheck()
    await expect
      .poll(changed)
      .toEqual([
        { theme: 'dark' },
        { density: 'comfortable' },
        { closesToTray: false },
        { startsAtLogin: true },
        { clipboardClearMs: 60_000 },
        { keepSealedCopies: false },
      ])
    await expect.poll(() => dialog.getByLabel('Keep a sealed copy of new values').isChecked()).toBe(false)
  })

  it('that could not be written stay as they were, and say so', async () => {
    await open({}, { results: { 'settings.change': [failed('storage', { isRetryable: true })] } })
    await dialog.getByLabel(/Keep running in the tray/).click()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('The setting was not changed')
    await expect.poll(() => dialog.getByLabel(/Keep running in the tray/).isChecked()).toBe(true)
    await show('Values')
    await expect.poll(() => dialog.getByRole('alert').count()).toBe(0)
  })

  it('that the system refuses say its reason', async () => {
    const fields = [{ field: 'startsAtLogin', message: 'The system did not take it.' }]
    await open({}, { results: { 'settings.change': [failed('refused', { fields })] } })
    await dialog.getByLabel('Start when I log in').click()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('The system did not take it.')
    await expect.poll(() => shownText(dialog)).not.toContain('startsAtLogin')
    await expect.poll(() => dialog.getByLabel('Start when I log in').isChecked()).toBe(false)
  })

  it('without a tray or a login item say why they are not offered', async () => {
    await open({ hasTray: false, hasLoginItem: false })
    await expect.poll(() => dialog.getByLabel(/Keep running in the tray/).isDisabled()).toBe(true)
    await expect.poll(() => dialog.getByLabel('Start when I log in').isDisabled()).toBe(true)
    const words = await shownText(dialog)
    expect(words).toContain('This desktop shows no tray icon')
    expect(words).toContain('this Latchkey is not installed')
  })

  it('are walked through by keyboard alone', async () => {
    await open({ version: '7.8.9' })
    await expect.poll(() => shownText(dialog)).toContain('Latchkey 7.8.9')
    const tab = (name: string) => dialog.getByRole('tab', { name, exact: true })
    await tab('General').focus()
    for (const name of [...pages.slice(1), 'General']) {
      await ui.page.keyboard.press('ArrowDown')
      await expect.poll(() => tab(name).getAttribute('aria-selected')).toBe('true')
      expect(await tab(name).evaluate((each) => each === document.activeElement)).toBe(true)
    }
    await ui.page.keyboard.press('End')
    await dialog.getByRole('tabpanel', { name: 'Data' }).waitFor()
  })

  it.each(pages)(
    '%s has no accessibility problem and fits, large and small, light and dark',
    async (page) => {
      await open({ settings: { ...aSnapshot().settings, quietHours: { from: 1320, to: 480 } } }, {}, page)
      expect(await lookAt(ui.page, `settings-${page.toLowerCase()}`)).toEqual([])
      await ui.page.setViewportSize(zoomedWindow.viewport)
      expect(await misfits(ui.page)).toEqual([])
    },
  )
})

describe('reminders', () => {
  const days = () => dialog.getByRole('list', { name: 'Days before the expiry' }).getByRole('listitem')

  it('come on days of one’s own', async () => {
    await open({}, {}, 'Reminders')
    await expect
      .poll(() => days().allInnerTexts())
      .toEqual(['30 days', '14 days', '7 days', '3 days', '1 day'])
    await dialog.getByRole('button', { name: 'Remove 14 days' }).click()
    await dialog.getByLabel('Days before', { exact: true }).fill('60')
    await ui.page.keyboard.press('Enter')
    await expect
      .poll(() => days().allInnerTexts())
      .toEqual(['60 days', '30 days', '7 days', '3 days', '1 day'])
    await dialog.getByRole('button', { name: 'Back to 30, 14, 7, 3, 1 days' }).click()
    await expect.poll(async () => (await changed()).at(-1)).toEqual({ remindDays: [30, 14, 7, 3, 1] })
  })

  it.each(['0', '366', '1.5', '-3', 'soon', '7'])(
    '“%s” is no such day, which is said at the field',
    async (text) => {
      await open({}, {}, 'Reminders')
      await dialog.getByLabel('Days before', { exact: true }).fill(text)
      await ui.page.keyboard.press('Enter')
      await expect
        .poll(() => dialog.getByLabel('Days before', { exact: true }).getAttribute('aria-invalid'))
        .toBe('true')
      expect(await changed()).toEqual([])
    },
  )

  it('keep quiet at the hours that are set, and say when that is over midnight', async () => {
    await open({}, {}, 'Reminders')
    await dialog.getByLabel('Keep them back during quiet hours').check()
    await dialog.getByText('Over midnight, until the next morning.').waitFor()
    await dialog.getByLabel('From').fill('08:00')
    await dialog.getByLabel('From').press('Enter')
    await dialog.getByText('Quiet hours begin and end at different times.').waitFor()
    await dialog.getByLabel('From').fill('23:30')
    await dialog.getByLabel('From').press('Enter')
    await expect
      .poll(changed)
      .toEqual([{ quietHours: { from: 1320, to: 480 } }, { quietHours: { from: 1410, to: 480 } }])
    await dialog.getByLabel('Also as notifications of the system').uncheck()
    await expect.poll(() => dialog.getByLabel('Keep them back during quiet hours').isDisabled()).toBe(true)
  })
})

describe('the proxy', () => {
  const field = () => dialog.getByLabel('Address of the proxy')

  it('is changed once there is an address, and can be tested', async () => {
    await open({}, {}, 'Network')
    await dialog.getByText('This proxy', { exact: true }).click()
    expect(await changed()).toEqual([])
    await field().fill('http://proxy.example.com:8080')
    await ui.page.keyboard.press('Enter')
    await expect.poll(changed).toEqual([{ proxy: { kind: 'manual', url: 'http://proxy.example.com:8080' } }])
    await dialog.getByRole('button', { name: 'Test connection' }).click()
    await dialog.getByText('The service answered').waitFor()
    await expect.poll(() => ui.calls('sync.refresh')).toHaveLength(1)
    await dialog.getByText('As the system says', { exact: true }).click()
    await expect.poll(async () => (await changed()).at(-1)).toEqual({ proxy: { kind: 'system' } })
    await expect.poll(() => field().count()).toBe(0)
  })

  it.each(['proxy', 'ftp://proxy.example.com', 'http://me:word@proxy.example.com', ''])(
    '“%s” is none, which is said at the field',
    async (url) => {
      await open({}, {}, 'Network')
      await dialog.getByText('This proxy', { exact: true }).click()
      await field().fill(`${url} `)
      await ui.page.keyboard.press('Enter')
      await expect.poll(() => field().getAttribute('aria-invalid')).toBe('true')
      expect(await changed()).toEqual([])
    },
  )

  it('that is down is told as the proxy', async () => {
    const down = failed('offline', { isRetryable: true, isOfProxy: true })
    await open({}, { results: { 'sync.refresh': [down] } }, 'Network')
    await dialog.getByRole('button', { name: 'Test connection' }).click()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('The proxy cannot be reached')
  })
})

describe('the data', () => {
  it('say where they lie, and are exported or erased with an answer', async () => {
    await open({ dataFolder: '/home/mira/\u202eLatchkey' }, {}, 'Data')
    await expect.poll(() => shownText(dialog)).toContain('/home/mira/')
    await expect.poll(() => shownText(dialog)).not.toContain('\u202e')
    await dialog.getByRole('button', { name: 'Export…' }).click()
    await ui.page.getByText('7 keys and secrets, without any value.', { exact: true }).waitFor()
    await dialog.getByRole('button', { name: 'Erase everything…' }).click()
    await ui.page.getByRole('heading', { name: 'Connect to IO Intelligence' }).waitFor()
    expect(await ui.page.title()).toBe('Latchkey')
  })

  it('that could not be exported or erased stay, and say so; a no of their user says nothing', async () => {
    const results = {
      'app.exportData': [failed('notConfirmed'), failed('storage', { isRetryable: true })],
      'app.eraseEverything': [
        failed('notConfirmed'),
        failed('storage', { isRetryable: true }),
        failed('storage', { effect: 'done' }),
      ],
    }
    await open({}, { results }, 'Data')
    for (const [name, title] of [
      ['Export…', 'Nothing was exported'],
      ['Erase everything…', 'Nothing was erased'],
    ] as const) {
      await dialog.getByRole('button', { name }).click()
      await dialog.getByRole('button', { name }).click()
      await dialog.getByText(title).waitFor()
    }
    await expect.poll(() => dialog.getByRole('alert').count()).toBe(2)
    await dialog.getByRole('button', { name: 'Erase everything…' }).click()
    await dialog.waitFor({ state: 'detached' })
    await messages(ui.page).getByText('Everything was erased, but traces remain').waitFor()
  })
})

// Every view at 200 % zoom, with forced colours and without motion: nothing is cut off and everything can be reached.
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Look, lookAt } from '../e2e/support/look.ts'
import { aLock, aSnapshot } from '../support/key-builders.ts'
import { aFullAccount } from './support/full-account.ts'
import { outOfReach } from './support/reach.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'
import {
  act,
  actionsOf,
  ask,
  click,
  closeAll,
  inTurn,
  menu,
  palette,
  press,
  section,
  shows,
  type Way,
} from './support/ways.ts'

/** The usual and a small window at 200 %: half as many pixels of the page in each direction. */
const zoomedLooks: readonly Look[] = [
  { colorScheme: 'light', width: 590, height: 380, isExamined: false },
  { colorScheme: 'dark', width: 590, height: 380, isExamined: false, forcedColors: 'active' },
  { colorScheme: 'dark', width: 450, height: 300, isExamined: true },
]
const quickLooks: readonly Look[] = zoomedLooks.map((look) => ({ ...look, width: 320, height: 210 }))
const context = { viewport: { width: 590, height: 380 } } as const

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const settingsPage = (name: string) => ask(`settings ${name}`, `Settings: ${name}`)

const sections: Readonly<Record<string, Way>> = {
  keys: inTurn(section(1), shows('tr.data-row')),
  'keys-selected': inTurn((page) => page.getByRole('grid').focus(), press('ArrowDown', 'Space')),
  'keys-filter': inTurn(section(1), menu(/^Filter/)),
  'keys-views': inTurn(section(1), menu('Views')),
  'keys-row-menu': inTurn((page) => page.getByRole('grid').focus(), press('ArrowDown', 'Shift+F10')),
  secrets: inTurn(section(2), shows('tr.data-row')),
  agents: inTurn(section(3), shows('article')),
  usage: inTurn(section(4), shows('.uplot canvas')),
  'usage-key': inTurn((page) => page.getByRole('grid').focus(), press('ArrowDown', 'Enter')),
  'usage-models': inTurn(
    section(4),
    (page) => page.getByRole('radio', { name: 'By model' }).focus(),
    press('Space'),
    shows('#usage-by-model'),
  ),
  timeline: inTurn(section(5), shows('main li')),
  hygiene: inTurn(section(6), shows('main h2')),
  history: inTurn(section(7), shows('[data-line]')),
  'history-entry': inTurn((page) => page.locator('[data-line]').first().focus(), press('Enter')),
}

const overlays: Readonly<Record<string, Way>> = {
  palette,
  'palette-actions': actionsOf('billing-bot'),
  'account-menu': menu(/^Connection/),
  reminders: menu(/^Reminders/),
  shortcuts: ask('keyboard shortcuts', 'Keyboard shortcuts'),
  create: ask('create an api', 'Create an API key…'),
  edit: act('billing-bot', 'edit', 'Edit…'),
  rotate: act('billing-bot', 'rotate', 'Rotate…'),
  freeze: act('billing-bot', 'freeze', 'Freeze…'),
  revoke: act('billing-bot', 'revoke', 'Revoke…'),
  notes: act('billing-bot', 'notes', 'Notes and tags…'),
  'save-view': inTurn(section(1), menu('Views'), click('menuitem', 'Save this view…')),
  'manage-views': inTurn(section(1), menu('Views'), click('menuitem', 'Rename or delete…')),
  identify: ask('identify', 'Identify a pasted value…'),
  'identify-found': inTurn(
    ask('identify', 'Identify a pasted value…'),
    (page) => page.getByLabel('Text').fill('Bearer sandbox-v2-madeUp0123456789abcdef'),
    click('button', /^Identify$/),
    shows('[aria-label=Recognised] li'),
  ),
  panic: ask('emergency', 'Emergency: stop keys…'),
  'add-secret': ask('add a secret', 'Add a secret…'),
  'add-secret-form': inTurn(
    ask('add a secret', 'Add a secret…'),
    (page) => page.keyboard.type('linear'),
    press('Enter'),
    shows('[role=dialog] form'),
  ),
  'edit-secret': act('Linear API token', 'edit', 'Edit…'),
  'replace-value': act('Linear API token', 'replace', 'Replace value…'),
  'compare-value': act('Linear API token', 'is this', 'Is this the value?…'),
  'which-secret': act('Linear API token', 'which', 'Which secret is used?'),
  'delete-secret': act('Linear API token', 'delete', 'Delete…'),
  remedy: inTurn(section(6), click('button', /^Set an expiry|^Set expiry|^Set a limit|^Set limits?/)),
  'settings-general': settingsPage('General'),
  'settings-values': settingsPage('Values'),
  'settings-security': settingsPage('Security'),
  'settings-passphrase': inTurn(settingsPage('Security'), click('button', 'Set a passphrase…')),
  'settings-reminders': settingsPage('Reminders'),
  'settings-accounts': settingsPage('Accounts'),
  'settings-account-look': inTurn(settingsPage('Accounts'), click('button', /^Name and colour of Work/)),
  'settings-disconnect': inTurn(settingsPage('Accounts'), click('button', 'Disconnect…')),
  'settings-network': settingsPage('Network'),
  'settings-data': settingsPage('Data'),
}

const examine = async (page: Page, name: string, looks: readonly Look[]) => [
  ...(await lookAt(page, `zoom-${name}`, looks)),
  ...(await outOfReach(page)),
]

describe('an account that has everything', () => {
  let ui: UiPage

  beforeAll(async () => {
    ui = await openUiPage(browser, { ...aFullAccount(), context })
    await shows('tr.data-row')(ui.page)
  })
  afterEach(async () => {
    await closeAll(ui.page)
    expect(await ui.troubles()).toEqual([])
  })
  afterAll(() => ui.close())

  it.each(Object.entries({ ...sections, ...overlays }))('%s', async (name, way) => {
    await way(ui.page)
    expect(await examine(ui.page, name, zoomedLooks)).toEqual([])
  })
})

describe('a window of its own', () => {
  const connect = aSnapshot({ account: null, accounts: [] })
  const windows: Readonly<Record<string, Partial<UiPageOptions> & { readonly way?: Way }>> = {
    connect: { snapshot: connect },
    locked: { snapshot: aSnapshot({ lock: aLock({ state: 'locked', hasPassphrase: true }) }) },
    'new-value': { way: act('mira laptop', 'store', 'Store value…') },
    'no-keys': { snapshot: aSnapshot(), keys: [], secrets: [] },
    quick: { path: 'quick.html' },
    'quick-actions': {
      path: 'quick.html',
      way: inTurn(
        (page) => page.keyboard.type('billing'),
        press('Enter'),
        shows('[aria-label^="Back from"]'),
      ),
    },
  }

  it.each(Object.entries(windows))('%s', async (name, { way, ...options }) => {
    const ui = await openUiPage(browser, { ...aFullAccount(), context, ...options })
    await way?.(ui.page)
    expect(await examine(ui.page, name, options.path ? quickLooks : zoomedLooks)).toEqual([])
    expect(await ui.troubles()).toEqual([])
    await ui.close()
  })
})

// Drives the whole app in the user's verbs: the built bundles, a window, a tray, a clipboard, a service.
import type { Locator, Page } from 'playwright'
import { launchApp } from '../../electron/launch-app.ts'
import type { LaunchOptions, RunningApp } from '../../electron/running-app.ts'
import { eventually } from './eventually.ts'
import { createForms, type EditInput, type Forms, type KeyInput } from './forms.ts'
import { createTrayDriver, type TrayDriver } from './tray.ts'

export interface Latchkey {
  readonly running: RunningApp
  readonly page: Page
  readonly forms: Forms
  readonly tray: TrayDriver
  /** Clicks *Explore the sandbox* and waits for its keys. */
  readonly connectToSandbox: () => Promise<void>
  /** Pastes an admin key and waits for the table or, with `expectsProblem`, for the words of what went wrong. */
  readonly connect: (adminKey: string, options?: { expectsProblem?: boolean }) => Promise<void>
  /** Fills the create form and sends it; returns when the value's panel is there. */
  readonly createKey: (input: KeyInput) => Promise<void>
  /** Fills the create form and sends it, whatever comes of it. */
  readonly tryToCreateKey: (input: KeyInput) => Promise<void>
  /** One click on *Copy value*; the value as another program would paste it. */
  readonly copyValue: () => Promise<string>
  /** *I have stored it*, after a copy. */
  readonly confirmStored: (options?: { keepsCopy?: boolean }) => Promise<void>
  /** *I have stored it* without any copy, and yes to the question that follows. */
  readonly leaveUncopied: () => Promise<void>
  readonly editKey: (name: string, changes: EditInput) => Promise<void>
  readonly extendKey: (name: string, days: 30 | 90) => Promise<void>
  /** Opens the row's menu, asks to revoke and confirms. */
  readonly revokeKey: (name: string) => Promise<void>
  readonly search: (text: string) => Promise<void>
  /** Presses the refresh button and waits for the end of it. */
  readonly refresh: () => Promise<void>
  /** The names in view, in order. */
  readonly names: () => Promise<readonly string[]>
  readonly row: (name: string) => Locator
  /** Chooses an entry of a row's menu, through submenus where there are several labels. */
  readonly choose: (name: string, ...entries: readonly string[]) => Promise<void>
  readonly dialog: (name: string | RegExp) => Locator
  /** The dialog that asks a question. */
  readonly question: Locator
  /** The notice strips, as far as they hold the text. */
  readonly notice: (text: string | RegExp) => Locator
  /** The messages at the lower edge, as far as they hold the text. */
  readonly message: (text: string | RegExp) => Locator
  readonly clipboard: () => Promise<string>
  readonly quit: () => Promise<void>
  /** Ends the app as a power cut would. */
  readonly crash: () => Promise<void>
}

/** Starts the app and waits until its page shows something. */
export async function startLatchkey(options: LaunchOptions = {}): Promise<Latchkey> {
  const running = await launchApp(options)
  const page = await running.page()
  // Whatever does not come within this time does not come: a failing test should not wait for half a minute.
  page.setDefaultTimeout(10_000)
  await page.getByRole('main').waitFor()
  return createDriver(running, page)
}

function createDriver(running: RunningApp, page: Page): Latchkey {
  const forms = createForms(page)
  const table = createTableVerbs(page)
  const question = page.getByRole('alertdialog')
  return {
    running,
    page,
    forms,
    question,
    tray: createTrayDriver(running),
    ...table,
    ...createConnecting(page),
    ...createValueVerbs(running, page, forms),
    editKey: async (name, changes) => {
      await table.choose(name, 'Edit…')
      await forms.fillEdit(changes)
      await page.getByRole('button', { name: 'Save changes' }).click()
    },
    extendKey: (name, days) => table.choose(name, 'Extend', `By ${days} days`),
    revokeKey: async (name) => {
      await table.choose(name, 'Revoke…')
      await question.filter({ hasText: `Revoke “${name}”` }).waitFor()
      await question.getByRole('button', { name: 'Revoke key' }).click()
      await question.waitFor({ state: 'detached' })
    },
    dialog: (name) => page.getByRole('dialog', { name }),
    notice: (text) => page.getByRole('region', { name: 'Notices' }).filter({ hasText: text }),
    message: (text) => page.getByRole('region', { name: 'Messages' }).filter({ hasText: text }),
    clipboard: running.clipboard.text,
    quit: running.close,
    crash: running.kill,
  }
}

function createConnecting(page: Page): Pick<Latchkey, 'connectToSandbox' | 'connect'> {
  return {
    connectToSandbox: async () => {
      await page.getByRole('button', { name: 'Explore the sandbox' }).click()
      await page.locator('tr.data-row').first().waitFor()
    },
    connect: async (adminKey, { expectsProblem = false } = {}) => {
      await page.getByLabel('Admin key', { exact: true }).fill(adminKey)
      await page.getByRole('button', { name: 'Connect', exact: true }).click()
      if (expectsProblem) await page.getByRole('alert').first().waitFor()
      else await page.getByRole('searchbox').waitFor()
    },
  }
}

type TableVerbs = Pick<Latchkey, 'choose' | 'search' | 'refresh' | 'names' | 'row'>

function createTableVerbs(page: Page): TableVerbs {
  const row = (name: string) =>
    page.getByRole('row').filter({ has: page.getByRole('checkbox', { name: `Select ${name}`, exact: true }) })
  const search = async (text: string) => {
    await page.getByRole('searchbox', { name: 'Search API keys' }).fill(text)
    // The rows may follow a moment behind the typing.
    const result = page.locator('mark').or(page.getByText('matches “')).first()
    await result.waitFor({ state: text === '' ? 'detached' : 'visible' })
  }
  return {
    row,
    search,
    choose: async (name, ...entries) => {
      await search(name)
      await row(name)
        .getByRole('button', { name: `Actions for ${name}` })
        .click()
      for (const [index, entry] of entries.entries()) {
        const item = page.getByRole('menuitem', { name: entry })
        if (index > 0) await moveTo(page, item)
        if (index < entries.length - 1) await item.hover()
        else await item.click()
      }
    },
    refresh: async () => {
      const button = page.getByRole('button', { name: 'Refresh', exact: true })
      await button.click()
      await page.locator('button[aria-label="Refresh"]:not([aria-disabled])').waitFor()
    },
    names: () =>
      page
        .locator('tr.data-row input')
        .evaluateAll((boxes) =>
          boxes.map((box) => box.getAttribute('aria-label')?.replace(/^Select /, '') ?? ''),
        ),
  }
}

/** Moves the mouse as a hand does: a submenu closes under a mouse that jumps. */
async function moveTo(page: Page, item: Locator): Promise<void> {
  const box = await eventually(async () => {
    const found = await item.boundingBox()
    // It is measured outside of the window before it is put in its place.
    if (found === null || found.y < 0) throw new Error('the submenu is not there yet')
    return found
  })
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 10 })
}

type ValueVerbs = Pick<
  Latchkey,
  'createKey' | 'tryToCreateKey' | 'copyValue' | 'confirmStored' | 'leaveUncopied'
>

function createValueVerbs(running: RunningApp, page: Page, forms: Forms): ValueVerbs {
  const panel = page.getByRole('dialog', { name: 'Store this value now' })
  const stored = panel.getByRole('button', { name: 'I have stored it' })
  const tryToCreateKey = async (input: KeyInput) => {
    await page.getByRole('button', { name: 'Create New API Key' }).first().click()
    await forms.fillKey(input)
    await page.getByRole('button', { name: 'Create key', exact: true }).click()
  }
  return {
    tryToCreateKey,
    createKey: async (input) => {
      await tryToCreateKey(input)
      await panel.waitFor()
    },
    copyValue: async () => {
      await page.getByRole('button', { name: 'Copy value' }).click()
      await page.getByText(/copied\. Clears in \d+ s$/).waitFor()
      return running.clipboard.text()
    },
    confirmStored: async ({ keepsCopy } = {}) => {
      if (keepsCopy !== undefined) {
        await panel.getByLabel('Keep a sealed copy on this computer').setChecked(keepsCopy)
      }
      await stored.click()
      await panel.waitFor({ state: 'detached' })
    },
    leaveUncopied: async () => {
      await stored.click()
      await panel.getByRole('button', { name: 'Close without copying' }).click()
      await panel.waitFor({ state: 'detached' })
    },
  }
}

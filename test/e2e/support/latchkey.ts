// Drives the whole app in the user's verbs: the built bundles, a window, a tray, a clipboard, a service.
import type { Locator, Page } from 'playwright'
import { launchApp } from '../../electron/launch-app.ts'
import type { LaunchOptions, RunningApp } from '../../electron/running-app.ts'
import { eventually } from './eventually.ts'
import { createForms, type EditInput, type KeyInput } from './forms.ts'

export interface Latchkey {
  readonly running: RunningApp
  readonly page: Page
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
  /** *I have stored it*. */
  readonly confirmStored: (options?: { keepsCopy?: boolean }) => Promise<void>
  readonly editKey: (name: string, changes: EditInput) => Promise<void>
  readonly extendKey: (name: string, days: 30 | 90) => Promise<void>
  /** Opens the row's menu, asks to revoke and confirms. */
  readonly revokeKey: (name: string) => Promise<void>
  readonly search: (text: string) => Promise<void>
  /** The names in view, in order. */
  readonly names: () => Promise<readonly string[]>
  readonly row: (name: string) => Locator
  /** Chooses an entry of a row's menu, through submenus where there are several labels. */
  readonly choose: (name: string, ...entries: readonly string[]) => Promise<void>
  readonly dialog: (name: string | RegExp) => Locator
  /** The notice strip that holds the text. */
  readonly notice: (text: string | RegExp) => Locator
  readonly clipboard: () => Promise<string>
  readonly tray: {
    /** Revokes from the tray and answers its native question with yes. */
    readonly revoke: (name: string) => Promise<void>
    /** All labels of the tray's menu, with those of submenus as `parent > child`. */
    readonly labels: () => Promise<readonly string[]>
  }
  readonly quit: () => Promise<void>
  /** Ends the app as a power cut would. */
  readonly crash: () => Promise<void>
}

/** Starts the app and waits until its page shows something. */
export async function startLatchkey(options: LaunchOptions = {}): Promise<Latchkey> {
  const running = await launchApp(options)
  const page = await running.page()
  await page.getByRole('main').waitFor()
  return createDriver(running, page)
}

function createDriver(running: RunningApp, page: Page): Latchkey {
  const forms = createForms(page)
  const row = (name: string) => page.getByRole('row').filter({ hasText: name }).first()
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name })

  const choose = async (name: string, ...entries: readonly string[]) => {
    await search(name)
    await row(name)
      .getByRole('button', { name: `Actions for ${name}` })
      .click()
    for (const [index, entry] of entries.entries()) {
      const item = page.getByRole('menuitem', { name: entry })
      if (index < entries.length - 1) await item.hover()
      else await item.click()
    }
  }

  const search = async (text: string) => {
    await page.getByRole('searchbox', { name: 'Search API keys' }).fill(text)
    if (text !== '') await page.locator('mark').first().waitFor()
  }

  const names = async () => {
    const rows = page.locator('tr.data-row')
    return rows.evaluateAll((found) =>
      found.map(
        (one) =>
          one
            .querySelector('input')
            ?.getAttribute('aria-label')
            ?.replace(/^Select /, '') ?? '',
      ),
    )
  }

  const tryToCreateKey = async (input: KeyInput) => {
    await page.getByRole('button', { name: 'Create New API Key' }).first().click()
    await forms.fillKey(input)
    await page.getByRole('button', { name: 'Create key', exact: true }).click()
  }

  const valuePanel = dialog('Store this value now')

  return {
    running,
    page,
    row,
    dialog,
    choose,
    search,
    names,
    tryToCreateKey,
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
    createKey: async (input) => {
      await tryToCreateKey(input)
      await valuePanel.waitFor()
    },
    copyValue: async () => {
      await page.getByRole('button', { name: 'Copy value' }).click()
      await page.getByText(/copied\. Clears in \d+ s$/).waitFor()
      return running.clipboard.text()
    },
    confirmStored: async ({ keepsCopy } = {}) => {
      if (keepsCopy !== undefined) {
        await page.getByLabel('Keep a sealed copy on this computer').setChecked(keepsCopy)
      }
      await page.getByRole('button', { name: 'I have stored it' }).click()
      await valuePanel.waitFor({ state: 'detached' })
    },
    editKey: async (name, changes) => {
      await choose(name, 'Edit…')
      await forms.fillEdit(changes)
      await page.getByRole('button', { name: 'Save changes' }).click()
    },
    extendKey: (name, days) => choose(name, 'Extend', `By ${days} days`),
    revokeKey: async (name) => {
      await choose(name, 'Revoke…')
      await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke key' }).click()
      await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    },
    notice: (text) => page.getByRole('region', { name: 'Notices' }).filter({ hasText: text }),
    clipboard: running.clipboard.text,
    tray: {
      revoke: async (name) => {
        const path = await pathTo(running, name)
        await running.dialogs.answerNext('Revoke key')
        await running.tray.click(...path)
      },
      labels: async () => flatten((await running.tray.menu()) ?? []).map((path) => path.join(' > ')),
    },
    quit: running.close,
    crash: running.kill,
  }
}

interface Entry {
  readonly label: string
  readonly items: readonly Entry[]
}

function flatten(entries: readonly Entry[], parents: readonly string[] = []): string[][] {
  return entries.flatMap(({ label, items }) => {
    const path = [...parents, label]
    return items.length > 0 ? [path, ...flatten(items, path)] : [path]
  })
}

/** The labels that lead to a key in the tray's menu, which follows the table within a moment. */
function pathTo(running: RunningApp, name: string): Promise<readonly string[]> {
  return eventually(async () => {
    const paths = flatten((await running.tray.menu()) ?? [])
    const path = paths.find(([first, ...rest]) => first === 'Revoke a key' && rest.at(-1)?.startsWith(name))
    if (path === undefined) throw new Error(`the tray does not offer to revoke ${name}`)
    return path
  })
}

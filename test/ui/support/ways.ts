// Ways to every view and dialog, from any section with nothing open, mostly through the palette and by shortcut.
import type { Page } from 'playwright'

export type Way = (page: Page) => Promise<unknown>

const choose = async (page: Page, text: string, line: string) => {
  await page.keyboard.type(text)
  await page.locator('[role=option][aria-selected=true]').filter({ hasText: line }).waitFor()
  await page.keyboard.press('Enter')
}

export const palette: Way = async (page) => {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Command palette' }).waitFor()
}

const opened: Way = async (page) => {
  await page.getByRole('dialog', { name: 'Command palette' }).waitFor({ state: 'detached' })
  await page.locator('[role=dialog], [role=alertdialog]').waitFor()
}

/** An action that concerns no row, by what is typed and the line that is then chosen. */
export const ask =
  (text: string, line: string): Way =>
  async (page) => {
    await palette(page)
    await choose(page, text, line)
    await opened(page)
  }

/** The actions of one key or secret in the palette. */
export const actionsOf =
  (name: string): Way =>
  async (page) => {
    await palette(page)
    await choose(page, name, name)
    await page.getByPlaceholder('Search its actions').waitFor()
  }

export const act =
  (name: string, text: string, line: string): Way =>
  async (page) => {
    await actionsOf(name)(page)
    await choose(page, text, line)
    await opened(page)
  }

export const section =
  (digit: number): Way =>
  async (page) => {
    await page.keyboard.press(`Control+${digit}`)
    await page.locator(`nav button[aria-current=page][aria-keyshortcuts$="${digit}"]`).waitFor()
  }

/** The menu or panel of a button. */
export const menu =
  (name: string | RegExp): Way =>
  async (page) => {
    await page.getByRole('button', { name }).first().click()
    await page.locator('[role=menu], [role=dialog]').waitFor()
  }

export const click =
  (role: 'button' | 'menuitem' | 'tab', name: string | RegExp): Way =>
  (page) =>
    page.getByRole(role, { name }).first().click()

export const press =
  (...keys: readonly string[]): Way =>
  async (page) => {
    for (const key of keys) await page.keyboard.press(key)
  }

export const shows =
  (selector: string): Way =>
  (page) =>
    page.locator(selector).first().waitFor()

export const inTurn =
  (...ways: readonly Way[]): Way =>
  async (page) => {
    for (const way of ways) await way(page)
  }

/** Closes all that is open; the first Escape may close no more than a tooltip, and a form may ask before it goes. */
export const closeAll: Way = async (page) => {
  for (let tries = 0; tries < 12; tries += 1) {
    const open = page.locator('[role=dialog], [role=alertdialog], [role=menu], [role=tooltip]')
    if ((await open.count()) === 0) return
    const leave = page.getByRole('button', { name: /^(Discard|Close without copying)$/ })
    if ((await leave.count()) > 0) await leave.click()
    else await page.keyboard.press('Escape')
    await page.waitForTimeout(30)
  }
  throw new Error('something does not close')
}

// Verbs for the tables of keys and secrets, so that tests read like what a person does.
import type { Locator, Page } from 'playwright'

export function grid(page: Page): Locator {
  // Only one section is on screen.
  return page.getByRole('grid', { name: /^(API keys|Secrets)$/ })
}

/** Chooses a section of the window by its words. */
export async function showSection(page: Page, name: 'API Keys' | 'Secrets' | 'Agents'): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name }).click()
}

/** The text that is on screen, line by line; empty while the element is not there. */
export async function shownText(locator: Locator): Promise<string> {
  return (await locator.allInnerTexts()).join('\n')
}

/** The rows drawn now, the header left out. */
export function rows(page: Page): Locator {
  return grid(page).locator('tbody tr[aria-rowindex]')
}

/** The short messages that float above the lower edge. */
export function messages(page: Page): Locator {
  return page.getByRole('region', { name: 'Messages' })
}

export function rowOf(page: Page, name: string): Locator {
  return rows(page).filter({ has: page.getByRole('checkbox', { name: `Select ${name}`, exact: true }) })
}

/** Names in the order shown. */
export async function shownNames(page: Page): Promise<string[]> {
  const labels = await rows(page)
    .getByRole('checkbox')
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label') ?? ''))
  return labels.map((label) => label.replace(/^Select /, ''))
}

/** The name of the highlighted row; null when there is none. */
export async function highlightedName(page: Page): Promise<string | null> {
  const row = grid(page).locator('tr[data-active]')
  if ((await row.count()) === 0) return null
  const label = await row.getByRole('checkbox').getAttribute('aria-label')
  return label?.replace(/^Select /, '') ?? null
}

export async function search(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox', { name: /^Search (API keys|secrets)$/ }).fill(words)
}

export async function sortBy(page: Page, column: string): Promise<void> {
  await grid(page).getByRole('button', { name: column, exact: true }).click()
}

/** Opens the filter panel, ticks one filter, closes the panel. */
export async function filterBy(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: /^Filter/ }).click()
  await page.getByRole('checkbox', { name: label, exact: true }).check()
  await page.keyboard.press('Escape')
}

export async function openRowMenu(page: Page, name: string): Promise<void> {
  await rowOf(page, name)
    .getByRole('button', { name: `Actions for ${name}` })
    .click()
  await page.getByRole('menu').waitFor()
}

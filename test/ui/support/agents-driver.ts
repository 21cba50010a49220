// Verbs for the agents: open their section, choose one, look at its detail.
import type { Browser, Locator, Page } from 'playwright'
import { aKey, aSnapshot } from '../../support/key-builders.ts'
import { someAgents, someSecrets } from '../../support/secret-builders.ts'
import { showSection } from './table-driver.ts'
import { openUiPage, type UiPage, type UiPageOptions } from './ui-page.ts'

/** The section Agents with the usual agents and secrets, where nothing else is asked for. */
export async function openAgents(browser: Browser, options: Partial<UiPageOptions> = {}): Promise<UiPage> {
  const ui = await openUiPage(browser, {
    snapshot: aSnapshot({ agents: someAgents() }),
    keys: [aKey({ id: 'key-1' })],
    secrets: someSecrets(),
    ...options,
  })
  await showSection(ui.page, 'Agents')
  await ui.page.getByRole('searchbox', { name: 'Search agents' }).waitFor()
  return ui
}

export function agentList(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Agents' })
}

/** Names of the agents listed, in their order. */
export async function listedAgents(page: Page): Promise<readonly string[]> {
  return (await listedLines(page)).map(([name = '']) => name)
}

/** What is said of each agent listed, line by line, without the letters of its sign. */
export async function listedLines(page: Page): Promise<readonly (readonly string[])[]> {
  const texts = await agentList(page).locator('[role=option] > :last-child').allInnerTexts()
  return texts.map((text) => text.split('\n').filter(Boolean))
}

export async function chooseAgent(page: Page, name: string): Promise<Locator> {
  await agentList(page).getByRole('option', { name }).click()
  return detailOf(page, name)
}

export async function detailOf(page: Page, name: string): Promise<Locator> {
  const detail = page.getByRole('article', { name })
  await detail.waitFor()
  return detail
}

/** The line of one argument among what an agent needs. */
export function needOf(detail: Locator, argument: string): Locator {
  return detail.getByRole('listitem').filter({ has: detail.page().getByText(argument, { exact: true }) })
}

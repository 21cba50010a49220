// The agents: what each needs and whether it is set, how it is called, and how one gets around by keyboard.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { anAccount, aSnapshot, aSync } from '../support/key-builders.ts'
import { anAgent, aSecret, someAgents } from '../support/secret-builders.ts'
import {
  agentList,
  chooseAgent,
  detailOf,
  listedAgents,
  listedLines,
  needOf,
  openAgents,
} from './support/agents-driver.ts'
import { failed } from './support/dialog-driver.ts'
import { messages, shownText } from './support/table-driver.ts'
import { launchBrowser, type UiPage, type UiPageOptions } from './support/ui-page.ts'

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

const open = async (options: Partial<UiPageOptions> = {}) => {
  ui = await openAgents(browser, options)
  return ui.page
}
const search = (words: string) => ui.page.getByRole('searchbox', { name: 'Search agents' }).fill(words)
const focusedText = () => ui.page.evaluate(() => document.activeElement?.textContent ?? '')

describe('the list', () => {
  it('tells of every agent how much of what it needs is set', async () => {
    const page = await open()
    const lines = await listedLines(page)
    expect(lines.map(([name, , needs]) => [name, needs])).toEqual([
      ['Linear Agent', '1 of 1 secret set'],
      ['GitHub Agent', '1 of 1 secret set'],
      ['Jira Agent', '3 of 3 secrets set'],
      ['Discord Agent', '0 of 1 secret set'],
      ['Reasoning Agent', 'Nothing needed, as far as known'],
    ])
  })

  it('is searched by name, tag and service, and says so when nothing is found', async () => {
    const page = await open()
    await search('tickets')
    await expect.poll(() => listedAgents(page)).toEqual(['Jira Agent'])
    await detailOf(page, 'Jira Agent')
    await search('zebra')
    await page.getByText('No agent matches “zebra”').waitFor()
    await page.getByRole('button', { name: 'Clear search' }).last().click()
    await expect.poll(() => listedAgents(page)).toHaveLength(5)
  })

  it('is narrowed by tags and to what misses a secret, and remembers that in another section', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Reasoning', exact: true }).click()
    expect(await listedAgents(page)).toEqual(['Reasoning Agent'])
    await page.getByRole('button', { name: /^Not all set/ }).click()
    await page.getByText('Filters on: Not all set, Reasoning.').waitFor()
    await page.getByRole('button', { name: 'Reasoning', exact: true }).click()
    expect(await listedAgents(page)).toEqual(['Discord Agent'])
    await page.getByRole('button', { name: 'API Keys', exact: true }).click()
    await page.getByRole('button', { name: 'Agents', exact: true }).click()
    await expect.poll(() => listedAgents(page)).toEqual(['Discord Agent'])
  })

  it('what is set elsewhere meanwhile counts at once', async () => {
    const page = await open()
    const upserted = [aSecret({ id: 'new', toolName: 'agno__discord__*', toolArg: 'bot_token' })]
    await ui.push({ secrets: { isReset: false, upserted, removedIds: ['s1'] } })
    await expect
      .poll(() => shownText(agentList(page).getByRole('option', { name: 'Discord Agent' })))
      .toContain('1 of 1 secret set')
    await expect
      .poll(() => shownText(agentList(page).getByRole('option', { name: 'Linear Agent' })))
      .toContain('0 of 1 secret set')
  })
})

describe('what an agent needs', () => {
  it('is said to be told from its name', async () => {
    const page = await open()
    expect(await shownText(await chooseAgent(page, 'Linear Agent'))).toContain(
      'Told from the agent’s name: the API does not say what an agent needs.',
    )
  })

  it('where it is set it names the secret and opens it', async () => {
    const page = await open()
    const need = needOf(await chooseAgent(page, 'Linear Agent'), 'api_token')
    await expect.poll(() => shownText(need)).toMatch(/Set\n.*“Linear API token”/s)
    await need.getByRole('button', { name: 'Edit “Linear API token”' }).click()
    await page.getByRole('dialog').waitFor()
    await expect.poll(() => shownText(page.getByRole('dialog'))).toContain('Linear API token')
  })

  it('where it is missing it leads to the form for a new secret, and to the secrets that are there', async () => {
    const page = await open()
    const need = needOf(await chooseAgent(page, 'Discord Agent'), 'bot_token')
    await expect.poll(() => shownText(need)).toContain('Missing')
    await need.getByRole('button', { name: 'Use an existing one for bot_token' }).click()
    await page.getByRole('dialog', { name: 'Use an existing secret for Discord' }).waitFor()
    await page.keyboard.press('Escape')
    await need.getByRole('button', { name: 'Add secret for bot_token' }).click()
    const form = page.getByRole('dialog')
    await expect.poll(() => shownText(form)).toContain('Discord')
  })

  it('tells contested, not the default and only partly apart from missing', async () => {
    const agents = ['linear_agent', 'slack_agent', 'github_agent'].map((id) => anAgent({ id }))
    const secrets = [
      aSecret({ id: 'a', name: 'first' }),
      aSecret({ id: 'b', name: 'second' }),
      aSecret({ id: 'c', name: 'Slack bot', toolName: 'agno__slack__*', toolArg: 'token', isDefault: false }),
      aSecret({ id: 'd', name: 'one', toolName: 'agno__github__create_issue', toolArg: 'access_token' }),
    ]
    const page = await open({ snapshot: aSnapshot({ agents }), secrets })
    const linear = needOf(await chooseAgent(page, 'linear_agent'), 'api_token')
    await expect.poll(() => shownText(linear)).toContain('Contested')
    await expect
      .poll(() => shownText(linear))
      .toContain('“first” and 1 more: which one is taken is not documented.')
    await expect.poll(() => linear.getByRole('button', { name: /^Add secret/ }).count()).toBe(0)
    const slack = needOf(await chooseAgent(page, 'slack_agent'), 'token')
    await expect.poll(() => shownText(slack)).toContain('“Slack bot”: built-in agents take only a default.')
    const github = needOf(await chooseAgent(page, 'github_agent'), 'access_token')
    await expect.poll(() => shownText(github)).toContain('“one” covers only some of the service’s tools.')
  })

  it('leads to which secret is used, with the tool and argument filled in', async () => {
    const page = await open()
    const need = needOf(await chooseAgent(page, 'GitHub Agent'), 'access_token')
    await need.getByRole('button', { name: /^Which secret is used/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Which secret is used?' })
    await expect.poll(() => dialog.getByLabel('Service', { exact: true }).inputValue()).toBe('github')
    await expect.poll(() => dialog.getByLabel('Argument').inputValue()).toBe('access_token')
  })

  it('offline it is shown, and nothing can be added', async () => {
    const listProblem = { code: 'offline', effect: 'none', isRetryable: true } as const
    const agents = someAgents()
    const page = await open({ snapshot: aSnapshot({ agents, sync: aSync({ listProblem }) }) })
    const need = needOf(await chooseAgent(page, 'Discord Agent'), 'bot_token')
    const add = need.getByRole('button', { name: /^Add secret/ })
    await expect.poll(() => add.getAttribute('aria-disabled')).toBe('true')
    await add.click({ force: true })
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  })
})

describe('calling an agent', () => {
  it('shows code with a variable in place of a value, and copies it by main', async () => {
    const settings = { ...aSnapshot().settings, keyVariable: 'MY_IO_KEY' }
    const account = anAccount({ kind: 'live' })
    const page = await open({ snapshot: aSnapshot({ agents: someAgents(), settings, account }) })
    const detail = await chooseAgent(page, 'Linear Agent')
    const code = () => shownText(detail.locator('pre'))
    expect(await code()).toContain('https://api.intelligence.io.solutions/api/v1/workflows/run')
    expect(await code()).toContain('"Authorization: Bearer $MY_IO_KEY"')
    expect(await code()).toContain('"agent_names":["linear_agent"]')
    await expect
      .poll(() => shownText(detail))
      .toContain('The code holds the variable MY_IO_KEY, never a value.')
    await detail.getByText('Python', { exact: true }).click()
    expect(await code()).toContain("os.environ['MY_IO_KEY']")
    await detail.getByRole('button', { name: 'Copy Python sample' }).click()
    await expect.poll(() => shownText(messages(page))).toContain('Python sample copied')
    expect((await ui.calls('agents.copySnippet')).map(({ input }) => input)).toEqual([
      { agentId: 'linear_agent', format: 'python' },
    ])
  })

  it('a clipboard that refuses is told', async () => {
    const page = await open({ results: { 'agents.copySnippet': [failed('clipboard')] } })
    await (await chooseAgent(page, 'Linear Agent')).getByRole('button', { name: 'Copy curl command' }).click()
    await expect.poll(() => shownText(messages(page))).toContain('The clipboard did not take it')
  })

  it('the variable’s name is changed in the settings, the id is copied', async () => {
    const page = await open()
    const detail = await chooseAgent(page, 'Jira Agent')
    await detail.getByRole('button', { name: 'Copy id' }).click()
    await expect.poll(() => shownText(messages(page))).toContain('jira_agent')
    expect((await ui.calls('agents.copySnippet')).at(-1)?.input).toEqual({
      agentId: 'jira_agent',
      format: 'id',
    })
    await detail.getByRole('button', { name: 'Change the variable’s name' }).click()
    await page.getByRole('dialog', { name: 'Settings' }).waitFor()
  })
})

describe('by keyboard alone', () => {
  it('from the search into the list, through it, to the detail and back', async () => {
    const page = await open()
    await page.keyboard.press('/')
    await page.keyboard.type('agent')
    await page.keyboard.press('ArrowDown')
    expect(await agentList(page).evaluate((list) => list === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowUp')
    await detailOf(page, 'Discord Agent')
    await page.keyboard.press('Enter')
    expect(await focusedText()).toBe('Discord Agent')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await focusedText()).toBe('Add secret')
    await page.keyboard.press('Escape')
    expect(await agentList(page).evaluate((list) => list === document.activeElement)).toBe(true)
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowUp')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('searchbox')
  })

  it('the list is one Tab stop', async () => {
    const page = await open()
    await agentList(page).focus()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Copy id')
  })

  it('after a dialog the focus is back where it came from', async () => {
    const page = await open()
    const detail = await chooseAgent(page, 'Discord Agent')
    const which = detail.getByRole('button', { name: /^Which secret is used/ })
    await which.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => which.evaluate((button) => button === document.activeElement)).toBe(true)
  })
})

// Which secret is used: the answer with its reason, the other candidates, and every clash of the account.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Secret } from '../../src/shared/domain/secret.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aSnapshot } from '../support/key-builders.ts'
import { aSecret, someAgents, someSecrets } from '../support/secret-builders.ts'
import { openAgents } from './support/agents-driver.ts'
import { hiddenCharacters, markup } from './support/hostile-text.ts'
import { shownText } from './support/table-driver.ts'
import { launchBrowser, type UiPage, type UiPageOptions } from './support/ui-page.ts'

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

/** From the need of the Linear agent. */
async function open(secrets: readonly Secret[] = someSecrets(), options: Partial<UiPageOptions> = {}) {
  ui = await openAgents(browser, { snapshot: aSnapshot({ agents: someAgents() }), secrets, ...options })
  await ui.page.getByRole('button', { name: /^Which secret is used/ }).click()
  dialog = ui.page.getByRole('dialog', { name: 'Which secret is used?' })
  await dialog.waitFor()
}
const answer = () => shownText(dialog.getByRole('region', { name: 'Answer' }))
const candidates = async () =>
  (await dialog.getByRole('list', { name: 'Secrets that cover the tool' }).getByRole('listitem').all()).length
const ask = async (tool: string, argument: string) => {
  await dialog.getByText('A tool by name', { exact: true }).click()
  await dialog.getByLabel('Tool', { exact: true }).fill(tool)
  await dialog.getByLabel('Argument').fill(argument)
}
const clashes = () => shownText(dialog.getByRole('region', { name: /^Clashes/ }))

describe('the answer', () => {
  it('names the one that is used and why', async () => {
    await open()
    expect(await answer()).toContain('“Linear API token” is used')
    expect(await answer()).toContain('Its wildcard agno__linear__* covers all the tools.')
    await dialog.getByLabel('Service', { exact: true }).selectOption('GitHub')
    expect(await answer()).toContain('“GitHub access token” is used')
    expect(await answer()).toContain('Some tools only')
    expect(await candidates()).toBe(2)
  })

  it('for one tool an exact name comes before a wildcard, which is said to be shadowed', async () => {
    await open()
    await ask('agno__github__create_issue', 'access_token')
    expect(await answer()).toContain('“GitHub, one repository” is used')
    expect(await answer()).toContain('Its tool is named exactly: agno__github__create_issue.')
    expect(await answer()).toContain('Gives way to the one that names the tool exactly.')
    await ask('agno__github__list_issues', 'access_token')
    expect(await answer()).toContain('Its wildcard agno__github__* covers the tool.')
  })

  it('what is not documented is not guessed', async () => {
    await open([aSecret({ id: 'a', name: 'first' }), aSecret({ id: 'b', name: 'second' })])
    expect(await answer()).toContain('Nobody can tell: 2 secrets could be used')
    expect(await answer()).toContain(
      'The order among several is not documented by io.net; Latchkey does not guess.',
    )
  })

  it('says what is there but not the default, and leads to its form', async () => {
    await open()
    await dialog.getByLabel('Service', { exact: true }).selectOption('Slack')
    expect(await answer()).toContain('1 secret covers the tool, but built-in agents take only a default.')
    await dialog
      .getByRole('region', { name: 'Answer' })
      .getByRole('button', { name: 'Edit “Slack bot”' })
      .click()
    await expect.poll(() => shownText(ui.page.getByRole('dialog'))).toContain('Slack bot')
  })

  it('where nothing is set it offers to set it', async () => {
    await open()
    await dialog.getByLabel('Service', { exact: true }).selectOption('Discord')
    expect(await answer()).toContain('No secret is set for it')
    await dialog.getByRole('button', { name: 'Use an existing one' }).click()
    await ui.page.getByRole('dialog', { name: 'Use an existing secret for Discord' }).waitFor()
  })

  it('an argument stays where the next service has it too', async () => {
    await open()
    await dialog.getByLabel('Service', { exact: true }).selectOption('Jira')
    await dialog.getByLabel('Argument').selectOption('username')
    expect(await answer()).toContain('“Jira user” is used')
    await dialog.getByLabel('Service', { exact: true }).selectOption('Confluence')
    await expect.poll(() => dialog.getByLabel('Argument').inputValue()).toBe('username')
    await dialog.getByLabel('Service', { exact: true }).selectOption('Slack')
    await expect.poll(() => dialog.getByLabel('Argument').inputValue()).toBe('token')
  })

  it('asks for a tool and an argument where one is not there yet', async () => {
    await open()
    await ask(' ', '')
    await expect.poll(() => shownText(dialog)).toContain('Name a tool and an argument')
    await ask('acme__warehouse__query', 'password')
    expect(await answer()).toContain('“Warehouse” is used')
  })
})

describe('the clashes', () => {
  it('are told in words, what breaks something before what may be meant', async () => {
    await open([...someSecrets(), aSecret({ id: 'twin', name: 'Linear, second' })])
    const words = await clashes()
    expect(words).toContain('Several defaults for agno__linear__*')
    expect(words).toContain('“Linear API token” and “Linear, second” are both the default for api_token.')
    expect(words).toContain('No default for Slack')
    expect(words.indexOf('Several defaults')).toBeLessThan(words.indexOf('An exact name before a wildcard'))
  })

  it('lead to the form of each secret', async () => {
    await open()
    await dialog
      .getByRole('region', { name: /^Clashes/ })
      .getByRole('button', { name: 'Edit “Slack bot”' })
      .click()
    await expect.poll(() => shownText(ui.page.getByRole('dialog'))).toContain('Slack bot')
  })

  it('are none where all is well', async () => {
    await open([aSecret({ id: 'a' })])
    expect(await clashes()).toContain('None: no secret is in another one’s way.')
  })

  it('many are shown on demand', async () => {
    const twins = Array.from({ length: 15 }, (_, index) =>
      ['x', 'y'].map((side) => aSecret({ id: `${side}${index}`, toolName: `acme__${index}` })),
    ).flat()
    await open(twins)
    await dialog.getByRole('button', { name: 'Show all 15' }).click()
    await expect
      .poll(() => dialog.getByRole('heading', { name: /^Several defaults for acme/ }).count())
      .toBe(15)
  })
})

describe('around it', () => {
  it('is asked and left by keyboard alone', async () => {
    await open()
    expect(await dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true)
    await ui.page.keyboard.press('ArrowRight')
    await ui.page.keyboard.press('Tab')
    await ui.page.keyboard.type('agno__slack__send')
    await expect
      .poll(() => dialog.getByLabel('Tool', { exact: true }).inputValue())
      .toContain('agno__slack__send')
    await ui.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  it('R15 names chosen by an enemy stay visible text', async () => {
    const names = [...markup, ...hiddenCharacters.map(([text]) => text)]
    await open(names.map((name, index) => aSecret({ id: `s${index}`, name, display: name })))
    const words = await shownText(dialog)
    for (const [hidden, visible] of hiddenCharacters) {
      expect(words).not.toContain(hidden)
      expect(visible).not.toBe('')
    }
    expect(words).toContain(markup[0])
    await ask(`<script>${'x'.repeat(600)}`, 'a')
    expect(await ui.page.evaluate(() => '__xss' in window)).toBe(false)
    expect(await lookAt(ui.page, 'which-secret-hostile')).toEqual([])
  })

  const views: Readonly<Record<string, () => Promise<unknown>>> = {
    used: () => Promise.resolve(),
    none: () => dialog.getByLabel('Service', { exact: true }).selectOption('Discord'),
    tool: () => ask('agno__github__create_issue', 'access_token'),
  }
  it.each(Object.keys(views))('%s fits, and nothing is wrong with its accessibility', async (name) => {
    await open([
      ...someSecrets(),
      aSecret({ id: 'twin', name: 'Slack, second', toolName: 'agno__slack__send', toolArg: 'token' }),
    ])
    await views[name]?.()
    expect(await lookAt(ui.page, `which-secret-${name}`)).toEqual([])
  })

  it('contested fits, and nothing is wrong with its accessibility', async () => {
    await open([...someSecrets(), aSecret({ id: 'twin', name: 'Linear, second' })])
    expect(await lookAt(ui.page, 'which-secret-contested')).toEqual([])
  })
})

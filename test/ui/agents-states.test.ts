// The agents in every state and look: read, unread, old, named by an enemy, light and dark, in a small window.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { lookAt } from '../e2e/support/look.ts'
import { aSnapshot, aSync } from '../support/key-builders.ts'
import { anAgent, aSecret, someAgents, someSecrets } from '../support/secret-builders.ts'
import { chooseAgent, listedAgents, openAgents } from './support/agents-driver.ts'
import { hiddenCharacters, markup } from './support/hostile-text.ts'
import { shownText } from './support/table-driver.ts'
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

describe('the states of the list', () => {
  const sync = (changes: Parameters<typeof aSync>[0], agents = someAgents()) => ({
    snapshot: aSnapshot({ agents, sync: aSync(changes) }),
  })
  const problem = { code: 'unavailable', effect: 'none', isRetryable: true, status: 503 } as const

  it('reads them, has none, or could not read them', async () => {
    let page = await open(sync({ agentsAsOf: null }, []))
    await page.getByText('Reading the agents…').waitFor()
    await ui.close()
    page = await open(sync({}, []))
    await page.getByText('The service lists no agents').waitFor()
    await ui.close()
    page = await open(sync({ agentsAsOf: null, agentsProblem: problem }, []))
    await page.getByText('The agents could not be read').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => ui.calls('sync.refresh')).toHaveLength(1)
  })

  it('those read earlier stay, with their time', async () => {
    const at = new Date()
    at.setHours(0, 7, 0, 0)
    const page = await open(sync({ agentsAsOf: at.getTime(), agentsProblem: problem }))
    await page.getByText('The agents are as of 00:07').waitFor()
    expect(await listedAgents(page)).toHaveLength(5)
  })
})

describe('R15 names chosen by an enemy', () => {
  it('stay text, in the list, the detail and the code', async () => {
    const agents = markup.map((text, index) =>
      anAgent({ id: `a${index}`, name: text, description: text, tags: [text.slice(0, 90)] }),
    )
    const hostile = markup[0] ?? ''
    agents.push(anAgent({ id: `github ${hostile}`, name: `GitHub ${hostile}` }))
    const secrets = [
      aSecret({
        id: 's',
        name: hostile,
        toolName: 'agno__github__*',
        toolArg: 'access_token',
        display: hostile,
      }),
    ]
    const page = await open({ snapshot: aSnapshot({ agents }), secrets })
    const detail = await chooseAgent(page, `GitHub ${hostile}`)
    await expect.poll(() => shownText(detail)).toContain(hostile)
    await detail.getByText('Python', { exact: true }).click()
    expect(
      await page.locator('section[aria-label=Agents]').locator('img, script, iframe, style, base').count(),
    ).toBe(0)
    expect(await page.evaluate(() => '__xss' in window)).toBe(false)
  })

  it('show what hides or reorders its neighbours', async () => {
    const agents = hiddenCharacters.map(([text], index) =>
      anAgent({ id: `a${index}`, name: text, description: text, tags: [text] }),
    )
    const page = await open({ snapshot: aSnapshot({ agents }) })
    const text = await shownText(page.getByRole('region', { name: 'Agents', exact: true }))
    for (const [hidden, visible] of hiddenCharacters) {
      expect(text).toContain(visible)
      expect(text).not.toContain(hidden)
    }
  })

  it('however long, move nothing out of the window', async () => {
    const long = 'invoice-reconciliation-'.repeat(80)
    const agents = [
      anAgent({
        id: long.slice(0, 200),
        name: long.slice(0, 300),
        description: long,
        tags: [long.slice(0, 100)],
      }),
    ]
    const page = await open({
      snapshot: aSnapshot({ agents }),
      context: { viewport: { width: 450, height: 300 }, deviceScaleFactor: 2 },
    })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(450)
    const wide = await page.evaluate(
      () =>
        [...document.querySelectorAll('article, article *')].filter(
          (part) => part.clientWidth > 0 && part.getBoundingClientRect().right > innerWidth,
        ).length,
    )
    expect(wide).toBe(0)
  })
})

describe('looks', () => {
  const views: Readonly<
    Record<string, { options?: Partial<UiPageOptions>; reach?: () => Promise<unknown> }>
  > = {
    set: {},
    several: { reach: () => chooseAgent(ui.page, 'Jira Agent') },
    missing: { reach: () => chooseAgent(ui.page, 'Discord Agent') },
    optional: { reach: () => chooseAgent(ui.page, 'GitHub Agent') },
    nothing: { reach: () => chooseAgent(ui.page, 'Reasoning Agent') },
    'no-hits': { reach: () => search('zebra') },
    empty: { options: { snapshot: aSnapshot() } },
    contested: {
      options: { secrets: [...someSecrets(), aSecret({ id: 'twin', name: 'Linear, second' })] },
      reach: () => chooseAgent(ui.page, 'Linear Agent'),
    },
  }
  it.each(Object.keys(views))('%s fits, and nothing is wrong with its accessibility', async (name) => {
    const view = views[name]
    await open(view?.options)
    await view?.reach?.()
    expect(await lookAt(ui.page, `agents-${name}`)).toEqual([])
  })
})

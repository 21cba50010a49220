// Using a secret that is there for what an agent needs: which are offered, what each way costs, what comes of it.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Secret } from '../../src/shared/domain/secret.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aSnapshot, aSync } from '../support/key-builders.ts'
import { anAgent, aSecret, manySecrets, someAgents, someSecrets } from '../support/secret-builders.ts'
import { chooseAgent, openAgents } from './support/agents-driver.ts'
import { failed, misfits, zoomedWindow } from './support/dialog-driver.ts'
import { hiddenCharacters, markup } from './support/hostile-text.ts'
import { messages, shownText } from './support/table-driver.ts'
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

const agents = [...someAgents(), anAgent({ id: 'slack_agent', name: 'Slack Agent' })]

async function open(agent = 'Discord Agent', options: Partial<UiPageOptions> = {}) {
  ui = await openAgents(browser, { snapshot: aSnapshot({ agents }), ...options })
  await (await chooseAgent(ui.page, agent)).getByRole('button', { name: /^Use an existing one/ }).click()
  dialog = ui.page.getByRole('dialog', { name: /^Use an existing secret for/ })
  await dialog.waitFor()
}
const choice = (name: string) => dialog.getByRole('radio', { name: new RegExp(`^${name}`) })
const button = (name: string) => dialog.getByRole('button', { name, exact: true })
const happens = () => shownText(dialog.getByRole('region', { name: 'What happens' }))
const updates = async () => (await ui.calls('secrets.update')).map(({ input }) => input)
const offered = async () =>
  dialog
    .getByRole('group', { name: 'Secret to use' })
    .locator('label')
    .evaluateAll((labels) => labels.map((label) => label.textContent ?? ''))

describe('what is offered', () => {
  it('begins with what is for the service already, then the same argument of another tool', async () => {
    await open('Slack Agent')
    expect((await offered()).map((text) => text.slice(0, 12))).toEqual([
      expect.stringContaining('Slack bot'),
      expect.stringContaining('Jira token'),
      ...Array.from({ length: 7 }, () => expect.any(String)),
    ])
    await expect.poll(() => choice('Slack bot').isChecked()).toBe(true)
  })

  it('is searched, and what is hidden by the search is not acted on', async () => {
    await open('Slack Agent')
    await dialog.getByRole('searchbox').fill('warehouse')
    await expect.poll(async () => (await offered()).length).toBe(1)
    await dialog.getByRole('searchbox').fill('zebra')
    await dialog.getByText('No secret matches the search.').waitFor()
    await expect.poll(() => button('Use it').getAttribute('aria-disabled')).toBe('true')
  })

  it('of very many the first are shown and the search finds the others', async () => {
    await open('Discord Agent', { secrets: manySecrets(3000) })
    await expect.poll(() => shownText(dialog)).toContain('2940 more: search to find them.')
    await dialog.getByRole('searchbox').fill('credential 2999')
    await expect.poll(async () => (await offered()).length).toBe(1)
  })

  it('with no secret at all it leads to the form for one', async () => {
    await open('Discord Agent', { secrets: [] })
    await button('Add secret').click()
    await expect.poll(() => shownText(ui.page.getByRole('dialog'))).toContain('Discord')
  })
})

describe('one that is for the service already', () => {
  it('is made the default, which is all that is sent', async () => {
    await open('Slack Agent')
    expect(await happens()).toMatch(/Default\s*no\s*yes/)
    await button('Make it the default').click()
    await dialog.waitFor({ state: 'detached' })
    expect(await updates()).toEqual([{ secretId: 's7', changes: { isDefault: true } }])
    await expect.poll(() => shownText(messages(ui.page))).toContain('“Slack bot” is now used for Slack')
  })

  it('R41 says so where the service did not take it over, and claims nothing', async () => {
    const secret = someSecrets().find(({ id }) => id === 's7')
    if (!secret) throw new Error('no s7')
    await open('Slack Agent', {
      results: { 'secrets.update': [{ ok: true, value: { secret, notTaken: ['isDefault'] } }] },
    })
    await button('Make it the default').click()
    await expect.poll(() => shownText(dialog)).toContain('Default: the service kept no, you asked for yes.')
    await expect.poll(() => shownText(messages(ui.page))).toBe('')
  })

  it('a refusal says what failed and that nothing was changed', async () => {
    await open('Slack Agent', {
      results: { 'secrets.update': [failed('rateLimited', { retryAfterMs: 30_000 })] },
    })
    await button('Make it the default').click()
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('The secret was not changed')
    await expect.poll(() => button('Make it the default').getAttribute('aria-disabled')).toBe('true')
  })
})

describe('one that is for something else', () => {
  it('which something takes, is proposed to get a second one; changing it tells who loses it', async () => {
    await open()
    await choice('Linear API token').check()
    await expect
      .poll(() => dialog.getByRole('radio', { name: /^Make a second secret/ }).isChecked())
      .toBe(true)
    await dialog.getByRole('radio', { name: /^Change its tool/ }).check()
    const words = await happens()
    expect(words).toContain('Its present tool loses it: agno__linear__*.')
    expect(words).toMatch(/Tool\s*agno__linear__\*\s*agno__discord__\*/)
    expect(words).toMatch(/Argument\s*api_token\s*bot_token/)
    expect(words).toContain('nothing left')
    expect(words).toContain('Used by Linear Agent')
    await button('Change its tool').click()
    await dialog.waitFor({ state: 'detached' })
    expect(await updates()).toEqual([
      { secretId: 's1', changes: { toolName: 'agno__discord__*', toolArg: 'bot_token' } },
    ])
  })

  it('which nothing takes, is proposed to be changed', async () => {
    await open()
    await choice('Spare token').check()
    await expect.poll(() => dialog.getByRole('radio', { name: /^Change its tool/ }).isChecked()).toBe(true)
    await button('Change its tool').click()
    await expect
      .poll(updates)
      .toEqual([
        { secretId: 's9', changes: { toolName: 'agno__discord__*', toolArg: 'bot_token', isDefault: true } },
      ])
  })

  it('a second one comes from the sealed copy', async () => {
    await open()
    await choice('Linear API token').check()
    expect(await happens()).toContain('The value comes from the sealed copy on this computer.')
    await button('Make a second secret…').click()
    const form = ui.page.getByRole('dialog')
    await expect.poll(() => shownText(form)).toMatch(/sealed copy/i)
    await expect.poll(() => shownText(form)).toContain('Linear API token')
    expect(await updates()).toEqual([])
  })

  it('without a sealed copy it is entered again, because nobody can read it back', async () => {
    await open()
    await choice('GitHub access token').check()
    expect(await happens()).toContain('The value cannot be read back')
    await button('Enter the value again…').click()
    await expect.poll(() => shownText(ui.page.getByRole('dialog'))).toContain('Discord')
    expect(await updates()).toEqual([])
  })
})

describe('around it', () => {
  it('says that one is used already', async () => {
    await open()
    const upserted = [
      aSecret({ id: 'd', name: 'Discord bot', toolName: 'agno__discord__*', toolArg: 'bot_token' }),
    ]
    await ui.push({ secrets: { isReset: false, upserted, removedIds: [] } })
    await expect.poll(() => shownText(dialog)).toContain('“Discord bot” is used already')
  })

  it('one that is deleted meanwhile is no longer chosen', async () => {
    await open()
    await choice('Spare token').check()
    await ui.push({ secrets: { isReset: false, upserted: [], removedIds: ['s9'] } })
    await expect.poll(() => button('Use it').getAttribute('aria-disabled')).toBe('true')
  })

  it('offline nothing is changed', async () => {
    await open('Slack Agent')
    const listProblem = { code: 'offline', effect: 'none', isRetryable: true } as const
    await ui.push({ parts: { sync: aSync({ listProblem }) } })
    await expect.poll(() => button('Make it the default').getAttribute('aria-disabled')).toBe('true')
    await button('Make it the default').click({ force: true })
    expect(await updates()).toEqual([])
  })

  it('is done by keyboard alone', async () => {
    await open()
    await ui.page.keyboard.type('spare')
    await expect.poll(async () => (await offered()).length).toBe(1)
    await ui.page.keyboard.press('Tab')
    await ui.page.keyboard.press('Space')
    await ui.page.keyboard.press('Tab')
    await ui.page.keyboard.press('Tab')
    await ui.page.keyboard.press('Tab')
    expect(await ui.page.evaluate(() => document.activeElement?.textContent)).toBe('Change its tool')
    await ui.page.keyboard.press('Enter')
    await expect.poll(async () => (await updates()).length).toBe(1)
  })

  it('R15 names chosen by an enemy stay visible text', async () => {
    const names = [...markup, ...hiddenCharacters.map(([text]) => text)]
    await open('Discord Agent', {
      secrets: names.map((name, index) =>
        aSecret({ id: `s${index}`, name, display: name, isDefault: false }),
      ),
    })
    const words = await shownText(dialog)
    for (const name of markup) expect(words).toContain(name)
    for (const [hidden, visible] of hiddenCharacters) {
      expect(words).toContain(visible)
      expect(words).not.toContain(hidden)
    }
    expect(await ui.page.evaluate(() => '__xss' in window)).toBe(false)
  })

  it('fits a small window at 200 %, however long the names', async () => {
    const long = 'invoice-reconciliation-'.repeat(40)
    const secrets: Secret[] = [
      aSecret({
        id: 'a',
        name: long,
        toolName: `agno__slack__${long}`,
        toolArg: 'token',
        display: long.slice(0, 300),
      }),
    ]
    await open('Discord Agent', { secrets, context: zoomedWindow })
    await dialog.getByRole('radio').first().check()
    expect(await misfits(ui.page)).toEqual([])
  })

  it.each([
    ['default', 'Slack Agent', null],
    ['second', 'Discord Agent', 'Linear API token'],
    ['again', 'Discord Agent', 'GitHub access token'],
    ['empty', 'Discord Agent', null],
  ] as const)('%s fits, and nothing is wrong with its accessibility', async (name, agent, chosen) => {
    await open(agent, name === 'empty' ? { secrets: [] } : {})
    if (chosen) await choice(chosen).check()
    expect(await lookAt(ui.page, `use-existing-${name}`)).toEqual([])
  })

  it('a change that others lose fits, and nothing is wrong with its accessibility', async () => {
    await open()
    await choice('GitHub access token').check()
    await dialog.getByRole('radio', { name: /^Change its tool/ }).check()
    expect(await lookAt(ui.page, 'use-existing-change')).toEqual([])
  })
})

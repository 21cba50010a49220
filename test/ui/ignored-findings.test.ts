// Findings judged fine: ignored one by one or together, out of every count, and looked at again.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aKey, aSnapshot, manyKeys } from '../support/key-builders.ts'
import { aSecret } from '../support/secret-builders.ts'
import { failed } from './support/dialog-driver.ts'
import { messages, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const dayMs = 86_400_000
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

/** Only without an end, where nothing else is said. */
const endless = (id: string, name: string, changes: Partial<ApiKey> = {}): ApiKey =>
  aKey({
    ...{ id, name, createdAt: Date.now() - 3 * dayMs, expiresAt: null },
    ...{ access: { kind: 'only', models: ['m'] }, creditLimit: 50, ...changes },
  })
const keys = () => [
  endless('a', 'billing-bot'),
  endless('b', 'docs \u202Ehcraes <b>x</b>'),
  endless('c', 'nightly-eval', { creditLimit: null }),
]
const secrets = [aSecret({ id: 's', name: 'Old tool', toolName: 'no_such_tool' })]
const ignoredKey = (subjectId: string) => ({ finding: 'neverExpires' as const, subjectId, at: Date.now() })

async function open(options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: keys(), secrets, ...options })
  await ui.page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Hygiene' }).click()
  await ui.page.getByRole('region', { name: 'Hygiene' }).waitFor()
  return ui.page
}

const finding = (title: string | RegExp) => ui.page.getByRole('region', { name: title })
const ignored = () => ui.page.getByRole('region', { name: 'Ignored findings' })
const headings = () => ui.page.getByRole('heading', { level: 2 }).allInnerTexts()
const calls = async () => (await ui.calls('hygiene.setIgnored')).map(({ input }) => input)
const openIgnored = (count: number) =>
  ignored()
    .getByRole('button', { name: `${count} ignored` })
    .click()

describe('ignoring', () => {
  it('takes one key out of the finding and its count, and says where it went', async () => {
    const page = await open()
    await finding('3 keys never expire')
      .getByRole('button', { name: 'Ignore this finding for billing-bot' })
      .click()
    await finding('2 keys never expire').waitFor()
    expect(await calls()).toEqual([{ finding: 'neverExpires', subjectIds: ['a'], isIgnored: true }])
    await expect.poll(() => shownText(messages(page))).toContain('Finding about “billing-bot” ignored')
    await expect.poll(headings).toContain('1 key has no credit limit')
    await ignored().getByRole('button', { name: '1 ignored' }).waitFor()
    // What is ignored comes back elsewhere: the keyboard is not left nowhere.
    await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)
  })

  it('is chosen for several at once, by keyboard too', async () => {
    const page = await open()
    await finding('3 keys never expire')
      .getByRole('button', { name: 'Choose for which to ignore' })
      .press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Ignore “never expires”' })
    await dialog.getByText('docs ‹U+202E›hcraes <b>x</b>').waitFor()
    const button = dialog.getByRole('button', { name: /^Ignore/ })
    await expect.poll(() => button.getAttribute('aria-disabled')).toBe('true')
    await page.keyboard.press('Space')
    await expect.poll(() => shownText(button)).toBe('Ignore for 3 keys')
    await dialog.getByRole('checkbox', { name: /^nightly-eval/ }).uncheck()
    await button.click()
    await dialog.waitFor({ state: 'detached' })
    expect(await calls()).toEqual([{ finding: 'neverExpires', subjectIds: ['a', 'b'], isIgnored: true }])
    await finding('1 key never expires').waitFor()
    await expect.poll(() => shownText(messages(page))).toContain('Finding about 2 keys ignored')
  })

  it('that was not written says so, and the finding stays', async () => {
    const refusal = failed('storage', { isRetryable: true })
    const page = await open({ results: { 'hygiene.setIgnored': [refusal] } })
    await finding('1 secret is taken by no known tool')
      .getByRole('button', { name: 'Ignore this finding for Old tool' })
      .click()
    await messages(page).getByText('could not', { exact: false }).first().waitFor()
    await finding('3 keys never expire').getByRole('button', { name: 'Choose for which to ignore' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('checkbox', { name: 'All 3 keys listed' }).check()
    await dialog.getByRole('button', { name: 'Ignore for 3 keys' }).click()
    await dialog.getByText('Nothing was ignored').waitFor()
    await page.keyboard.press('Escape')
    await expect
      .poll(headings)
      .toEqual(['1 key has no credit limit', '3 keys never expire', '1 secret is taken by no known tool'])
  })
})

describe('what is ignored', () => {
  it('is opened at the end and looked at again, one or all of a kind', async () => {
    const ignoredFindings = [
      ...['a', 'b', 'c', 'gone'].map(ignoredKey),
      { finding: 'noKnownTool' as const, subjectId: 's', at: Date.now() },
    ]
    const page = await open({ snapshot: aSnapshot({ ignoredFindings }) })
    await expect.poll(headings).toEqual(['1 key has no credit limit'])
    await page.getByText('1 finding in 3 keys and 1 secret').waitFor()
    await openIgnored(4)
    await expect.poll(() => shownText(ignored())).toMatch(/Never expires\s*3 keys/)
    await expect.poll(() => shownText(ignored())).toMatch(/Created .+ · ignored \d/)
    await ignored().getByRole('button', { name: 'Look again at Old tool: no known tool' }).click()
    await finding('1 secret is taken by no known tool').waitFor()
    await ignored().getByRole('button', { name: 'Look at all again: never expires' }).click()
    await finding('3 keys never expire').waitFor()
    await ignored().waitFor({ state: 'detached' })
    expect(await calls()).toEqual([
      { finding: 'noKnownTool', subjectIds: ['s'], isIgnored: false },
      { finding: 'neverExpires', subjectIds: ['a', 'b', 'c'], isIgnored: false },
    ])
  })

  it('of all there is leaves nothing to tidy up, and can still be opened', async () => {
    const page = await open({
      keys: [endless('a', 'billing-bot')],
      secrets: [],
      snapshot: aSnapshot({ ignoredFindings: [ignoredKey('a')] }),
    })
    await page.getByRole('heading', { name: 'Nothing to tidy up' }).waitFor()
    await page.getByText('there is nothing but what you ignored').waitFor()
    await openIgnored(1)
    await ignored().getByRole('button', { name: 'Look again at billing-bot: never expires' }).click()
    await finding('1 key never expires').waitFor()
  })

  it('of ten thousand keys is listed in pieces', async () => {
    const all = manyKeys(10_000).map((key) => ({ ...key, expiresAt: null, ending: null }))
    await open({
      keys: all,
      secrets: [],
      snapshot: aSnapshot({ ignoredFindings: all.map(({ id }) => ignoredKey(id)) }),
    })
    await ignored().getByRole('button', { name: '10,000 ignored' }).click()
    await expect.poll(() => ignored().getByRole('listitem').count()).toBe(10)
    await ignored().getByRole('button', { name: 'Show 200 more' }).click()
    await expect.poll(() => ignored().getByRole('listitem').count()).toBe(210)
    await ignored().getByRole('button', { name: 'Look at all again: never expires' }).click()
    await finding('10,000 keys never expire').waitFor()
    expect(await calls()).toHaveLength(20)
  })
})

describe('how it looks', () => {
  const some = { snapshot: aSnapshot({ ignoredFindings: ['a', 'b'].map(ignoredKey) }) }
  it.each<[string, Partial<UiPageOptions>, () => Promise<unknown>]>([
    ['closed', some, () => ignored().waitFor()],
    ['open', some, () => openIgnored(2)],
    [
      'all',
      { keys: [endless('a', 'billing-bot')], secrets: [], ...some },
      () => ui.page.getByText('Nothing to tidy up').waitFor(),
    ],
    [
      'choice',
      {},
      async () => {
        await finding('3 keys never expire')
          .getByRole('button', { name: 'Choose for which to ignore' })
          .click()
        await ui.page.getByRole('checkbox', { name: /^billing-bot/ }).check()
      },
    ],
  ])('%s', async (name, options, reach) => {
    await open(options)
    await reach()
    expect(await lookAt(ui.page, `ignored-${name}`)).toEqual([])
  })
})

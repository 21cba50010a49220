// Hygiene: what is found and on what grounds, the exact change before it is sent, and what became of it.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aKey, aSnapshot, aSync, manyKeys } from '../support/key-builders.ts'
import { aSecret } from '../support/secret-builders.ts'
import { failed } from './support/dialog-driver.ts'
import { messages, shownNames, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const dayMs = 86_400_000
const now = Date.now()
const models = ['meta-llama/Llama-3.3-70B', 'deepseek-ai/DeepSeek-R1']
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

/** Nothing to say about it but what is changed. */
function tidy(changes: Partial<ApiKey> & Pick<ApiKey, 'id'>): ApiKey {
  return aKey({
    createdAt: now - 100 * dayMs,
    access: { kind: 'only', models },
    creditLimit: 50,
    creditUsed: 10,
    creditCycle: 'weekly',
    usedToday: 1,
    usedAllTime: 200,
    lastUseSeenAt: now - 3_600_000,
    ...changes,
  })
}

const untidy = (): ApiKey[] => [
  tidy({ id: 'a', name: 'billing-bot', creditLimit: null }),
  tidy({
    id: 'b',
    name: 'support-agent',
    creditLimit: null,
    creditCycle: null,
    creditUsed: 0,
    usedAllTime: null,
  }),
  tidy({ id: 'c', name: 'nightly-eval', creditLimit: 10_000 }),
  tidy({ id: 'd', name: 'mira laptop', expiresAt: null, access: { kind: 'all' } }),
  tidy({ id: 'e', name: 'staging', expiresAt: now + 5 * dayMs }),
  tidy({
    id: 'f',
    name: 'docs \u202Ehcraes',
    creditUsed: 0,
    usedToday: 0,
    usedAllTime: 0,
    lastUseSeenAt: null,
  }),
]
const untidySecrets = [
  aSecret({
    id: 's1',
    name: 'Linear, old',
    valueSetFrom: now - 300 * dayMs,
    valueSetUntil: now - 300 * dayMs,
  }),
  aSecret({ id: 's2', name: 'GitHub one', sharedGroup: 'g' }),
  aSecret({ id: 's3', name: 'GitHub two', sharedGroup: 'g', toolName: 'no_such_tool' }),
]
const used = { ok: true as const, value: { keys: [{ keyId: 'd', models }] } }

async function open(options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, {
    snapshot: aSnapshot(),
    keys: untidy(),
    secrets: untidySecrets,
    ...options,
    results: { 'usage.readUsedModels': [used], ...options.results },
  })
  await ui.page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Hygiene' }).click()
  await ui.page.getByRole('region', { name: 'Hygiene' }).waitFor()
  return ui.page
}

const finding = (title: string | RegExp) => ui.page.getByRole('region', { name: title })
const heading = () => ui.page.getByRole('heading', { level: 2 }).allInnerTexts()
const ask = async (scope: Locator, button: string | RegExp) => {
  await scope.getByRole('button', { name: button }).click()
  const dialog = ui.page.getByRole('dialog')
  await dialog.waitFor()
  return dialog
}
const updates = async () => (await ui.calls('keys.update')).map(({ input }) => input)
const lines = async (dialog: Locator) =>
  (await dialog.getByRole('row').allInnerTexts()).slice(1).map((line) => line.replace(/\s+/g, ' ').trim())

describe('findings', () => {
  it('are told with their number, what they rest on, and when it was looked', async () => {
    const page = await open()
    await expect
      .poll(heading)
      .toEqual([
        '1 key is in use and expires soon',
        '2 keys have no credit limit',
        '1 key has a limit far above its use',
        '1 key may call all models and uses few',
        '1 key never expires',
        '1 key seems to be idle',
        '1 secret has a value older than 180 days',
        '2 secrets share a value with another',
        '1 secret is taken by no known tool',
      ])
    const words = await shownText(page.getByRole('region', { name: 'Hygiene' }))
    for (const part of [
      'Expires in ',
      '1 credit today',
      '10 credits this cycle, weekly · 200 in all',
      'Limit 10,000 credits weekly · 10 this cycle, 14 a week on average since it was created',
      `Seen to use ${models.join(', ')}`,
      'docs ‹U+202E›hcraes',
      'Never used · Created',
      ' days old',
      'Same value as “GitHub two”',
      'Set for no_such_tool',
      'Looked at',
    ]) {
      expect(words).toContain(part)
    }
  })

  it('are shown in the table as a filter that can be dropped', async () => {
    const page = await open()
    await finding('2 keys have no credit limit').getByRole('button', { name: 'Show in the table' }).click()
    await expect.poll(() => shownNames(page)).toEqual(['billing-bot', 'support-agent'])
    await page.getByRole('button', { name: 'Remove filter: Hygiene: no credit limit' }).click()
    await expect.poll(async () => (await shownNames(page)).length).toBe(6)
  })

  it('of idle keys lead to freezing and revoking, those of secrets to the secret', async () => {
    const page = await open()
    await finding('1 key seems to be idle')
      .getByRole('button', { name: /^Revoke docs/ })
      .click()
    await page.getByRole('alertdialog').waitFor()
    await page.keyboard.press('Escape')
    await finding('2 secrets share a value with another')
      .getByRole('button', { name: 'Replace value of GitHub one and those that share it' })
      .click()
    await expect.poll(async () => shownText(page.getByRole('dialog'))).toContain('GitHub two')
  })

  it('none: says so with what was looked at; while use is unknown it says what cannot be told', async () => {
    const page = await open({
      keys: [tidy({ id: 'a' })],
      secrets: [],
      snapshot: aSnapshot({ sync: aSync({ usageAsOf: null }) }),
    })
    await page.getByRole('heading', { name: 'Nothing to tidy up' }).waitFor()
    await expect
      .poll(() => shownText(page.getByRole('region', { name: 'Hygiene' })))
      .toMatch(/1 key and 0 secrets looked at, \d\d:\d\d/)
    await page.getByText('The use of the keys is not known yet').waitFor()
  })

  it('nothing is called tidy before the list was read, or where it could not be', async () => {
    const page = await open({
      keys: [],
      secrets: [],
      snapshot: aSnapshot({ sync: aSync({ listAsOf: null }) }),
    })
    await page.getByText('Reading your API keys…').waitFor()
    const listProblem = { code: 'offline', effect: 'none', isRetryable: true } as const
    await ui.push({ parts: { sync: aSync({ listAsOf: null, listProblem }) } })
    await page.getByRole('heading', { name: 'Your API keys could not be read' }).waitFor()
  })

  it('of ten thousand keys list a few, and all of them are one filter', async () => {
    const page = await open({ keys: manyKeys(10_000), secrets: [], results: {} })
    const limits = finding(/keys have no credit limit$/)
    await limits.waitFor()
    await expect.poll(() => limits.getByRole('listitem').count()).toBe(4)
    await limits.getByRole('button', { name: /^Show all [\d,]+ in the table$/ }).click()
    await page.getByRole('button', { name: 'Remove filter: Hygiene: no credit limit' }).waitFor()
    expect((await ui.calls('usage.readUsedModels')).length).toBeGreaterThan(10)
  })
})

describe('a remedy', () => {
  it('shows the exact change, takes other numbers, and sends just that', async () => {
    const page = await open()
    const dialog = await ask(finding('2 keys have no credit limit'), /^Set limits/)
    expect(await lines(dialog)).toEqual([
      expect.stringMatching(
        /^billing-bot .* weekly Credit limit no limit 50 credits Used: 10 credits this cycle, weekly · 200 in all$/,
      ),
      expect.stringMatching(
        /^support-agent .* monthly Credit limit no limit 10 credits Credits start over not known monthly Used: 0 credits this cycle$/,
      ),
    ])
    await dialog.getByLabel('New limit of billing-bot in credits').fill('40')
    expect((await lines(dialog))[0]).toContain('Credit limit no limit 40 credits')
    await dialog.getByLabel('New limit of support-agent in credits').fill('-1')
    await dialog.getByText('Write digits, such as 40.').waitFor()
    await expect.poll(() => dialog.getByRole('button', { name: 'Change 1 key' }).count()).toBe(0)
    await dialog.getByRole('checkbox', { name: 'Change support-agent' }).uncheck()
    await dialog.getByRole('button', { name: 'Change key' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await updates()).toEqual([{ keyId: 'a', changes: { creditLimit: 40 } }])
    await expect.poll(() => shownText(messages(page))).toContain('“billing-bot” was changed')
    await expect.poll(heading).toContain('1 key has no credit limit')
  })

  it('names the models and the date', async () => {
    await open()
    const limiting = await ask(finding('1 key may call all models and uses few'), 'Limit models mira laptop')
    await expect.poll(() => shownText(limiting)).toContain(`2 models: ${models.join(', ')}`)
    await limiting.getByRole('button', { name: 'Change key' }).click()
    await limiting.waitFor({ state: 'detached' })
    const expiring = await ask(finding('1 key never expires'), 'Set expiry mira laptop')
    await expiring.getByLabel('Expire in').selectOption('365')
    expect((await lines(expiring))[0]).toMatch(/Expires never \d+ \w+ \d{4}, \d\d:\d\d/)
    await expiring.getByRole('button', { name: 'Change key' }).click()
    await expiring.waitFor({ state: 'detached' })
    const [first, second] = (await updates()) as { changes: { expiresAt?: number } }[]
    expect(first).toEqual({ keyId: 'd', changes: { access: { kind: 'only', models } } })
    expect(Math.abs((second?.changes.expiresAt ?? 0) - now - 365 * dayMs)).toBeLessThan(120_000)
  })

  it('of several tells what failed and what was not taken over, and tries just those again', async () => {
    const [first, second] = untidy()
    if (!first || !second) throw new Error('the keys are not there')
    await open({
      results: {
        'keys.update': [
          { ok: true, value: { key: first, notTaken: ['creditLimit'] } },
          failed('serverError', { isRetryable: true }),
          { ok: true, value: { key: first, notTaken: [] } },
        ],
      },
    })
    const dialog = await ask(finding('2 keys have no credit limit'), /^Set limits/)
    await dialog.getByLabel('The same for all').fill('30')
    await dialog.getByRole('button', { name: 'Fill in' }).click()
    await dialog.getByRole('button', { name: 'Change 2 keys' }).click()
    await dialog.getByText('Not taken over').waitFor()
    await expect.poll(() => shownText(dialog)).toContain('The service kept credit limit no limit.')
    await expect.poll(() => shownText(dialog)).toContain('IO Intelligence had an internal error.')
    await dialog.getByRole('button', { name: 'Try the 2 again' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await updates()).toHaveLength(4)
  })

  it('goes no further once the service is away, and says so', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => tidy({ id: `n${index}`, creditLimit: null }))
    await open({ keys, results: { 'keys.update': [failed('offline', { isRetryable: true })] } })
    const dialog = await ask(finding('40 keys have no credit limit'), /^Set limits/)
    await dialog.getByRole('button', { name: 'Change 40 keys' }).click()
    await dialog.getByRole('button', { name: 'Try the 40 again' }).waitFor()
    expect((await updates()).length).toBeLessThanOrEqual(4)
    await expect.poll(() => dialog.getByText('IO Intelligence cannot be reached.').count()).toBe(40)
  })
})

describe('how it looks', () => {
  it.each<[string, Partial<UiPageOptions>, () => Promise<unknown>]>([
    ['full', {}, () => finding('1 secret is taken by no known tool').waitFor()],
    [
      'empty',
      { keys: [tidy({ id: 'a' })], secrets: [] },
      () => ui.page.getByText('Nothing to tidy up').waitFor(),
    ],
    ['limits', {}, () => ask(finding('2 keys have no credit limit'), /^Set limits/)],
    ['models', {}, () => ask(finding('1 key may call all models and uses few'), 'Limit models mira laptop')],
    [
      'failed',
      { results: { 'keys.update': [failed('serverError')] } },
      async () => {
        const dialog = await ask(finding('2 keys have no credit limit'), /^Set limits/)
        await dialog.getByRole('button', { name: 'Change 2 keys' }).click()
        await dialog.getByRole('button', { name: 'Try the 2 again' }).waitFor()
      },
    ],
  ])('%s', async (name, options, reach) => {
    await open(options)
    await reach()
    expect(await lookAt(ui.page, `hygiene-${name}`)).toEqual([])
  })
})

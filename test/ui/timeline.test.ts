// The timeline: what lies ahead by local days, what can be done there, its calendar file, and how it looks.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aKey, anAccount, aSnapshot, aSync, manyKeys } from '../support/key-builders.ts'
import { failed } from './support/dialog-driver.ts'
import { hiddenCharacters, markup } from './support/hostile-text.ts'
import { messages, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const hour = 3_600_000
const day = 24 * hour

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

const someKeys = (): ApiKey[] => [
  aKey({
    id: 'k1',
    name: 'billing-bot',
    display: 'io-v2-9f3K…a1b2',
    expiresAt: Date.now() + 2.5 * day,
    creditLimit: 50,
    creditCycle: '8h',
  }),
  aKey({
    id: 'k2',
    name: 'support-agent',
    expiresAt: Date.now() + 10 * day,
    creditLimit: 200,
    creditCycle: 'weekly',
  }),
  aKey({
    id: 'k3',
    name: 'nightly-eval',
    expiresAt: Date.now() + 80 * day,
    creditLimit: 25,
    creditCycle: '8h',
  }),
  aKey({ id: 'k4', name: 'mira laptop', expiresAt: null, creditLimit: 5, creditCycle: '8h' }),
  aKey({ id: 'k8', name: 'docs-search', expiresAt: null, creditLimit: 5, creditCycle: '8h' }),
  aKey({ id: 'k5', name: 'staging', expiresAt: Date.now() - 3.5 * hour }),
  aKey({
    id: 'k6',
    name: 'crawler',
    expiresAt: Date.now() - 3 * day,
    ending: { how: 'expired', at: Date.now() - 3 * day },
  }),
]

async function open(parts: Partial<SnapshotParts> = {}, options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(parts), keys: someKeys(), ...options })
  await ui.page
    .getByRole('navigation', { name: 'Sections' })
    .getByRole('button', { name: 'Timeline' })
    .click()
  await view().waitFor()
}
const view = () => ui.page.getByRole('region', { name: 'Timeline' })
const lines = () => view().getByRole('listitem')
const range = (name: string) => view().getByText(name, { exact: true }).click()

it('shows what has expired, then each day, and resets once for all their keys', async () => {
  await open({ account: anAccount({ adminKeyExpiresAt: Date.now() + 20 * day }) })
  const groups = await view().getByRole('heading', { level: 2 }).allInnerTexts()
  expect(groups[0]).toBe('Expired')
  const words = await shownText(view())
  expect(words).toMatch(
    /staging[\s\S]*Expired 3 hours ago[\s\S]*crawler[\s\S]*billing-bot[\s\S]*support-agent/,
  )
  expect(words).toContain('Your admin key')
  expect(words.match(/Limits of 4 keys reset/g)).toHaveLength(1)
  expect(words).toContain('“billing-bot”, “docs-search”, “mira laptop”, 1 more')
  expect(words).toContain('then every 8 hours')
  expect(words).not.toContain('nightly-eval\n')
  await range('90 days')
  await expect.poll(() => shownText(view())).toContain('nightly-eval')
  expect(await lookAt(ui.page, 'timeline')).toEqual([])
})

it('leads to a key, and extends it with the exact date beside each choice', async () => {
  await open()
  await view().getByRole('button', { name: 'Extend billing-bot' }).click()
  await ui.page.getByRole('menuitem', { name: /^By 30 days.*20\d\d$/ }).click()
  await expect.poll(() => shownText(messages(ui.page))).toContain('“billing-bot” now expires')
  const ended = view().getByRole('button', { name: 'Extend crawler' })
  await expect.poll(() => ended.getAttribute('aria-disabled')).toBe('true')
  await view().getByRole('button', { name: 'Show support-agent' }).click()
  await ui.page.getByRole('grid', { name: 'API keys' }).waitFor()
  await expect
    .poll(() => ui.page.locator('tr[data-active] input').getAttribute('aria-label'))
    .toBe('Select support-agent')
})

it('is exported as far as it looks', async () => {
  await open({}, { results: { 'timeline.export': [{ ok: true, value: { count: 7 } }, failed('storage')] } })
  await range('14 days')
  const button = view().getByRole('button', { name: 'Export to calendar…' })
  await button.click()
  await expect.poll(() => shownText(messages(ui.page))).toContain('7 events as a calendar file.')
  expect((await ui.calls('timeline.export')).map(({ input }) => input)).toEqual([{ days: 14 }])
  await button.click()
  await expect.poll(() => shownText(messages(ui.page))).toContain('No file was written.')
})

it('of 10,000 keys shows the first hundreds, and more when asked', async () => {
  await open({}, { keys: manyKeys(10_000) })
  await range('1 year')
  await expect.poll(() => lines().count()).toBe(200)
  await view().getByRole('button', { name: 'Show more' }).click()
  await expect.poll(() => lines().count()).toBe(700)
})

it('R35 shows hostile names as text', async () => {
  const names = [...markup, ...hiddenCharacters.map(([name]) => name), 'W'.repeat(300)]
  const keys = names.map((name, index) =>
    aKey({ id: `k${index}`, name, expiresAt: Date.now() + day, creditLimit: 5, creditCycle: 'daily' }),
  )
  await open({}, { keys })
  const words = await shownText(view())
  for (const [, shown] of hiddenCharacters) expect(words).toContain(shown)
  expect(await ui.page.evaluate(() => '__xss' in window)).toBe(false)
  expect(await lookAt(ui.page, 'timeline-hostile')).toEqual([])
})

it('with nothing ahead says what belongs here, and why nothing is known', async () => {
  const account = anAccount({ adminKeyExpiresAt: null })
  await open({ account }, { keys: [aKey({ id: 'k', expiresAt: Date.now() + 300 * day })] })
  await expect.poll(() => shownText(view())).toContain('Nothing in the next 30 days')
  expect(await lookAt(ui.page, 'timeline-empty')).toEqual([])
  await view().getByRole('button', { name: 'Look a year ahead' }).click()
  await expect.poll(() => lines().count()).toBe(1)
  await ui.close()

  const listProblem = { code: 'offline', effect: 'none', isRetryable: true } as const
  await open({ account, sync: aSync({ listAsOf: null, listProblem }) }, { keys: [] })
  await expect.poll(() => shownText(view())).toContain('Your API keys could not be read')
})

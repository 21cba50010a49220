// Connecting: two ways in, what is stored and how safely, and every failure in its own words.
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import type { ErrorCode } from '../../src/shared/errors.ts'
import { aSnapshot, aSync, fiveKeys } from '../support/key-builders.ts'
import { accessibilityProblems } from './support/accessibility.ts'
import { failed, fieldErrors, misfits, zoomedWindow } from './support/dialog-driver.ts'
import { grid, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const adminKey = 'sandbox-v2-made-up-admin-key'
let browser: Browser
let ui: UiPage
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(async () => {
  expect(await ui.troubles()).toEqual([])
  await ui.close()
})
afterAll(() => browser.close())

async function open(options: Partial<UiPageOptions> = {}, parts: Partial<SnapshotParts> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot({ account: null, ...parts }), keys: [], ...options })
  page = ui.page
  await field().waitFor()
}
const field = () => page.getByLabel('Admin key', { exact: true })
const card = () => page.getByRole('region', { name: 'Connect your account' })
const connect = () => card().getByRole('button', { name: /^Connect/ })
const sent = async () => (await ui.calls('session.connect')).map(({ input }) => input)
const fails = (code: ErrorCode, details = {}) => ({ results: { 'session.connect': [failed(code, details)] } })

async function submit() {
  await field().fill(adminKey)
  await connect().click()
}

describe('connecting an account', () => {
  it('takes the admin key, trimmed, to the default server', async () => {
    await open()
    await field().fill(`  ${adminKey}\t`)
    await field().press('Enter')
    await expect.poll(sent).toEqual([{ adminKey, keysHost: 'api.intelligence.io.solutions' }])
    await page.getByRole('heading', { name: 'No API keys yet' }).waitFor()
  })

  it('the field is hidden, keeps away helpers, and is shown on demand', async () => {
    await open()
    await expect.poll(() => field().evaluate((input) => input === document.activeElement)).toBe(true)
    const attributes = await field().evaluate((input: HTMLInputElement) => ({
      type: input.type,
      autocomplete: input.autocomplete,
      isSpellChecked: input.spellcheck,
    }))
    expect(attributes).toEqual({ type: 'password', autocomplete: 'off', isSpellChecked: false })
    await field().fill(adminKey)
    await page.getByRole('button', { name: 'Show the admin key' }).click()
    await expect.poll(() => field().getAttribute('type')).toBe('text')
    await page.getByRole('button', { name: 'Hide the admin key' }).click()
    await expect.poll(() => field().getAttribute('type')).toBe('password')
    await expect.poll(() => field().inputValue()).toBe(adminKey)
  })

  it('a pasted key loses the white space around it', async () => {
    await open()
    await field().evaluate((input, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, `\n  ${adminKey} \r\n`)
    await expect.poll(() => field().inputValue()).toBe(adminKey)
    await connect().click()
    await expect.poll(sent).toMatchObject([{ adminKey }])
  })

  it('the typed key is in no attribute of the page', async () => {
    await open(fails('unauthorized'))
    await submit()
    await page.getByRole('alert').waitFor()
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(adminKey)
  })

  it('says where to find it; main opens the page by its id', async () => {
    await open()
    await page.getByRole('button', { name: /^web console/ }).click()
    await page.getByRole('button', { name: /^Guide/ }).click()
    expect((await ui.calls('links.open')).map(({ input }) => input)).toEqual([
      { link: 'webConsole' },
      { link: 'adminKeyGuide' },
    ])
  })

  it.each([
    ['nothing', '', 'Paste the admin key.'],
    [
      'a text with spaces',
      'two words',
      'An admin key holds no spaces or special characters. Copy it once more.',
    ],
    ['a text of 8,193 letters', 'k'.repeat(8193), 'This is too long for an admin key.'],
  ])('%s is refused at the field', async (_, text, reason) => {
    await open()
    await field().fill(text)
    await connect().click()
    await expect.poll(() => fieldErrors(card())).toEqual([reason])
    expect(await sent()).toEqual([])
  })

  it('while it is tried, nothing can be pushed twice and the sandbox waits', async () => {
    await open({ held: ['session.connect'] })
    await submit()
    await expect.poll(() => connect().getAttribute('aria-busy')).toBe('true')
    await field().press('Enter')
    await expect.poll(() => page.getByRole('button', { name: 'Explore the sandbox' }).isDisabled()).toBe(true)
    await ui.release('session.connect')
    await expect.poll(async () => (await sent()).length).toBe(1)
  })

  it('R33 the other server can be chosen, and both are explained', async () => {
    await open()
    await card().locator('summary').click()
    await expect.poll(() => shownText(card())).toContain('Try this one first.')
    await page.getByRole('radio', { name: /^api\.io\.solutions/ }).check()
    await submit()
    await expect.poll(sent).toEqual([{ adminKey, keysHost: 'api.io.solutions' }])
  })
})

describe('a failure to connect', () => {
  it.each([
    ['unauthorized', 'The admin key was not accepted', 'mistyped, expired or revoked'],
    ['isSubKey', 'This is an API key that an admin key issued', 'Paste the admin key itself'],
    ['offline', 'IO Intelligence cannot be reached', 'Check your connection or proxy'],
    ['captivePortal', 'Something other than IO Intelligence answered', 'sign-in page of your network'],
    ['insecure', 'The connection is not secure', 'certificate could not be verified'],
    ['serverError', 'IO Intelligence had an internal error', 'Try again in a moment'],
  ] as const)('%s is told with advice, and what was typed stays', async (code, title, advice) => {
    await open(fails(code))
    await submit()
    await expect.poll(() => shownText(page.getByRole('alert'))).toContain(title)
    await expect.poll(() => shownText(page.getByRole('alert'))).toContain(advice)
    await expect.poll(() => field().inputValue()).toBe(adminKey)
  })

  it('at the wrong server offers the other one, with one push', async () => {
    await open({ results: { 'session.connect': [failed('wrongHost'), failed('offline')] } })
    await submit()
    await page.getByRole('button', { name: 'Try api.io.solutions' }).click()
    await expect.poll(sent).toEqual([
      { adminKey, keysHost: 'api.intelligence.io.solutions' },
      { adminKey, keysHost: 'api.io.solutions' },
    ])
    await expect.poll(() => shownText(page.getByRole('alert'))).toContain('cannot be reached')
  })

  it('by going too fast counts down until it may be tried again', async () => {
    await open(fails('rateLimited', { retryAfterMs: 1500 }))
    await submit()
    await card()
      .getByRole('button', { name: /Connect in [12] s/ })
      .waitFor()
    await expect.poll(() => connect().getAttribute('aria-disabled')).toBe('true')
    await expect.poll(() => connect().getAttribute('aria-disabled'), { timeout: 5000 }).toBeNull()
  })

  it('found in the key itself is told at the field', async () => {
    await open(fails('invalidInput', { fields: [{ field: 'adminKey', message: 'holds a line break' }] }))
    await submit()
    await expect.poll(() => fieldErrors(card())).toEqual(['holds a line break'])
    await expect.poll(() => page.getByRole('alert').count()).toBe(0)
  })
})

describe('what connecting stores', () => {
  it.each([
    ['ready', 'Kept encrypted with libsecret'],
    ['waiting', 'Waiting for libsecret. Once it answers, the admin key is kept encrypted there.'],
    ['weak', 'keyring protects nothing. The admin key stays in memory'],
    ['unavailable', 'offers no secure store. The admin key stays in memory'],
  ] as const)('R21 with a store that is %s is said before', async (state, words) => {
    await open({}, { vault: { state, backend: 'libsecret' } })
    await expect.poll(() => shownText(card())).toContain(words)
    expect((await shownText(card())).includes('Kept only until you quit')).toBe(state !== 'ready')
  })
})

describe('the sandbox', () => {
  it('is one push away and needs no account', async () => {
    await open()
    await page.getByRole('button', { name: 'Explore the sandbox' }).click()
    await grid(page).waitFor()
    await expect.poll(() => ui.calls('session.exploreSandbox')).toHaveLength(1)
  })

  it('that does not start is told, and the other way stays open', async () => {
    await open({ results: { 'session.exploreSandbox': [failed('internal')] } })
    await page.getByRole('button', { name: 'Explore the sandbox' }).click()
    await expect.poll(() => shownText(page.getByRole('alert'))).toContain('The sandbox did not start')
    await expect.poll(() => connect().isEnabled()).toBe(true)
  })
})

describe('the connect view for everybody', () => {
  it('has no accessibility problem, at first and after a failure', async () => {
    await open(fails('wrongHost', { status: 404 }))
    expect(await accessibilityProblems(page)).toEqual([])
    await submit()
    await page.getByRole('alert').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
  })

  it('fits a small window at 200 %', async () => {
    await open({ ...fails('wrongHost'), context: zoomedWindow })
    await card().locator('summary').click()
    await submit()
    await page.getByRole('alert').waitFor()
    expect(await misfits(page)).toEqual([])
  })

  it('connecting again keeps the way back to the keys', async () => {
    const listProblem = { code: 'unauthorized', effect: 'none', isRetryable: false } as const
    ui = await openUiPage(browser, {
      snapshot: aSnapshot({ sync: aSync({ listProblem }) }),
      keys: fiveKeys(),
    })
    page = ui.page
    await page.getByRole('button', { name: 'Connect again' }).click()
    await page.getByRole('heading', { name: 'Connect again' }).waitFor()
    await submit()
    await grid(page).waitFor()
  })
})

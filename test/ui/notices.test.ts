// The frame around the views: notices, clipboard, connection.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { KeyDraft } from '../../src/shared/domain/api-key.ts'
import { defaultSettings } from '../../src/shared/domain/settings.ts'
import type { LostCreation, SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { anAccount, aSnapshot, aSync, fiveKeys } from '../support/key-builders.ts'
import { rows, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

const minuteMs = 60_000
const dayMs = 1440 * minuteMs
let browser: Browser
let ui: UiPage

beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(() => ui.close())
afterAll(() => browser.close())

async function open(parts: Partial<SnapshotParts>, options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(parts), keys: fiveKeys(), ...options })
  return ui.page
}

const notices = () => shownText(ui.page.getByRole('region', { name: 'Notices' }))

const draft: KeyDraft = {
  name: 'lost-bot',
  expiresAt: null,
  access: { kind: 'all' },
  creditLimit: null,
  creditCycle: 'monthly',
  prefix: null,
  keepSealedCopy: true,
}
const lost = (changes: Partial<LostCreation>): LostCreation => ({
  intentId: 'intent-0000000000001',
  draft,
  startedAt: Date.now(),
  state: 'searching',
  keyId: null,
  ...changes,
})

describe('lasting conditions', () => {
  it.each([
    ['a clock that is off', { sync: aSync({ clockSkewMs: 12 * minuteMs }) }, 'clock is 12 minutes behind'],
    ['a clock within 5 minutes', { sync: aSync({ clockSkewMs: 4 * minuteMs }) }, ''],
    ['rows left out', { sync: aSync({ skippedRows: 2 }) }, '2 keys could not be read and are not shown'],
    ['an old list', { sync: aSync({ listAsOf: Date.now() - 2 * dayMs }) }, 'older than a day'],
    ['a weak keyring', { vault: { state: 'weak', backend: 'basic_text' } }, 'keyring protects nothing'],
    ['no secure store', { vault: { state: 'unavailable', backend: 'none' } }, 'offers no secure store'],
    ['a waiting keyring', { vault: { state: 'waiting', backend: 'libsecret' } }, 'Waiting for libsecret'],
    ['a locked keyring', { vault: { state: 'lockedByOs', backend: 'Keychain' } }, 'Cannot open Keychain'],
  ] satisfies [string, Partial<SnapshotParts>, string][])('%s', async (_condition, parts, words) => {
    const page = await open(parts)
    await expect.poll(() => rows(page).count()).toBe(5)
    const text = await notices()
    if (words) expect(text).toContain(words)
    else expect(text).toBe('')
  })

  it('more than three are folded, the most urgent stay in view', async () => {
    const page = await open({
      vault: { state: 'weak', backend: 'basic_text' },
      sync: aSync({ skippedRows: 1, clockSkewMs: 12 * minuteMs }),
      lostCreations: [lost({ state: 'found', keyId: 'k4' })],
    })
    await expect.poll(notices).toMatch(/^“lost-bot” was created[\s\S]*1 more notice$/)
    await page.getByRole('button', { name: '1 more notice' }).click()
    await expect.poll(notices).not.toContain('more notice')
  })
})

describe('new keys', () => {
  it('a value that waits to be stored is named and opened', async () => {
    const page = await open({
      unstoredValues: [
        {
          keyId: 'k1',
          name: 'billing-bot',
          display: 'io-v2-9f3K…a1b2',
          expiresAt: null,
          createdAt: Date.now(),
          keepSealedCopy: true,
          isSealedOnDisk: true,
          hasBeenCopied: false,
        },
      ],
    })
    await expect.poll(notices).toContain('1 key’s value is waiting to be stored: “billing-bot”')
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await page.getByRole('dialog').waitFor()
  })

  it('a lost creation that was found offers to revoke it and to create it again', async () => {
    const page = await open({ lostCreations: [lost({ state: 'found', keyId: 'k4' })] })
    await expect.poll(notices).toContain('“lost-bot” was created, but its value was never received')
    await page.getByRole('button', { name: 'Create again…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Create API key' })
    await expect.poll(() => dialog.getByLabel('Name').inputValue()).toBe('lost-bot')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Revoke…' }).click()
    await expect
      .poll(async () => (await ui.calls('keys.prepareRevoke'))[0]?.input)
      .toEqual({ keyIds: ['k4'] })
  })

  it('a creation still looked for is not offered again; one that never happened can be put away', async () => {
    const page = await open({ lostCreations: [lost({})] })
    await expect.poll(notices).toContain('The answer for “lost-bot” was lost')
    await expect.poll(() => page.getByRole('button', { name: 'Create again…' }).count()).toBe(0)
    await ui.push({ parts: { lostCreations: [lost({ state: 'notFound' })] } })
    await expect.poll(notices).toContain('“lost-bot” was not created')
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect.poll(notices).toBe('')
    expect((await ui.calls('creations.dismiss'))[0]?.input).toEqual({ intentId: 'intent-0000000000001' })
  })

  it('a revocation that goes on without its dialog tells how far it is, and what it could not do', async () => {
    const outcome = (keyId: string, is: 'running' | 'revoked' | 'failed') =>
      ({ keyId, name: `name-${keyId}`, outcome: is, error: null }) as const
    await open({ revocation: { id: 'r1', outcomes: [outcome('k1', 'revoked'), outcome('k2', 'running')] } })
    await expect.poll(notices).toContain('Revoking: 1 of 2 done')
    const outcomes = [outcome('k1', 'revoked'), outcome('k2', 'failed')]
    await ui.push({ parts: { revocation: { id: 'r1', outcomes } } })
    await expect.poll(notices).toContain('“name-k2” was not revoked')
  })
})

describe('the top bar', () => {
  it('tells what the clipboard holds and for how long, and clears it at once', async () => {
    const page = await open({ clipboard: { label: 'billing-bot', clearsAt: Date.now() + 25_000 } })
    const chip = page.getByRole('region', { name: 'Clipboard' })
    await expect.poll(() => shownText(chip)).toMatch(/billing-bot\s+·\s+clears in\s+2[45] s/)
    await expect.poll(() => shownText(chip), { timeout: 5_000 }).toMatch(/clears in\s+2[0-3] s/)
    await chip.getByRole('button', { name: 'Clear now' }).click()
    await chip.waitFor({ state: 'detached' })
    await expect.poll(() => shownText(page.getByRole('status'))).toContain('Clipboard cleared')
  })

  it('tells whose connection it is, of what kind, and that its admin key is about to expire', async () => {
    const adminKeyExpiresAt = Date.now() + 2.5 * dayMs
    const page = await open({ account: anAccount({ kind: 'live', adminKeyExpiresAt }) })
    const button = page.getByRole('button', { name: /^Connection: Live mira@example.com/ })
    await expect.poll(() => shownText(button)).toContain('Admin key expires in 2 days')
    await button.click()
    await page.getByRole('menuitem', { name: 'Disconnect…' }).click()
    const question = page.getByRole('alertdialog', { name: 'Disconnect this account?' })
    const stay = question.getByRole('button', { name: 'Stay connected' })
    await expect.poll(() => stay.evaluate((each) => each === document.activeElement)).toBe(true)
    expect(await ui.calls('session.disconnect')).toEqual([])
    await question.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await page.getByRole('heading', { name: 'Connect to IO Intelligence' }).waitFor()
  })

  it('the chosen theme outranks the system’s', async () => {
    const page = await open(
      { settings: { ...defaultSettings, theme: 'dark' } },
      { context: { colorScheme: 'light' } },
    )
    const canvas = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    await expect.poll(canvas).toBe('rgb(17, 18, 20)')
    await ui.push({ parts: { settings: { ...defaultSettings, theme: 'system' } } })
    await expect.poll(canvas).toBe('rgb(247, 247, 248)')
  })

  it('the tray may ask for a view, but never pushes an open dialog aside', async () => {
    const page = await open({})
    await ui.send('view.requested', { view: 'settings', id: null })
    await page.getByRole('dialog', { name: 'Settings' }).waitFor()
    await ui.send('view.requested', { view: 'createKey', id: null })
    await ui.push({ parts: { hasTray: false } })
    await expect.poll(() => page.getByRole('dialog', { name: 'Settings' }).count()).toBe(1)
  })
})

// The way out of a keyring that was lost for good, from its notice and from the settings.
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotParts } from '../../src/shared/domain/snapshot.ts'
import { anAccount, aSnapshot, aSync, fiveKeys } from '../support/key-builders.ts'
import { accessibilityProblems } from './support/accessibility.ts'
import { failed } from './support/dialog-driver.ts'
import { messages, rows, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

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

const locked = { state: 'lockedByOs', backend: 'libsecret' } as const

async function open(parts: Partial<SnapshotParts>, options: Partial<UiPageOptions> = {}) {
  const snapshot = aSnapshot({ account: anAccount({ kind: 'live' }), ...parts })
  ui = await openUiPage(browser, { snapshot, keys: fiveKeys(), ...options })
  await rows(ui.page).first().waitFor()
  return ui.page
}
const notices = () => ui.page.getByRole('region', { name: 'Notices' })
const button = () => ui.page.getByRole('button', { name: 'Begin anew…' })

describe('beginning anew', () => {
  it('is offered with the notice of a locked keyring, and leads to the admin key', async () => {
    const page = await open({ vault: locked })
    await expect.poll(() => shownText(notices())).toContain('If it was reset for good, begin anew.')
    expect(await accessibilityProblems(page)).toEqual([])
    await button().click()
    await messages(page).getByText('New values are sealed again').waitFor()
    await expect.poll(() => ui.calls('vault.beginAnew')).toHaveLength(1)
    await expect.poll(() => button().count()).toBe(0)

    const listProblem = { code: 'adminKeyUnreadable', effect: 'none', isRetryable: false } as const
    await ui.push({ parts: { sync: aSync({ listProblem }) } })
    await notices().getByText('Latchkey needs your admin key again').waitFor()
    const create = page.getByRole('button', { name: 'Create New API Key' })
    await expect.poll(() => create.getAttribute('aria-disabled')).toBe('true')
    await notices().getByRole('button', { name: 'Connect again' }).click()
    await page.getByRole('heading', { name: 'Connect again' }).waitFor()
  })

  it('asks main once, however often it is pushed', async () => {
    await open({ vault: locked }, { held: ['vault.beginAnew'] })
    await button().click()
    await expect.poll(() => button().getAttribute('aria-busy')).toBe('true')
    // Pushed without waiting for a button that can be pushed: this one refuses by itself.
    await button().dispatchEvent('click')
    await ui.release('vault.beginAnew')
    await expect.poll(() => button().count()).toBe(0)
    await expect.poll(() => ui.calls('vault.beginAnew')).toHaveLength(1)
  })

  it('a no in main’s own question leaves everything as it is and says nothing', async () => {
    const results = { 'vault.beginAnew': [failed('notConfirmed'), failed('vaultWeak')] }
    const page = await open({ vault: locked }, { results })
    await button().click()
    await expect.poll(async () => (await ui.calls('vault.beginAnew')).length).toBe(1)
    await expect.poll(() => button().getAttribute('aria-busy')).toBeNull()
    await expect.poll(() => shownText(messages(page))).toBe('')
    await button().click()
    await messages(page).getByText('keyring is not protecting anything').waitFor()
    await expect.poll(() => button().count()).toBe(1)
  })

  it('is in the settings too', async () => {
    const page = await open({ vault: locked })
    await page.keyboard.press('Control+,')
    const dialog = page.getByRole('dialog', { name: 'Settings' })
    await dialog.getByRole('tab', { name: 'Values' }).click()
    await dialog.getByRole('button', { name: 'Begin anew…' }).click()
    await dialog.getByText('Encrypted with libsecret').waitFor()
    await expect.poll(() => dialog.getByRole('button', { name: 'Begin anew…' }).count()).toBe(0)
  })

  it.each(['ready', 'waiting', 'weak', 'unavailable'] as const)('is not offered while %s', async (state) => {
    const page = await open({ vault: { state, backend: 'libsecret' } })
    await expect.poll(() => button().count()).toBe(0)
    await page.keyboard.press('Control+,')
    await page.getByRole('dialog', { name: 'Settings' }).getByRole('tab', { name: 'Values' }).click()
    await expect.poll(() => button().count()).toBe(0)
  })
})

// Rotating a key: the form made of the old one, the leaked way, and how a rotation is shown while it goes on.
import type { Browser, Locator } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Rotation } from '../../src/shared/domain/rotation.ts'
import { lookAt } from '../e2e/support/look.ts'
import { aKey, aSnapshot } from '../support/key-builders.ts'
import { aRestrictedKey, failed } from './support/dialog-driver.ts'
import { messages, openRowMenu, rowOf, shownText } from './support/table-driver.ts'
import { launchBrowser, openUiPage, type UiPage, type UiPageOptions } from './support/ui-page.ts'

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

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const now = Date.now()
const key = aRestrictedKey({
  ...{ createdAt: now - 20 * dayMs, expiresAt: now + 10 * dayMs },
  notes: { note: 'on the build server', tags: ['ci', 'prod'], isFavourite: true, remindDays: null },
})
const successor = aKey({ id: 'key-next', name: 'billing-bot 2' })
const rotation = (changes: Partial<Rotation> = {}): Rotation => ({
  ...{ id: 'rotation-of-billing', oldKeyId: key.id, oldName: 'billing\u202Ebot', newKeyId: successor.id },
  ...{ startedAt: now - 30 * hourMs, quietMs: dayMs, lastUseSeenAt: null, checkedAt: now - 60_000 },
  ...{ creditsSeen: 812, quietFrom: now - 3.5 * hourMs, state: 'watching' as const },
  ...changes,
})

async function openForm(options: Partial<UiPageOptions> = {}) {
  ui = await openUiPage(browser, { snapshot: aSnapshot(), keys: [key], ...options })
  await openRowMenu(ui.page, 'billing-bot')
  await ui.page.getByRole('menuitem', { name: 'Rotate…' }).click()
  dialog = ui.page.getByRole('dialog', { name: 'Rotate “billing-bot”' })
  await dialog.waitFor()
}
const press = (name: string) => dialog.getByRole('button', { name, exact: true }).click()
const draftSent = async () =>
  (await ui.calls('rotations.start')).at(-1)?.input as { draft: object; quietMs: number }

describe('planned', () => {
  it('the new key is like the old one; the overlap is said; the value then waits to be stored', async () => {
    await openForm()
    const words = await shownText(dialog)
    expect(words).toContain('The same 3 models')
    expect(words).toContain('Both limits count during the overlap: together the two keys may use 100 credits')
    expect(words).toContain('2 tags, the note, the star')
    expect(await lookAt(ui.page, 'rotate-planned')).toEqual([])
    await dialog.getByLabel('Name', { exact: true }).fill('billing-bot 2')
    await dialog.getByLabel('Old key is quiet when unused for').selectOption({ label: '3 days' })
    await press('Create new key')
    await ui.page.getByRole('dialog', { name: 'Store this value now' }).waitFor()
    const { draft, quietMs } = await draftSent()
    expect(quietMs).toBe(3 * dayMs)
    expect(draft).toMatchObject({
      ...{
        name: 'billing-bot 2',
        access: key.access,
        creditLimit: 50,
        creditCycle: 'weekly',
        prefix: 'acme',
      },
    })
    expect(Math.abs((draft as { expiresAt: number }).expiresAt - now - 30 * dayMs)).toBeLessThan(5 * 60_000)
  })

  it('a failure says that nothing was made and keeps what was filled in', async () => {
    await openForm({ results: { 'rotations.start': [failed('rateLimited', { retryAfterMs: 30_000 })] } })
    await dialog.getByLabel('Name', { exact: true }).fill('billing-bot 2')
    await press('Create new key')
    await expect.poll(() => shownText(dialog.getByRole('alert'))).toContain('No new key was created')
    await expect.poll(() => dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('billing-bot 2')
  })

  it('R38 what is not certain is not sent again, and what was half done is told', async () => {
    await openForm({ results: { 'rotations.start': [failed('outcomeUnknown', { effect: 'unknown' })] } })
    await press('Create new key')
    await ui.page.getByRole('alertdialog', { name: 'The answer was lost on the way' }).waitFor()
    await ui.close()
    await openForm({ results: { 'rotations.start': [failed('storage', { effect: 'done' })] } })
    await press('Create new key')
    await expect.poll(() => shownText(messages(ui.page))).toContain('The new key was created, but')
  })
})

describe('leaked', () => {
  const confirm = async () => {
    dialog = ui.page.getByRole('alertdialog', { name: /^Revoke “billing-bot” \(…c0eQ\) and replace it\?/ })
    const button = dialog.getByRole('button', { name: 'Revoke key, then create new one' })
    await expect.poll(() => button.getAttribute('aria-disabled')).toBeNull()
    await button.click()
  }

  it('R7 the old key is revoked first, confirmed as always, and only then the new one made', async () => {
    await openForm({ held: ['keys.revoke'] })
    await dialog.getByText('Leaked: replace now').click()
    await expect.poll(() => shownText(dialog)).toContain('Everything that uses it stops at once.')
    await press('Continue to revoking…')
    await ui.page.getByRole('alertdialog').waitFor()
    await expect.poll(() => ui.calls('rotations.start')).toEqual([])
    expect(await lookAt(ui.page, 'rotate-leaked')).toEqual([])
    await confirm()
    await expect.poll(() => ui.calls('rotations.start')).toEqual([])
    await ui.release('keys.revoke')
    await ui.page.getByRole('dialog', { name: 'Store this value now' }).waitFor()
    expect(
      (await ui.calls()).map(({ command }) => command).filter((name) => /^(keys.rev|rotations)/.test(name)),
    ).toEqual(['keys.revoke', 'rotations.start'])
  })

  it('a new key that could not be made after that is said so, and tried again', async () => {
    await openForm({ results: { 'rotations.start': [failed('serverError')] } })
    await dialog.getByText('Leaked: replace now').click()
    await press('Continue to revoking…')
    await confirm()
    await expect
      .poll(() => shownText(dialog.getByRole('alert')))
      .toContain('The old key is revoked, but no new one was created')
    await press('Create new key')
    await expect.poll(async () => (await ui.calls('rotations.start')).length).toBe(2)
  })
})

describe('a rotation that goes on', () => {
  const notices = () => ui.page.getByRole('region', { name: 'Notices' })
  const show = async (...rotations: Rotation[]) => {
    ui = await openUiPage(browser, { snapshot: aSnapshot({ rotations }), keys: [key, successor] })
  }

  it('R15 is marked in both rows and told in a notice, hidden characters made visible', async () => {
    await show(rotation({ lastUseSeenAt: now - 3.5 * hourMs }))
    await expect
      .poll(() => shownText(rowOf(ui.page, 'billing-bot')))
      .toContain('Rotating · old key last used 3 hours ago')
    await expect.poll(() => shownText(rowOf(ui.page, 'billing-bot 2'))).toContain('Takes over')
    await expect
      .poll(() => shownText(notices()))
      .toContain('Rotating “billing‹U+202E›bot”: old key last used 3 hours ago')
    await openRowMenu(ui.page, 'billing-bot')
    await expect
      .poll(() => shownText(ui.page.getByRole('menuitem', { name: 'Rotate…' })))
      .toContain('It is being rotated.')
  })

  it('once it is quiet it leads to revoking the old key; its time can be changed, its watching stopped', async () => {
    await show(
      rotation({ state: 'quiet', quietFrom: now - 25 * hourMs }),
      rotation({ id: 'rotation-broken-x', oldKeyId: 'x', oldName: 'docs', newKeyId: 'y', state: 'broken' }),
      rotation({ id: 'rotation-ended-xx', oldKeyId: 'z', oldName: 'eval', newKeyId: 'w', state: 'ended' }),
    )
    await expect
      .poll(() => shownText(rowOf(ui.page, 'billing-bot')))
      .toContain('quiet for 24 hours, safe to revoke')
    await expect.poll(() => shownText(notices())).toContain('is quiet for 24 hours: safe to revoke')
    expect(await lookAt(ui.page, 'rotate-notices')).toEqual([])
    await notices().getByRole('button', { name: 'Options of the rotation' }).click()
    await ui.page.getByRole('menuitem', { name: '7 days' }).click()
    await expect
      .poll(async () => (await ui.calls('rotations.change'))[0]?.input)
      .toEqual({
        rotationId: 'rotation-of-billing',
        quietMs: 7 * dayMs,
      })
    await notices().getByRole('button', { name: 'OK', exact: true }).click()
    await expect.poll(() => shownText(notices())).not.toContain('eval')
    await notices().getByRole('button', { name: 'Revoke old key…' }).click()
    await ui.page.getByRole('alertdialog', { name: /^Revoke “billing-bot”/ }).waitFor()
  })
})

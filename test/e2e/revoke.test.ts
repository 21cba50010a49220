// Revoking: asked by name, done one by one, and called revoked only once the service has said so.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { adminKey, oneKeyPath, type Service, startService } from './support/service.ts'
import { shownText } from './support/shown-text.ts'

const bulkNames = Array.from({ length: 11 }, (_, index) => `Bulk ${index + 1}`)

let service: Service
let app: Latchkey
/** Values of the keys by name, as they were told when the keys were made. */
const values = new Map<string, string>()

beforeAll(async () => {
  service = await startService()
  const names = ['Spender', 'By keyboard', 'First', 'Second', 'Third', 'Slow', 'Unproved', 'Lost', 'Gone']
  names.push(...bulkNames)
  for (const description of names) {
    const { id, value } = await service.control.addKey({ description, credit_limit: 50 })
    values.set(description, value)
    if (description === 'Spender') await service.control.addUsage(id, { credits: 12.5 })
  }
})
afterAll(() => service.close())

/** Each group has an app of its own: one app asks by itself before it revokes more than ten keys in a minute. */
const useOwnApp = () => {
  beforeAll(async () => {
    app = await startLatchkey({ env: service.env })
    await app.connect(adminKey)
  })
  afterAll(() => app.quit())
}

const statusOf = (name: string) => service.statusFor(values.get(name) ?? '')
const countDeletes = () => service.control.countRequests({ method: 'DELETE', pathPattern: oneKeyPath })
const idOf = async (name: string) => (await service.keyNamed(name))?.id ?? ''
const outcomeOf = (name: string) => app.question.getByRole('row').filter({ hasText: name })
const confirm = (label: string) => app.question.getByRole('button', { name: label }).click()
const showEnded = (isEnded: boolean) =>
  app.page.getByText(isEnded ? 'Ended' : 'Current', { exact: true }).click()

describe('asked and answered', () => {
  useOwnApp()

  it('the question names the key, its identifier and what it used, and the safe button has the focus', async () => {
    const key = await service.keyNamed('Spender')
    await app.choose('Spender', 'Revoke…')
    await app.page
      .getByRole('alertdialog', { name: `Revoke “Spender” (…${key?.display.slice(-4)})?` })
      .waitFor()
    const words = await shownText(app.question)
    expect(words).toContain(`Identifier ${key?.display}`)
    expect(words).toContain('Used 12.5 of 50 credits')
    expect(words).toContain('This cannot be undone.')
    expect(await app.page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel')
    await app.page.keyboard.press('Enter')
    await app.question.waitFor({ state: 'detached' })
    await app.choose('Spender', 'Revoke…')
    await app.page.keyboard.press('Escape')
    await app.question.waitFor({ state: 'detached' })
    expect(await countDeletes()).toBe(0)
    expect(await statusOf('Spender')).toBe(200)
  })

  it('a revoked key answers 401 at once, leaves the list and stays under Ended', async () => {
    await app.revokeKey('Spender')
    await app.message('“Spender” was revoked').waitFor()
    expect(await statusOf('Spender')).toBe(401)
    await app.search('')
    await eventually(async () => expect(await app.names()).not.toContain('Spender'))
    await showEnded(true)
    await eventually(async () => expect(await app.names()).toEqual(['Spender']))
    const row = await shownText(app.row('Spender'))
    expect(row).toContain('Revoked here')
    expect(row).toContain('12.5 of 50 credits')
    await showEnded(false)
  })

  it('the Delete key asks about the highlighted row', async () => {
    await app.search('By keyboard')
    await app.page.keyboard.press('ArrowDown')
    await app.page.keyboard.press('Delete')
    await app.page.getByRole('alertdialog', { name: /^Revoke “By keyboard”/ }).waitFor()
    await eventually(async () =>
      expect(
        await app.question.getByRole('button', { name: 'Revoke key' }).getAttribute('aria-disabled'),
      ).toBeNull(),
    )
    await app.page.keyboard.press('Tab')
    await app.page.keyboard.press('Enter')
    await app.message('“By keyboard” was revoked').waitFor()
    expect(await statusOf('By keyboard')).toBe(401)
  })

  it('several are revoked at once, each with its own outcome, and what failed is tried again', async () => {
    await app.search('')
    for (const name of ['First', 'Second', 'Third']) await app.row(name).getByRole('checkbox').click()
    const second = await idOf('Second')
    await service.control.addFault({
      method: 'DELETE',
      pathPattern: second,
      fault: { kind: 'status', status: 409 },
    })
    await app.page.getByRole('button', { name: 'Revoke 3 keys…' }).click()
    await confirm('Revoke 3 keys')
    await outcomeOf('Second').filter({ hasText: 'Not revoked' }).waitFor()
    await expect.poll(() => shownText(outcomeOf('Second'))).toContain('It still works.')
    for (const name of ['First', 'Third']) {
      await outcomeOf(name).filter({ hasText: 'Revoked' }).waitFor()
      expect(await statusOf(name)).toBe(401)
    }
    expect(await statusOf('Second')).toBe(200)

    await confirm('Try 1 of 3 again…')
    await confirm('Revoke key')
    await app.message('3 keys were revoked').waitFor()
    expect(await statusOf('Second')).toBe(401)
    await expect.poll(() => app.page.getByRole('region', { name: 'Selected keys' }).count()).toBe(0)
  })

  it('a long revocation shows its progress, and goes on when its dialog is closed', async () => {
    await service.control.addFault({ method: 'DELETE', fault: { kind: 'delay', ms: 1500 } })
    await app.row('Slow').getByRole('checkbox').click()
    await app.row('Unproved').getByRole('checkbox').click()
    await app.page.getByRole('button', { name: 'Revoke 2 keys…' }).click()
    // The second is spoiled, so that it can be used again below.
    await service.control.addFault({
      method: 'DELETE',
      pathPattern: await idOf('Unproved'),
      fault: { kind: 'status', status: 409 },
    })
    await confirm('Revoke 2 keys')
    await app.question.getByText('Revoking', { exact: true }).waitFor()
    await app.question.getByText('Waiting', { exact: true }).waitFor()
    await app.question.getByRole('button', { name: 'Close', exact: true }).first().click()
    await app.notice('Revoking: 0 of 2 done').waitFor()
    await app.notice('“Unproved” was not revoked').waitFor()
    expect(await statusOf('Slow')).toBe(401)
    expect(await statusOf('Unproved')).toBe(200)
    await app.page.getByRole('button', { name: 'Dismiss' }).first().click()
  })

  it('the menu of a row asks about that row, whatever is selected elsewhere', async () => {
    await expect
      .poll(() => shownText(app.page.getByRole('region', { name: 'Selected keys' })))
      .toContain('1 selected')
    await app.choose('Lost', 'Revoke…')
    await app.page.getByRole('alertdialog', { name: /^Revoke “Lost”/ }).waitFor()
    await app.page.keyboard.press('Escape')
    await app.search('')
    await app.row('Unproved').getByRole('checkbox').click()
  })
})

describe('when answers are lost, late or many', () => {
  useOwnApp()

  it('R41 without an answer and without a list it is not confirmed, never revoked, until the truth comes', async () => {
    await app.choose('Lost', 'Revoke…')
    await service.control.addFault({ method: 'DELETE', fault: { kind: 'dropAfter' } })
    await service.control.addFault({
      method: 'GET',
      pathPattern: '/sub-keys$',
      times: 'always',
      fault: { kind: 'dropBefore' },
    })
    await confirm('Revoke key')
    await app.question.getByText('Not confirmed').waitFor({ timeout: 20_000 })
    await expect.poll(() => shownText(app.question)).toContain('It may still work until the list settles it.')
    await expect.poll(() => shownText(app.question)).not.toContain('Revoked')
    await expect.poll(() => app.message('“Lost”').count()).toBe(0)
    await app.question.getByRole('button', { name: 'Close', exact: true }).first().click()
    await app.notice('“Lost” is not confirmed as revoked').waitFor()

    await service.control.clearFaults()
    await app.refresh()
    await eventually(async () => expect(await app.notice('“Lost”').count()).toBe(0))
    await app.search('')
    await showEnded(true)
    await expect.poll(() => shownText(app.row('Lost'))).toContain('Revoked here')
    await showEnded(false)
    expect(await statusOf('Lost')).toBe(401)
  })

  it('a request that never arrived is not confirmed, and works when it is tried again', async () => {
    await service.control.addFault({ method: 'DELETE', fault: { kind: 'dropBefore' } })
    await app.choose('Unproved', 'Revoke…')
    await confirm('Revoke key')
    await app.question.getByText('Not confirmed').waitFor()
    expect(await statusOf('Unproved')).toBe(200)
    await confirm('Try again…')
    await confirm('Revoke key')
    await app.message('“Unproved” was revoked').waitFor()
    expect(await statusOf('Unproved')).toBe(401)
  })

  it('R41 a key that was revoked elsewhere before was gone already', async () => {
    await service.control.revokeKey(await idOf('Gone'))
    await app.revokeKey('Gone')
    await app.message('“Gone” was gone already').waitFor()
  })

  it('R7 more than ten at once take their number typed and a yes to the app’s own question', async () => {
    const sent = await countDeletes()
    await app.search('Bulk')
    await app.page.getByRole('checkbox', { name: 'Select all rows shown' }).click()
    await app.page.getByRole('button', { name: 'Revoke 11 keys…' }).click()
    const button = app.question.getByRole('button', { name: 'Revoke 11 keys' })
    await app.question.getByText('This cannot be undone').waitFor()
    await expect.poll(() => button.getAttribute('aria-disabled')).toBe('true')
    await app.question.getByLabel('Type 11 to revoke all 11 keys').fill('11')
    await eventually(async () => expect(await button.getAttribute('aria-disabled')).toBeNull())
    await button.click()
    await app.running.dialogs.answer('Cancel')
    await app.question.getByText('Nothing was revoked').waitFor()
    expect(await countDeletes()).toBe(sent)

    await confirm('Try again…')
    await app.running.dialogs.answerNext('Revoke 11 API keys')
    await confirm('Revoke 11 keys')
    await app.message('11 keys were revoked').waitFor()
    expect(await Promise.all(bulkNames.map(statusOf))).toEqual(bulkNames.map(() => 401))
  })
})

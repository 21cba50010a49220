// A key is changed for a new one: planned, until nothing uses the old one any more, and at once for one that leaked.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { adminKey, type Service, startService } from './support/service.ts'
import { shownText } from './support/shown-text.ts'

let service: Service
let app: Latchkey
/** Ids and values of the old keys by name. */
const ids = new Map<string, string>()
const values = new Map<string, string>()

beforeAll(async () => {
  service = await startService()
  for (const description of ['Billing', 'Leaky']) {
    const { id, value } = await service.control.addKey({ description, credit_limit: 50 })
    await service.control.addUsage(id, { credits: 10 })
    ids.set(description, id)
    values.set(description, value)
  }
  app = await startLatchkey({ env: service.env })
  await app.connect(adminKey)
})
afterAll(async () => {
  await app.quit()
  await service.close()
})

const statusOf = (name: string) => service.statusFor(values.get(name) ?? '')
const form = () => app.page.getByRole('dialog', { name: /^Rotate/ })
const confirm = async (label: string) => {
  const button = app.question.getByRole('button', { name: label })
  await eventually(async () => expect(await button.getAttribute('aria-disabled')).toBeNull())
  await button.click()
}

it('planned: the old key goes on until its use has stood still, then it is revoked', async () => {
  await app.choose('Billing', 'Rotate…')
  await form().getByLabel('Name', { exact: true }).fill('Billing 2')
  await form().getByLabel('Old key is quiet when unused for').selectOption({ label: '1 hour' })
  await form().getByRole('button', { name: 'Create new key' }).click()
  const value = await app.copyValue()
  await app.confirmStored()
  expect([await statusOf('Billing'), await service.statusFor(value)]).toEqual([200, 200])
  expect((await service.keyNamed('Billing 2'))?.creditLimit).toBe(50)

  await service.control.addUsage(ids.get('Billing') ?? '', { credits: 1 })
  await app.refresh()
  await app.notice('Rotating “Billing”: old key last used').waitFor()
  await expect.poll(() => app.notice('safe to revoke').count()).toBe(0)
  await app.search('')
  await expect.poll(() => shownText(app.row('Billing 2'))).toContain('Takes over')

  service.passTime(61 * 60_000)
  await app.refresh()
  await app.notice('The old “Billing” is quiet for 1 hour: safe to revoke').waitFor()
  await eventually(async () =>
    expect(await app.tray.labels()).toContain('Billing: quiet for 1 hour · Revoke old key…'),
  )
  await app.page.getByRole('button', { name: 'Revoke old key…' }).click()
  await confirm('Revoke key')
  await app.message('“Billing” was revoked').waitFor()
  expect([await statusOf('Billing'), await service.statusFor(value)]).toEqual([401, 200])
  await app.refresh()
  await app.notice('The rotation of “Billing” is done').waitFor()
  await app.page.getByRole('button', { name: 'OK', exact: true }).click()
  await eventually(async () => expect(await app.notice('The rotation of').count()).toBe(0))
})

it('leaked: the old key is dead before the new one is made', async () => {
  const creations = await service.countCreations()
  await app.choose('Leaky', 'Rotate…')
  await form().getByText('Leaked: replace now').click()
  await form().getByRole('button', { name: 'Continue to revoking…' }).click()
  await app.question.getByText('Everything that uses it stops at once').waitFor()
  expect([await statusOf('Leaky'), await service.countCreations()]).toEqual([200, creations])
  await confirm('Revoke key, then create new one')
  const value = await app.copyValue()
  expect([await statusOf('Leaky'), await service.statusFor(value)]).toEqual([401, 200])
  await app.confirmStored()
})

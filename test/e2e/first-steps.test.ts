// The main job from the first start on: connect, see the keys, create one, copy it, revoke it.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { adminKey, type Service, startService } from './support/service.ts'

let service: Service
let app: Latchkey

beforeEach(async () => {
  service = await startService({ keys: 12 })
  app = await startLatchkey({ env: service.env })
})

afterEach(async () => {
  await app.quit()
  await service.close()
})

it('a created key is copied with one click, works, and answers 401 once it is revoked', async () => {
  await app.connect(adminKey)
  await app.createKey({ name: 'Billing bot', limit: 50, cycle: 'Daily', expires: '30 days', prefix: 'acme' })
  const value = await app.copyValue()
  expect(value).toMatch(/^acme-v2-/)
  expect(await service.statusFor(value)).toBe(200)
  await app.confirmStored()

  await app.search('Billing bot')
  const row = app.row('Billing bot')
  expect(await row.textContent()).toContain('acme-v2-')
  await app.revokeKey('Billing bot')
  expect(await service.statusFor(value)).toBe(401)
  await eventually(async () => expect(await app.names()).not.toContain('Billing bot'))
})

it('the sandbox is explored with one click and survives a restart', async () => {
  await app.quit()
  const userData = `${app.running.userData}-explored`
  app = await startLatchkey({ userData })
  await app.connectToSandbox()
  const names = await app.names()
  expect(names.length).toBeGreaterThan(8)
  await app.createKey({ name: 'Kept over a restart' })
  await app
    .confirmStored()
    .catch(() => app.page.getByRole('button', { name: 'Close without copying' }).click())
  await app.quit()

  app = await startLatchkey({ userData })
  await app.search('Kept over a restart')
  expect(await app.names()).toEqual(['Kept over a restart'])
})

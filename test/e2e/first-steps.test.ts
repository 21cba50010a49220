// The main job from the first start on: connect, see the keys, create one, copy it, revoke it.
import { expect, it, onTestFinished } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startLatchkey } from './support/latchkey.ts'
import { createProfile } from './support/profile.ts'
import { adminKey, startService } from './support/service.ts'

it('a created key is copied with one click, works, and answers 401 once it is revoked', async () => {
  const service = await startService({ keys: 12 })
  onTestFinished(service.close)
  const app = await startLatchkey({ env: service.env })
  onTestFinished(app.quit)
  await app.connect(adminKey)
  await app.createKey({ name: 'Billing bot', limit: 50, cycle: 'Daily', expires: '30 days', prefix: 'acme' })
  const value = await app.copyValue()
  expect(value).toMatch(/^acme-v2-/)
  expect(await service.statusFor(value)).toBe(200)
  await app.confirmStored()

  await app.search('Billing bot')
  await expect.poll(() => app.row('Billing bot').textContent()).toContain('acme-v2-')
  await app.revokeKey('Billing bot')
  expect(await service.statusFor(value)).toBe(401)
  await eventually(async () => expect(await app.names()).not.toContain('Billing bot'))
})

it('the sandbox is explored with one click, and what was done in it survives a restart', async () => {
  const profile = createProfile()
  onTestFinished(profile.remove)
  const first = await startLatchkey(profile)
  await first.connectToSandbox()
  expect((await first.names()).length).toBeGreaterThan(8)
  await first.createKey({ name: 'Kept over a restart' })
  await first.leaveUncopied()
  await first.quit()

  const second = await startLatchkey(profile)
  onTestFinished(second.quit)
  await second.search('Kept over a restart')
  expect(await second.names()).toEqual(['Kept over a restart'])
})

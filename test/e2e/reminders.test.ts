// A key that expires soon is told by a notification, and a click on it leads to the button that extends the key.
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startLatchkey } from './support/latchkey.ts'
import { adminKey, type Service, startService } from './support/service.ts'

const dayMs = 86_400_000

let service: Service

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())

it('I1 R48 from the notification to the extended key, with the window hidden at first', async () => {
  const expires_at = new Date(Date.now() + 2.5 * dayMs).toISOString().slice(0, 19)
  const { id } = await service.control.addKey({ description: 'R&D <bot>', expires_at })
  const app = await startLatchkey({ env: service.env })
  onTestFinished(app.quit)
  const { running } = app
  await app.connect(adminKey)
  await running.window.close()
  // Servers on Linux may read markup, so none is shown to them.
  const title = '“R＆D ＜bot＞” expires in 2 days'
  await eventually(async () => expect(await running.notification.shown()).toEqual([title]))
  expect(running.notifications()).toEqual([
    { title, body: expect.stringMatching(/^\d+ \w+ 20\d\d(,| at) \d\d:\d\d \S+$/) },
  ])

  expect(await running.notification.click(title)).toBe(true)
  await eventually(async () => expect(await running.window.isVisible()).toBe(true))
  const panel = app.dialog('Reminders')
  await panel.getByRole('button', { name: 'Extend 30 days' }).click()
  await app.message('Expiry extended').waitFor()
  await panel.getByText('“R&D <bot>”').waitFor({ state: 'detached' })
  const key = (await service.control.keys()).find((each) => each.id === id)
  expect(key?.expiresAt).toBeGreaterThan(Date.now() + 32 * dayMs)
  expect(running.notifications()).toHaveLength(1)
})

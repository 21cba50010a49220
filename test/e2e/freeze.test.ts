// A key is stopped for a while and let go on, with the limit that it had before, through a restart of the app.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { createProfile } from './support/profile.ts'
import { adminKey, oneKeyPath, type Service, startService } from './support/service.ts'
import { shownText } from './support/shown-text.ts'

const profile = createProfile()
let service: Service
let app: Latchkey

beforeAll(async () => {
  service = await startService()
  await service.control.addKey({ description: 'Suspect', credit_limit: 50 })
  await service.control.addKey({ description: 'Innocent' })
  app = await startLatchkey({ userData: profile.userData, env: service.env })
  await app.connect(adminKey)
})
afterAll(async () => {
  await app.quit()
  profile.remove()
  await service.close()
})

const limitOf = async (name: string) => (await service.keyNamed(name))?.creditLimit
const countPatches = () => service.control.countRequests({ method: 'PATCH', pathPattern: oneKeyPath })
const confirm = async (label: string) => {
  const button = app.question.getByRole('button', { name: label })
  await eventually(async () => expect(await button.getAttribute('aria-disabled')).toBeNull())
  await button.click()
}

it('R7 a no changes nothing; a yes sets the limit to 0, and the row says so with the limit of before', async () => {
  await app.choose('Suspect', 'Freeze…')
  await expect.poll(() => shownText(app.question)).toContain('a request or two may still pass')
  await app.page.keyboard.press('Escape')
  await app.question.waitFor({ state: 'detached' })
  expect(await countPatches()).toBe(0)
  await app.choose('Suspect', 'Freeze…')
  await confirm('Freeze key')
  await app.message('“Suspect” was frozen').waitFor()
  expect(await limitOf('Suspect')).toBe(0)
  expect(await limitOf('Innocent')).toBeNull()
  await app.row('Suspect').getByText('Frozen', { exact: true }).hover()
  await app.page.getByRole('tooltip').filter({ hasText: 'brings back its limit of 50 credits' }).waitFor()
})

it('the next run of the app still knows the limit, and thaws the key with it', async () => {
  await app.quit()
  app = await startLatchkey({ userData: profile.userData, env: service.env })
  await app.choose('Suspect', 'Thaw…')
  await expect.poll(() => shownText(app.question)).toContain('0, becomes 50 credits')
  await confirm('Thaw key')
  await app.message('“Suspect” was thawed').waitFor()
  expect(await limitOf('Suspect')).toBe(50)
  await eventually(async () => expect(await shownText(app.row('Suspect'))).toContain('Active'))
})

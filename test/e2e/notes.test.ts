// Keys and secrets are tagged, found by their tag, kept as a view, and made tidier; all of it is there after a restart.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { createProfile, type Profile } from './support/profile.ts'
import { createSecretVerbs } from './support/secrets.ts'
import { adminKey, oneKeyPath, type Service, startService } from './support/service.ts'
import { shownText } from './support/shown-text.ts'

let service: Service
let profile: Profile
let app: Latchkey

const start = () => startLatchkey({ userData: profile.userData, env: service.env })

beforeAll(async () => {
  service = await startService()
  profile = createProfile()
  for (const description of ['Builds', 'Deploys']) {
    await service.control.addKey({ description, credit_limit: 50 })
  }
  await service.control.addKey({ description: 'Laptop', credit_limit: 50, expires_at: 'never' })
  await service.control.addKey({ description: 'Unlimited', expires_at: 'never' })
  const secret_value = 'sandbox-v2-made-up-linear-0123456789'
  await service.control.addSecret({ secret_name: 'Linear token', secret_value })
  app = await start()
  await app.connect(adminKey)
})
afterAll(async () => {
  await app.quit()
  await service.close()
  profile.remove()
})

it('two keys are tagged together, found by the tag, and kept as a view over a restart', async () => {
  const { page } = app
  for (const name of ['Builds', 'Deploys']) await app.row(name).getByRole('checkbox').click()
  await page.getByRole('button', { name: 'Notes and tags…' }).click()
  await page.getByRole('combobox', { name: 'Add tags to all' }).fill('ci')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await app.message('Tags of 2 keys saved').waitFor()
  await page.getByRole('button', { name: 'Clear', exact: true }).click()

  await app.choose('Builds', 'Notes and tags…')
  const notes = app.dialog('Notes and tags of “Builds”')
  await notes.getByLabel('Note', { exact: true }).fill('Runs on the build host')
  await notes.getByLabel('Favourite').check()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await app.message('Notes of “Builds” saved').waitFor()

  await page.getByRole('searchbox').fill('tag:ci')
  await eventually(async () => expect([...(await app.names())].sort()).toEqual(['Builds', 'Deploys']))
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view…' }).click()
  await app.dialog('Save this view').getByLabel('Name', { exact: true }).fill('Pipelines')
  await page.keyboard.press('Enter')
  await app.message('View “Pipelines” saved').waitFor()
  expect(await service.control.countRequests({ method: 'PATCH', pathPattern: oneKeyPath })).toBe(0)

  const secrets = createSecretVerbs(app)
  await secrets.show('Secrets')
  await secrets.chooseSecret('Linear token', 'Notes and tags…')
  const ofSecret = app.dialog('Notes and tags of “Linear token”')
  await ofSecret.getByRole('combobox', { name: 'Tags' }).fill('ci')
  await ofSecret.getByLabel('Note', { exact: true }).fill('Made by Mira')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await app.message('Notes of “Linear token” saved').waitFor()

  await app.quit()
  app = await start()
  await createSecretVerbs(app).show('Secrets')
  await app.page.getByRole('searchbox').fill('tag:ci mira')
  await expect.poll(() => shownText(createSecretVerbs(app).secretRow('Linear token'))).toContain('ci')
  await createSecretVerbs(app).show('API Keys')
  await app.row('Laptop').waitFor()
  await app.page.getByRole('button', { name: 'Views' }).click()
  await app.page.getByRole('menuitem', { name: 'Pipelines' }).click()
  await eventually(async () => expect([...(await app.names())].sort()).toEqual(['Builds', 'Deploys']))
  await expect.poll(() => shownText(app.row('Deploys'))).toContain('ci')
  await app.page.getByRole('searchbox').fill('build host')
  await eventually(async () => expect(await app.names()).toEqual(['Builds']))
  expect(
    await app.row('Builds').getByRole('button', { name: 'Favourite' }).getAttribute('aria-pressed'),
  ).toBe('true')
})

it('a key without a limit is found and gets one, after its exact change was shown', async () => {
  const { page } = app
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Hygiene' }).click()
  const finding = page.getByRole('region', { name: '1 key has no credit limit' })
  await finding.getByRole('button', { name: 'Set limit Unlimited' }).click()
  const dialog = app.dialog('Set a credit limit for “Unlimited”')
  await dialog.getByLabel('New limit of Unlimited in credits').fill('40')
  expect((await shownText(dialog.getByRole('listitem').first())).replace(/\s+/g, ' ')).toContain(
    'Credit limit no limit 40',
  )
  await dialog.getByRole('button', { name: 'Change key' }).click()
  await app.message('“Unlimited” was changed').waitFor()
  expect((await service.keyNamed('Unlimited'))?.creditLimit).toBe(40)
  await finding.waitFor({ state: 'detached' })
})

it('a finding judged fine is ignored, stays so over a restart, and can be looked at again', async () => {
  const hygiene = () =>
    app.page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Hygiene' }).click()
  const finding = (title: string) => app.page.getByRole('region', { name: title })
  await finding('2 keys never expire').getByRole('button', { name: 'Ignore this finding for Laptop' }).click()
  await finding('1 key never expires').waitFor()
  await app.quit()
  app = await start()
  await hygiene()
  await finding('1 key never expires').waitFor()
  const ignored = finding('Ignored findings')
  await ignored.getByRole('button', { name: '1 ignored' }).click()
  await ignored.getByRole('button', { name: 'Look again at Laptop: never expires' }).click()
  await finding('2 keys never expire').waitFor()
})

// A key is changed: what will change is shown first, only that is sent, and only what the service took is called saved.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CreateSubKeyInput } from '../../src/sandbox/request-schemas.ts'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { adminKey, oneKeyPath, type Service, startService } from './support/service.ts'
import { shownText } from './support/shown-text.ts'

const dayMs = 86_400_000
const [llama, qwen, oss] = [
  'meta-llama/Llama-3.3-70B-Instruct',
  'Qwen/Qwen3-32B',
  'openai/gpt-oss-120b',
] as const

let service: Service
let app: Latchkey

beforeAll(async () => {
  service = await startService()
  const inDays = (count: number) => new Date(Date.now() + count * dayMs).toISOString().slice(0, 19)
  const keys: CreateSubKeyInput[] = [
    { description: 'Edited', credit_limit: 50, credit_refresh_cycle: 'daily', expires_at: inDays(20) },
    { description: 'Two models', allowed_models: [llama, qwen] },
    { description: 'Extended', expires_at: inDays(10) },
    { description: 'Endless', expires_at: 'never' },
    { description: 'Moved underneath', credit_limit: 5 },
    { description: 'Stubborn', credit_limit: 50 },
  ]
  for (const key of keys) await service.control.addKey(key)
  app = await startLatchkey({ env: service.env })
  await app.connect(adminKey)
})
afterAll(async () => {
  await app.quit()
  await service.close()
})

const patches = () => service.control.requests({ method: 'PATCH', pathPattern: oneKeyPath })
/** The names and types of the fields that the last change sent. */
const lastPatch = async () => (await patches()).at(-1)?.bodyShape
const willChange = () => app.page.getByRole('region', { name: 'Will change' })
const save = () => app.page.getByRole('button', { name: 'Save changes' }).click()
const cancel = () => app.page.getByRole('button', { name: 'Cancel' }).click()

it('shows each change before it is saved, and sends those fields and no other', async () => {
  await app.choose('Edited', 'Edit…')
  await app.page.getByText('Nothing changes yet').waitFor()
  await expect
    .poll(() => app.page.getByRole('button', { name: 'Save changes' }).getAttribute('aria-disabled'))
    .toBe('true')

  await app.forms.fillEdit({ name: 'Edited again', limit: 500, cycle: 'Weekly', expires: '90 days' })
  const lines = await willChange().getByRole('listitem').allInnerTexts()
  const words = lines.map((line) => line.replace(/\s+/g, ' '))
  expect(words).toEqual([
    'Name “Edited” “Edited again”',
    expect.stringMatching(/^Expires \d+ \w+ \d{4}, .+ \d+ \w+ \d{4}, /),
    'Credit limit 50 500 credits',
    'Credits start over daily weekly',
  ])
  await save()
  await app.message('“Edited again” saved').waitFor()
  expect(await lastPatch()).toEqual({
    description: 'string',
    credit_limit: 'number',
    credit_refresh_cycle: 'string',
    expires_at: 'string',
  })
  const key = await service.keyNamed('Edited again')
  expect(key).toMatchObject({ creditLimit: 500, creditCycle: 'weekly', allowedModels: null })
  expect(Math.abs((key?.expiresAt ?? 0) - Date.now() - 90 * dayMs)).toBeLessThan(120_000)
  await app.search('Edited again')
  await expect.poll(() => app.row('Edited again').textContent()).toContain('of 500 credits')
})

it('a limit is taken away as a choice of its own', async () => {
  await app.editKey('Edited again', { limit: null })
  await app.message('Credit limit: no limit').waitFor()
  expect(await lastPatch()).toEqual({ credit_limit: 'null' })
  expect((await service.keyNamed('Edited again'))?.creditLimit).toBeNull()
})

it('R59 the last allowed model cannot be unticked; all models is a choice of its own', async () => {
  const sent = (await patches()).length
  await app.choose('Two models', 'Edit…')
  const list = app.page.getByRole('group', { name: 'Allowed models' })
  await list.getByRole('checkbox', { name: llama }).uncheck()
  await expect
    .poll(() => shownText(willChange()))
    .toContain('1 model, without meta-llama/Llama-3.3-70B-Instruct')
  await list.getByRole('checkbox', { name: qwen }).click()
  await app.page.getByText('An empty list would allow ALL models.').waitFor()
  await expect.poll(() => list.getByRole('checkbox', { name: qwen }).isChecked()).toBe(true)
  await save()
  await app.message('Models: 1 model').waitFor()
  expect(await lastPatch()).toEqual({ allowed_models: 'array(1)' })
  expect((await service.keyNamed('Two models'))?.allowedModels).toEqual([qwen])

  await app.editKey('Two models', { models: [oss] })
  await app.message('with openai/gpt-oss-120b').waitFor()
  expect((await service.keyNamed('Two models'))?.allowedModels).toEqual([qwen, oss])

  await app.editKey('Two models', { models: 'all' })
  await app.message('Models: all models').waitFor()
  expect(await lastPatch()).toEqual({ allowed_models: 'array(0)' })
  expect((await service.keyNamed('Two models'))?.allowedModels).toBeNull()
  expect((await patches()).length).toBe(sent + 3)
})

it('an expiry is extended from the menu of the row, counted from the present one', async () => {
  const before = (await service.keyNamed('Extended'))?.expiresAt ?? 0
  await app.extendKey('Extended', 30)
  await app.message('“Extended” now expires').waitFor()
  expect((await service.keyNamed('Extended'))?.expiresAt).toBe(before + 30 * dayMs)
  expect(await lastPatch()).toEqual({ expires_at: 'string' })
  await eventually(async () => expect(await app.row('Extended').textContent()).toContain('in 39 days'))
  await app.extendKey('Extended', 90)
  await eventually(async () =>
    expect((await service.keyNamed('Extended'))?.expiresAt).toBe(before + 120 * dayMs),
  )

  await app.search('Endless')
  await app.row('Endless').getByRole('button', { name: 'Actions for Endless' }).click()
  const extend = app.page.getByRole('menuitem', { name: 'Extend' })
  await expect.poll(() => extend.textContent()).toContain('It never expires.')
  await expect.poll(() => extend.getAttribute('aria-disabled')).toBe('true')
  await app.page.keyboard.press('Escape')
})

it('a form being filled in survives a refresh, tells what changed elsewhere, and overwrites none of it', async () => {
  await app.choose('Moved underneath', 'Edit…')
  await app.forms.fillEdit({ name: 'Moved and renamed' })
  const { id = '' } = (await service.keyNamed('Moved underneath')) ?? {}
  await service.changeKey(id, { credit_limit: 77 })
  await app.page.evaluate(() => window.latchkey.sync.refresh({}))
  const banner = app.page.getByText('This key was changed elsewhere while you were editing')
  await banner.waitFor()
  const form = app.dialog(/^Edit “Moved underneath”/)
  await expect.poll(() => shownText(form)).toContain('Credit limit 5 77')
  await expect.poll(() => form.getByLabel('Name', { exact: true }).inputValue()).toBe('Moved and renamed')
  await save()
  await app.message('“Moved and renamed” saved').waitFor()
  expect(await lastPatch()).toEqual({ description: 'string' })
  expect(await service.keyNamed('Moved and renamed')).toMatchObject({ creditLimit: 77 })
})

it('R41 what the service accepted but did not take over is told, not called saved', async () => {
  await service.control.addFault({
    method: 'PATCH',
    fault: { kind: 'body', body: JSON.stringify({ status: 'succeeded' }) },
  })
  await app.editKey('Stubborn', { limit: 500, name: 'Stubborn as ever' })
  await app.page.getByText('The service did not take over everything').waitFor()
  const form = app.dialog(/^Edit “Stubborn”/)
  await expect
    .poll(() => shownText(form))
    .toContain('Credit limit: the service kept 50, you asked for 500 credits.')
  await expect.poll(() => shownText(form)).toContain('Name: the service kept “Stubborn”')
  await expect.poll(() => app.message('saved').filter({ hasText: 'Stubborn' }).count()).toBe(0)
  await expect.poll(() => form.getByLabel('Credits per cycle').inputValue()).toBe('50')
  await cancel()
})

it('R41 a change whose answer was lost is called saved only because the list proves it', async () => {
  await service.control.addFault({ method: 'PATCH', fault: { kind: 'dropAfter' } })
  await app.editKey('Stubborn', { limit: 60 })
  await app.message('Credit limit: 60').waitFor()
  expect((await service.keyNamed('Stubborn'))?.creditLimit).toBe(60)

  await service.control.addFault({ method: 'PATCH', times: 'always', fault: { kind: 'dropBefore' } })
  await app.editKey('Stubborn', { limit: 70 })
  await app.page.getByText('Whether anything was changed is not certain yet.').waitFor()
  await service.control.clearFaults()
  expect((await service.keyNamed('Stubborn'))?.creditLimit).toBe(60)
  await expect.poll(() => app.dialog(/^Edit/).getByLabel('Credits per cycle').inputValue()).toBe('70')
})

it('a form with changes is left only after a question', async () => {
  await app.page.keyboard.press('Escape')
  await app.page.getByText('Leave and lose what you changed?').waitFor()
  await app.page.getByRole('button', { name: 'Keep editing' }).click()
  await save()
  await app.message('Credit limit: 70').waitFor()
  await app.choose('Stubborn', 'Edit…')
  await app.forms.fillEdit({ name: 'Never saved' })
  await cancel()
  await app.page.getByRole('button', { name: 'Discard' }).click()
  await app.dialog(/^Edit/).waitFor({ state: 'detached' })
  expect(await service.keyNamed('Never saved')).toBeUndefined()
})

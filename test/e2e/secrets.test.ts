// A person's life with secrets: set for a service, tested, found, replaced, compared, deleted, and never read back.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scanFiles } from '../support/file-scan.ts'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { lookAt } from './support/look.ts'
import { createProfile, type Profile } from './support/profile.ts'
import { createSecretVerbs, type SecretVerbs } from './support/secrets.ts'
import { adminKey, type Service, startService } from './support/service.ts'
import { shownText } from './support/shown-text.ts'

const linearValue = 'lin_api_sandboxMadeUp0123456789abcdefghijABCD'
const newValue = 'lin_api_sandboxMadeUpAnew9876543210zyxwvuWXYZ'
const githubValue = 'github_pat_sandboxMadeUp0123456789abcdefghij'

let service: Service
let profile: Profile
let app: Latchkey
let secrets: SecretVerbs

beforeAll(async () => {
  service = await startService()
  profile = createProfile()
  app = await startLatchkey({ userData: profile.userData, env: service.env })
  secrets = createSecretVerbs(app)
  await app.connect(adminKey)
})
afterAll(async () => {
  await app.quit()
  await service.close()
  profile.remove()
})

const setElsewhere = (secret_name: string, changes: object = {}) =>
  service.control.addSecret({
    ...{ secret_name, secret_value: `sandbox-v2-made-up-${secret_name}-0123456789` },
    ...{ tool_name: 'agno__github__*', tool_arg: 'access_token', is_default_for_tool: true, ...changes },
  })

it('an account without secrets says what they are for', async () => {
  await secrets.show('Secrets')
  await app.page.getByRole('heading', { name: 'No secrets yet' }).waitFor()
  expect(await lookAt(app.page, 'e2e-secrets-empty')).toEqual([])
})

it('sets a credential for a service: proposed name, wildcard and argument, tested at the named host, saved', async () => {
  await secrets.fillSecret({ service: 'Linear', value: linearValue })
  const form = app.dialog('Add secret for Linear')
  await expect.poll(() => form.getByLabel('Tool', { exact: true }).inputValue()).toBe('agno__linear__*')
  await expect.poll(() => form.getByLabel('Argument', { exact: true }).inputValue()).toBe('api_token')
  await expect.poll(() => form.getByLabel('Default for this tool').isChecked()).toBe(true)
  await expect.poll(() => form.getByLabel('Keep a sealed copy on this computer').isChecked()).toBe(false)
  expect(await service.countCredentialTests('api.linear.app')).toBe(0)
  await form.getByRole('button', { name: 'Test at api.linear.app' }).click()
  await form.getByText('Linear accepted it').waitFor()
  expect(await service.countCredentialTests('api.linear.app')).toBe(1)
  expect(await service.countSecretWrites()).toBe(0)
  await form.getByLabel('Name', { exact: true }).fill('Linear token')
  await form.getByRole('button', { name: 'Add secret', exact: true }).click()
  await app.message('“Linear token” was added').waitFor()
  expect(await service.secretNamed('Linear token')).toMatchObject({
    ...{ toolName: 'agno__linear__*', toolArg: 'api_token', isDefaultForTool: true },
  })
  const row = await shownText(secrets.secretRow('Linear token'))
  for (const part of ['Linear', 'agno__linear__*', 'api_token', 'Yes']) expect(row).toContain(part)
})

it('R5 R25 after the form is closed the value is nowhere in the page', async () => {
  const page = await app.page.evaluate(() => document.documentElement.outerHTML + document.title)
  expect(page).not.toContain(linearValue)
  const fields = await app.page
    .locator('input')
    .evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value))
  expect(fields.join()).not.toContain(linearValue)
})

it('a credential that the service refuses is told so, and may still be saved', async () => {
  await secrets.fillSecret({ service: 'Slack', value: 'xoxb-sandbox-made-up-wrong-0123456789' })
  await app.page.getByRole('button', { name: 'Test at slack.com' }).click()
  await app.page.getByText('Slack refused it').waitFor()
  await app.page.getByRole('button', { name: 'Add secret', exact: true }).click()
  await app.message('was added').filter({ hasText: 'Slack' }).waitFor()
})

it('a host that the user named is asked about by main, and no answer means that nothing is sent', async () => {
  await secrets.fillSecret({
    service: 'Jira',
    argument: 'token',
    value: 'ATATTsandboxMadeUp0123456789abcdef',
  })
  const form = app.dialog('Add secret for Jira')
  const test = form.getByRole('region', { name: 'Test before saving' })
  await test.getByLabel(/^Site URL/).fill('https://acme.example')
  await test.getByLabel('Atlassian account email').fill('mira@example.com')
  await app.running.dialogs.answerNext('Cancel')
  await test.getByRole('button', { name: 'Test at acme.example' }).click()
  await eventually(async () =>
    expect(JSON.stringify(app.running.dialogs.history())).toContain('Send the credential to acme.example?'),
  )
  expect(await service.countCredentialTests('acme.example')).toBe(0)
  await app.running.dialogs.answerNext('Send and test')
  await test.getByRole('button', { name: 'Test at acme.example' }).click()
  await form.getByText('Jira accepted it').waitFor()
  expect(await service.countCredentialTests('acme.example')).toBe(1)
  await form.getByRole('button', { name: 'Cancel' }).click()
  await app.page.getByRole('button', { name: 'Discard' }).click()
})

it('fills in a tool of one’s own by hand, and what was typed survives a refusal', async () => {
  await service.control.addFault({
    ...{ method: 'POST', pathPattern: '/api/v1/secrets/' },
    fault: { kind: 'status', status: 413 },
  })
  await secrets.fillSecret({
    name: 'Warehouse',
    value: 'sandbox-v2-warehouse-0123',
    tool: 'acme__warehouse__query',
    argument: 'password',
  })
  await app.page.getByRole('button', { name: 'Add secret', exact: true }).click()
  await app.page.getByText('Your secrets together would be too large').waitFor()
  await expect
    .poll(() => app.page.getByLabel('Tool', { exact: true }).inputValue())
    .toBe('acme__warehouse__query')
  await app.page.getByRole('button', { name: 'Add secret', exact: true }).click()
  await app.message('“Warehouse” was added').waitFor()
  expect(await service.countSecretWrites('POST')).toBe(4)
})

it('R41 an addition whose answer was lost is found in the list and made once', async () => {
  await service.control.addFault({
    method: 'POST',
    pathPattern: '/api/v1/secrets/',
    fault: { kind: 'dropAfter' },
  })
  await secrets.addSecret({ service: 'GitHub', value: githubValue, name: 'GitHub token', keepsCopy: true })
  const all = await service.control.secrets()
  expect(all.filter(({ name }) => name === 'GitHub token')).toHaveLength(1)
})

it('finds secrets by every word, and sorts and filters them', async () => {
  await setElsewhere('Set elsewhere', { is_default_for_tool: false })
  await app.refresh()
  await app.page.getByRole('searchbox', { name: 'Search secrets' }).fill('github access')
  await eventually(async () =>
    expect([...(await app.names())].sort()).toEqual(['GitHub token', 'Set elsewhere']),
  )
  await app.page.getByRole('button', { name: 'Filter' }).click()
  await app.page.getByLabel('Not default').check()
  await app.page.keyboard.press('Escape')
  await eventually(async () => expect(await app.names()).toEqual(['Set elsewhere']))
  await app.page.getByRole('button', { name: /Not default/ }).click()
  await app.page.getByRole('searchbox', { name: 'Search secrets' }).fill('')
})

it('changes a secret: only what changed is sent, and the age of the value stays', async () => {
  await secrets.chooseSecret('Set elsewhere', 'Edit…')
  await app.page.getByLabel('Name', { exact: true }).fill('Set elsewhere, renamed')
  await app.page.getByRole('button', { name: 'Save changes' }).click()
  await app.message('“Set elsewhere, renamed” saved').waitFor()
  const patches = await service.control.requests({ method: 'PATCH', pathPattern: /secrets/ })
  expect(patches.at(-1)?.bodyShape).toEqual({ secret_name: 'string' })
})

it('tells whether a value is the one that is set, and sends nothing for it', async () => {
  const before = await service.countSecretWrites()
  await secrets.chooseSecret('Linear token', 'Is this the value?…')
  const dialog = app.dialog(/./)
  await dialog.getByLabel('Value to compare').fill(linearValue)
  await dialog.getByRole('button', { name: 'Compare', exact: true }).click()
  await dialog.getByText('Yes, this is the value that is set').waitFor()
  await dialog.getByLabel('Value to compare').fill(newValue)
  await dialog.getByRole('button', { name: 'Compare', exact: true }).click()
  await dialog.getByText('No, another value is set').waitFor()
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  expect(await service.countSecretWrites()).toBe(before)
})

it('replaces a value as an action of its own', async () => {
  const before = await service.secretNamed('Linear token')
  await secrets.replaceValue('Linear token', newValue)
  const after = await service.secretNamed('Linear token')
  expect(after?.display).not.toBe(before?.display)
  expect(after).toMatchObject({ toolName: 'agno__linear__*', isDefaultForTool: true })
})

it('R6 the sealed copy is copied without crossing the page, and cleared from the clipboard', async () => {
  await secrets.chooseSecret('GitHub token', 'Copy value')
  await eventually(async () => expect(await app.clipboard()).toBe(githubValue))
  await app.page.getByRole('button', { name: 'Clear now' }).first().click()
  await eventually(async () => expect(await app.clipboard()).toBe(''))
})

it('warns of two defaults and says what is taken', async () => {
  await setElsewhere('GitHub, second')
  await app.refresh()
  await app.page.getByRole('region', { name: 'Warnings about secrets' }).waitFor()
  await app.page.getByRole('button', { name: 'Which secret is used?' }).first().click()
  const dialog = app.dialog('Which secret is used?')
  await dialog.getByText('not documented').first().waitFor()
  await app.page.keyboard.press('Escape')
})

it('the list of secrets may fail while keys work: what was read stays and says so', async () => {
  await service.control.addFault({
    ...{ method: 'GET', pathPattern: '/api/v1/secrets/', times: 'always' as const },
    fault: { kind: 'status', status: 404 },
  })
  await app.refresh()
  await app.page.getByText('This server does not list secrets').first().waitFor()
  await app.page.getByRole('searchbox', { name: 'Search secrets' }).fill('')
  await eventually(async () => expect(await app.names()).toHaveLength(6))
  expect(await lookAt(app.page, 'e2e-secrets-list-failed')).toEqual([])
  await service.control.clearFaults()
  await app.refresh()
})

it('deletes one, and several with their progress; what somebody deleted before is a success too', async () => {
  await secrets.deleteSecret('Warehouse')
  await app.message('“Warehouse” was deleted').waitFor()
  expect(await service.secretNamed('Warehouse')).toBeUndefined()
  await app.page.getByRole('searchbox', { name: 'Search secrets' }).fill('GitHub,')
  const gone = await service.secretNamed('GitHub, second')
  await app.page.getByRole('checkbox', { name: 'Select GitHub, second' }).check()
  await app.page.getByRole('searchbox', { name: 'Search secrets' }).fill('renamed')
  await app.page.getByRole('checkbox', { name: 'Select Set elsewhere, renamed' }).check()
  await app.page.getByRole('searchbox', { name: 'Search secrets' }).fill('')
  await service.control.removeSecret(gone?.id ?? '')
  await app.page.getByRole('button', { name: 'Delete 2 secrets…' }).click()
  await app.question.getByRole('button', { name: 'Delete 2 secrets' }).click()
  await app.message('2 secrets were deleted').waitFor()
  expect((await service.control.secrets()).map(({ name }) => name).sort()).toEqual([
    'GitHub token',
    'Linear token',
    expect.stringContaining('Slack'),
  ])
})

it('R22 no value lies anywhere in the profile', async () => {
  const { hits, fileCount } = scanFiles(profile.userData, [linearValue, newValue, githubValue])
  expect(hits).toEqual([])
  expect(fileCount).toBeGreaterThan(5)
})

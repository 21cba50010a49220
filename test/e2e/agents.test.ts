// From an agent to a working credential: what it needs, what is set, and the code that calls it.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { lookAt } from './support/look.ts'
import { createSecretVerbs, type SecretVerbs } from './support/secrets.ts'
import { adminKey, type Service, startService } from './support/service.ts'
import { shownText } from './support/shown-text.ts'

const run = promisify(execFile)
let service: Service
let app: Latchkey
let secrets: SecretVerbs

beforeAll(async () => {
  service = await startService()
  await service.control.addSecret({
    ...{ secret_name: 'GitHub, not the default', secret_value: 'github_pat_sandboxMadeUp0123456789ab' },
    ...{ tool_name: 'agno__github__*', tool_arg: 'access_token', is_default_for_tool: false },
  })
  app = await startLatchkey({ env: service.env })
  secrets = createSecretVerbs(app)
  await app.connect(adminKey)
  await secrets.show('Agents')
})
afterAll(async () => {
  await app.quit()
  await service.close()
})

it('shows every agent with what it needs, as far as that is known', async () => {
  const detail = await secrets.agent('Linear Agent')
  await detail.getByText('Missing').waitFor()
  await expect.poll(() => shownText(detail)).toContain('the API does not say what an agent needs')
  expect(await lookAt(app.page, 'e2e-agents')).toEqual([])
})

it('adds the missing secret from the agent’s own page', async () => {
  const detail = await secrets.agent('Linear Agent')
  await detail.getByRole('button', { name: 'Add secret for api_token' }).click()
  await app.page
    .getByLabel(/^Value/)
    .first()
    .fill('lin_api_sandboxMadeUp0123456789abcdefghij')
  await app.page.getByRole('button', { name: 'Add secret', exact: true }).click()
  await app.message('was added').waitFor()
  await detail.getByText('Missing').waitFor({ state: 'detached' })
  expect(
    (await service.control.secrets()).find(({ toolName }) => toolName === 'agno__linear__*'),
  ).toMatchObject({
    isDefaultForTool: true,
  })
})

it('uses an existing secret that only lacks being the default', async () => {
  const detail = await secrets.agent('GitHub Agent')
  await detail.getByRole('button', { name: 'Use an existing one for access_token' }).click()
  const dialog = app.dialog('Use an existing secret for GitHub')
  await dialog.getByText('GitHub, not the default').first().click()
  await dialog.getByRole('button', { name: 'Make it the default' }).click()
  await app.message('is now used for GitHub').waitFor()
  expect(await service.secretNamed('GitHub, not the default')).toMatchObject({ isDefaultForTool: true })
})

it('the code that calls an agent holds the user’s variable and works', async () => {
  await app.page.evaluate(() => window.latchkey.settings.change({ keyVariable: 'MY_IO_KEY' }))
  await secrets.agent('Reasoning Agent')
  await app.page.getByRole('button', { name: 'Copy curl command' }).click()
  await app.message('copied').waitFor()
  const code = await app.clipboard()
  expect(code).toContain('Bearer $MY_IO_KEY')
  const { key_id: _, value } = await createKey()
  const { stdout } = await run('bash', ['-c', `${code} --silent`], {
    env: { ...process.env, MY_IO_KEY: value },
  })
  expect(JSON.parse(stdout)).toHaveProperty('result')
})

async function createKey(): Promise<{ key_id: string; value: string }> {
  const answer = await fetch(`${service.url}/v1/api-keys/sub-keys`, {
    method: 'POST',
    headers: { 'x-api-key': adminKey, 'content-type': 'application/json' },
    body: JSON.stringify({ description: 'for the sample' }),
  })
  const { data } = (await answer.json()) as { data: { key_id: string; value: string } }
  return data
}

it('finds agents by the keyboard alone', async () => {
  await app.page.keyboard.press('/')
  await app.page.keyboard.type('github')
  await app.page.keyboard.press('ArrowDown')
  await app.page.getByRole('article', { name: 'GitHub Agent' }).waitFor()
  await expect.poll(() => app.page.getByRole('option').count()).toBe(1)
})

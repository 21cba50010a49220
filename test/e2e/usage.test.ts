// What keys spend is seen by key, by model and over time; while the service does not tell it, only this view suffers.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { adminKey, type Service, startService } from './support/service.ts'
import { shownText } from './support/shown-text.ts'

let service: Service
let app: Latchkey

beforeAll(async () => {
  service = await startService()
  await service.control.addKey({ description: 'Billing bot', credit_limit: 50, expires_at: 'never' })
  await service.control.addKey({ description: 'Idle notebook', expires_at: 'never' })
  app = await startLatchkey({ env: service.env })
  await app.connect(adminKey)
})
afterAll(async () => {
  await app.quit()
  await service.close()
})

const open = (section: string) =>
  app.page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: section }).click()
const row = (name: string) =>
  app.page.getByRole('grid', { name: 'Usage' }).getByRole('row').filter({ hasText: name })
const refresh = async () => {
  await app.refresh()
  await app.page.getByRole('region', { name: /^Usage/ }).waitFor()
}

it('follows what a key spends, by key, by model and over time, and keeps it while usage is away', async () => {
  const { page } = app
  const spender = await service.keyNamed('Billing bot')
  if (spender === undefined) throw new Error('the service lost its key')
  await app.row('Billing bot').waitFor()
  await open('Usage')
  await row('Billing bot').waitFor()
  const totals = page.locator('dl').first()
  await totals.getByText('since 00:00 UTC').waitFor()
  // The first reading, before anything was spent; the second one is what makes a series of it.
  await expect.poll(() => shownText(totals)).toMatch(/Today[\s\S]*0 credits[\s\S]*as of \d\d:\d\d/)
  await row('Billing bot').getByText('0 of 50').waitFor()
  await row('Billing bot').click()
  const detail = page.getByRole('article', { name: 'Billing bot' })
  await detail
    .getByText('Latchkey samples use every 5 minutes')
    .or(detail.getByRole('figure'))
    .first()
    .waitFor()

  const [bigModel, smallModel] = ['meta-llama/Llama-3.3-70B-Instruct', 'deepseek-ai/DeepSeek-R1-0528']
  await service.control.addUsage(spender.id, {
    credits: 12.5,
    modelName: bigModel,
    inputTokens: 20_000,
    outputTokens: 900,
  })
  await service.control.addUsage(spender.id, {
    credits: 2.25,
    modelName: smallModel,
    inputTokens: 700,
    outputTokens: 80,
  })
  await refresh()
  await row('Billing bot').getByText('14.75 of 50').waitFor()
  await expect
    .poll(() => shownText(row('Billing bot')))
    .toMatch(/14\.75 credits[\s\S]*14\.75 of 50 credits[\s\S]*100 %/)
  await expect.poll(() => shownText(row('Idle notebook'))).toContain('0 credits')
  await expect.poll(() => shownText(totals)).toMatch(/Today[\s\S]*14\.75 credits[\s\S]*as of \d\d:\d\d/)

  await detail.getByRole('img', { name: /14\.75 credits in all/ }).waitFor()
  await detail.locator('canvas').waitFor()
  await expect.poll(() => shownText(detail)).toMatch(new RegExp(`${bigModel}[\\s\\S]*12\\.5 credits`))
  await expect.poll(() => shownText(detail)).toContain('700 tokens in, 80 out')

  await page.getByText('By model', { exact: true }).first().click()
  const models = page.getByRole('table', { name: 'Spend by model' }).locator('tbody tr')
  await models.filter({ hasText: bigModel }).waitFor()
  await expect.poll(() => shownText(models.first())).toMatch(/12\.5 credits[\s\S]*12\.5 credits[\s\S]*20K/)

  await service.control.addFault({
    method: 'GET',
    pathPattern: '/usage$',
    times: 'always',
    fault: { kind: 'status', status: 503 },
  })
  await service.control.addUsage(spender.id, { credits: 5, modelName: smallModel })
  await refresh()
  await page.getByText(/^Usage unavailable, as of \d\d:\d\d$/).waitFor()
  await expect.poll(() => shownText(models.first())).toContain('12.5 credits')
  await open('API Keys')
  await app.row('Billing bot').getByText('19.75 of 50 credits').waitFor()
  await expect.poll(() => app.page.getByRole('region', { name: 'Notices' }).count()).toBe(0)

  await service.control.clearFaults()
  await open('Usage')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText(/^Usage unavailable/).waitFor({ state: 'detached' })
  await models.filter({ hasText: smallModel }).getByText('7.25').first().waitFor()
})

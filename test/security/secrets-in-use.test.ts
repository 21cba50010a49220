// A working day with secrets and agents in the whole app: where their values may be for a moment, and where they never are.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pageHolds } from '../e2e/support/canary.ts'
import { eventually } from '../e2e/support/eventually.ts'
import { type Latchkey, startLatchkey } from '../e2e/support/latchkey.ts'
import { adminKey, type Service, startService } from '../e2e/support/service.ts'
import { recordFigure } from '../support/figures.ts'
import { scanFiles } from '../support/file-scan.ts'
import { agentList } from '../ui/support/agents-driver.ts'
import { openAddForm, openSecretDialog, valueField } from '../ui/support/secret-dialogs.ts'
import { openRowMenu, showSection } from '../ui/support/table-driver.ts'

const userData = join(mkdtempSync(join(tmpdir(), 'latchkey-secrets-')), 'Latchkey')
const values = {
  kept: 'lin_api_madeUpKept0123456789abcdefghijklmnop',
  forgotten: 'lin_api_madeUpForgotten6789abcdefghijklmnop',
  replaced: 'lin_api_madeUpReplaced56789abcdefghijklmnop',
  compared: 'lin_api_madeUpCompared56789abcdefghijklmnop',
}
let service: Service
let app: Latchkey
let violations: readonly string[] = []
const printed: string[] = []

beforeAll(async () => {
  service = await startService({ keys: 3 })
  app = await startLatchkey({ userData, env: service.env })
  app.page.on('console', (message) => printed.push(message.text()))
  app.page.on('pageerror', (error) => printed.push(error.message))
  await app.page.evaluate(() => {
    const seen: string[] = []
    Object.assign(window, { violations: seen })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile }) => {
      seen.push(`${violatedDirective} ${sourceFile}`)
    })
  })
  await app.connect(adminKey)
  await workWithSecrets(app)
  await lookAtAgents(app)
  violations = await app.page.evaluate(() => (window as unknown as { violations: string[] }).violations)
})
afterAll(async () => {
  await app.crash()
  await service.close()
  rmSync(join(userData, '..'), { recursive: true, force: true })
})

async function workWithSecrets({ page }: Latchkey): Promise<void> {
  for (const [name, value, keepsCopy] of [
    ['Kept', values.kept, true],
    ['Forgotten', values.forgotten, false],
  ] as const) {
    const form = await openAddForm(page, 'Linear')
    await valueField(form).fill(value)
    await form.getByRole('textbox', { name: 'Name' }).fill(name)
    await form.getByLabel('Keep a sealed copy').setChecked(keepsCopy)
    await form.getByRole('button', { name: /^Add secret/ }).click()
    await form.waitFor({ state: 'detached' })
  }
  const replace = await openSecretDialog(page, 'Forgotten', 'Replace value…')
  await valueField(replace).fill(values.replaced)
  await replace.getByRole('button', { name: 'Replace value' }).click()
  await replace.waitFor({ state: 'detached' })
  const compare = await openSecretDialog(page, 'Kept', 'Is this the value?…')
  await valueField(compare).fill(values.compared)
  await page.keyboard.press('Enter')
  await compare.getByRole('status').or(compare.getByRole('alert')).first().waitFor()
  await page.keyboard.press('Escape')
  await compare.waitFor({ state: 'detached' })
  await openSecretDialog(page, 'Kept', 'Which secret is used?')
  await page.keyboard.press('Escape')
  await openRowMenu(page, 'Kept')
  await page.getByRole('menuitem', { name: 'Copy value' }).click()
  await eventually(async () => expect(await app.clipboard()).toBe(values.kept))
  const remove = await openSecretDialogOfQuestion(app, 'Forgotten', 'Delete…')
  await remove.getByRole('button', { name: 'Delete secret' }).click()
  await remove.waitFor({ state: 'detached' })
}

async function openSecretDialogOfQuestion({ page }: Latchkey, name: string, entry: string) {
  await openRowMenu(page, name)
  await page.getByRole('menuitem', { name: entry }).click()
  const question = page.getByRole('dialog').or(page.getByRole('alertdialog'))
  await question.waitFor()
  // Main takes what comes earlier for no person's answer.
  await page.waitForTimeout(500)
  return question
}

async function lookAtAgents({ page }: Latchkey): Promise<void> {
  await showSection(page, 'Agents')
  await page.getByRole('searchbox', { name: 'Search agents' }).fill('linear')
  await agentList(page).getByRole('option').first().click()
  await page.getByRole('article').first().waitFor()
  await showSection(page, 'API Keys')
}

it('R10 causes no violation and prints nothing', () => {
  expect(violations).toEqual([])
  expect(printed).toEqual([])
  expect(app.running.complaints()).toEqual([])
})

it('R5 R6 a value goes to main for what it was entered for, and never back', async () => {
  expect(await app.clipboard()).toBe(values.kept)
  const crossings = (value: string) => [
    ...new Set(
      app.running
        .ipcMessages()
        .filter((message) => JSON.stringify(message.values).includes(value))
        .map(({ direction, channel }) => `${direction} ${channel}`)
        .sort(),
    ),
  ]
  expect(crossings(values.kept)).toEqual(['to-main secrets.create'])
  expect(crossings(values.forgotten)).toEqual(['to-main secrets.create'])
  expect(crossings(values.replaced)).toEqual(['to-main secrets.compareValue', 'to-main secrets.replaceValue'])
  expect(crossings(values.compared)).toEqual(['to-main secrets.compareValue'])
  expect(JSON.stringify(app.running.ipcMessages())).toContain('Kept')
})

it('R25 no value stays in the page once its form is closed', async () => {
  const held = []
  for (const value of Object.values(values)) if (await pageHolds(app.page, value)) held.push(value)
  expect(held).toEqual([])
})

it('R22 R31 no value is in a file of the profile, of Chromium’s neither, or in what was printed', () => {
  const secrets = [adminKey, ...Object.values(values)]
  const scan = scanFiles(
    userData,
    secrets.flatMap((secret) => [secret, secret.slice(-16)]),
  )
  recordFigure(
    'Profile after secrets',
    `${scan.fileCount} files scanned for ${secrets.length} values in every form: ${scan.hits.length} hits`,
  )
  expect(scan.fileCount).toBeGreaterThan(2)
  expect(scan.hits).toEqual([])
  for (const secret of secrets) expect(app.running.output()).not.toContain(secret.slice(-16))
})

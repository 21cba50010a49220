// R10: used as it is meant to be, the app breaks its own policy nowhere and prints nothing into its console.
import { expect, it, onTestFinished } from 'vitest'
import { startLatchkey } from '../e2e/support/latchkey.ts'
import { adminKey, startService } from '../e2e/support/service.ts'
import { recordFigure } from '../support/figures.ts'

it('R10 every dialog, menu and message of a working day causes no violation', async () => {
  const service = await startService({ keys: 40 })
  onTestFinished(service.close)
  const app = await startLatchkey({ env: service.env })
  onTestFinished(app.quit)
  const { page } = app
  await page.evaluate(() => {
    const violations: string[] = []
    Object.assign(window, { violations })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile }) => {
      violations.push(`${violatedDirective} ${sourceFile}`)
    })
  })
  const printed: string[] = []
  page.on('console', (message) => printed.push(message.text()))
  page.on('pageerror', (error) => printed.push(error.message))

  await app.connect(adminKey)
  await app.createKey({ name: 'Used all day', limit: 5, models: ['Qwen'], expires: '7 days', prefix: 'day' })
  await page.getByRole('button', { name: 'Hold to reveal' }).hover()
  await page.mouse.down()
  await page.mouse.up()
  await app.copyValue()
  for (const sample of ['curl', 'Python', 'Node']) await page.getByText(sample, { exact: true }).click()
  await app.confirmStored({ keepsCopy: true })
  await app.editKey('Used all day', { limit: 6, models: 'all' })
  await app.message('saved').waitFor()
  await app.extendKey('Used all day', 30)
  await app.message('Expiry extended').waitFor()
  await app.search('no such key')
  await app.search('')
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByLabel('Never expires').check()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Remove filter: Never expires' }).click()
  await page.getByRole('button', { name: 'Status', exact: true }).click()
  await page.getByRole('button', { name: /^Connection:/ }).click()
  await page.getByRole('menuitem', { name: 'Settings…' }).click()
  for (const theme of ['Dark', 'Light', 'System']) await page.getByText(theme, { exact: true }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('grid').focus()
  await page.keyboard.press('?')
  await page.keyboard.press('Escape')
  await app.revokeKey('Used all day')
  await page.getByText('Ended', { exact: true }).click()
  await app.refresh()

  const violations = await page.evaluate(() => (window as unknown as { violations: string[] }).violations)
  recordFigure('Policy in normal use', `${violations.length} violations`)
  expect(violations).toEqual([])
  expect(printed).toEqual([])
  expect(app.running.complaints()).toEqual([])
})

// R10: used as it is meant to be, the app breaks its own policy nowhere and prints nothing into its console.
import type { Page } from 'playwright'
import { expect, it, onTestFinished } from 'vitest'
import { eventually } from '../e2e/support/eventually.ts'
import { type Latchkey, startLatchkey } from '../e2e/support/latchkey.ts'
import { adminKey, startService } from '../e2e/support/service.ts'
import { recordFigure } from '../support/figures.ts'

it('R10 every dialog, menu and message of a working day causes no violation', async () => {
  const service = await startService({ keys: 40 })
  onTestFinished(service.close)
  const app = await startLatchkey({ env: service.env })
  onTestFinished(app.quit)
  const { page } = app
  const watch = await watchPage(page)

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
  await stopAndReplace(app)
  await lookAround(app)
  const quickWatch = await openQuickWindow(app)
  await app.revokeKey('Used all day')
  await page.getByText('Ended', { exact: true }).click()
  await app.refresh()

  const violations = [...(await watch.violations()), ...(await quickWatch.violations())]
  recordFigure('Policy in normal use', `${violations.length} violations`)
  expect(violations).toEqual([])
  expect([...watch.printed, ...quickWatch.printed]).toEqual([])
  expect(app.running.complaints()).toEqual([])
})

async function watchPage(page: Page) {
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
  const violations = () => page.evaluate(() => (window as unknown as { violations: string[] }).violations)
  return { printed, violations }
}

/** Freezing, notes and a rotation, each confirmed. */
async function stopAndReplace(app: Latchkey): Promise<void> {
  const { page } = app
  await app.choose('Used all day', 'Freeze…')
  await app.question.getByRole('button', { name: 'Freeze key' }).click()
  await app.message('was frozen').waitFor()
  await app.choose('Used all day', 'Thaw…')
  await app.question.getByRole('button', { name: 'Thaw key' }).click()
  await app.message('was thawed').waitFor()
  await app.choose('Used all day', 'Notes and tags…')
  await app
    .dialog(/^Notes and tags/)
    .getByLabel('Note', { exact: true })
    .fill('Runs on the build host')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await app.message('Notes of').waitFor()
  await app.choose('Used all day', 'Rotate…')
  await app
    .dialog(/^Rotate/)
    .getByLabel('Name', { exact: true })
    .fill('Takes over')
  await app
    .dialog(/^Rotate/)
    .getByRole('button', { name: 'Create new key' })
    .click()
  await app.copyValue()
  await app.confirmStored({ keepsCopy: true })
}

/** Every section, every page of the settings, and the dialogs of the menu. */
async function lookAround(app: Latchkey): Promise<void> {
  const { page } = app
  const sections = page.getByRole('navigation', { name: 'Sections' })
  for (const name of ['Secrets', 'Agents', 'Timeline', 'Hygiene', 'History', 'Usage']) {
    await sections.getByRole('button', { name }).click()
    await page.getByRole('main').waitFor()
  }
  await page.getByRole('grid', { name: 'Usage' }).getByRole('row').nth(1).click()
  await page.getByRole('article').waitFor()
  await sections.getByRole('button', { name: 'API Keys' }).click()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('freeze')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Escape')
  for (const [entry, dialog] of [
    ['Identify a value…', /^Identify/],
    ['Emergency…', /^Emergency/],
  ] as const) {
    await page.getByRole('button', { name: /^Connection:/ }).click()
    await page.getByRole('menuitem', { name: entry }).click()
    await app.dialog(dialog).waitFor()
    await page.keyboard.press('Escape')
    await app.dialog(dialog).waitFor({ state: 'detached' })
  }
  await page.keyboard.press('Control+,')
  for (const name of ['Values', 'Security', 'Reminders', 'Accounts', 'Network', 'Data']) {
    await page.getByRole('tab', { name }).click()
  }
  await page.keyboard.press('Escape')
}

/** Gives what is watched of its page from then on. */
async function openQuickWindow(app: Latchkey) {
  const shortcut = 'Control+Shift+K'
  await app.page.evaluate((quickShortcut) => window.latchkey.settings.change({ quickShortcut }), shortcut)
  await eventually(async () => expect(await app.running.shortcuts.press(shortcut)).toBe(true))
  const quick = await eventually(async () => {
    const page = await app.running.page()
    expect(page.url()).toContain('quick.html')
    return page
  })
  const watch = await watchPage(quick)
  await quick.keyboard.type('Takes over')
  await quick.getByRole('option').first().waitFor()
  await quick.keyboard.press('Escape')
  await quick.keyboard.press('Escape')
  return watch
}

// Daily use without a mouse: tag, freeze, thaw, rotate, look at use, time and history, and read what is due.
import { expect, it, onTestFinished } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startLatchkey } from './support/latchkey.ts'
import { adminKey, startService } from './support/service.ts'

const dayMs = 86_400_000

it('a key is tagged, frozen, thawed, rotated and looked up with the keyboard alone', async () => {
  const service = await startService({ keys: 3 })
  onTestFinished(service.close)
  const expiresAt = new Date(Date.now() + 2.5 * dayMs).toISOString()
  await service.control.addKey({ description: 'Night job', credit_limit: 20, expires_at: expiresAt })
  const app = await startLatchkey({ env: service.env })
  onTestFinished(app.quit)
  const { page } = app
  const { keyboard } = page
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await keyboard.press(key)
  }
  /** Types until the wanted line of the palette is the chosen one, and takes it. */
  const take = async (text: string, line: string) => {
    await keyboard.type(text)
    await page.locator('[role=option][aria-selected=true]').filter({ hasText: line }).waitFor()
    await press('Enter')
  }
  const actOnKey = async (text: string, line: string) => {
    await press('Control+k')
    await page.getByRole('combobox').waitFor()
    await take('night job', 'Night job')
    await page.getByPlaceholder('Search its actions').waitFor()
    await take(text, line)
  }
  /** Goes on with Tab until something with this name has the focus, and presses it. */
  const pressButton = async (name: string) => {
    const button = page.getByRole('button', { name, exact: true })
    for (let steps = 0; steps < 40; steps += 1) {
      if (await button.evaluateAll((found) => found.some((one) => one === document.activeElement))) {
        return press('Enter')
      }
      await press('Tab')
    }
    throw new Error(`Tab does not lead to “${name}”`)
  }
  const limit = async () => (await service.keyNamed('Night job'))?.creditLimit

  await keyboard.type(adminKey)
  await press('Enter')
  await page.getByRole('searchbox').waitFor()

  await actOnKey('notes', 'Notes and tags…')
  const notes = app.dialog('Notes and tags of “Night job”')
  await notes.waitFor()
  await keyboard.type('nightly')
  await press('Enter', 'Tab')
  await keyboard.type('Runs at two o’clock')
  await pressButton('Save changes')
  await app.message('Notes of “Night job” saved').waitFor()

  await actOnKey('freeze', 'Freeze…')
  await app.question.waitFor()
  await eventually(async () => {
    await pressButton('Freeze key')
    await app.question.waitFor({ state: 'detached', timeout: 500 })
  })
  await eventually(async () => expect(await limit()).toBe(0))
  await actOnKey('thaw', 'Thaw…')
  await app.question.waitFor()
  await eventually(async () => {
    await pressButton('Thaw key')
    await app.question.waitFor({ state: 'detached', timeout: 500 })
  })
  await eventually(async () => expect(await limit()).toBe(20))

  await actOnKey('rotate', 'Rotate…')
  await app.dialog('Rotate “Night job”').waitFor()
  await pressButton('Create new key')
  const panel = app.dialog('Store this value now')
  await panel.waitFor()
  await pressButton('Copy value')
  await page
    .getByText(/Value copied\. Clears in/)
    .first()
    .waitFor()
  expect(await service.statusFor(await app.clipboard())).toBe(200)
  await pressButton('I have stored it')
  await panel.waitFor({ state: 'detached' })

  for (const [index, heading] of ['Usage', 'Timeline', 'Hygiene', 'History'].entries()) {
    await press(`Control+${index + 4}`)
    await page.locator('nav button[aria-current=page]').filter({ hasText: heading }).waitFor()
  }
  await page.getByText('You froze “Night job”').waitFor()
  await page.getByText('You thawed “Night job”').waitFor()

  await press('Control+1')
  await page.getByRole('searchbox', { name: 'Search API keys' }).waitFor()
  await press('/')
  await keyboard.type('tag:nightly')
  // The new key has taken the tags along.
  await eventually(async () => expect(await app.names()).toEqual(['Night job', 'Night job']))
  await press('Control+k')
  await page.getByRole('combobox').waitFor()
  await take('show reminders', 'Show reminders')
  await page.getByText('“Night job” expires in 2 days').waitFor()
  await press('Escape')
})

it('a pasted log line is identified and everything is frozen and thawed with the keyboard alone', async () => {
  const service = await startService()
  onTestFinished(service.close)
  const { value } = await service.control.addKey({ description: 'Leaked bot', credit_limit: 30 })
  await service.control.addKey({ description: 'Other bot', credit_limit: 10 })
  const app = await startLatchkey({ env: service.env })
  onTestFinished(app.quit)
  const { page } = app
  const { keyboard } = page
  const choose = async (text: string, line: string) => {
    await keyboard.press('Control+k')
    await page.getByRole('combobox').waitFor()
    await keyboard.type(text)
    await page.locator('[role=option][aria-selected=true]').filter({ hasText: line }).waitFor()
    await keyboard.press('Enter')
  }
  const pressButton = async (name: RegExp) => {
    const button = page.getByRole('button', { name })
    for (let steps = 0; steps < 40; steps += 1) {
      if (await button.evaluateAll((found) => found.some((one) => one === document.activeElement))) {
        return keyboard.press('Enter')
      }
      await keyboard.press('Tab')
    }
    throw new Error(`Tab does not lead to ${String(name)}`)
  }
  const limits = async () => (await service.control.keys()).map(({ creditLimit }) => creditLimit).toSorted()

  await keyboard.type(adminKey)
  await keyboard.press('Enter')
  await app.row('Leaked bot').waitFor()

  await choose('identify', 'Identify a pasted value…')
  const dialog = app.dialog('Identify a value')
  await dialog.waitFor()
  // As a paste does it: a key for each of its six hundred characters would be no hand's work.
  await keyboard.insertText(`12:04 POST /chat/completions authorization="Bearer ${value}" 200`)
  await pressButton(/^Identify$/)
  await dialog.getByText('Leaked bot').waitFor()
  await keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })

  for (const [kind, expected] of [
    ['freeze', [0, 0]],
    ['thaw', [10, 30]],
  ] as const) {
    await choose('emergency', 'Emergency: stop keys…')
    const emergency = app.dialog('Emergency')
    await emergency.waitFor()
    if (kind === 'thaw') {
      // The radio buttons are one stop of the Tab key; arrows choose among them.
      while (!(await emergency.getByLabel('Thaw all frozen keys').isChecked())) {
        if (await page.evaluate(() => document.activeElement?.getAttribute('type') === 'radio')) {
          await keyboard.press('ArrowDown')
        } else await keyboard.press('Tab')
      }
    }
    const verb = kind === 'freeze' ? 'Freeze' : 'Thaw'
    await app.running.dialogs.answerNext(`${verb} 2 keys`)
    await pressButton(new RegExp(`^${verb} 2 keys…$`))
    await eventually(async () => expect(await limits()).toEqual(expected))
    await page.keyboard.press('Escape')
    await emergency.waitFor({ state: 'detached' })
  }
})

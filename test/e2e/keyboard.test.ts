// The whole main job without a mouse: connect, create, copy, find, edit, revoke.
import { expect, it, onTestFinished } from 'vitest'
import { eventually } from './support/eventually.ts'
import { startLatchkey } from './support/latchkey.ts'
import { adminKey, startService } from './support/service.ts'

it('a key is created, copied, found, edited and revoked with the keyboard alone', async () => {
  const service = await startService({ keys: 4 })
  onTestFinished(service.close)
  const app = await startLatchkey({ env: service.env })
  onTestFinished(app.quit)
  const { keyboard } = app.page
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await keyboard.press(key)
  }
  /** What has the focus, by what is written on it or what it is labelled with. */
  const focused = () =>
    app.page.evaluate(() => {
      const element = document.activeElement
      const label = element instanceof HTMLInputElement ? element.labels?.[0] : null
      return (element?.getAttribute('aria-label') ?? label?.textContent ?? element?.textContent ?? '').trim()
    })
  /** Goes on with Tab until something has the focus, as a person does who looks for it. */
  const tabTo = async (name: string) => {
    for (let steps = 0; steps < 30; steps += 1) {
      if ((await focused()).startsWith(name)) return
      await keyboard.press('Tab')
    }
    throw new Error(`Tab does not lead to “${name}”`)
  }

  await expect.poll(() => focused()).toBe('Admin key')
  await keyboard.type(adminKey)
  await press('Enter')
  await app.page.getByRole('searchbox').waitFor()

  await press('Control+n')
  await eventually(async () => expect(await focused()).toBe('Name'))
  await keyboard.type('By hand')
  await tabTo('No limit')
  await press('ArrowRight', 'Tab')
  await expect.poll(() => focused()).toBe('Credits per cycle')
  await keyboard.type('25')
  await press('Enter')
  await app.dialog('Store this value now').waitFor()
  await eventually(async () => expect(await focused()).toBe('Copy value'))
  await press('Enter')
  await app.page
    .getByText(/Value copied\. Clears in/)
    .first()
    .waitFor()
  const value = await app.clipboard()
  expect(await service.statusFor(value)).toBe(200)
  await press('Escape')
  await app.dialog('Store this value now').waitFor()
  await tabTo('I have stored it')
  await press('Enter')
  await app.dialog('Store this value now').waitFor({ state: 'detached' })
  expect((await service.keyNamed('By hand'))?.creditLimit).toBe(25)

  await press('/')
  await expect.poll(() => focused()).toBe('Search API keys')
  await keyboard.type('by hand')
  await eventually(async () => expect(await app.names()).toEqual(['By hand']))
  await press('Control+c')
  await app.message('Identifier copied').waitFor()
  await press('ArrowDown', 'Enter')
  await eventually(async () => expect(await focused()).toBe('Name'))
  await press('End')
  await keyboard.type(', renamed')
  await press('Enter')
  await app.message('“By hand, renamed” saved').waitFor()
  expect(await service.keyNamed('By hand, renamed')).toBeDefined()

  await eventually(async () => expect(await focused()).toBe('API keys'))
  await press('Shift+F10')
  await app.page.getByRole('menuitem', { name: 'Extend' }).waitFor()
  await press('Escape')
  await eventually(async () => expect(await focused()).toBe('API keys'))
  await press('Delete')
  await app.question.waitFor()
  await eventually(async () => expect(await focused()).toBe('Cancel'))
  await press('Tab')
  await expect.poll(() => focused()).toBe('Revoke key')
  await eventually(async () => {
    await press('Enter')
    await app.question.waitFor({ state: 'detached', timeout: 500 })
  })
  await app.message('“By hand, renamed” was revoked').waitFor()
  expect(await service.statusFor(value)).toBe(401)

  await press('Control+f', 'Escape', 'Control+,')
  await app.dialog('Settings').waitFor()
  await press('Escape')
  await app.dialog('Settings').waitFor({ state: 'detached' })
  await press('Tab', '?')
  await app.dialog('Keyboard shortcuts').waitFor()
  await press('Escape')
  const before = await service.control.countRequests({ method: 'GET', pathPattern: /sub-keys$/ })
  await press('F5')
  await eventually(async () =>
    expect(await service.control.countRequests({ method: 'GET', pathPattern: /sub-keys$/ })).toBe(before + 1),
  )
})

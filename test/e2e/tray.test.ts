// The tray: what its menu says, revoking from it without a window, and how the app comes and goes with and without one.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { launchApp } from '../electron/launch-app.ts'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { createProfile } from './support/profile.ts'
import { adminKey, oneKeyPath, type Service, startService } from './support/service.ts'
import { createTrayDriver } from './support/tray.ts'

const dayMs = 86_400_000
const inDays = (count: number) => new Date(Date.now() + count * dayMs).toISOString().slice(0, 19)

let service: Service

beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.close())

const countDeletes = () => service.control.countRequests({ method: 'DELETE', pathPattern: oneKeyPath })

describe('with a tray', () => {
  let app: Latchkey
  const values = new Map<string, string>()

  beforeAll(async () => {
    for (const [description, expires_at] of [
      ['R&D', inDays(2.5)],
      ['Long lived', 'never'],
      ['Stubborn', inDays(100)],
    ] as const) {
      values.set(description, (await service.control.addKey({ description, expires_at })).value)
    }
    app = await startLatchkey({ env: service.env })
    await app.connect(adminKey)
  })
  afterAll(() => service.control.clearFaults())

  const statusOf = (name: string) => service.statusFor(values.get(name) ?? '')
  const pendingQuestion = () =>
    eventually(async () => {
      const [question] = await app.running.dialogs.pending()
      if (question === undefined) throw new Error('nothing was asked')
      return question
    })

  it('the menu tells the state, what expires soon and what is new, and offers what a hurry needs', async () => {
    const labels = await eventually(async () => {
      const found = (await app.tray.labels()).filter((label) => label !== '')
      expect(found).toEqual(expect.arrayContaining(['Expiring soon', '1 reminder…']))
      return found
    })
    const identifiers = new Map((await service.control.keys()).map((key) => [key.description, key.display]))
    const revoke = (name: string) => `Revoke a key > ${name} (${identifiers.get(name)})`
    expect(labels).toEqual([
      expect.stringMatching(/^Connected to 127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^As of \d\d:\d\d$/),
      '1 reminder…',
      'Expiring soon',
      'R&D · in 2 days',
      'Recently created',
      expect.stringMatching(/ · just now$/),
      expect.stringMatching(/ · just now$/),
      expect.stringMatching(/ · just now$/),
      'Create key…',
      'Revoke a key',
      revoke('R&D'),
      expect.stringContaining('Revoke a key > '),
      expect.stringContaining('Revoke a key > '),
      'Emergency',
      'Emergency > Freeze all keys…',
      'Emergency > Thaw all frozen keys…',
      'Emergency > ',
      'Emergency > Freeze by tag',
      'Emergency > Freeze by tag > No keys have tags',
      'Emergency > Revoke by tag',
      'Emergency > Revoke by tag > No keys have tags',
      'Open Latchkey',
      'Hide',
      'Quit',
    ])
    expect(labels).toEqual(expect.arrayContaining([revoke('Long lived'), revoke('Stubborn')]))
    expect(await app.running.tray.tooltip()).toMatch(/^Latchkey: Connected to 127/)
  })

  it('closing the window leaves the app in the tray, and a no to the tray’s question changes nothing', async () => {
    await app.running.window.close()
    await expect.poll(() => app.running.window.isVisible()).toBe(false)
    await app.running.tray.click(...(await app.tray.pathToRevoke('R&D')))
    const question = await pendingQuestion()
    expect(question.message).toBe('Revoke “R&D”?')
    expect(question.detail).toContain('Used in this cycle: 0 credits.')
    expect(question.detail).toContain('This cannot be undone.')
    await app.running.dialogs.answer('Cancel')
    expect(await countDeletes()).toBe(0)
    expect(await statusOf('R&D')).toBe(200)
  })

  it('a leaked key is revoked from the tray while the window is hidden', async () => {
    await app.tray.revoke('R&D')
    await eventually(async () => expect(await statusOf('R&D')).toBe(401))
    await eventually(async () => {
      const labels = await app.tray.labels()
      expect(labels).toContain('Revoked “R&D”')
      expect(labels.join('\n')).not.toContain('R&D (')
    })
    expect(await countDeletes()).toBe(1)
    await expect.poll(() => app.running.window.isVisible()).toBe(false)
  })

  it('R41 what the service refused is told by name, and the key stays in the menu', async () => {
    await service.control.addFault({ method: 'DELETE', fault: { kind: 'status', status: 409 } })
    await app.tray.revoke('Stubborn')
    const told = await pendingQuestion()
    expect(told.message).toBe('“Stubborn” was not revoked')
    expect(told.detail).toContain('Nothing was changed.')
    await app.running.dialogs.answer('OK')
    expect(await statusOf('Stubborn')).toBe(200)
    await app.tray.pathToRevoke('Stubborn')
  })

  it('R7 in an emergency all keys are frozen from the tray, asked once by name, and thawed again', async () => {
    const { running } = app
    const limits = async () =>
      new Map(
        (await service.control.keys()).map(({ description, creditLimit }) => [description, creditLimit]),
      )
    await running.tray.click('Emergency', 'Freeze all keys…')
    const question = await pendingQuestion()
    expect(question.message).toBe('Freeze 2 keys?')
    expect(question.detail).toContain('“Long lived”')
    expect(question.detail).toContain('spent 0 credits today')
    await running.dialogs.answer('Cancel')
    expect((await limits()).get('Long lived')).toBeNull()

    await service.control.addFault({
      method: 'PATCH',
      pathPattern: (await service.keyNamed('Stubborn'))?.id ?? '',
      fault: { kind: 'status', status: 409 },
    })
    await running.tray.click('Emergency', 'Freeze all keys…')
    await running.dialogs.answer('Freeze 2 keys')
    const told = await pendingQuestion()
    expect(told.message).toBe('1 of 2 keys was not frozen')
    expect(told.detail).toContain('“Stubborn”')
    await running.dialogs.answer('OK')
    expect((await limits()).get('Long lived')).toBe(0)
    await eventually(async () => expect(await app.tray.labels()).toContain('Emergency > Retry what failed…'))
    await running.dialogs.answerNext('Freeze 1 key')
    await running.tray.click('Emergency', 'Retry what failed…')
    await eventually(async () => expect((await limits()).get('Stubborn')).toBe(0))
    await eventually(async () => expect(await app.tray.labels()).toContain('1 key was frozen'))

    await running.dialogs.answerNext('Thaw 2 keys')
    await running.tray.click('Emergency', 'Thaw all frozen keys…')
    await eventually(async () => expect(await app.tray.labels()).toContain('2 keys were thawed'))
    expect((await limits()).get('Stubborn')).toBeNull()
    await expect.poll(() => running.window.isVisible()).toBe(false)
  })

  it('the icon, a second start and “Create key…” bring the window back', async () => {
    const { running, page } = app
    await running.tray.click()
    await expect.poll(() => running.window.isVisible()).toBe(true)

    await running.window.hide()
    const second = await running.secondInstance(['--anything', 'https://example.com/'])
    expect(second.exitCode).toBe(0)
    await eventually(async () => expect(await running.window.isVisible()).toBe(true))

    await running.window.close()
    await running.tray.click('Create key…')
    await expect.poll(() => running.window.isVisible()).toBe(true)
    await app.dialog('Create API key').waitFor()
    await page.keyboard.press('Escape')

    await running.window.close()
    await running.tray.click('Open Latchkey')
    await expect.poll(() => running.window.isVisible()).toBe(true)
  })

  it('Quit in the tray ends the app', async () => {
    await app.running.window.close()
    await app.running.tray.click('Quit')
    expect(await app.running.exited).toBe(0)
    await app.quit()
  })
})

describe('where the system has no tray', () => {
  it('closing the window quits, and a value that nobody stored yet is not lost', async () => {
    const profile = createProfile()
    onTestFinished(profile.remove)
    const options = { userData: profile.userData, env: service.env, tray: 'refused' } as const
    const first = await startLatchkey(options)
    await first.connect(adminKey)
    await first.page.keyboard.press('Control+,')
    const settings = first.dialog('Settings')
    await settings.getByText('This desktop shows no tray icon, so closing the window quits').waitFor()
    await first.page.keyboard.press('Escape')
    await first.createKey({ name: 'Made without a tray' })
    await first.running.window.close()
    expect(await first.running.exited).toBe(0)
    await first.quit()

    const second = await startLatchkey(options)
    onTestFinished(second.quit)
    const notice = second.notice('1 key’s value is waiting to be stored: “Made without a tray”')
    await notice.getByRole('button', { name: 'Open' }).click()
    expect(await service.statusFor(await second.copyValue())).toBe(200)
  })
})

describe('on macOS', () => {
  it('I5 the tray’s question hangs on the window, because without one it would stop the whole app', async () => {
    await service.control.addKey({ description: 'On a Mac' })
    const app = await startLatchkey({ env: service.env, platform: 'darwin' })
    onTestFinished(app.quit)
    await app.connect(adminKey)
    await app.running.window.hide()
    await app.tray.revoke('On a Mac')
    await eventually(async () => expect((await service.keyNamed('On a Mac'))?.state).toBe('revoked'))
    expect(app.running.dialogs.history().at(-1)).toMatchObject({ answer: 'Revoke key', hasParent: true })
  })

  it('I5 and on one that is made for it, where Latchkey was started without a window', async () => {
    await service.control.addKey({ description: 'On a hidden Mac' })
    const profile = createProfile()
    onTestFinished(profile.remove)
    const options = { userData: profile.userData, env: service.env, platform: 'darwin' } as const
    const app = await startLatchkey(options)
    await app.connect(adminKey)
    await app.quit()
    const hidden = await launchApp({ ...options, args: ['--hidden'] })
    onTestFinished(hidden.close)
    await eventually(async () => expect(await hidden.tray.tooltip()).toContain('Connected'))
    await createTrayDriver(hidden).revoke('On a hidden Mac')
    await eventually(async () => expect((await service.keyNamed('On a hidden Mac'))?.state).toBe('revoked'))
    expect(hidden.dialogs.history().at(-1)).toMatchObject({ hasParent: true })
  })
})

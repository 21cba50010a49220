// Connecting: every way it fails in its own words, and the admin key kept safely, in memory only, or not at all.
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { LaunchOptions } from '../electron/running-app.ts'
import { scanFiles } from '../support/file-scan.ts'
import { eventually } from './support/eventually.ts'
import { type Latchkey, startLatchkey } from './support/latchkey.ts'
import { createProfile } from './support/profile.ts'
import { adminKey, type Service, startService } from './support/service.ts'
import { shownText } from './support/shown-text.ts'

let service: Service

beforeAll(async () => {
  service = await startService({ keys: 3 })
})
afterAll(() => service.close())

const adminKeyField = ({ page }: Latchkey) => page.getByLabel('Admin key', { exact: true })
const problem = ({ page }: Latchkey) => page.getByRole('alert').first()
const list = { method: 'GET', pathPattern: '/sub-keys$', times: 'always' } as const

describe('an admin key that does not connect', () => {
  let app: Latchkey

  beforeAll(async () => {
    app = await startLatchkey({ env: service.env })
  })
  afterAll(() => app.quit())

  const expectProblem = async (key: string, words: string) => {
    await app.connect(key, { expectsProblem: true })
    await problem(app).filter({ hasText: words }).waitFor()
    // What was typed stays, to be corrected or tried again.
    await expect.poll(() => adminKeyField(app).inputValue()).toBe(key)
  }

  it('is hidden while it is typed, and shown only on demand', async () => {
    await adminKeyField(app).fill(adminKey)
    await expect.poll(() => adminKeyField(app).getAttribute('type')).toBe('password')
    await app.page.getByRole('button', { name: 'Show the admin key' }).click()
    await expect.poll(() => adminKeyField(app).getAttribute('type')).toBe('text')
    await app.page.getByRole('button', { name: 'Hide the admin key' }).click()
    await expect.poll(() => adminKeyField(app).getAttribute('type')).toBe('password')
  })

  it('an empty or spoiled key is refused before anything is sent', async () => {
    await service.control.clearRequests()
    await adminKeyField(app).fill('   ')
    await app.page.getByRole('button', { name: 'Connect', exact: true }).click()
    await app.page.getByText('Paste the admin key.').waitFor()
    await adminKeyField(app).fill('two words')
    await app.page.getByText('An admin key holds no spaces or special characters.').waitFor()
    expect(await service.control.countRequests({ pathPattern: /^\/(?!__control)/ })).toBe(0)
  })

  it('a wrong one is told as not accepted', () =>
    expectProblem('sandbox-v2-mistyped', 'The admin key was not accepted'))

  it('an API key is told from an admin key', async () => {
    const { value } = await service.control.addKey({ description: 'A sub-key' })
    await expectProblem(value, 'This is an API key that an admin key issued')
    await expect.poll(() => shownText(problem(app))).toContain('Paste the admin key itself')
  })

  it('a sign-in page of the network is told as one', async () => {
    await service.control.addFault({ ...list, fault: { kind: 'captivePortal' } })
    await expectProblem(adminKey, 'Something other than IO Intelligence answered')
    await service.control.clearFaults()
  })

  it('a server without this API offers the other one', async () => {
    const fault = { kind: 'body', status: 404, body: '<h1>Not Found</h1>', contentType: 'text/html' } as const
    await service.control.addFault({ ...list, fault })
    await expectProblem(adminKey, 'This server does not know API keys')
    await problem(app).getByRole('button', { name: 'Try api.io.solutions' }).waitFor()
    await service.control.clearFaults()
  })

  it('without a network it says so, and connects with the same key when the network is back', async () => {
    await service.stop()
    await expectProblem(adminKey, 'IO Intelligence cannot be reached')
    await service.start()
    await app.page.getByRole('button', { name: 'Connect', exact: true }).click()
    await app.page.getByRole('searchbox').waitFor()
    await app.page.keyboard.press('Control+,')
    const settings = app.dialog('Settings')
    await settings.getByRole('tab', { name: 'Accounts' }).click()
    await expect.poll(() => shownText(settings)).toContain('Kept encrypted on this computer.')
    await expect.poll(() => shownText(settings)).not.toContain(adminKey)
  })
})

describe('an admin key that connects', () => {
  it('is trimmed when pasted, kept for the next start, in no file in clear, and gone after disconnecting', async () => {
    const profile = createProfile()
    onTestFinished(profile.remove)
    const options = { userData: profile.userData, env: service.env }
    const first = await startLatchkey(options)
    await first.page.getByText('Kept encrypted with the desktop’s keyring (libsecret)').waitFor()
    await adminKeyField(first).evaluate((input, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text', text)
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, `  ${adminKey}\n`)
    await expect.poll(() => adminKeyField(first).inputValue()).toBe(adminKey)
    await first.page.keyboard.press('Enter')
    await first.page.getByRole('searchbox').waitFor()
    await first.quit()
    expect(scanFiles(profile.userData, [adminKey]).hits).toEqual([])

    const second = await startLatchkey(options)
    await eventually(async () => expect(await second.names()).toContain('Hackathon weekend'))
    await second.page.keyboard.press('Control+,')
    await second.page.getByRole('tab', { name: 'Accounts' }).click()
    await second.page.getByRole('button', { name: 'Disconnect…' }).click()
    await second.page.getByText('Disconnect this account?').waitFor()
    await second.page.getByRole('button', { name: 'Disconnect', exact: true }).click()
    await adminKeyField(second).waitFor()
    await expect.poll(() => adminKeyField(second).inputValue()).toBe('')
    expect(countRows(profile.userData)).toMatchObject({ accounts: 0 })
    await second.quit()
    expect(scanFiles(profile.userData, [adminKey, 'Hackathon weekend']).hits).toEqual([])
  })
})

/** How many rows the vault holds. */
function countRows(userData: string): { accounts: number; wraps: number; sealed_values: number } {
  const vault = new Database(`${userData}/latchkey/vault.db`, { readonly: true })
  try {
    const count = (table: string) => vault.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
    return { accounts: count('accounts'), wraps: count('wraps'), sealed_values: count('sealed_values') }
  } finally {
    vault.close()
  }
}

describe('where the system keeps nothing safely', () => {
  const cases: [what: string, mode: LaunchOptions['safeStorage'], words: string][] = [
    [
      'R18 a keyring that encrypts with a public key',
      'constant-key',
      'This computer’s keyring protects nothing',
    ],
    ['R21 a system without a keyring', 'unavailable', 'This computer offers no secure store'],
    ['R21 a keyring whose owner said no', 'refused', 'This computer offers no secure store'],
  ]

  it.each(cases)(
    '%s: nothing is written, and what is in memory only is said to be',
    async (_what, mode, words) => {
      const profile = createProfile()
      onTestFinished(profile.remove)
      const options: LaunchOptions = {
        userData: profile.userData,
        env: service.env,
        safeStorage: mode ?? 'ok',
      }
      const app = await startLatchkey(options)
      await app.page.getByText('Kept only until you quit').waitFor()
      await app.page.getByText(words).first().waitFor()
      await app.connect(adminKey)
      await app.notice(words).waitFor()

      await app.page.getByRole('button', { name: 'Create New API Key' }).first().click()
      await app.page.getByText('The new value will be in memory only').waitFor()
      await expect
        .poll(() => app.page.getByLabel('Keep a sealed copy on this computer').isDisabled())
        .toBe(true)
      await app.forms.fillKey({ name: 'In memory' })
      await app.page.getByRole('button', { name: 'Create key', exact: true }).click()
      const panel = app.dialog('Store this value now')
      await panel.getByText('This value is in memory only and lost when Latchkey quits').waitFor()
      const value = await app.copyValue()
      expect(await service.statusFor(value)).toBe(200)

      expect(countRows(profile.userData)).toEqual({ accounts: 1, wraps: 0, sealed_values: 0 })
      expect(scanFiles(profile.userData, [adminKey, value]).hits).toEqual([])

      await app.running.dialogs.answerNext('Quit and lose them')
      await app.quit()
      expect(app.running.dialogs.history().at(-1)?.message).toBe('Quit and lose values?')
      const next = await startLatchkey({ ...options, safeStorage: 'ok' })
      onTestFinished(next.quit)
      await adminKeyField(next).waitFor()
    },
  )
})

describe('where the keyring asks its owner first', () => {
  it('a key is created only once the keyring has answered, and everything is then kept', async () => {
    const profile = createProfile()
    onTestFinished(profile.remove)
    const options = { userData: profile.userData, env: service.env }
    const app = await startLatchkey({ ...options, safeStorage: 'pending' })
    await app.page.getByText('Once it answers, the admin key is kept encrypted there.').waitFor()
    await app.connect(adminKey)
    await app.notice('Waiting for the desktop’s keyring (libsecret)').waitFor()
    await service.control.clearRequests()
    await app.tryToCreateKey({ name: 'Made after the prompt' })
    await app.page.locator('button[aria-busy=true]').waitFor()
    expect(await service.countCreations()).toBe(0)

    await app.running.safeStorage.setMode('ok')
    await app.dialog('Store this value now').waitFor()
    expect(await service.countCreations()).toBe(1)
    await app.copyValue()
    await app.confirmStored({ keepsCopy: true })
    await app.quit()

    const locked = await startLatchkey({ ...options, safeStorage: 'refused' })
    onTestFinished(locked.quit)
    const notice = locked.notice('Cannot open the desktop’s keyring (libsecret)')
    await notice.waitFor()
    await expect.poll(() => shownText(notice)).toContain('Sealed copies exist and are kept untouched')
    const create = locked.page.getByRole('button', { name: 'Create New API Key' })
    await eventually(async () => expect(await create.getAttribute('aria-disabled')).toBe('true'))
    await create.hover()
    await locked.page.getByRole('tooltip').filter({ hasText: 'The system’s keyring is locked' }).waitFor()
    await locked.page.mouse.move(0, 0, { steps: 5 })
    await locked.running.safeStorage.setMode('ok')
    await notice.getByRole('button', { name: 'Try again' }).click()
    await notice.waitFor({ state: 'detached' })
    await locked.choose('Made after the prompt', 'Copy value')
    await eventually(async () => expect(await service.statusFor(await locked.clipboard())).toBe(200))
  })
})

// The settings: what each does outside of its file, and what stays as it was where the system says no.
import { describe, expect, test } from 'vitest'
import { until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()
const stored = () => world.computer().settingsStore.settings

describe('a setting', () => {
  test('is applied, shown and written at once', async () => {
    const app = await world.started()
    await app.must('settings.change', { theme: 'dark', density: 'comfortable' })
    expect(app.theme.applied).toBe('dark')
    expect(app.snapshot().settings).toMatchObject({ theme: 'dark', density: 'comfortable' })
    expect(stored()).toMatchObject({ theme: 'dark', density: 'comfortable' })
  })

  test('that cannot be written changes nothing', async () => {
    const app = await world.started()
    world.computer().settingsStore.isReadOnly = true
    const answer = await app.send('settings.change', { theme: 'dark', startsAtLogin: true })
    expect(answer).toMatchObject({ error: { code: 'storage' } })
    expect(app.snapshot().settings).toMatchObject({ theme: 'system', startsAtLogin: false })
    expect(app.theme.applied).toBe('system')
    expect(app.loginItem.start).toBeNull()
  })

  test('is told in the history by what it was and is, unless it is only how a table looks', async () => {
    const app = await world.started()
    await app.must('settings.change', { clipboardClearMs: 60_000, remindDays: [] })
    await app.must('settings.change', { keyTable: { sorting: [], widths: { name: 200 } } })
    const query = { text: '', kinds: ['settingsChanged' as const], subjectId: null, since: null }
    const { entries } = await app.must('history.read', { query, beforeId: null, limit: 10 })
    expect(entries).toHaveLength(1)
    expect(entries[0]?.changes).toEqual([
      { field: 'Clear the clipboard after', before: '30 s', after: '60 s' },
      { field: 'Days before an expiry', before: '30, 14, 7, 3, 1', after: 'none' },
    ])
  })
})

describe('starting at login', () => {
  test('is told to the system, with and without the window, and taken back', async () => {
    const app = await world.started()
    await app.must('settings.change', { startsInTray: true })
    expect(app.loginItem.start).toBeNull()
    await app.must('settings.change', { startsAtLogin: true })
    expect(app.loginItem.start).toEqual({ isInTray: true })
    await app.must('settings.change', { startsInTray: false })
    expect(app.loginItem.start).toEqual({ isInTray: false })
    await app.must('settings.change', { startsAtLogin: false })
    expect(app.loginItem.start).toBeNull()
  })

  test('that the system refuses leaves the setting as it was and says so', async () => {
    const app = await world.started()
    app.loginItem.mode = 'refuses'
    const answer = await app.send('settings.change', { startsAtLogin: true, theme: 'dark' })
    expect(answer).toMatchObject({
      error: { code: 'refused', effect: 'none', fields: [{ field: 'startsAtLogin' }] },
    })
    expect(app.snapshot().settings).toMatchObject({ startsAtLogin: false, theme: 'system' })
    expect(stored().startsAtLogin).toBe(false)
  })

  test('where there is no such thing is not offered, and refused', async () => {
    const app = await world.started()
    app.loginItem.mode = 'unsupported'
    expect(await app.send('settings.change', { startsAtLogin: true })).toMatchObject({
      error: { code: 'refused' },
    })
    await app.must('settings.change', { startsInTray: false })
  })
})

describe('the proxy', () => {
  test('is connected through anew at once, and never for what is on this computer', async () => {
    const app = await world.connected()
    const connects = () => app.steps.filter((step) => step === 'api.close ends').length
    const before = connects()
    await app.must('settings.change', { proxy: { kind: 'manual', url: 'http://127.0.0.1:1' } })
    await until(() => connects() === before + 1)
    await app.must('sync.refresh', {})
    expect(app.snapshot().sync.listProblem).toBeNull()
    await app.must('settings.change', { proxy: { kind: 'system' } })
    await app.must('sync.refresh', {})
    expect(app.proxies.asked).toEqual([])
  })

  test('with a name, a password or no address is none', async () => {
    const app = await world.started()
    for (const url of [
      'ftp://proxy.example.com',
      'proxy.example.com:80',
      'http://me:word@proxy.example.com',
      '',
    ]) {
      expect(await app.send('settings.change', { proxy: { kind: 'manual', url } })).toMatchObject({
        error: { code: 'invalidInput' },
      })
    }
    expect(app.snapshot().settings.proxy).toEqual({ kind: 'none' })
  })
})

describe('erasing everything', () => {
  test('asks first, then leaves nothing of any account, and Latchkey can be used on', async () => {
    await world.service().control.addKey({ description: 'ci' })
    const app = await world.connected()
    await app.must('session.exploreSandbox', {})
    await app.must('lock.setPassphrase', { passphrase: 'a long enough passphrase' })
    app.dialogs.reply = false
    expect(await app.send('app.eraseEverything', {})).toMatchObject({ error: { code: 'notConfirmed' } })
    expect(app.snapshot().accounts).toHaveLength(2)
    expect(app.dialogs.questions.at(-1)?.detail).not.toContain('Account:')
    app.dialogs.reply = true
    await app.must('app.eraseEverything', {})
    expect(app.snapshot()).toMatchObject({
      ...{ account: null, accounts: [], lock: { state: 'open', hasPassphrase: false } },
      settings: { savedViews: [] },
    })
    expect(await app.rows()).toEqual([])
    await app.must('session.connect', { adminKey: world.service().adminKey, keysHost: 'api.io.solutions' })
    expect((await app.rows()).map(({ name }) => name)).toEqual(['ci'])
    await app.must('app.eraseEverything', {})
    await app.quit()
    const next = await world.started()
    expect(next.snapshot()).toMatchObject({ account: null, accounts: [] })
  })

  test('that fails says so, and every account stays usable', async () => {
    const app = await world.connected()
    const repair = app.breakStore('vault.eraseAll')
    expect(await app.send('app.eraseEverything', {})).toMatchObject({ error: { code: 'storage' } })
    expect(app.snapshot().accounts).toHaveLength(1)
    await app.must('sync.refresh', {})
    repair()
    await app.must('app.eraseEverything', {})
    expect(app.snapshot().account).toBeNull()
  })
})

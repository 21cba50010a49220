// The tray: its menu as a pure function, and revoking from it while no window is open.
import { beforeEach, describe, expect, test } from 'vitest'
import { aKey, anAccount, aSnapshot, aSync } from '../../../test/support/key-builders.ts'
import { type TestApp, until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { Reminder } from '../../shared/domain/reminder.ts'
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import type { TrayItem } from '../ports/system.ts'
import { trayMenu } from './tray-menu.ts'

const now = Date.parse('2026-03-18T10:30:00Z')
const dayMs = 86_400_000
const nothing = () => {}
const noHandlers = {
  ...{ open: nothing, lock: nothing, createKey: nothing, revoke: nothing, quit: nothing },
  ...{ emergency: nothing, retryFailed: nothing, showReminders: nothing },
}

const aReminder = (changes: Pick<Reminder, 'id' | 'accountId'>): Reminder => ({
  ...{ kind: 'rotationQuiet', keyId: 'k', name: 'old', raisedAt: now },
  ...{ dueAt: null, share: null, perHour: null, usualPerHour: null, ...changes },
})
const key = (name: string, changes: Partial<ApiKey> = {}) =>
  aKey({ id: name, name, createdAt: now - 40 * dayMs, expiresAt: null, ...changes })
const menu = (rows: readonly ApiKey[], changes: Partial<Snapshot> = {}) =>
  trayMenu(aSnapshot({ sync: aSync({ listAsOf: now }), ...changes }), rows, now, noHandlers)
const labels = (items: readonly TrayItem[]) =>
  items.flatMap((item) => (item.type === 'separator' ? [] : [item.label]))
const submenu = (items: readonly TrayItem[], label: string): readonly TrayItem[] => {
  const found = items.find((item) => item.type === 'submenu' && item.label === label)
  if (found?.type !== 'submenu') throw new Error(`no submenu ${label}`)
  return found.items
}

describe('the menu', () => {
  test('without an account says so and leads to the window', () => {
    expect(labels(menu([], { account: null }))).toEqual(['Not connected', 'Open Latchkey', 'Hide', 'Quit'])
  })

  test('says how things stand and how old they are', () => {
    const problem = { code: 'offline', effect: 'none', isRetryable: true } as const
    expect(labels(menu([]))[0]).toBe('Exploring the sandbox')
    expect(labels(menu([], { account: anAccount({ kind: 'live' }) }))[0]).toBe('Connected to IO Intelligence')
    const offline = menu([], { sync: aSync({ listAsOf: now, listProblem: problem }) })
    expect(labels(offline)[0]).toBe('IO Intelligence cannot be reached')
    expect(labels(offline)[1]).toMatch(/^As of /)
  })

  test('lists at most five keys that expire within 14 days, the soonest first', () => {
    const rows = [9, 3, 13, 1, 12, 2, 20].map((days) => key(`in-${days}`, { expiresAt: now + days * dayMs }))
    const shown = labels(menu(rows)).filter((label) => label.startsWith('in-'))
    expect(shown.slice(0, 5)).toEqual([
      'in-1 · in 24 hours',
      'in-2 · in 2 days',
      'in-3 · in 3 days',
      'in-9 · in 9 days',
      'in-12 · in 12 days',
    ])
  })

  test('counts the reminders of all accounts, but not while it is locked', () => {
    const one = aReminder({ id: 'same', accountId: 'a' })
    expect(labels(menu([], { reminders: [one] }))).toContain('1 reminder…')
    const reminders = [one, aReminder({ id: 'same', accountId: 'b' })]
    expect(labels(menu([], { reminders }))).toContain('2 reminders in 2 accounts…')
    const locked = { ...aSnapshot().lock, state: 'locked' } as const
    expect(labels(menu([], { reminders, lock: locked })).join()).not.toMatch(/reminder|2/)
  })

  test('R57 judges the time left by the service’s clock', () => {
    const sync = aSync({ listAsOf: now, clockSkewMs: 2 * dayMs })
    const shown = labels(menu([key('a', { expiresAt: now + 3 * dayMs })], { sync }))
    expect(shown).toContain('a · in 24 hours')
  })

  test('lists at most five keys created last', () => {
    const rows = Array.from({ length: 8 }, (_, index) => key(`k${index}`, { createdAt: now - index * dayMs }))
    const shown = labels(menu(rows))
    const start = shown.indexOf('Recently created')
    expect(shown.slice(start + 1, start + 6).map((label) => label.slice(0, 2))).toEqual(
      rows.slice(0, 5).map((row) => row.name),
    )
  })

  test('offers keys for revoking: expiring and recent first, the others by letter once there are many', () => {
    const few = [key('zeta'), key('alpha'), key('soon', { expiresAt: now + dayMs })]
    expect(labels(submenu(menu(few), 'Revoke a key'))[0]).toMatch(/^soon /)
    expect(labels(submenu(menu(few), 'Revoke a key'))).toHaveLength(3)

    const many = Array.from({ length: 60 }, (_, index) => key(`${'abcÄ7'[index % 5]}-${index}`))
    const items = submenu(menu(many), 'Revoke a key')
    expect(items.flatMap((item) => (item.type === 'submenu' ? [item.label] : []))).toEqual([
      '#',
      'A',
      'B',
      'C',
    ])
    expect(submenu(items, 'A')).toHaveLength(24)
  })

  test('never offers a key that has ended', () => {
    const rows = [key('old', { ending: { how: 'expired', at: now - dayMs } })]
    expect(labels(submenu(menu(rows), 'Revoke a key'))).toEqual(['No keys'])
  })

  test('R15 makes hidden characters visible and cuts long names', () => {
    const rows = [key('a', { name: 'safe\u202Egnp.exe' }), key('b', { name: 'x'.repeat(500) })]
    const all = labels(submenu(menu(rows), 'Revoke a key'))
    expect(all.join()).toContain('safe‹U+202E›gnp.exe')
    expect(Math.max(...all.map((label) => label.length))).toBeLessThan(140)
  })

  test('R45 of 100,000 keys looks at each a few times only, in one pass, and stays small', () => {
    let looks = 0
    let passes = 0
    const keys = Array.from({ length: 100_000 }, (_, index) => {
      const name = `${String.fromCharCode(97 + (index % 26))}-${index}`
      const row = key(name, {
        createdAt: now - ((index * 7919) % 100_003),
        expiresAt: now + (index % 400) * dayMs,
      })
      return new Proxy(row, {
        get: (target, field: keyof ApiKey) => {
          looks += 1
          return target[field]
        },
      })
    })
    const rows: Iterable<ApiKey> = {
      [Symbol.iterator]: () => {
        passes += 1
        return keys.values()
      },
    }
    const items = trayMenu(aSnapshot({ sync: aSync({ listAsOf: now }) }), rows, now, noHandlers)
    expect(passes).toBe(1)
    // Sorting them all would take more than 30 looks at each.
    expect(looks).toBeLessThan(10 * keys.length)
    const letters = submenu(items, 'Revoke a key').filter((item) => item.type === 'submenu')
    expect(letters).toHaveLength(26)
    expect(letters.every((item) => item.type === 'submenu' && item.items.length === 102)).toBe(true)
  })
})

describe('revoking from the tray', () => {
  const world = createTestWorld()
  let app: TestApp
  beforeEach(async () => {
    await world.service().control.addKey({ description: 'R&D bot' })
    app = await world.connected()
    app.window.isOpen = false
    app.clock.advance(500)
  })
  const deletes = () => world.service().control.countRequests({ method: 'DELETE' })
  const click = () => app.tray.click(/^R&D bot \(/)

  test('names the key before, and says what happened only after the answer', async () => {
    const { display } = await app.row('R&D bot')
    app.dialogs.reply = 'later'
    click()
    await until(() => app.dialogs.questions.length === 1)
    expect(app.dialogs.questions[0]).toMatchObject({
      title: 'Revoke “R&D bot”?',
      confirmLabel: 'Revoke key',
      isDestructive: true,
    })
    expect(app.dialogs.questions[0]?.detail).toContain(display)
    expect(app.dialogs.questions[0]?.detail).toContain('0 credits')
    expect(await deletes()).toBe(0)
    app.dialogs.answer(true)
    await until(async () => (await app.row('R&D bot')).ending !== null)
    app.clock.advance(500)
    expect(app.tray.labels()).toContain('Revoked “R&D bot”')
    expect(app.tray.labels().some((label) => label.startsWith('R&D bot ('))).toBe(false)
    expect(app.window.isOpen).toBe(false)
    app.clock.advance(60_500)
    expect(app.tray.labels()).not.toContain('Revoked “R&D bot”')
  })

  test('sends nothing when its user says no', async () => {
    app.dialogs.reply = false
    click()
    await until(() => app.dialogs.questions.length === 1)
    await app.must('sync.refresh', {})
    expect(await deletes()).toBe(0)
  })

  test('R41 tells a failure in words, and never "revoked"', async () => {
    await world.service().control.addFault({ method: 'DELETE', fault: { kind: 'status', status: 401 } })
    click()
    await until(() => app.dialogs.messages.length === 1)
    expect(app.dialogs.messages[0]?.title).toBe('“R&D bot” was not revoked')
    expect(app.dialogs.messages[0]?.detail).toContain('Nothing was changed.')
    app.clock.advance(500)
    expect(app.tray.labels().join()).not.toContain('Revoked “')
  })

  test('R41 a lost answer that no list settles is told as not certain', async () => {
    await world
      .service()
      .control.addFault({ method: 'DELETE', times: 'always', fault: { kind: 'dropAfter' } })
    await world.service().control.addFault({ method: 'GET', times: 'always', fault: { kind: 'dropBefore' } })
    click()
    await until(() => app.dialogs.messages.length === 1)
    expect(app.dialogs.messages[0]?.title).toBe('“R&D bot” may not be revoked')
  })

  test('*Create key* opens the window and shows the form as soon as a page listens', async () => {
    app.tray.click('Create key…')
    expect(app.window.isOpen).toBe(true)
    expect(app.window.views).toEqual([])
    await app.must('app.readSnapshot', {})
    await until(() => app.window.views.length === 1)
    expect(app.window.views).toEqual(['createKey'])
    app.tray.click('Create key…')
    expect(app.window.views).toEqual(['createKey', 'createKey'])
  })

  test('the menu is not rebuilt with every change', async () => {
    const before = app.tray.showCount
    for (let count = 0; count < 100; count += 1) {
      await app.must('settings.change', { keepSealedCopies: count % 2 === 0 })
    }
    app.clock.advance(500)
    expect(app.tray.showCount - before).toBe(1)
  })
})

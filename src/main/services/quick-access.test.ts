// The shortcut of the whole system and the quick window: chosen, taken, refused, pressed, locked.
import { describe, expect, test } from 'vitest'
import { aDraft, page, quickPage, type TestApp } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'

const world = createTestWorld()
const shortcut = 'Control+Shift+Space'
const other = 'Control+Alt+K'

const choose = (app: TestApp, quickShortcut: string | null) => app.must('settings.change', { quickShortcut })
const told = (app: TestApp) => app.snapshot().shortcut

describe('the shortcut', () => {
  test('is off until it is chosen, opens and hides the window, and another takes its place', async () => {
    const app = await world.started()
    expect([told(app), app.shortcuts.registered()]).toEqual([{ state: 'off', hasFired: false }, []])
    await choose(app, shortcut)
    expect(told(app)).toEqual({ state: 'registered', hasFired: false })
    expect(app.shortcuts.press(shortcut)).toBe(true)
    expect([app.quickWindow.isShown, told(app).hasFired]).toEqual([true, true])
    app.shortcuts.press(shortcut)
    expect(app.quickWindow.isShown).toBe(false)
    await choose(app, other)
    expect([told(app), app.shortcuts.registered()]).toEqual([
      { state: 'registered', hasFired: false },
      [other],
    ])
    await choose(app, null)
    expect([told(app).state, app.shortcuts.registered()]).toEqual(['off', []])
  })

  test('that another program has, or that the system does not know, is told as that', async () => {
    const app = await world.started()
    app.shortcuts.taken.add(shortcut)
    app.shortcuts.unknown.add(other)
    await choose(app, shortcut)
    expect(told(app).state).toBe('taken')
    await choose(app, other)
    expect(told(app).state).toBe('refused')
    await choose(app, null)
    expect(told(app).state).toBe('off')
  })

  test('R60 that the system does not take back opens nothing once it is turned off', async () => {
    const app = await world.started()
    await choose(app, shortcut)
    app.shortcuts.isStuck = true
    await choose(app, null)
    expect([app.shortcuts.press(shortcut), app.quickWindow.isShown]).toEqual([true, false])
    expect(told(app)).toEqual({ state: 'off', hasFired: false })
  })

  test('is registered again at the next start and given back at the end', async () => {
    const first = await world.started()
    await choose(first, shortcut)
    await first.quit()
    expect(first.shortcuts.registered()).toEqual([])
    const second = await world.started()
    expect(second.shortcuts.registered()).toEqual([shortcut])
  })

  test('R59 no single key, nor one that programs use themselves, can be chosen by a page', async () => {
    const app = await world.started()
    for (const quickShortcut of ['A', 'Control+C', 'F5', 'Escape', 'x'.repeat(61)]) {
      expect(await app.send('settings.change', { quickShortcut })).toMatchObject({
        error: { code: 'invalidInput' },
      })
    }
    expect(app.shortcuts.registered()).toEqual([])
  })

  test('other settings leave it as it is, and its change is told behind theirs', async () => {
    const app = await world.started()
    await choose(app, shortcut)
    app.shortcuts.press(shortcut)
    await app.must('settings.change', { theme: 'dark' })
    expect(told(app)).toEqual({ state: 'registered', hasFired: true })
    const revisions = app.window.patches.map(({ revision }) => revision)
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b))
  })
})

describe('the page of the quick window', () => {
  const ask = (app: TestApp, command: 'app.readSnapshot' | 'quick.openWindow') =>
    app.app.dispatch(command, quickPage, {})

  test('R4 is heard while it is there and not before or after', async () => {
    const app = await world.started()
    expect(await ask(app, 'app.readSnapshot')).toMatchObject({ error: { code: 'refused' } })
    app.app.toggleQuickWindow()
    expect(await ask(app, 'app.readSnapshot')).toMatchObject({ ok: true })
    expect(await app.app.dispatch('app.readSnapshot', { ...quickPage, windowId: 99 }, {})).toMatchObject({
      error: { code: 'refused' },
    })
    app.quickWindow.end()
    expect(await ask(app, 'app.readSnapshot')).toMatchObject({ error: { code: 'refused' } })
  })

  test('R32 shows no value: that window is not kept out of pictures of the screen', async () => {
    const app = await world.connected()
    const { keyId } = await app.must('keys.create', aDraft())
    app.app.toggleQuickWindow()
    const questions = app.dialogs.questions.length
    expect(await app.app.dispatch('values.reveal', quickPage, { keyId })).toMatchObject({
      error: { code: 'refused' },
    })
    expect(app.dialogs.questions).toHaveLength(questions)
    expect(await app.app.dispatch('values.copy', quickPage, { keyId })).toMatchObject({ ok: true })
  })

  test('is told what the main page is told', async () => {
    const app = await world.started()
    app.app.toggleQuickWindow()
    await app.must('settings.change', { theme: 'dark' })
    expect(app.quickWindow.patches).toEqual(app.window.patches.slice(-app.quickWindow.patches.length))
    expect(app.quickWindow.patches.some(({ parts }) => parts?.settings?.theme === 'dark')).toBe(true)
  })

  test('that loads is not taken for the main page: what waits for that waits on', async () => {
    const app = await world.connected()
    app.app.notePageGone()
    app.app.toggleQuickWindow()
    await app.app.dispatch('quick.show', quickPage, { section: 'keys', id: 'key-1' })
    await ask(app, 'app.readSnapshot')
    await new Promise((resolve) => setImmediate(resolve))
    expect([app.window.views, app.quickWindow.isShown]).toEqual([[], false])
    await app.app.dispatch('app.readSnapshot', page, {})
    await new Promise((resolve) => setImmediate(resolve))
    expect(app.window.views).toEqual(['keys'])
  })

  test('R26 ends with the lock, and locked it opens the main window and nothing else', async () => {
    const app = await world.connected()
    await app.must('lock.setPassphrase', { passphrase: 'violet otter basalt' })
    app.app.toggleQuickWindow()
    await app.must('lock.now', {})
    expect([app.quickWindow.isShown, app.quickWindow.hasPage]).toEqual([false, false])
    app.window.isOpen = false
    app.app.toggleQuickWindow()
    expect(JSON.stringify(await ask(app, 'app.readSnapshot'))).not.toContain('adminKeyDisplay')
    expect(await app.app.dispatch('keys.readRows', quickPage, { afterId: null, limit: 1 })).toMatchObject({
      error: { code: 'locked' },
    })
    expect(await app.app.dispatch('quick.show', quickPage, { section: 'keys', id: 'key-1' })).toMatchObject({
      error: { code: 'locked' },
    })
    expect(await ask(app, 'quick.openWindow')).toMatchObject({ ok: true })
    expect([app.window.isOpen, app.quickWindow.isShown]).toEqual([true, false])
  })
})

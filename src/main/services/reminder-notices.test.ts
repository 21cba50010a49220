// Reminders as notifications: by name while Latchkey is open, nameless while it is not, and never in quiet hours.
import { describe, expect, it } from 'vitest'
import {
  createReminderVerbs,
  day,
  firstOf,
  hour,
  settle,
  shown,
  titles,
} from '../../../test/support/reminder-verbs.ts'
import { until } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import { exactTime } from '../../shared/domain/expiry.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'

const world = createTestWorld()
const { now, addKeys, connected, restarted } = createReminderVerbs(world)
const passphrase = 'made-up words of a test'

describe('a notification', () => {
  it('that is clicked opens the reminders in the window', async () => {
    await addKeys({ 'billing-bot': day })
    const app = await connected()
    await app.must('app.readSnapshot', {})
    app.window.isOpen = false
    app.notifier.click()
    await until(() => app.window.views.includes('reminders'))
    expect(app.window.isOpen).toBe(true)
  })

  it('extends the key with a button and tells the exact date', async () => {
    await addKeys({ 'billing-bot': 2.5 * day })
    const app = await connected()
    const { dueAt } = firstOf(app)
    app.notifier.press('Extend 30 days')
    await until(() => app.notifier.history.length === 2)
    const expiresAt = (dueAt ?? 0) + 30 * day
    expect(app.notifier.history[1]?.title).toBe(`“billing-bot” now expires ${exactTime(expiresAt)}`)
    expect(await app.row('billing-bot')).toMatchObject({ expiresAt })
  })

  it('says so where the service refuses, and that nothing was changed', async () => {
    await addKeys({ 'billing-bot': 2.5 * day })
    const app = await connected()
    await world.service().control.addFault({ method: 'PATCH', fault: { kind: 'status', status: 409 } })
    app.notifier.press('Extend 30 days')
    await until(() => app.notifier.history.length === 2)
    expect(app.notifier.history[1]?.title).toBe('“billing-bot” was not extended')
    expect(app.notifier.history[1]?.body).toContain('Nothing was changed.')
  })

  it('snoozes all it names with one button', async () => {
    await addKeys({ a: 2.5 * day, b: 2.6 * day })
    const app = await connected()
    app.notifier.press('Snooze 1 day')
    expect(shown(app)).toEqual([])
  })

  it.each(['unsupported', 'fails'] as const)(
    'where notifications are %s all is told in the window',
    async (mode) => {
      await addKeys({ 'billing-bot': day })
      const app = await world.connected()
      app.notifier.mode = mode
      await settle(app)
      expect([shown(app), app.notifier.history]).toEqual([['billing-bot'], []])
      app.notifier.mode = 'ok'
      await settle(app)
      expect(app.notifier.history).toEqual([])
    },
  )

  it('that its user does not want is not shown', async () => {
    await addKeys({ 'billing-bot': day })
    world.computer().settingsStore.settings = { ...defaultSettings, showsNotifications: false }
    const app = await connected()
    expect([shown(app), app.notifier.history]).toEqual([['billing-bot'], []])
  })

  it('keeps back what comes in quiet hours, and tells it together at their end, after a restart too', async () => {
    const local = new Date(now())
    const minutes = local.getHours() * 60 + local.getMinutes()
    const quietHours = { from: (minutes + 1430) % 1440, to: (minutes + 120) % 1440 }
    world.computer().settingsStore.settings = { ...defaultSettings, quietHours }
    await addKeys({ a: 6.5 * day, b: 7 * day + hour })
    const app = await connected()
    app.clock.advance(hour)
    await settle(app)
    expect([shown(app), app.notifier.history]).toEqual([['a', 'b'], []])
    await app.quit()
    const later = await restarted()
    later.clock.advance(hour)
    await settle(later)
    expect(titles(later.notifier)).toEqual(['2 API keys expire soon'])
  })
})

describe('R48 while Latchkey is locked or hidden', () => {
  it.each([true, false])(
    'notifications name nothing, and those on screen go away: passphrase %s',
    async (isLocked) => {
      await addKeys({ 'billing-bot': 3 * day + hour, crawler: 2 * day })
      const app = await connected()
      if (isLocked) await app.must('lock.setPassphrase', { passphrase })
      expect(app.notifier.shown).toHaveLength(1)
      await app.must('lock.now', {})
      expect(app.notifier.shown).toEqual([])
      app.clock.advance(hour)
      await settle(app)
      const [told = expect.fail('nothing was told')] = app.notifier.shown
      expect(`${told.title} ${told.body}`).not.toMatch(/billing|crawler|\d/)
      expect(told.actions).toEqual([])
      expect(await app.must('app.readSnapshot', {})).toMatchObject({ reminders: [] })

      if (isLocked) await app.must('lock.unlock', { passphrase })
      else await app.must('lock.show', {})
      expect(app.notifier.shown).toEqual([])
      expect(shown(app)).toEqual(['crawler', 'billing-bot'])
    },
  )

  it('a button that was shown before opens the window and changes nothing', async () => {
    await addKeys({ 'billing-bot': 2.5 * day })
    const app = await connected()
    const [notification] = app.notifier.shown
    await app.must('lock.now', {})
    for (const { run } of notification?.actions ?? []) run()
    expect(await world.service().control.countRequests({ method: 'PATCH' })).toBe(0)
    expect(shown(app)).toEqual(['billing-bot'])
  })
})

it('R48 of an account that was left nothing stays', async () => {
  await addKeys({ 'billing-bot': day })
  const app = await connected()
  await app.must('session.disconnect', {})
  await settle(app)
  expect([shown(app), app.notifier.shown]).toEqual([[], []])
})

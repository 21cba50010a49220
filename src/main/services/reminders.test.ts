// Reminders in the whole app: told once, together and in their time, over restarts, sleep, and what its user says of them.
import { describe, expect, it } from 'vitest'
import {
  createReminderVerbs,
  day,
  firstOf,
  hour,
  minute,
  settle,
  shown,
  titles,
  whichOf,
} from '../../../test/support/reminder-verbs.ts'
import { aDraft } from '../../../test/support/test-app.ts'
import { createTestWorld } from '../../../test/support/test-world.ts'
import { exactTime } from '../../shared/domain/expiry.ts'

const world = createTestWorld()
const { now, addKeys, connected, restarted } = createReminderVerbs(world)

describe('a key that expires soon', () => {
  it('is told by name with its exact date, once, over restarts too', async () => {
    await addKeys({ 'billing-bot': 2.5 * day, 'long lived': 100 * day })
    const app = await connected()
    const { expiresAt } = await app.row('billing-bot')
    expect(app.notifier.history).toEqual([
      { title: '“billing-bot” expires in 2 days', body: exactTime(expiresAt ?? 0) },
    ])
    expect(shown(app)).toEqual(['billing-bot'])
    await app.must('sync.refresh', {})
    await settle(app)
    expect(app.notifier.history).toHaveLength(1)
    await app.quit()

    const later = await restarted()
    expect(later.notifier.history).toEqual([])
    expect(shown(later)).toEqual(['billing-bot'])
  })

  it('is told again when the next lead time comes, and no more when it has expired', async () => {
    await addKeys({ 'billing-bot': 3 * day + hour })
    const app = await connected()
    expect(app.notifier.history).toHaveLength(1)
    app.clock.advance(hour)
    await settle(app)
    expect(titles(app.notifier)[1]).toContain('“billing-bot” expires in 2 days')
    app.clock.advance(3 * day)
    await settle(app)
    expect(app.notifier.history).toHaveLength(3)
    expect(shown(app)).toEqual([])
  })

  it('whose lead times passed while the app was off is told once, with the most urgent', async () => {
    await addKeys({ 'billing-bot': 40 * day })
    const app = await connected()
    expect(app.notifier.history).toEqual([])
    await app.quit()
    world.service().clock.advance(38 * day)
    const later = await restarted()
    expect(titles(later.notifier)).toEqual([expect.stringContaining('“billing-bot” expires in 47 hours')])
    expect(firstOf(later).id).toMatch(/:3$/)
  })

  it('comes with others in one notification that names three', async () => {
    await addKeys({ c: 3 * hour, a: hour, d: 2 * day, b: 2 * hour, e: 6 * day })
    const app = await connected()
    expect(app.notifier.history).toHaveLength(1)
    const [{ title, body } = expect.fail('nothing was told')] = app.notifier.history
    expect(title).toBe('5 API keys expire soon')
    expect(body.match(/“.”/g)).toEqual(['“a”', '“b”', '“c”'])
    expect(body).toContain('and 2 more')
    expect(shown(app)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('is no longer reminded of once it is extended, even to a date that is soon, too', async () => {
    await addKeys({ 'billing-bot': hour })
    const app = await connected()
    const { keyId } = firstOf(app)
    await app.must('keys.update', { keyId: keyId ?? '', changes: { expiresAt: now() + 10 * day } })
    await settle(app)
    expect(shown(app)).toEqual([])
    app.clock.advance(3 * day)
    await settle(app)
    expect(titles(app.notifier)).toEqual([
      '“billing-bot” expires in 59 minutes',
      '“billing-bot” expires in 6 days',
    ])
  })

  it('that was just made here is not told at once', async () => {
    const app = await connected()
    await app.must('keys.create', aDraft({ name: 'short lived', expiresAt: now() + 6 * hour }))
    await settle(app)
    expect([app.notifier.history, shown(app)]).toEqual([[], []])
  })

  it('is looked for when the computer wakes, for timers may have slept', async () => {
    await addKeys({ 'billing-bot': 31 * day })
    const app = await connected()
    world.service().clock.setWall(now() + 2 * day)
    await settle(app)
    expect(app.notifier.history).toEqual([])
    app.presence.resume()
    await app.send('lock.show', {})
    await settle(app)
    expect(shown(app)).toEqual(['billing-bot'])
  })
})

describe('what its user says about it', () => {
  it('put away it stays away, until something more urgent comes', async () => {
    await addKeys({ 'billing-bot': 3 * day + hour })
    const app = await connected()
    await app.must('reminders.putAway', whichOf(app))
    expect(shown(app)).toEqual([])
    await app.quit()
    const later = await restarted()
    expect(shown(later)).toEqual([])
    later.clock.advance(hour)
    await settle(later)
    expect(shown(later)).toEqual(['billing-bot'])
  })

  it('snoozed it comes back then, and is told again', async () => {
    await addKeys({ 'billing-bot': 6.5 * day })
    const app = await connected()
    await app.must('reminders.snooze', { ...whichOf(app), untilAt: now() + day })
    expect(shown(app)).toEqual([])
    app.clock.advance(day - minute)
    await settle(app)
    expect([shown(app), app.notifier.history.length]).toEqual([[], 1])
    app.clock.advance(minute)
    await settle(app)
    expect([shown(app), app.notifier.history.length]).toEqual([['billing-bot'], 2])
  })

  it('that cannot be written is not said to be done', async () => {
    await addKeys({ 'billing-bot': day })
    const app = await connected()
    const repair = app.breakStore('vault.writeTold')
    const which = whichOf(app)
    expect(await app.send('reminders.putAway', which)).toMatchObject({
      ok: false,
      error: { code: 'storage' },
    })
    expect(shown(app)).toEqual(['billing-bot'])
    repair()
    await app.must('reminders.putAway', which)
    expect(shown(app)).toEqual([])
  })

  it('about what is gone is done; a snooze into the past or for years is refused', async () => {
    await addKeys({ 'billing-bot': day })
    const app = await connected()
    const which = whichOf(app)
    await app.must('reminders.putAway', { ...which, id: 'expiry:nobody:1:7' })
    await app.must('reminders.putAway', { ...which, accountId: 'nobody' })
    expect(shown(app)).toEqual(['billing-bot'])
    for (const untilAt of [now(), now() + 3 * 365 * day]) {
      const answer = await app.send('reminders.snooze', { ...which, untilAt })
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalidInput' } })
    }
  })
})

describe('limits', () => {
  it('are told at 80 and 100 %, each once, and the reset is named', async () => {
    const { control } = world.service()
    const { id } = await control.addKey({
      ...{ description: 'crawler', expires_at: 'never', credit_limit: 50, credit_refresh_cycle: 'daily' },
    })
    const app = await connected()
    const use = async (credits: number) => {
      await control.addUsage(id, { credits })
      await app.must('sync.refresh', {})
      await settle(app)
    }
    await use(41)
    await use(1)
    await use(9)
    expect(titles(app.notifier)).toEqual([
      '“crawler” has used 80 % of its credit limit',
      '“crawler” has reached its credit limit',
    ])
    expect(app.notifier.history[1]?.body).toMatch(/^Resets 19 Mar 2026/)
    await app.must('keys.update', { keyId: id, changes: { creditLimit: 55 } })
    await settle(app)
    expect([shown(app), app.notifier.history.length]).toEqual([[], 2])
  })
})

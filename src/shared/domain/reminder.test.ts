// Unit tests of reminders: lead times, quiet hours across midnight and clock changes, and the words.
import { describe, expect, it } from 'vitest'
import { inTimeZone } from '../../../test/support/time-zone.ts'
import { exactTime } from './expiry.ts'
import { leadDays, quietUntil, type Reminder } from './reminder.ts'
import { bundleWords, namelessWords, reminderSentence } from './reminder-words.ts'

const now = Date.UTC(2026, 10, 26, 12)
const day = 86_400_000

it('lead times fall, each once, a key’s own first', () => {
  expect(leadDays(null, [1, 30, 7, 30])).toEqual([30, 7, 1])
  expect(leadDays(10, [1, 30, 7])).toEqual([10, 7, 1])
  expect(leadDays(7, [1, 30, 7])).toEqual([7, 1])
})

describe('quiet hours', () => {
  const night = { from: 22 * 60, to: 7 * 60 + 30 }
  const noon = { from: 12 * 60, to: 13 * 60 }
  const at = (text: string) => Date.parse(text)

  it.each([
    ['2026-11-26T21:59:59+01:00', null],
    ['2026-11-26T22:00:00+01:00', '2026-11-27T07:30:00+01:00'],
    ['2026-11-27T00:10:00+01:00', '2026-11-27T07:30:00+01:00'],
    ['2026-11-27T07:30:00+01:00', null],
    // The night in which an hour is skipped, and the one in which an hour comes twice.
    ['2026-03-28T23:00:00+01:00', '2026-03-29T07:30:00+02:00'],
    ['2026-10-24T23:00:00+02:00', '2026-10-25T07:30:00+01:00'],
    ['2026-12-31T23:00:00+01:00', '2027-01-01T07:30:00+01:00'],
  ])('at %s in Berlin end at %s', (from, until) => {
    inTimeZone('Europe/Berlin', () => {
      expect(quietUntil(night, at(from))).toBe(until === null ? null : at(until))
    })
  })

  it('within one day, none at all, and of no length', () => {
    inTimeZone('America/New_York', () => {
      expect(quietUntil(noon, at('2026-11-26T12:30:00-05:00'))).toBe(at('2026-11-26T13:00:00-05:00'))
      expect(quietUntil(noon, at('2026-11-26T13:00:00-05:00'))).toBeNull()
      expect(quietUntil(null, now)).toBeNull()
      expect(quietUntil({ from: 600, to: 600 }, now)).toBeNull()
    })
  })

  it('never end in the past, whatever the clocks do', () => {
    for (const zone of ['Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kolkata']) {
      inTimeZone(zone, () => {
        for (let time = at('2026-01-01T00:07:00Z'); time < at('2027-01-01T00:00:00Z'); time += 1_800_000) {
          for (const hours of [night, { from: 90, to: 150 }, { from: 150, to: 120 }]) {
            const until = quietUntil(hours, time)
            if (until !== null) expect(until).toBeGreaterThan(time)
          }
        }
      })
    }
  })
})

const noName = () => null

describe('the words', () => {
  const reminder = (changes: Partial<Reminder>): Reminder => ({
    ...{
      id: 'x',
      accountId: 'a',
      kind: 'expiry',
      keyId: 'k',
      name: 'billing-bot',
      raisedAt: now,
      dueAt: now + 2.5 * day,
    },
    ...{ share: null, perHour: null, usualPerHour: null },
    ...changes,
  })
  const exact = exactTime(now + 2.5 * day)

  it('of one reminder name the key and the exact date', () => {
    expect(bundleWords([reminder({})], now, noName)).toEqual({
      title: '“billing-bot” expires in 2 days',
      body: exact,
    })
  })

  it('of several name three with their exact dates, and count the rest', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => reminder({ name }))
    expect(bundleWords(many, now, noName)).toEqual({
      title: '5 API keys expire soon',
      body: [
        `“a” expires ${exact}`,
        `“b” expires ${exact}`,
        `“c” expires ${exact}`,
        'and 2 more, in Latchkey',
      ].join('\n'),
    })
  })

  it('of several kinds are one list', () => {
    const limit = reminder({ kind: 'limit', share: 0.9 })
    const spike = reminder({ kind: 'spike', dueAt: null, perHour: 12.345, usualPerHour: 1.5 })
    const admin = reminder({ kind: 'adminKeyExpiry', keyId: null, name: '' })
    expect(bundleWords([limit, spike, admin], now, noName)).toEqual({
      title: '3 reminders',
      body: [
        `“billing-bot” has used 90 % of its credit limit; resets ${exact}`,
        '“billing-bot” spends 12.35 credits an hour; usually 1.5 an hour',
        `Your admin key expires ${exact}`,
      ].join('\n'),
    })
  })

  it('name the account of each, where there are several', () => {
    const nameOf = (accountId: string) => (accountId === 'a' ? 'Work' : 'Client')
    expect(bundleWords([reminder({})], now, nameOf).body).toBe(`Work · ${exact}`)
    const quiet = reminder({ kind: 'rotationQuiet', accountId: 'b', dueAt: null })
    expect(bundleWords([reminder({}), quiet], now, nameOf).body).toBe(
      `Work: “billing-bot” expires ${exact}\nClient: “billing-bot” is no longer used and can be revoked`,
    )
  })

  it('show names that hide or reorder their neighbours as they are', () => {
    expect(reminderSentence(reminder({ name: 'pay\u202Egnp' }), now)).toContain('“pay‹U+202E›gnp” expires')
    expect(reminderSentence(reminder({ name: '  ' }), now)).toContain('“Unnamed key”')
    expect(reminderSentence(reminder({ name: 'x'.repeat(300) }), now).length).toBeLessThan(120)
  })

  it('R48 while it is locked hold neither name nor number nor date', () => {
    const limit = reminder({ kind: 'limit', share: 1 })
    for (const reminders of [[reminder({})], [limit], [reminder({}), limit]]) {
      const { title, body } = namelessWords(reminders, true)
      expect(`${title} ${body}`).not.toMatch(/billing|\d/)
      expect(body).toContain('Unlock')
    }
  })
})

// The calendar file as a calendar reads it: folded lines, escaped names, UTC times, alarms, and UIDs that stay.
import { describe, expect, it } from 'vitest'
import { aKey } from '../../../test/support/key-builders.ts'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { noNotes } from '../../shared/domain/key-notes.ts'
import { buildTimeline } from '../../shared/domain/timeline.ts'
import { timelineFile } from './timeline-file.ts'

const now = Date.UTC(2026, 10, 26, 12)
const day = 86_400_000

interface Component {
  readonly name: string
  readonly properties: ReadonlyMap<string, string>
  readonly components: Component[]
}

/** Reads a calendar file as RFC 5545 has it, and throws at whatever it does not allow. */
function parseCalendar(text: string): Component {
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const stack: Component[] = [{ name: 'file', properties: new Map(), components: [] }]
  for (const line of text.replaceAll('\r\n ', '').trimEnd().split('\r\n')) {
    const [, name = '', value = ''] =
      /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? expect.fail(`no property: ${line}`)
    const open = stack.at(-1) ?? expect.fail('nothing is open')
    if (name === 'BEGIN') {
      const component: Component = { name: value, properties: new Map(), components: [] }
      open.components.push(component)
      stack.push(component)
    } else if (name === 'END') {
      expect(stack.pop()?.name).toBe(value)
    } else {
      expect(open.properties.has(name)).toBe(false)
      ;(open.properties as Map<string, string>).set(name, plainText(value))
    }
  }
  expect(stack).toHaveLength(1)
  return stack[0]?.components[0] ?? expect.fail('the file is empty')
}

function plainText(value: string): string {
  return value.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))
}

const write = async (
  keys: readonly ApiKey[],
  { days = 90, adminKeyExpiresAt = null as number | null } = {},
) => {
  const timeline = buildTimeline({ keys, adminKeyExpiresAt, now, days })
  const input = { timeline, accountId: 'live-1', remindDays: [30, 14, 7, 3, 1], now }
  const { text, count } = await timelineFile(input)
  const calendar = parseCalendar(text)
  expect(calendar.name).toBe('VCALENDAR')
  expect(calendar.properties.get('VERSION')).toBe('2.0')
  expect(calendar.components).toHaveLength(count)
  return { text, events: calendar.components }
}
const of = (event: Component | undefined, property: string) => event?.properties.get(property)
const expiring = (changes: Partial<ApiKey>) => aKey({ id: 'k-1', expiresAt: now + 40.5 * day, ...changes })

describe('the calendar file', () => {
  it('has an event for each expiry, in UTC, with an alarm at each lead time', async () => {
    const { events, text } = await write([expiring({ name: 'billing-bot', display: 'io-v2-9f3K…a1b2' })])
    const [event] = events
    expect(of(event, 'UID')).toBe('live-1-expiry-k-1@latchkey')
    expect(of(event, 'DTSTART')).toBe('20270106T000000Z')
    expect(of(event, 'SUMMARY')).toBe('API key “billing-bot” expires')
    expect(of(event, 'DESCRIPTION')).toContain('io-v2-9f3K…a1b2')
    expect(event?.components.map((alarm) => [alarm.name, of(alarm, 'ACTION'), of(alarm, 'TRIGGER')])).toEqual(
      [30, 14, 7, 3, 1].map((days) => ['VALARM', 'DISPLAY', `-P${days}D`]),
    )
    expect(text).not.toMatch(/RRULE|TZID|VTIMEZONE/)
  })

  it('takes a key’s own lead time', async () => {
    const { events } = await write([expiring({ notes: { ...noNotes, remindDays: 10 } })])
    expect(events[0]?.components.map((alarm) => of(alarm, 'TRIGGER'))).toEqual([
      '-P10D',
      '-P7D',
      '-P3D',
      '-P1D',
    ])
  })

  it('keeps the UID of an expiry that moves, with a higher sequence', async () => {
    const first = await write([expiring({})])
    const timeline = buildTimeline({
      ...{ keys: [expiring({ expiresAt: now + 70 * day })], adminKeyExpiresAt: null, now, days: 90 },
    })
    const later = await timelineFile({ timeline, accountId: 'live-1', remindDays: [], now: now + day })
    const [event] = parseCalendar(later.text).components
    expect(of(event, 'UID')).toBe(of(first.events[0], 'UID'))
    expect(Number(of(event, 'SEQUENCE'))).toBeGreaterThan(Number(of(first.events[0], 'SEQUENCE')))
  })

  it('has the admin key’s expiry, and resets as far as keys have limits within the range', async () => {
    const keys = [aKey({ id: 'a', name: 'a;b', expiresAt: null, creditLimit: 5, creditCycle: 'monthly' })]
    const { events } = await write(keys, { adminKeyExpiresAt: now + 2 * day, days: 30 })
    expect(events.map((event) => of(event, 'SUMMARY'))).toEqual([
      'Admin key of IO Intelligence expires',
      'Credit limits reset (monthly): 1 key',
    ])
    expect(of(events[1], 'DESCRIPTION')).toBe('“a;b”.')
    expect(events[1]?.components).toEqual([])
    expect((await write([aKey({ id: 'a', expiresAt: null })])).events).toEqual([])
  })

  it.each([
    ['x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil', '“x‹U+000D›‹U+000A›END:VEVENT'],
    ['semi;colon, comma \\ back\\nslash', '“semi;colon, comma \\ back\\nslash”'],
    ['pay\u202Egnp.exe', 'pay‹U+202E›gnp.exe'],
    ['half \uD83D and 🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑', 'half ‹U+D83D› and 🔑🔑'],
    ['ß€漢字'.repeat(40), 'ß€漢字ß€漢字'],
    ['"quoted":x', '“"quoted":x”'],
  ])('is whole with the name %j', async (name, expected) => {
    const { events } = await write([expiring({ name })])
    expect(events).toHaveLength(1)
    expect(of(events[0], 'SUMMARY')).toContain(expected)
  })

  it('is whole with an id that nobody would think of', async () => {
    const { events } = await write([expiring({ id: 'a\r\nATTACH:http://evil.example/\uD83D;x' })])
    expect(of(events[0], 'UID')).toMatch(/^[\w%.-]+@latchkey$/)
    expect(of(events[0], 'ATTACH')).toBeUndefined()
  })

  it('holds hundreds of events, each once and in order', async () => {
    const keys = Array.from({ length: 350 }, (_, index) =>
      expiring({ id: `key-${String(index).padStart(3, '0')}`, expiresAt: now + day + index * 60_000 }),
    )
    const { events } = await write(keys)
    expect(events.map((event) => of(event, 'UID'))).toEqual(
      keys.map(({ id }) => `live-1-expiry-${id}@latchkey`),
    )
  })

  it('without anything ahead is an empty calendar', async () => {
    expect((await write([])).events).toEqual([])
  })
})

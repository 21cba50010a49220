// What the service takes for a date-time, and how it writes one.
import { describe, expect, it } from 'vitest'
import { naiveDateTime, parseDateTime, zonedDateTime } from './date-times.ts'

describe('date-times', () => {
  it.each([
    ['2026-02-20T10:00:00', '2026-02-20T10:00:00.000Z'],
    ['2026-02-20 10:00', '2026-02-20T10:00:00.000Z'],
    ['2026-02-20', '2026-02-20T00:00:00.000Z'],
    ['2026-02-20T10:00:00.123456', '2026-02-20T10:00:00.123Z'],
    ['2026-02-20T10:00:00Z', '2026-02-20T10:00:00.000Z'],
    ['2026-02-20T10:00:00+05:30', '2026-02-20T04:30:00.000Z'],
    ['2026-02-20T10:00:00-0800', '2026-02-20T18:00:00.000Z'],
    ['2028-02-29T00:00:00', '2028-02-29T00:00:00.000Z'],
  ])('%s means %s', (text, expected) => {
    const at = parseDateTime(text)
    expect(at === null ? null : new Date(at).toISOString()).toBe(expected)
  })

  it.each([
    '',
    'never',
    'tomorrow',
    '2026-02-30T00:00:00',
    '2026-13-01',
    '2027-02-29',
    '2026-02-20T25:00:00',
    '20/02/2026',
    '9999-12-31T23:59:59-14:00',
  ])('%s is no date-time', (text) => {
    expect(parseDateTime(text)).toBeNull()
  })

  it('writes UTC without a zone suffix, and microseconds only where there are any', () => {
    expect(naiveDateTime(Date.parse('2026-02-20T10:00:00Z'))).toBe('2026-02-20T10:00:00')
    expect(naiveDateTime(Date.parse('2026-02-20T10:00:00.120Z'))).toBe('2026-02-20T10:00:00.120000')
    expect(zonedDateTime(Date.parse('2026-02-20T10:00:00Z'))).toBe('2026-02-20T10:00:00Z')
  })

  it('reads back what it wrote', () => {
    const at = Date.parse('2027-08-01T23:59:59.999Z')
    expect(parseDateTime(naiveDateTime(at))).toBe(at)
  })
})

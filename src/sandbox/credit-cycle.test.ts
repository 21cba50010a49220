// Resets of the four credit cycles, at the edges of days, weeks, months and leap years.
import { describe, expect, it } from 'vitest'
import { type CreditCycle, creditCycles, cycleStartAt, dayStartAt } from './credit-cycle.ts'

const startOf = (cycle: CreditCycle, time: string): string =>
  new Date(cycleStartAt(cycle, Date.parse(time))).toISOString()

describe('credit cycles reset in UTC', () => {
  it.each([
    ['2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T07:59:59.999Z', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T08:00:00.000Z', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01T15:59:59.999Z', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01T16:00:00.000Z', '2026-03-01T16:00:00.000Z'],
    ['2026-03-01T23:59:59.999Z', '2026-03-01T16:00:00.000Z'],
  ])('8h: %s belongs to the cycle of %s', (time, start) => {
    expect(startOf('8h', time)).toBe(start)
  })

  it.each([
    ['2026-02-28T23:59:59.999Z', '2026-02-28T00:00:00.000Z'],
    ['2028-02-29T12:00:00.000Z', '2028-02-29T00:00:00.000Z'],
    ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
  ])('daily: %s belongs to the cycle of %s', (time, start) => {
    expect(startOf('daily', time)).toBe(start)
  })

  it.each([
    ['2026-11-22T23:59:59.999Z', '2026-11-16T00:00:00.000Z'],
    ['2026-11-23T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
    ['2026-01-01T12:00:00.000Z', '2025-12-29T00:00:00.000Z'],
    ['2024-03-02T00:00:00.000Z', '2024-02-26T00:00:00.000Z'],
  ])('weekly: %s belongs to the week that began on Monday %s', (time, start) => {
    expect(startOf('weekly', time)).toBe(start)
    expect(new Date(start).getUTCDay()).toBe(1)
  })

  it.each([
    ['2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    ['2026-02-28T23:59:59.999Z', '2026-02-01T00:00:00.000Z'],
    ['2028-02-29T23:59:59.999Z', '2028-02-01T00:00:00.000Z'],
    ['2028-03-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
    ['2026-12-31T23:59:59.999Z', '2026-12-01T00:00:00.000Z'],
    ['2027-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ])('monthly: %s belongs to the cycle of %s', (time, start) => {
    expect(startOf('monthly', time)).toBe(start)
  })

  it('every start is the start of its own cycle, and the instant before it is not', () => {
    for (const cycle of creditCycles) {
      for (
        let at = Date.parse('2027-12-20T05:17:00Z');
        at < Date.parse('2028-03-05T00:00:00Z');
        at += 5_400_000
      ) {
        const start = cycleStartAt(cycle, at)
        expect(start).toBeLessThanOrEqual(at)
        expect(cycleStartAt(cycle, start)).toBe(start)
        expect(cycleStartAt(cycle, start - 1)).toBeLessThan(start)
      }
    }
  })

  it('a day starts at 00:00 UTC, whatever the zone of this computer', () => {
    expect(dayStartAt(Date.parse('2026-11-23T23:30:00-05:00'))).toBe(Date.parse('2026-11-24T00:00:00Z'))
  })
})

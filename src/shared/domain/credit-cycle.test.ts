// Unit tests of credit cycles: the next reset in UTC, and the share of a limit.
import { describe, expect, it } from 'vitest'
import { formatCredits, nextReset, usedShare } from './credit-cycle.ts'

describe('the next reset', () => {
  it.each([
    ['8h', '2026-11-23T00:00:00Z', '2026-11-23T08:00:00Z'],
    ['8h', '2026-11-23T15:59:59Z', '2026-11-23T16:00:00Z'],
    ['8h', '2026-12-31T23:00:00Z', '2027-01-01T00:00:00Z'],
    ['daily', '2028-02-28T12:00:00Z', '2028-02-29T00:00:00Z'],
    ['weekly', '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z'],
    ['weekly', '2026-11-29T23:59:59Z', '2026-11-30T00:00:00Z'],
    ['monthly', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['monthly', '2027-01-31T09:00:00Z', '2027-02-01T00:00:00Z'],
  ] as const)('%s after %s is %s', (cycle, now, reset) => {
    expect(new Date(nextReset(cycle, Date.parse(now))).toISOString()).toBe(`${reset.slice(0, -1)}.000Z`)
  })
})

describe('the share of a limit', () => {
  it.each([
    [null, 5, null],
    [50, 25, 0.5],
    [50, 75, 1.5],
    [0, 0, 1],
  ])('limit %s with %s used is %s', (creditLimit, creditUsed, share) => {
    expect(usedShare({ creditLimit, creditUsed })).toBe(share)
  })
})

it('credits are shown with two decimals at most', () => {
  expect(formatCredits(1204.5)).toBe('1,204.5')
  expect(formatCredits(0.126)).toBe('0.13')
})

// When a limit is reached at the present rate, and how it is said.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditCycles } from './api-key.ts'
import { nextReset } from './credit-cycle.ts'
import { aboutWords, forecastWords, reachesLimitAt } from './usage-forecast.ts'

const hour = 3_600_000
/** A Wednesday. */
const now = Date.UTC(2026, 2, 18, 10, 30)
const key = { creditLimit: 50, creditUsed: 20, creditCycle: 'monthly' as const }

describe('the limit', () => {
  it('is reached when what is left is spent', () => {
    expect(reachesLimitAt(key, 5, now)).toBe(now + 6 * hour)
    expect(forecastWords(key, 5, now)).toBe('Reaches its limit in about 6 h')
  })

  it.each([
    [
      'the cycle resets first',
      { ...key, creditCycle: '8h' as const },
      5,
      'Resets before it reaches its limit',
    ],
    ['there is none', { ...key, creditLimit: null }, 5, null],
    ['the rate is not known', key, null, null],
    ['nothing is spent', key, 0, 'Nothing spent in the last hours'],
    ['the rate is no number', key, Number.NaN, 'Nothing spent in the last hours'],
    ['it lies years ahead', { ...key, creditCycle: null }, 1e-9, 'Reaches its limit in more than a year'],
  ])('is not reached where %s', (_why, of, perHour, words) => {
    expect(reachesLimitAt(of, perHour, now)).toBeNull()
    expect(forecastWords(of, perHour, now)).toBe(words)
  })

  it('is reached already where all is used, even of a limit of 0', () => {
    for (const reached of [
      { ...key, creditUsed: 50 },
      { ...key, creditUsed: 60 },
      { ...key, creditLimit: 0 },
    ]) {
      expect(reachesLimitAt(reached, null, now)).toBe(now)
      expect(forecastWords(reached, null, now)).toBe('Limit reached')
    }
  })

  it('at the very moment of the reset is not reached', () => {
    const left = ((nextReset('daily', now) - now) / hour) * 2
    const daily = { creditLimit: left, creditUsed: 0, creditCycle: 'daily' as const }
    expect(reachesLimitAt(daily, 2, now)).toBeNull()
    expect(reachesLimitAt(daily, 2.01, now)).not.toBeNull()
  })

  it('is never reached before now, nor after the reset, and sooner at a higher rate', () => {
    const amount = fc.double({ min: 0, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        fc.constantFrom(null, ...creditCycles),
        (limit, used, rate, cycle) => {
          const of = { creditLimit: limit, creditUsed: used, creditCycle: cycle }
          const at = reachesLimitAt(of, rate, now)
          if (at === null) return
          expect(at).toBeGreaterThanOrEqual(now)
          if (cycle !== null && at > now) expect(at).toBeLessThan(nextReset(cycle, now))
          expect(reachesLimitAt(of, rate * 2, now)).toBeLessThanOrEqual(at)
        },
      ),
    )
  })
})

it('a time left is rounded down', () => {
  expect([10_000, 119 * 60_000, 2 * hour, 47.9 * hour, 71 * hour].map(aboutWords)).toEqual([
    '1 min',
    '119 min',
    '2 h',
    '47 h',
    '2 d',
  ])
})

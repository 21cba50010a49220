// The pure rules of repeating.
import { describe, expect, it } from 'vitest'
import type { Failure, Method } from './outcome.ts'
import {
  backoffMs,
  createRetryBudget,
  mayHaveActed,
  nextStep,
  parseHttpDate,
  parseRetryAfter,
} from './retry.ts'

const status = (code: number): Failure => ({ kind: 'status', status: code, detail: undefined, isJson: true })

describe('R36 the table of repetitions', () => {
  const rows: readonly (readonly [string, readonly Failure[], Record<Method, string>])[] = [
    [
      'nothing was sent',
      (['offline', 'timeout', 'insecure', 'closed'] as const).map((reason) => ({ kind: 'unsent', reason })),
      { GET: 'retry', DELETE: 'retry', PATCH: 'retry', POST: 'retryOnce' },
    ],
    ['slow down', [status(429)], { GET: 'retry', DELETE: 'retry', PATCH: 'retry', POST: 'retry' }],
    [
      'the service failed',
      [408, 500, 501, 502, 503, 504, 599].map(status),
      { GET: 'retry', DELETE: 'readBackThenOnce', PATCH: 'readBackThenOnce', POST: 'stop' },
    ],
    [
      'the answer was lost',
      (['offline', 'timeout', 'closed', 'unreadable'] as const).map((reason) => ({ kind: 'lost', reason })),
      { GET: 'retry', DELETE: 'readBack', PATCH: 'readBack', POST: 'stop' },
    ],
    [
      'somebody else answered',
      (['captivePortal', 'unexpectedAnswer'] as const).map((reason) => ({ kind: 'foreign', reason })),
      { GET: 'stop', DELETE: 'readBack', PATCH: 'readBack', POST: 'stop' },
    ],
    [
      'the service refused',
      [400, 401, 403, 404, 405, 409, 410, 413, 418, 422].map(status),
      { GET: 'stop', DELETE: 'stop', PATCH: 'stop', POST: 'stop' },
    ],
  ]

  it.each(rows)('%s', (_name, failures, steps) => {
    for (const failure of failures) {
      for (const method of ['GET', 'DELETE', 'PATCH', 'POST'] as const) {
        expect(nextStep(method, failure)).toBe(steps[method])
      }
    }
  })

  it('a read never acts; a change may have, unless it was unsent, slowed down or refused', () => {
    for (const [name, failures] of rows) {
      const isDoubtful = ['the service failed', 'the answer was lost', 'somebody else answered'].includes(
        name,
      )
      for (const failure of failures) {
        expect(mayHaveActed('GET', failure)).toBe(false)
        expect(mayHaveActed('POST', failure)).toBe(isDoubtful)
      }
    }
  })
})

describe('R37 Retry-After', () => {
  const serverNow = Date.UTC(2026, 10, 23, 12, 0, 0)

  it.each([
    ['0', 0],
    ['7', 7000],
    ['120', 120_000],
    ['121', 120_000],
    ['99999999999999999999', 120_000],
    [' 3 ', 3000],
    ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['Mon, 23 Nov 2099 12:00:00 GMT', 120_000],
    ['-1', undefined],
    ['1.5', undefined],
    ['9e99', undefined],
    ['0x10', undefined],
    ['Infinity', undefined],
    ['soon', undefined],
    ['', undefined],
    ['2026-11-23T12:00:30Z', undefined],
    ['Mon, 99 Nov 2026 12:00:30 GMT', undefined],
  ])('"%s" means %s ms', (text, expected) => {
    expect(parseRetryAfter([text], serverNow)).toBe(expected)
  })

  it('of two headers the longer wait counts, and garbage beside a number is ignored', () => {
    expect(parseRetryAfter(['3', '9'], serverNow)).toBe(9000)
    expect(parseRetryAfter(['soon', '2'], serverNow)).toBe(2000)
    expect(parseRetryAfter([], serverNow)).toBeUndefined()
  })

  it('a date is read in its one modern form', () => {
    expect(parseHttpDate('Mon, 23 Nov 2026 12:00:00 GMT')).toBe(serverNow)
    expect(parseHttpDate('Monday, 23-Nov-26 12:00:00 GMT')).toBeNull()
    expect(parseHttpDate('9')).toBeNull()
  })
})

describe('R37 backoff and budget', () => {
  it('waits at random below a bound that doubles up to its cap', () => {
    expect([1, 2, 3, 4, 5, 9].map((attempt) => backoffMs(attempt, () => 1, 500, 8000))).toEqual([
      500, 1000, 2000, 4000, 8000, 8000,
    ])
    expect(backoffMs(3, () => 0, 500, 8000)).toBe(0)
    expect(backoffMs(3, () => 0.25, 500, 8000)).toBe(500)
  })

  it('a budget runs out, and each success gives one back up to its size', () => {
    const budget = createRetryBudget(2)
    expect([budget.take(), budget.take(), budget.take()]).toEqual([true, true, false])
    budget.giveBack()
    expect([budget.take(), budget.take()]).toEqual([true, false])
    for (let count = 0; count < 5; count += 1) budget.giveBack()
    expect([budget.take(), budget.take(), budget.take()]).toEqual([true, true, false])
  })
})

// How long an operation goes on, by a clock that needs no waiting.
import { describe, expect, it } from 'vitest'
import type { HttpClient } from './http-client.ts'
import type { Failure, Outcome } from './outcome.ts'
import { createPerform, defaultRetryLimits, type Operation } from './perform.ts'
import { createRetryBudget } from './retry.ts'
import { createInstantClock } from './test-support.ts'

const operation: Operation<string> = {
  name: 'test',
  request: { origin: 'http://127.0.0.1:1', method: 'GET', path: '/' },
  read: async ({ bytes }) => bytes.toString(),
}

function set(outcomes: readonly Outcome[], random = 0.5) {
  const clock = createInstantClock()
  const timesLeft: number[] = []
  let sent = 0
  const http: HttpClient = {
    send: async ({ timeLeftMs }) => {
      timesLeft.push(timeLeftMs)
      sent += 1
      return outcomes[Math.min(sent, outcomes.length) - 1] as Outcome
    },
    close: async () => {},
  }
  const closing = new AbortController()
  const perform = createPerform({
    http,
    clock,
    log: () => {},
    random: () => random,
    limits: defaultRetryLimits,
    budget: createRetryBudget(10),
    adminKey: 'sandbox-v2-x',
    closing: closing.signal,
  })
  return { perform, clock, timesLeft, closing, sent: () => sent }
}

const failed: Failure = { kind: 'status', status: 500, detail: undefined, isJson: true }
const limited = (retryAfterMs?: number): Failure => ({
  kind: 'status',
  status: 429,
  detail: undefined,
  isJson: true,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
})

describe('R37 waits between tries', () => {
  it('grow at random and end after three tries', async () => {
    const { perform, clock, sent } = set([failed])
    expect(await perform(operation)).toMatchObject({ ok: false, error: { code: 'serverError' } })
    expect(sent()).toBe(3)
    expect(clock.waits).toEqual([250, 500])
  })

  it('are those that the service asks for', async () => {
    const { perform, clock } = set([limited(7000), { kind: 'ok', bytes: Buffer.from('yes'), clockSkewMs: 0 }])
    expect(await perform(operation)).toEqual({ ok: true, value: 'yes' })
    expect(clock.waits).toEqual([7000])
  })

  it('never go beyond a minute in all: then the error says how long to wait', async () => {
    const { perform, clock, sent } = set([limited(120_000)])
    expect(await perform(operation)).toMatchObject({
      ok: false,
      error: { code: 'rateLimited', retryAfterMs: 120_000, effect: 'none', isRetryable: true },
    })
    expect(sent()).toBe(1)
    expect(clock.waits).toEqual([])
  })

  it('leave each try only what is left of the minute', async () => {
    const { perform, timesLeft } = set([limited(25_000)])
    await perform(operation)
    expect(timesLeft).toEqual([60_000, 35_000, 10_000])
  })

  it('end at once when the connection is closed', async () => {
    const { perform, closing, sent } = set([failed])
    const result = perform(operation)
    closing.abort()
    expect(await result).toMatchObject({ ok: false })
    expect(sent()).toBe(1)
  })
})

// Each fault as a client meets it over real HTTP, and what has happened to the data by then.
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { FaultRuleInput } from './fault-rules.ts'
import { startTestSandbox, type TestSandbox } from './test-client.ts'

const keysPath = '/v1/api-keys/sub-keys'

let test: TestSandbox
beforeAll(async () => {
  test = await startTestSandbox()
})
afterEach(() => test.control.clearFaults())
afterAll(() => test.sandbox.close())

const order = (fault: FaultRuleInput['fault'], rule: Omit<FaultRuleInput, 'fault'> = {}) =>
  test.control.addFault({ ...rule, fault })
const get = () => test.call('GET', '/api/v1/agents')
const create = (description: string) => test.call('POST', keysPath, { body: { description } })
const exists = async (description: string): Promise<boolean> =>
  (await test.control.keys()).some((key) => key.description === description)

describe('faults that take the place of the service', () => {
  it.each([400, 401, 403, 404, 413, 422, 429, 500, 503])(
    'status %i, in the shape of FastAPI',
    async (status) => {
      await order({ kind: 'status', status })
      const name = `refused with ${status}`
      const answer = await create(name)
      expect(answer.status).toBe(status)
      const detail: unknown = expect.anything()
      expect(answer.json).toEqual({ detail })
      expect(Array.isArray((answer.json as { detail: unknown }).detail)).toBe(status === 422)
      expect(answer.headers.get('x-request-id')).not.toBeNull()
      expect(answer.headers.get('retry-after')).toBeNull()
      expect(await exists(name)).toBe(false)
    },
  )

  it.each([
    [17, '17'],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 'Wed, 21 Oct 2026 07:28:00 GMT'],
    ['soon', 'soon'],
    [-5, '-5'],
  ])('429 with Retry-After %s', async (retryAfter, expected) => {
    await order({ kind: 'status', status: 429, retryAfter })
    const answer = await get()
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, expected])
  })

  it('a captive portal: an HTML page with status 200 that is not from the service', async () => {
    await order({ kind: 'captivePortal' })
    const answer = await create('portal')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html'])
    expect(answer.text).toContain('<!doctype html>')
    expect(answer.headers.get('x-request-id')).toBeNull()
    expect(await exists('portal')).toBe(false)
  })

  it('a body of the test’s own', async () => {
    await order({ kind: 'body', body: '{"status":"succeeded","data":"no list"}' })
    expect((await get()).json).toEqual({ status: 'succeeded', data: 'no list' })
    await order({ kind: 'body', body: 'plain', status: 418, contentType: 'text/plain' })
    const answer = await get()
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([
      418,
      'plain',
      'text/plain',
    ])
  })

  it.each([301, 302, 303, 307, 308] as const)('a redirect with %i to a given place', async (status) => {
    await order({ kind: 'redirect', location: 'http://127.0.0.1:9/elsewhere', status })
    const answer = await get()
    expect([answer.status, answer.headers.get('location')]).toEqual([status, 'http://127.0.0.1:9/elsewhere'])
  })

  it('a connection that drops before the request is handled', async () => {
    await order({ kind: 'dropBefore' })
    await expect(create('never arrived')).rejects.toThrow('fetch failed')
    expect(await exists('never arrived')).toBe(false)
    expect((await create('second try')).status).toBe(201)
  })
})

describe('faults that spoil the answer to a request that was carried out', () => {
  it('a connection that drops after the change was made', async () => {
    await order({ kind: 'dropAfter' })
    await expect(create('made, but nobody knows')).rejects.toThrow('fetch failed')
    expect(await exists('made, but nobody knows')).toBe(true)
  })

  it('a connection that drops in the middle of the answer', async () => {
    await order({ kind: 'dropHalfway' })
    const response = await fetch(`${test.sandbox.url}${keysPath}`, {
      method: 'POST',
      headers: { 'x-api-key': test.sandbox.adminKey, 'content-type': 'application/json' },
      body: JSON.stringify({ description: 'half told' }),
    })
    expect(response.status).toBe(201)
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(500)
    await expect(response.text()).rejects.toThrow('terminated')
    expect(await exists('half told')).toBe(true)
  })

  it.each(['truncatedJson', 'malformedJson'] as const)('%s', async (kind) => {
    await order({ kind })
    const answer = await create(kind)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([201, 'application/json'])
    expect(answer.text.length).toBeGreaterThan(100)
    expect(answer.json).toBeUndefined()
    expect(await exists(kind)).toBe(true)
  })
})

describe('delays', () => {
  it('wait, and then let the request pass', async () => {
    await order({ kind: 'delay', ms: 150 })
    const startedAt = performance.now()
    expect((await get()).status).toBe(200)
    expect(performance.now() - startedAt).toBeGreaterThan(140)
  })

  it('a client that gives up does not stop the change', async () => {
    await order({ kind: 'delay', ms: 100 })
    const signal = AbortSignal.timeout(20)
    await expect(test.call('POST', keysPath, { body: { description: 'slow' }, signal })).rejects.toThrow(
      'timeout',
    )
    expect(await exists('slow')).toBe(false)
    await expect.poll(() => exists('slow'), { timeout: 5000 }).toBe(true)
  })

  it('closing the sandbox neither waits for them nor lets them go on afterwards', async () => {
    const defects: unknown[] = []
    const other = await startTestSandbox({ onUnexpectedError: (error) => defects.push(error) })
    const ms = 300
    await other.control.addFault({ fault: { kind: 'delay', ms } })
    const waiting = expect(other.call('GET', keysPath)).rejects.toThrow('fetch failed')
    await expect.poll(() => other.control.countRequests(), { timeout: 5000 }).toBe(1)
    const over = wait(ms + 50)
    await Promise.all([other.sandbox.close(), other.sandbox.close(), waiting])
    await expect(other.call('GET', keysPath)).rejects.toThrow('fetch failed')
    // Had the request gone on, it would have met a closed database.
    await over
    expect(defects).toEqual([])
  })
})

describe('which request meets a fault', () => {
  const statuses = async (count: number, path = '/api/v1/agents') => {
    const seen: number[] = []
    for (let index = 0; index < count; index += 1) seen.push((await test.call('GET', path)).status)
    return seen
  }

  it('the next one, once, unless told otherwise', async () => {
    await order({ kind: 'status', status: 503 })
    expect(await statuses(2)).toEqual([503, 200])
  })

  it('after `skip` requests, for `times` requests', async () => {
    await order({ kind: 'status', status: 503 }, { skip: 1, times: 2 })
    expect(await statuses(5)).toEqual([200, 503, 503, 200, 200])
  })

  it('always, until it is taken away', async () => {
    const rule = await order({ kind: 'status', status: 503 }, { times: 'always' })
    expect(await statuses(4)).toEqual([503, 503, 503, 503])
    await test.control.removeFault(rule.id)
    expect(await statuses(1)).toEqual([200])
    await expect(test.control.removeFault(rule.id)).rejects.toThrow('404')
  })

  it('only those of its method and path', async () => {
    await order({ kind: 'status', status: 500 }, { method: 'post', times: 'always' })
    await order({ kind: 'status', status: 503 }, { pathPattern: '/usage$', times: 'always' })
    expect(await statuses(1)).toEqual([200])
    expect(await statuses(1, `${keysPath}/usage`)).toEqual([503])
    expect(await statuses(1, keysPath)).toEqual([200])
    expect((await create('x')).status).toBe(500)
  })

  it('the oldest rule first; spent rules stay listed with their counts', async () => {
    await order({ kind: 'status', status: 500 })
    await order({ kind: 'status', status: 503 })
    expect(await statuses(3)).toEqual([500, 503, 200])
    expect((await test.control.listFaults()).map((rule) => [rule.seenCount, rule.appliedCount])).toEqual([
      [3, 1],
      [2, 1],
    ])
  })

  it('a rule that makes no sense is refused', async () => {
    await expect(order({ kind: 'status', status: 200 })).rejects.toThrow('422')
    await expect(order({ kind: 'dropAfter' }, { pathPattern: '(' })).rejects.toThrow('regular expression')
    await expect(order({ kind: 'redirect', location: 'a\r\nb: c' })).rejects.toThrow('422')
  })
})

// How often the writes of secrets arrive at a server that fails in every way.
import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { Result } from '../../shared/errors.ts'
import type { IoApi, RemoteSecret } from '../ports/remote.ts'
import { errorOf } from './secret-test-support.ts'
import { connectTo, deadUrl, sendJson, startServer, type TestServer } from './test-support.ts'

const updatedAt = Date.UTC(2026, 2, 18, 10, 30)
const known: RemoteSecret = {
  id: 'id1',
  name: 'old',
  display: 'old_****0001',
  toolName: null,
  toolArg: null,
  isDefault: false,
  createdAt: updatedAt,
  updatedAt,
}
const row = {
  secret_id: 'id1',
  secret_name: 'old',
  display: 'old_****0001',
  updated_at: '2026-03-18T10:30:00Z',
}
const newValue = 'new_made_up_value_0002'

type Fault = (response: ServerResponse) => void
const statusFault =
  (status: number, headers: Record<string, string> = {}): Fault =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{"detail":"no"}')
  }
const reset: Fault = (response) => response.socket?.resetAndDestroy()
const closed: Fault = (response) => response.socket?.destroy()
const silent: Fault = () => {}
const truncated: Fault = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
  response.write('{"status":"succe', () => response.socket?.destroy())
}
const invalid: Fault = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":')
}
const denial: Fault = (response) => sendJson(response, 200, { detail: 'no' })
const page: Fault = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
}
const redirect: Fault = (response) => {
  response.writeHead(307, { location: '/elsewhere' }).end()
}

const calls: Record<string, (api: IoApi) => Promise<Result<unknown>>> = {
  DELETE: (api) => api.deleteSecret('id1'),
  PATCH: (api) => api.updateSecret(known, { name: 'new' }),
  'PATCH of the value': (api) => api.updateSecret(known, { value: newValue }),
  POST: (api) => api.createSecret({ ...known, value: newValue }),
}
const writes = Object.keys(calls)
const methodOf = (write: string) => write.split(' ')[0] ?? ''

let server: TestServer
let api: IoApi

/** Every write meets the fault; reading the secret shows `found`, by default the old state. */
async function serve(fault: Fault, options: { found?: Fault; failures?: number } = {}) {
  let failed = 0
  server = await startServer((request, response) => {
    if (request.method === 'GET') {
      return options.found === undefined ? sendJson(response, 200, row) : options.found(response)
    }
    failed += 1
    if (failed <= (options.failures ?? Number.POSITIVE_INFINITY)) return fault(response)
    sendJson(response, 200, request.method === 'POST' ? row : null)
  })
  const patience = fault === silent ? { headersMs: 300, callMs: 600 } : {}
  api = connectTo(server.url, { ...patience, retryBudget: 100 })
}

afterEach(async () => {
  await api.close()
  await server.close()
})

/** How often a write arrives, and how often the secret is read to see what became of it. */
type Expected = {
  readonly change: readonly [sent: number, reads: number]
  readonly POST: readonly [number, number]
}
const serverFault: Expected = { change: [2, 2], POST: [1, 0] }
const lost: Expected = { change: [1, 1], POST: [1, 0] }
const refused: Expected = { change: [1, 0], POST: [1, 0] }
const slowedDown: Expected = { change: [3, 0], POST: [3, 0] }

const faults: readonly (readonly [string, Fault, Expected, 'unknown' | 'none'])[] = [
  ['429 with Retry-After', statusFault(429, { 'retry-after': '0' }), slowedDown, 'none'],
  ['429 without Retry-After', statusFault(429), slowedDown, 'none'],
  ...[408, 500, 502, 503, 504].map(
    (status) => [`${status}`, statusFault(status), serverFault, 'unknown'] as const,
  ),
  ['a reset connection', reset, lost, 'unknown'],
  ['a closed connection', closed, lost, 'unknown'],
  ['no headers in time', silent, lost, 'unknown'],
  ['a broken-off answer', truncated, lost, 'unknown'],
  ['an answer that is no JSON', invalid, lost, 'unknown'],
  ['a success that says no', denial, lost, 'unknown'],
  ['a page', page, lost, 'unknown'],
  ['a redirect', redirect, lost, 'unknown'],
  ...[400, 401, 403, 404, 405, 409, 413, 422].map(
    (status) => [`${status}`, statusFault(status), refused, 'none'] as const,
  ),
]

describe.each(faults)('R36 %s, again and again', (_name, fault, expected, effect) => {
  it.each(writes)('%s', async (write) => {
    await serve(fault)
    const error = errorOf(await calls[write]?.(api))
    const method = methodOf(write)
    expect([server.count(method), server.count('GET')]).toEqual(
      expected[method === 'POST' ? 'POST' : 'change'],
    )
    expect(error.effect).toBe(effect)
    expect(error.code === 'outcomeUnknown').toBe(effect === 'unknown')
    expect(server.seen.every(({ path }) => /^\/api\/v1\/secrets\/(id1)?$/.test(path))).toBe(true)
    expect(JSON.stringify(error)).not.toContain(newValue)
  })
})

describe('what each refusal of a secret is called', () => {
  it.each([
    [400, 'invalid'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [405, 'unexpectedAnswer'],
    [409, 'invalid'],
    [413, 'tooLarge'],
    [422, 'invalid'],
    [429, 'rateLimited'],
  ])('%i is %s', async (status, code) => {
    await serve(statusFault(status), { found: statusFault(status) })
    for (const write of writes) expect(errorOf(await calls[write]?.(api))).toMatchObject({ code, status })
    expect(errorOf(await api.readSecret('id1'))).toMatchObject({ code, effect: 'none' })
  })

  it('500 of a read is an error of the service', async () => {
    await serve(silent, { found: statusFault(500) })
    expect(errorOf(await api.readSecret('id1'))).toMatchObject({ code: 'serverError', isRetryable: true })
    expect(server.count('GET')).toBe(3)
  })
})

describe('R36 nobody listens', () => {
  it.each([
    ['DELETE', 3],
    ['PATCH', 3],
    ['PATCH of the value', 3],
    ['POST', 2],
  ] as const)('%s is tried %i times and nothing was changed', async (write, tries) => {
    await serve(silent)
    const unheard = connectTo(await deadUrl())
    expect(errorOf(await calls[write]?.(unheard))).toMatchObject({
      code: 'offline',
      effect: 'none',
      isRetryable: true,
    })
    expect(unheard.lines).toEqual([
      { event: 'remote.failed', fields: expect.objectContaining({ code: 'offline', tries }) },
    ])
    await unheard.close()
  })
})

describe('R36 a lost change that the secret already shows', () => {
  const moved = { updated_at: '2026-03-18T10:30:01Z' }
  const shows =
    (changes: object): Fault =>
    (response) =>
      sendJson(response, 200, { ...row, ...changes })

  it.each<[string, Fault]>([
    ['DELETE', statusFault(404)],
    ['PATCH', shows({ secret_name: 'new' })],
    ['PATCH of the value', shows({ display: 'new_****0002', ...moved })],
    ['PATCH of the value', shows({ display: '****', ...moved })],
  ])('%s is done and not repeated', async (write, found) => {
    for (const fault of [statusFault(502), reset, invalid, page]) {
      await serve(fault, { found })
      expect(await calls[write]?.(api)).toEqual({ ok: true, value: undefined })
      expect(server.count(methodOf(write))).toBe(1)
      await api.close()
      await server.close()
    }
  })

  it.each<[string, string, Fault]>([
    ['DELETE', 'the secret is there', shows({})],
    [
      'DELETE',
      'a page says 404',
      (response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<p>'),
    ],
    ['DELETE', 'reading is refused', statusFault(403)],
    ['PATCH', 'the secret is gone', statusFault(404)],
    ['PATCH', 'another secret answers', shows({ secret_id: 'id2', secret_name: 'new' })],
    ['PATCH of the value', 'the mask fits and the time stands still', shows({ display: 'new_****0002' })],
    [
      'PATCH of the value',
      'the time moved and the mask is another',
      shows({ display: 'xyz_****9999', ...moved }),
    ],
    [
      'PATCH of the value',
      'the time went back',
      shows({ display: 'new_****0002', updated_at: '2026-03-18T10:29:59Z' }),
    ],
    ['PATCH of the value', 'there is no time', shows({ display: 'new_****0002', updated_at: null })],
  ])('%s is not, where %s', async (write, _why, found) => {
    await serve(reset, { found })
    expect(errorOf(await calls[write]?.(api))).toMatchObject({ code: 'outcomeUnknown', effect: 'unknown' })
    expect(server.count(methodOf(write))).toBe(1)
  })
})

describe('R36 a failure that passes', () => {
  it.each(writes.filter((write) => write !== 'POST'))('%s succeeds at the second try', async (write) => {
    await serve(statusFault(503), { failures: 1 })
    expect((await calls[write]?.(api))?.ok).toBe(true)
    expect(server.count(methodOf(write))).toBe(2)
  })

  it('POST succeeds after it was asked to slow down', async () => {
    await serve(statusFault(429, { 'retry-after': '0' }), { failures: 1 })
    expect((await calls.POST?.(api))?.ok).toBe(true)
    expect(server.count('POST')).toBe(2)
  })
})

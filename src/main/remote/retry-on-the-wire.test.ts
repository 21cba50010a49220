// The rules of repeating as a server sees them: how often each request arrives.
import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { KeyDraft } from '../../shared/domain/api-key.ts'
import type { AppError, Result } from '../../shared/errors.ts'
import type { IoApi } from '../ports/remote.ts'
import { connectTo, deadUrl, sendJson, startServer, type TestServer } from './test-support.ts'

const draft: KeyDraft = {
  name: 'x',
  expiresAt: null,
  access: { kind: 'all' },
  creditLimit: null,
  creditCycle: 'daily',
  prefix: null,
  keepSealedCopy: false,
}
const row = { id: 'id1', description: 'old', display: 'd', credit_used: 0 }

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
const invalid: Fault = (response) => sendRaw(response, '{"status":')
const wrongShape: Fault = (response) => sendRaw(response, '[]')
const page: Fault = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
}

function sendRaw(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(text)
}

const calls: Record<string, (api: IoApi) => Promise<Result<unknown>>> = {
  GET: (api) => api.readOwnUsage(),
  DELETE: (api) => api.revokeKey('id1'),
  PATCH: (api) => api.updateKey('id1', { name: 'new' }),
  POST: (api) => api.createKey(draft, 'x'),
}

let server: TestServer
let api: IoApi

/** Every request but the list of the read-back meets the fault; the list shows the old state. */
async function serve(fault: Fault, options: { rows?: readonly unknown[]; failures?: number } = {}) {
  let failed = 0
  server = await startServer((request, response) => {
    if (request.path.endsWith('/sub-keys') && request.method === 'GET') {
      return sendJson(response, 200, { status: 'succeeded', data: options.rows ?? [row] })
    }
    failed += 1
    if (failed <= (options.failures ?? Number.POSITIVE_INFINITY)) return fault(response)
    if (request.method !== 'POST') return sendJson(response, 200, { status: 'succeeded', data: {} })
    sendJson(response, 201, { data: { key_id: 'id9', value: 'sandbox-v2-made-up-value', display: 'd' } })
  })
  const patience = fault === silent ? { headersMs: 300, callMs: 600 } : {}
  api = connectTo(server.url, { ...patience, retryBudget: 100 })
}

afterEach(async () => {
  await api.close()
  await server.close()
})

function errorOf(result: Result<unknown> | undefined): AppError {
  if (result === undefined || result.ok) throw new Error('should have failed')
  return result.error
}

const methods = ['GET', 'DELETE', 'PATCH', 'POST'] as const
/** How often the request itself arrives, and how often the list that the read-back asks for. */
type Expected = Record<(typeof methods)[number], readonly [sent: number, lists: number]>
const answeredByService: Expected = { GET: [3, 0], DELETE: [2, 2], PATCH: [2, 2], POST: [1, 0] }
const lost: Expected = { GET: [3, 0], DELETE: [1, 1], PATCH: [1, 1], POST: [1, 0] }
const foreign: Expected = { GET: [1, 0], DELETE: [1, 1], PATCH: [1, 1], POST: [1, 0] }
const refused: Expected = { GET: [1, 0], DELETE: [1, 0], PATCH: [1, 0], POST: [1, 0] }
const slowedDown: Expected = { GET: [3, 0], DELETE: [3, 0], PATCH: [3, 0], POST: [3, 0] }

const faults: readonly (readonly [string, Fault, Expected, 'unknown' | 'none'])[] = [
  ['429 with Retry-After', statusFault(429, { 'retry-after': '0' }), slowedDown, 'none'],
  ['429 without Retry-After', statusFault(429), slowedDown, 'none'],
  ...[408, 500, 502, 503, 504].map(
    (status) => [`${status}`, statusFault(status), answeredByService, 'unknown'] as const,
  ),
  ['a reset connection', reset, lost, 'unknown'],
  ['a closed connection', closed, lost, 'unknown'],
  ['no headers in time', silent, lost, 'unknown'],
  ['a broken-off answer', truncated, lost, 'unknown'],
  ['an answer that is no JSON', invalid, lost, 'unknown'],
  ['an answer of another shape', wrongShape, lost, 'unknown'],
  ['a page', page, foreign, 'unknown'],
  ...[400, 401, 403, 404, 409, 413, 422].map(
    (status) => [`${status}`, statusFault(status), refused, 'none'] as const,
  ),
]

describe.each(faults)('R36 %s, again and again', (_name, fault, expected, effect) => {
  it.each(methods)('%s', async (method) => {
    await serve(fault)
    const error = errorOf(await calls[method]?.(api))
    const lists = server.seen.filter(
      (request) => request.path.endsWith('/sub-keys') && request.method === 'GET',
    )
    const sent = server.count(method) - (method === 'GET' ? lists.length : 0)
    expect([sent, lists.length]).toEqual(expected[method])
    expect(error.effect).toBe(method === 'GET' ? 'none' : effect)
    expect(error.code === 'outcomeUnknown').toBe(method !== 'GET' && effect === 'unknown')
  })
})

describe('R36 nobody listens', () => {
  it.each([
    ['GET', 3],
    ['DELETE', 3],
    ['PATCH', 3],
    ['POST', 2],
  ] as const)('%s is tried %i times and nothing was changed', async (method, tries) => {
    await serve(silent)
    const unheard = connectTo(await deadUrl())
    const error = errorOf(await calls[method]?.(unheard))
    expect(error).toMatchObject({ code: 'offline', effect: 'none', isRetryable: true })
    expect(unheard.lines).toEqual([
      { event: 'remote.failed', fields: expect.objectContaining({ code: 'offline', tries }) },
    ])
    await unheard.close()
  })
})

describe('R36 a change that the list already shows', () => {
  it.each([
    ['DELETE', []],
    ['PATCH', [{ ...row, description: 'new' }]],
  ] as const)('%s is done and not repeated', async (method, rows) => {
    for (const fault of [statusFault(502), reset, invalid, page]) {
      await serve(fault, { rows })
      expect(await calls[method]?.(api)).toEqual({ ok: true, value: undefined })
      expect(server.count(method)).toBe(1)
      await api.close()
      await server.close()
    }
  })

  it('DELETE stays unknown where a row of the list could not be read', async () => {
    await serve(reset, { rows: [{ id: 7 }] })
    expect(errorOf(await calls.DELETE?.(api)).code).toBe('outcomeUnknown')
  })
})

describe('R36 a failure that passes', () => {
  it.each(methods.filter((method) => method !== 'POST'))('%s succeeds at the second try', async (method) => {
    await serve(statusFault(503), { failures: 1 })
    expect((await calls[method]?.(api))?.ok).toBe(true)
    expect(server.seen.filter((request) => !request.path.endsWith('/sub-keys'))).toHaveLength(2)
  })

  it('POST succeeds after it was asked to slow down', async () => {
    await serve(statusFault(429, { 'retry-after': '0' }), { failures: 1 })
    expect((await calls.POST?.(api))?.ok).toBe(true)
    expect(server.count('POST')).toBe(2)
  })
})

describe('R37 many callers', () => {
  it('50 callers of a dead service repeat no more often than the shared budget allows', async () => {
    await serve(statusFault(500))
    const callers = connectTo(server.url, { retryBudget: 10 })
    await Promise.all(Array.from({ length: 50 }, () => callers.readOwnUsage()))
    expect(server.seen).toHaveLength(60)
    await callers.close()
  })

  it('never more than four requests are under way', async () => {
    let running = 0
    let most = 0
    await serve((response) => {
      running += 1
      most = Math.max(most, running)
      setTimeout(() => {
        running -= 1
        sendJson(response, 200, { status: 'succeeded' })
      }, 15)
    })
    await Promise.all(Array.from({ length: 20 }, (_, index) => api.revokeKey(`id${index}`)))
    expect(most).toBe(4)
    expect(server.count('DELETE')).toBe(20)
  })

  it('callers of the same list share one request, but never one that is older than a change', async () => {
    const waiting: (() => void)[] = []
    await serve(silent)
    const slow = await startServer((request, response) => {
      if (request.method === 'DELETE') return sendJson(response, 200, { status: 'succeeded' })
      waiting.push(() => sendJson(response, 200, { data: [] }))
    })
    const shared = connectTo(slow.url)
    const first = [shared.listKeys(), shared.listKeys(), shared.listKeys()]
    await expect.poll(() => waiting.length).toBe(1)
    await shared.revokeKey('id1')
    const later = shared.listKeys()
    await expect.poll(() => waiting.length).toBe(2)
    for (const answer of waiting) answer()
    const results = await Promise.all([...first, later])
    expect(results.every((result) => result.ok)).toBe(true)
    expect(slow.count('GET')).toBe(2)
    await shared.close()
    await slow.close()
  })
})

describe('a change that is answered without words', () => {
  it('204 is a yes', async () => {
    await serve((response) => response.writeHead(204).end())
    expect((await calls.DELETE?.(api))?.ok).toBe(true)
    expect((await calls.PATCH?.(api))?.ok).toBe(true)
    expect(server.count('GET')).toBe(0)
  })

  it('any other word than "succeeded" is not, and the list decides', async () => {
    await serve((response) => sendRaw(response, '{"status":"accepted"}'), { rows: [] })
    expect((await calls.DELETE?.(api))?.ok).toBe(true)
    expect((await calls.PATCH?.(api))?.ok).toBe(false)
    expect(server.count('GET')).toBe(2)
  })
})

describe('R36 a create', () => {
  it('has a connection of its own each time, and none that was kept', async () => {
    await serve(silent)
    const ports: { method: string; port: number | undefined }[] = []
    const noting = await startServer((request, response) => {
      ports.push({ method: request.method, port: response.socket?.remotePort })
      if (request.method === 'GET') return sendJson(response, 200, { status: 'succeeded', data: [] })
      sendJson(response, 201, { data: { key_id: 'id9', value: 'sandbox-v2-made-up-value', display: 'd' } })
    })
    const creator = connectTo(noting.url)
    for (let count = 0; count < 3; count += 1) {
      await creator.listKeys()
      await creator.createKey(draft, 'x')
    }
    await creator.close()
    await noting.close()
    const portsOf = (wanted: string) =>
      new Set(ports.filter(({ method }) => method === wanted).map(({ port }) => port))
    expect(portsOf('POST').size).toBe(3)
    expect([...portsOf('POST')].filter((port) => portsOf('GET').has(port))).toEqual([])
  })
})

// What happens when a server is slow, endless or packed.
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { IoApi } from '../ports/remote.ts'
import type { RemoteLimits } from './connect-api.ts'
import { createHttpClient, maxConcurrency } from './http-client.ts'
import { adminKey, connectTo, startRawServer, startServer, systemClock } from './test-support.ts'

const ok = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'
const limits = { connectMs: 300, headersMs: 300, callMs: 600, maxTries: 1 }
/** Only a call that hangs takes longer: a busy computer may not fail these tests. */
const slackMs = 10_000

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function connectRaw(
  onRequest: Parameters<typeof startRawServer>[0],
  more: Partial<RemoteLimits> = {},
): Promise<IoApi> {
  const server = await startRawServer(onRequest)
  const api = connectTo(server.url, { maxTries: 1, ...more })
  closers.push(api.close, server.close)
  return api
}

async function timed<T>(call: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const startedAt = performance.now()
  const result = await call()
  return { result, ms: performance.now() - startedAt }
}

describe('R35 a call ends within its limit', () => {
  it('when no headers come', async () => {
    const api = await connectRaw(() => {}, limits)
    const { result, ms } = await timed(api.listKeys)
    expect(result).toMatchObject({ ok: false, error: { code: 'timeout', effect: 'none', isRetryable: true } })
    expect(ms).toBeLessThan(limits.callMs + slackMs)
  })

  it('when the headers come one byte at a time', async () => {
    const api = await connectRaw((socket) => {
      const timer = setInterval(() => socket.write('x'), 50)
      socket.write('HTTP/1.1 200 OK\r\nx-slow: ')
      socket.on('close', () => clearInterval(timer))
    }, limits)
    const { result, ms } = await timed(api.listKeys)
    expect(result).toMatchObject({ ok: false, error: { code: 'timeout' } })
    expect(ms).toBeLessThan(limits.callMs + slackMs)
  })

  it('when the body comes one byte at a time', async () => {
    const api = await connectRaw((socket) => {
      socket.write(`${ok}content-length: 100000\r\n\r\n{"data":[`)
      const timer = setInterval(() => socket.write(' '), 50)
      socket.on('close', () => clearInterval(timer))
    }, limits)
    const { result, ms } = await timed(api.listKeys)
    expect(result).toMatchObject({ ok: false, error: { code: 'timeout' } })
    expect(ms).toBeLessThan(limits.callMs + slackMs)
  })

  it('when the body stops', async () => {
    const api = await connectRaw(
      (socket) => socket.write(`${ok}content-length: 100\r\n\r\n{"data":[`),
      limits,
    )
    const { result, ms } = await timed(api.listKeys)
    expect(result).toMatchObject({ ok: false, error: { code: 'timeout' } })
    expect(ms).toBeLessThan(limits.callMs + slackMs)
  })

  it('when all slots are taken, and says that nothing was sent', async () => {
    const server = await startRawServer(() => {})
    const client = createHttpClient({
      clock: systemClock,
      limits: { connectMs: 1000, headersMs: 5000, callMs: 5000, bodyBytes: 1000 },
      adminKey,
      authorities: undefined,
    })
    closers.push(client.close, server.close)
    const request = { origin: server.url, method: 'PATCH', path: '/x', timeLeftMs: 5000 } as const
    const holders = Array.from({ length: maxConcurrency }, () => client.send(request))
    await expect.poll(() => server.heads.length).toBe(maxConcurrency)
    const { result, ms } = await timed(() => client.send({ ...request, timeLeftMs: 100 }))
    expect(result).toEqual({ kind: 'unsent', reason: 'timeout' })
    expect(ms).toBeLessThan(100 + slackMs)
    const waiting = client.send(request)
    await client.close()
    expect(await waiting).toEqual({ kind: 'unsent', reason: 'closed' })
    expect(await Promise.all(holders)).toEqual(
      Array.from({ length: maxConcurrency }, () => ({ kind: 'lost', reason: 'closed' })),
    )
    expect(server.heads).toHaveLength(maxConcurrency)
  })
})

describe('R35 a body is read up to its cap', () => {
  it('a gigabyte is cut off with hardly any memory used', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, ' ')
    let sent = 0
    const api = await connectRaw(
      (socket) => {
        socket.write(`${ok}content-length: ${1024 * megabyte.length}\r\n\r\n`)
        const pump = (): void => {
          while (!socket.destroyed && sent < 1024) {
            sent += 1
            if (!socket.write(megabyte)) return void socket.once('drain', pump)
          }
        }
        pump()
      },
      { bodyBytes: 5 * 1024 * 1024, rowsBytes: 5 * 1024 * 1024 },
    )
    const before = process.memoryUsage()
    const { result } = await timed(api.listKeys)
    const after = process.memoryUsage()
    expect(result).toMatchObject({ ok: false, error: { code: 'unexpectedAnswer', effect: 'none' } })
    expect(sent).toBeLessThan(100)
    expect(after.heapUsed + after.external - before.heapUsed - before.external).toBeLessThan(50 * 1024 * 1024)
  })

  it('a body without an end is cut off', async () => {
    const api = await connectRaw(
      (socket) => {
        socket.write(`${ok}transfer-encoding: chunked\r\n\r\n`)
        const timer = setInterval(() => socket.write(`400\r\n${' '.repeat(1024)}\r\n`), 1)
        socket.on('close', () => clearInterval(timer))
      },
      { rowsBytes: 20_000 },
    )
    expect(await api.listKeys()).toMatchObject({ ok: false, error: { code: 'unexpectedAnswer' } })
  })

  it('an error with an endless body still tells its status', async () => {
    const api = await connectRaw((socket) => {
      socket.write('HTTP/1.1 401 No\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n')
      const timer = setInterval(() => socket.write(`2000\r\n${' '.repeat(8192)}\r\n`), 1)
      socket.on('close', () => clearInterval(timer))
    })
    expect(await api.listKeys()).toMatchObject({ ok: false, error: { code: 'unauthorized', status: 401 } })
  })

  it.each([
    ['longer', 200],
    ['shorter', 5],
  ])('a content-length that says %s than the body is no answer', async (_name, length) => {
    const api = await connectRaw((socket) =>
      socket.end(`${ok}content-length: ${length}\r\n\r\n{"status":"succeeded","data":[]}`),
    )
    expect(await api.listKeys()).toMatchObject({ ok: false, error: { effect: 'none' } })
  })
})

describe('R35 only plain JSON is read', () => {
  it.each(['gzip', 'deflate', 'br', 'zstd', 'x-unknown', 'identity, gzip'])(
    'an answer packed as %s is refused unread',
    async (encoding) => {
      const bomb = gzipSync(Buffer.alloc(1024 * 1024))
      let isBomb = false
      const server = await startServer((_request, response) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding })
          .end(isBomb ? bomb : '{"status":"succeeded","data":[]}'),
      )
      const api = connectTo(server.url, {})
      closers.push(api.close, server.close)
      for (isBomb of [false, true]) {
        expect(await api.listKeys()).toMatchObject({ ok: false, error: { code: 'unexpectedAnswer' } })
      }
      expect(server.count('GET')).toBe(2)
    },
  )

  it.each([
    ['text/html', 'captivePortal'],
    ['text/html; charset=utf-8', 'captivePortal'],
    ['application/xhtml+xml', 'captivePortal'],
    ['text/plain', 'unexpectedAnswer'],
    ['application/jsonp', 'unexpectedAnswer'],
    ['application/octet-stream', 'unexpectedAnswer'],
    ['', 'unexpectedAnswer'],
  ])('content type "%s" is refused', async (type, code) => {
    const server = await startServer((_request, response) =>
      response
        .writeHead(200, type === '' ? {} : { 'content-type': type })
        .end('{"status":"succeeded","data":[]}'),
    )
    const api = connectTo(server.url, { maxTries: 1 })
    closers.push(api.close, server.close)
    expect(await api.listKeys()).toMatchObject({ ok: false, error: { code } })
  })

  it.each(['application/json', 'application/json; charset=utf-8', 'application/problem+json'])(
    'content type "%s" is read',
    async (type) => {
      const server = await startServer((_request, response) =>
        response.writeHead(200, { 'content-type': type }).end('{"status":"succeeded","data":[]}'),
      )
      const api = connectTo(server.url, { maxTries: 1 })
      closers.push(api.close, server.close)
      expect((await api.listKeys()).ok).toBe(true)
    },
  )
})

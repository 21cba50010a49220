// Requests that leave through a proxy: it carries what it cannot read, and the server still has to prove its name.
import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { describeError } from '../../shared/domain/error-words.ts'
import type { ProxyOf } from '../ports/remote.ts'
import { createConnectApi } from './connect-api.ts'
import { createHttpClient } from './http-client.ts'
import { liveOriginsOf } from './origins.ts'
import { adminKey, deadUrl, startRawServer, startServer, systemClock } from './test-support.ts'
import { authority, issue, serveTls, wrongIdentities } from './tls-test-support.ts'

const limits = { connectMs: 3000, headersMs: 3000, callMs: 5000, bodyBytes: 1000 }
const trusted = () => issue({ name: 'localhost', host: 'localhost', issuer: authority })

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A proxy that carries tunnels and keeps whatever it could read of what it was sent. */
async function startProxy(options: { refuses?: number; isSecure?: boolean } = {}) {
  const seen: string[] = []
  const sockets = new Set<Socket>()
  const note = ({ method, url, headers }: IncomingMessage) =>
    seen.push(`${method} ${url} ${JSON.stringify(headers)}`)
  const identity = trusted()
  const server = options.isSecure
    ? createHttpsServer({ cert: identity.pem, key: identity.key.export({ type: 'pkcs8', format: 'pem' }) })
    : createHttpServer()
  server.on('request', (request, response) => {
    note(request)
    response.writeHead(403).end()
  })
  server.on('connect', (request, socket, head) => {
    note(request)
    seen.push(head.toString('latin1'))
    if (options.refuses) {
      socket.end(`HTTP/1.1 ${options.refuses} No\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    const { hostname, port } = new URL(`http://${request.url}`)
    const upstream = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.on('data', (chunk) => seen.push(chunk.toString('latin1')))
      socket.pipe(upstream).pipe(socket)
    })
    for (const end of [socket, upstream]) {
      end.on('error', () => {})
      sockets.add(end as Socket)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(async () => {
    for (const socket of sockets) socket.destroy()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return { url: options.isSecure ? `https://localhost:${port}` : `http://127.0.0.1:${port}`, seen }
}

function sendTo(origin: string, proxyOf: ProxyOf, timeoutMs = limits.connectMs) {
  const client = createHttpClient({
    ...{ clock: systemClock, adminKey, authorities: [authority.pem], proxyOf },
    limits: { ...limits, connectMs: timeoutMs },
  })
  closers.push(client.close)
  return (method: 'GET' | 'POST') => client.send({ origin, method, path: '/x', timeLeftMs: 5000 })
}

async function serve(identity = trusted()) {
  const server = await serveTls(identity)
  closers.push(server.close)
  return { ...server, origin: `https://localhost:${server.port}` }
}

describe('R34 a proxy', () => {
  it.each([
    ['plain', false],
    ['itself behind TLS', true],
  ])('that is %s carries the request and never sees the admin key', async (_, isSecure) => {
    const server = await serve()
    const proxy = await startProxy({ isSecure })
    const send = sendTo(server.origin, async () => proxy.url)
    expect(await send('GET')).toMatchObject({ kind: 'ok' })
    expect(await send('POST')).toMatchObject({ kind: 'ok' })
    expect(server.received()).toContain(adminKey)
    const seen = proxy.seen.join('\n')
    expect(seen).toContain(`CONNECT localhost:${server.port}`)
    expect(seen).not.toContain(adminKey)
    expect(seen).not.toContain('x-api-key')
  })

  it.each([407, 403, 502])('that answers %d sends nothing on, and is told as the proxy', async (refuses) => {
    const server = await serve()
    const proxy = await startProxy({ refuses })
    const send = sendTo(server.origin, async () => proxy.url)
    expect(await send('POST')).toEqual({ kind: 'unsent', reason: 'offline', isOfProxy: true })
    expect(server.received()).toBe('')
  })

  it('that is down or speaks something else is told as the proxy', async () => {
    const server = await serve()
    const other = await startRawServer((socket) => socket.end('220 ready\r\n'))
    closers.push(other.close)
    for (const url of [await deadUrl(), other.url, 'socks5://127.0.0.1:1080', 'no address']) {
      const send = sendTo(server.origin, async () => url)
      expect(await send('GET')).toEqual({ kind: 'unsent', reason: 'offline', isOfProxy: true })
    }
    expect(server.received()).toBe('')
  })

  it('that is down is named in the words of the error, and is tried like any lost connection', async () => {
    const url = await deadUrl()
    let asked = 0
    const connect = createConnectApi({
      ...{ clock: systemClock, log: () => {}, random: () => 0, authorities: [authority.pem] },
      limits: { backoffBaseMs: 1, backoffCapMs: 1 },
    })
    const api = connect(liveOriginsOf('api.io.solutions'), adminKey, async (origin) => {
      expect(origin).toBe('https://api.io.solutions:443')
      asked += 1
      return url
    })
    closers.push(api.close)
    const answer = await api.listKeys()
    expect(answer).toMatchObject({ error: { code: 'offline', effect: 'none', isOfProxy: true } })
    if (!answer.ok) expect(describeError(answer.error).title).toBe('The proxy cannot be reached or said no')
    expect(asked).toBe(3)
  })

  it('that never answers is given up in the time of a connection', async () => {
    const server = await serve()
    const silent = await startRawServer(() => {})
    closers.push(silent.close)
    const send = sendTo(server.origin, async () => silent.url, 50)
    expect(await send('GET')).toEqual({ kind: 'unsent', reason: 'timeout', isOfProxy: true })
  })

  it('that is not who its certificate says is not even asked', async () => {
    const server = await serve()
    const proxy = await serve(issue({ name: 'localhost', host: 'other.example', issuer: authority }))
    const send = sendTo(server.origin, async () => proxy.origin)
    expect(await send('GET')).toEqual({ kind: 'unsent', reason: 'insecure', isOfProxy: true })
    expect(proxy.received()).toBe('')
  })

  it('is never taken for what is on this computer', async () => {
    const proxy = await startProxy()
    const server = await startServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
    closers.push(server.close)
    const send = sendTo(server.url, async () => proxy.url)
    expect(await send('GET')).toMatchObject({ kind: 'ok' })
    expect(proxy.seen).toEqual([])
  })
})

describe('R33 behind a proxy', () => {
  it.each(Object.entries(wrongIdentities('localhost')))('%s is refused all the same', async (_, identity) => {
    const server = await serve(identity)
    const proxy = await startProxy()
    const send = sendTo(server.origin, async () => proxy.url)
    expect(await send('GET')).toEqual({ kind: 'unsent', reason: 'insecure' })
    expect(await send('POST')).toEqual({ kind: 'unsent', reason: 'insecure' })
    expect(server.received()).toBe('')
    expect(proxy.seen.join()).not.toContain(adminKey)
  })

  it('a proxy that answers in the place of the server is refused by its certificate', async () => {
    const impostor = await serve(wrongIdentities('localhost')['a self-signed certificate'])
    const sockets: Socket[] = []
    const proxy = await startRawServer((socket) => {
      sockets.push(socket)
      socket.removeAllListeners('data')
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      const inside = connect(impostor.port, '127.0.0.1')
      inside.on('error', () => {})
      socket.pipe(inside).pipe(socket)
    })
    closers.push(proxy.close)
    const send = sendTo('https://localhost:443', async () => proxy.url)
    expect(await send('GET')).toEqual({ kind: 'unsent', reason: 'insecure' })
    expect(impostor.received()).toBe('')
    expect(sockets).toHaveLength(1)
  })
})

// Which servers are believed to be who they say they are.
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { recordFigure } from '../../../test/support/figures.ts'
import { createHttpClient, type HttpClient } from './http-client.ts'
import { adminKey, systemClock } from './test-support.ts'
import {
  authority,
  type Identity,
  issue,
  serveTls,
  type WatchedServer,
  wrongIdentities,
} from './tls-test-support.ts'
import { readTrustedAuthorities } from './trust.ts'

const limits = { connectMs: 3000, headersMs: 3000, callMs: 5000, bodyBytes: 1000 }

const fresh = { name: 'localhost', host: 'localhost' }
const servers = wrongIdentities('localhost')

const closers: (() => Promise<void>)[] = []
const { NODE_TLS_REJECT_UNAUTHORIZED: environmentBefore } = process.env
afterEach(async () => {
  if (environmentBefore === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  else process.env.NODE_TLS_REJECT_UNAUTHORIZED = environmentBefore
  for (const close of closers.splice(0)) await close()
})

async function connectTo(identity: Identity, options: SecureContextOptions = {}) {
  const server = await serveTls(identity, options)
  const client: HttpClient = createHttpClient({
    clock: systemClock,
    limits,
    adminKey,
    authorities: [authority.pem],
  })
  closers.push(client.close, server.close)
  const send = (method: 'GET' | 'POST') =>
    client.send({ origin: `https://localhost:${server.port}`, method, path: '/x', timeLeftMs: 5000 })
  return { server, send }
}

describe('R33 a server that cannot prove its name', () => {
  let connections = 0
  let leaks = 0
  afterAll(() => {
    recordFigure('Wrong servers (TLS) that were sent a header', `${leaks} of ${connections}`)
  })

  const expectNothingSent = (server: WatchedServer, count: number) => {
    connections += count
    if (server.received() !== '') leaks += count
    expect(server.received()).toBe('')
  }

  it('a trusted one is believed, so that the refusals below mean something', async () => {
    const { server, send } = await connectTo(issue({ ...fresh, issuer: authority }))
    expect(await send('GET')).toMatchObject({ kind: 'ok' })
    expect(await send('POST')).toMatchObject({ kind: 'ok' })
    expect(server.received()).toContain(adminKey)
  })

  const variables = [undefined, '0'] as const
  const cases = Object.keys(servers).flatMap((name) => variables.map((variable) => ({ name, variable })))

  it.each(cases)('$name is refused (NODE_TLS_REJECT_UNAUTHORIZED=$variable)', async ({ name, variable }) => {
    if (variable !== undefined) process.env.NODE_TLS_REJECT_UNAUTHORIZED = variable
    const { server, send } = await connectTo(servers[name] as Identity)
    for (const method of ['GET', 'POST'] as const) {
      expect(await send(method)).toEqual({ kind: 'unsent', reason: 'insecure' })
    }
    expectNothingSent(server, 2)
  })

  it.each(['TLSv1', 'TLSv1.1'] as const)('%s is refused', async (version) => {
    const { server, send } = await connectTo(issue({ ...fresh, issuer: authority }), {
      minVersion: version,
      maxVersion: version,
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    expect(await send('GET')).toEqual({ kind: 'unsent', reason: 'insecure' })
    expectNothingSent(server, 1)
  })

  it('TLS 1.2 and 1.3 are all that is offered', async () => {
    let hello = ''
    const listener = createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', (chunk) => {
        hello += chunk.toString('hex')
        socket.destroy()
      })
    })
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
    const client = createHttpClient({ clock: systemClock, limits, adminKey, authorities: undefined })
    const origin = `https://localhost:${(listener.address() as AddressInfo).port}`
    await client.send({ origin, method: 'GET', path: '/x', timeLeftMs: 5000 })
    await client.close()
    await new Promise((resolve) => listener.close(resolve))
    // The extension "supported versions": its number, its length, the length of the list, the list.
    expect(hello).toContain('002b00050403040303')
  })

  it('TLS 1.2 is still accepted', async () => {
    const { send } = await connectTo(issue({ ...fresh, issuer: authority }), { maxVersion: 'TLSv1.2' })
    expect(await send('GET')).toMatchObject({ kind: 'ok' })
  })
})

describe('R33 the authorities of this computer', () => {
  it('are read as certificates that a connection can use, or left to the runtime', () => {
    const authorities = readTrustedAuthorities()
    expect(authorities === undefined || authorities.every((pem) => pem.includes('BEGIN CERTIFICATE'))).toBe(
      true,
    )
  })
})

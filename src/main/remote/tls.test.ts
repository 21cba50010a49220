// Which servers are believed to be who they say they are.
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { createServer, type SecureContextOptions, type TLSSocket } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttpClient, type HttpClient } from './http-client.ts'
import { adminKey, systemClock } from './test-support.ts'
import { readTrustedAuthorities } from './trust.ts'

const dayMs = 86_400_000
const limits = { connectMs: 3000, headersMs: 3000, callMs: 5000, bodyBytes: 1000 }

// ---- a small certificate authority: DER by hand, so that no tool has to be installed ----

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts)
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const time = (at: number): Buffer =>
  der(0x18, Buffer.from(new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')))
const nameOf = (text: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text)))))
const extension = (hex: string, value: Buffer): Buffer => sequence(oid(hex), der(0x04, value))
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))

interface Identity {
  readonly name: string
  readonly key: KeyObject
  readonly pem: string
}

function issue(options: {
  name: string
  host?: string
  issuer?: Identity
  isAuthority?: boolean
  from?: number
  until?: number
}): Identity {
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const alternative =
    options.host === undefined ? [] : [extension('551d11', sequence(der(0x82, Buffer.from(options.host))))]
  const authority = options.isAuthority ? [extension('551d13', sequence(der(0x01, Buffer.from([0xff]))))] : []
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1]), randomBytes(8)),
    ecdsaWithSha256,
    nameOf(options.issuer?.name ?? options.name),
    sequence(time(options.from ?? Date.now() - dayMs), time(options.until ?? Date.now() + dayMs)),
    nameOf(options.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...alternative, ...authority)),
  )
  const signature = sign('sha256', body, options.issuer?.key ?? key)
  const certificate = sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature))
  const pem = `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`
  return { name: options.name, key, pem }
}

const authority = issue({ name: 'Made-up authority', isAuthority: true })
const stranger = issue({ name: 'Another authority', isAuthority: true })
const fresh = { name: 'localhost', host: 'localhost' }

const servers: Record<string, Identity> = {
  'a self-signed certificate': issue(fresh),
  'an unknown authority': issue({ ...fresh, issuer: stranger }),
  'an expired certificate': issue({ ...fresh, issuer: authority, until: Date.now() - 1000 }),
  'a certificate of the future': issue({ ...fresh, issuer: authority, from: Date.now() + dayMs / 2 }),
  'the name of another host': issue({ name: 'localhost', host: 'other.example', issuer: authority }),
}

// ---- a TLS server that counts what gets through to it ----

interface Watched {
  readonly origin: string
  readonly received: () => string
  readonly close: () => Promise<void>
}

async function serve(identity: Identity, options: SecureContextOptions = {}): Promise<Watched> {
  const sockets = new Set<TLSSocket>()
  let received = ''
  const server = createServer(
    { cert: identity.pem, key: identity.key.export({ type: 'pkcs8', format: 'pem' }), ...options },
    (socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1')
        socket.end(
          'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}',
        )
      })
    },
  )
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    received: () => received,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const closers: (() => Promise<void>)[] = []
const { NODE_TLS_REJECT_UNAUTHORIZED: environmentBefore } = process.env
afterEach(async () => {
  if (environmentBefore === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  else process.env.NODE_TLS_REJECT_UNAUTHORIZED = environmentBefore
  for (const close of closers.splice(0)) await close()
})

async function connectTo(identity: Identity, options: SecureContextOptions = {}) {
  const server = await serve(identity, options)
  const client: HttpClient = createHttpClient({
    clock: systemClock,
    limits,
    adminKey,
    authorities: [authority.pem],
  })
  closers.push(client.close, server.close)
  const send = (method: 'GET' | 'POST') =>
    client.send({ origin: server.origin, method, path: '/x', timeLeftMs: 5000 })
  return { server, send }
}

describe('R33 a server that cannot prove its name', () => {
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
    expect(server.received()).toBe('')
  })

  it.each(['TLSv1', 'TLSv1.1'] as const)('%s is refused', async (version) => {
    const { server, send } = await connectTo(issue({ ...fresh, issuer: authority }), {
      minVersion: version,
      maxVersion: version,
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    expect(await send('GET')).toEqual({ kind: 'unsent', reason: 'insecure' })
    expect(server.received()).toBe('')
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

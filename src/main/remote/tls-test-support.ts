// A certificate authority and TLS servers that the tests of this folder share.
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer, type SecureContextOptions, type TLSSocket } from 'node:tls'

const dayMs = 86_400_000

// The authority writes DER by hand, so that no tool has to be installed.

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

export interface Identity {
  readonly name: string
  readonly key: KeyObject
  readonly pem: string
}

export function issue(options: {
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

export const authority = issue({ name: 'Made-up authority', isAuthority: true })
const stranger = issue({ name: 'Another authority', isAuthority: true })

/** Certificates for `host` that nobody should believe, by what is wrong with them. */
export function wrongIdentities(host: string): Readonly<Record<string, Identity>> {
  const fresh = { name: host, host }
  return {
    'a self-signed certificate': issue(fresh),
    'an unknown authority': issue({ ...fresh, issuer: stranger }),
    'an expired certificate': issue({ ...fresh, issuer: authority, until: Date.now() - 1000 }),
    'a certificate of the future': issue({ ...fresh, issuer: authority, from: Date.now() + dayMs / 2 }),
    'the name of another host': issue({ name: host, host: 'other.example', issuer: authority }),
  }
}

export interface WatchedServer {
  readonly port: number
  readonly received: () => string
  readonly close: () => Promise<void>
}

/** A TLS server that notes what gets through to it and answers everything with `{}`. */
export async function serveTls(
  identity: Identity,
  options: SecureContextOptions = {},
): Promise<WatchedServer> {
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
    port: (server.address() as AddressInfo).port,
    received: () => received,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

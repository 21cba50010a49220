// Servers and clocks that the tests of this folder share.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import type { KeyDraft } from '../../shared/domain/api-key.ts'
import type { IoApi } from '../ports/remote.ts'
import type { Clock, Log } from '../ports/system.ts'
import { createConnectApi, type RemoteLimits } from './connect-api.ts'

/** Looks made up, is made up. */
export const adminKey = 'sandbox-v2-made-up-admin-key-0001'

export const systemClock: Clock = {
  now: Date.now,
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

/** Time that passes at once: waiting only moves the hands. */
export function createInstantClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = []
  let elapsed = 0
  return {
    waits,
    now: () => 1_790_000_000_000 + elapsed,
    monotonic: () => elapsed,
    after: (ms, callback) => {
      let isCancelled = false
      setImmediate(() => {
        if (isCancelled) return
        waits.push(ms)
        elapsed += ms
        callback()
      })
      return () => {
        isCancelled = true
      }
    },
  }
}

export interface LogLine {
  readonly event: string
  readonly fields: Parameters<Log>[1]
}

/** Short waits between tries; long ones for answers, so that a busy computer is no failure. */
const quickLimits: Partial<RemoteLimits> = {
  connectMs: 5000,
  headersMs: 8000,
  callMs: 9000,
  totalMs: 20_000,
  backoffBaseMs: 2,
  backoffCapMs: 4,
  // The pace has tests of its own.
  secretPace: { maxWrites: 1, windowMs: 0 },
}

/** A connection to a loopback server, with everything it logged. */
export function connectTo(
  url: string,
  limits: Partial<RemoteLimits> = {},
  key = adminKey,
): IoApi & { readonly lines: LogLine[] } {
  const lines: LogLine[] = []
  const connect = createConnectApi({
    clock: systemClock,
    log: (event, fields) => lines.push({ event, fields }),
    random: () => 0.5,
    authorities: undefined,
    limits: { ...quickLimits, ...limits },
  })
  return { ...connect({ keys: url, intelligence: url, kind: 'development' }, key), lines }
}

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface TestServer {
  readonly url: string
  readonly seen: SeenRequest[]
  readonly count: (method: string) => number
  readonly close: () => Promise<void>
}

/** An HTTP server that notes each request before it answers. */
export async function startServer(
  answer: (request: SeenRequest, response: ServerResponse) => void,
): Promise<TestServer> {
  const seen: SeenRequest[] = []
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming
      const request = { method, path, headers, body: Buffer.concat(chunks).toString() }
      seen.push(request)
      answer(request, response)
    })
  })
  const url = await listen(server)
  return {
    url,
    seen,
    count: (method) => seen.filter((request) => request.method === method).length,
    close: () => {
      server.closeAllConnections()
      return closeServer(server)
    },
  }
}

/** A TCP server for what no HTTP library would send; `onRequest` gets the socket once the headers are in. */
export async function startRawServer(
  onRequest: (socket: Socket, head: string) => void,
): Promise<{ readonly url: string; readonly heads: string[]; readonly close: () => Promise<void> }> {
  const sockets = new Set<Socket>()
  const heads: string[] = []
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const end = text.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = text.slice(0, end)
      text = ''
      heads.push(head)
      onRequest(socket, head)
    })
  })
  const url = await listen(server)
  return {
    url,
    heads,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return closeServer(server)
    },
  }
}

/** The address of a port that nobody listens on. */
export async function deadUrl(): Promise<string> {
  const server = createTcpServer()
  const url = await listen(server)
  await closeServer(server)
  return url
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function closeServer(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve))
}

/** The creation that the tests of hostile answers ask for. */
export const draft: KeyDraft = {
  name: 'x',
  expiresAt: null,
  access: { kind: 'all' },
  creditLimit: null,
  creditCycle: 'daily',
  prefix: null,
  keepSealedCopy: false,
}
/** The value that an honest answer to it holds. */
export const value = 'sandbox-v2-eyJmade.eyJup.value'
/** A row of an honest list. */
export const row = {
  id: 'id-1',
  description: 'naïve “name” \\ "quoted"',
  display: 'acme-v2-eyJh...c0eQ',
  created_at: '2026-02-20T10:00:00',
  expires_at: null,
  expired: false,
  allowed_models: ['a/b'],
  credit_limit: 10.5,
  credit_used: 1,
  credit_refresh_cycle: 'daily',
}

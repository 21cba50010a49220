// One HTTP call to one origin: no redirects, no cookies, no caching, hard limits, and an outcome instead of errors.
import { Agent, Client, type Dispatcher } from 'undici'
import type { ProxyOf } from '../ports/remote.ts'
import type { Clock } from '../ports/system.ts'
import { classifyConnectError } from './connect-error.ts'
import type { Lost, Method, Outcome } from './outcome.ts'
import { ProxyError } from './proxy.ts'
import { readAnswer } from './read-answer.ts'
import { createSlots, type Slots } from './slots.ts'
import { createConnector } from './tls-connector.ts'

/** R35. Durations in ms, sizes in bytes. */
export interface HttpLimits {
  readonly connectMs: number
  readonly headersMs: number
  /** One try from the first byte to the last, connecting included. */
  readonly callMs: number
  readonly bodyBytes: number
}

export const defaultHttpLimits: HttpLimits = {
  connectMs: 10_000,
  headersMs: 20_000,
  callMs: 30_000,
  bodyBytes: 5 * 1024 * 1024,
}

/** Most requests under way at a time (R37). */
export const maxConcurrency = 4

export interface HttpDeps {
  readonly clock: Clock
  readonly limits: HttpLimits
  /** Sent in `x-api-key` and nowhere else; already checked to be a legal header value. */
  readonly adminKey: string
  /** PEM texts of the authorities to trust; undefined means the runtime's own. */
  readonly authorities: readonly string[] | undefined
  readonly proxyOf?: ProxyOf
}

export interface HttpRequest {
  readonly origin: string
  readonly method: Method
  /** With the query, where there is one. */
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>>
  /** Overrides the body cap for answers that grow with the number of keys. */
  readonly maxBodyBytes?: number
  /** An answer without a body is taken as `null`: some changes are answered with nothing. */
  readonly mayBeEmpty?: boolean
  /** For what anybody may ask: the key stays here. */
  readonly isWithoutKey?: boolean
  /** Called once the request has a slot and is about to leave. */
  readonly onLeaving?: () => void
  /** Ends the try earlier than the limit of one call, waiting for a slot included, ms. */
  readonly timeLeftMs: number
}

export interface HttpClient {
  /** Never rejects. */
  readonly send: (request: HttpRequest) => Promise<Outcome>
  /** Aborts what is under way; later calls are `unsent`. */
  readonly close: () => Promise<void>
}

/** A client whose connections, slots and key belong together and end with `close`. */
export function createHttpClient(deps: HttpDeps): HttpClient {
  const { clock, limits, adminKey, authorities, proxyOf } = deps
  const connectErrors = new WeakSet<Error>()
  const options = {
    connect: createConnector({
      timeoutMs: limits.connectMs,
      authorities,
      onError: (error) => connectErrors.add(error),
      ...(proxyOf === undefined ? {} : { proxyOf }),
    }),
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.headersMs,
  }
  const agent = new Agent(options)
  const slots: Slots = createSlots(maxConcurrency)
  const closing = new AbortController()

  async function send(request: HttpRequest): Promise<Outcome> {
    const ending = new AbortController()
    const signal = AbortSignal.any([closing.signal, ending.signal])
    const cancelEnd = clock.after(request.timeLeftMs, () => ending.abort())
    try {
      const release = await slots.take(signal)
      if (release === null) return { kind: 'unsent', reason: closing.signal.aborted ? 'closed' : 'timeout' }
      request.onLeaving?.()
      const cancelLimit = clock.after(limits.callMs, () => ending.abort())
      const outcome = await exchange(request, signal)
      cancelLimit()
      release()
      return outcome
    } finally {
      cancelEnd()
    }
  }

  async function exchange(request: HttpRequest, signal: AbortSignal): Promise<Outcome> {
    // A create never rides on a kept connection, which the server may be closing at that moment.
    const dispatcher: Dispatcher = request.method === 'POST' ? new Client(request.origin, options) : agent
    try {
      const response = await dispatcher.request({ ...wireForm(request, adminKey), signal })
      const { origin, maxBodyBytes: maxBytes = limits.bodyBytes, mayBeEmpty = false } = request
      return await readAnswer(response, { origin, maxBytes, mayBeEmpty, clock })
    } catch (error) {
      if (error instanceof Error && connectErrors.has(error)) {
        const isOfProxy = error instanceof ProxyError
        return { kind: 'unsent', reason: classifyConnectError(error), ...(isOfProxy ? { isOfProxy } : {}) }
      }
      if (closing.signal.aborted) return { kind: 'lost', reason: 'closed' }
      return { kind: 'lost', reason: signal.aborted ? 'timeout' : lossOf(error) }
    } finally {
      if (dispatcher !== agent) await dispatcher.destroy()
    }
  }

  return {
    send,
    close: async () => {
      closing.abort()
      await agent.destroy()
    },
  }
}

function wireForm(request: HttpRequest, adminKey: string): Dispatcher.RequestOptions {
  return {
    origin: request.origin,
    method: request.method,
    path: request.path,
    headers: {
      accept: 'application/json',
      'user-agent': 'Latchkey',
      ...(request.isWithoutKey ? {} : { 'x-api-key': adminKey }),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: request.body === undefined ? null : JSON.stringify(request.body),
  }
}

function lossOf(error: unknown): Lost['reason'] {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return 'timeout'
  return code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW' ? 'unreadable' : 'offline'
}

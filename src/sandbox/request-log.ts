// What was asked of the sandbox, told without any header value, query value, body value or credential in a path.
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { MiddlewareHandler } from 'hono'
import type { SandboxEnv } from './environment.ts'
import { findThirdPartyCall, shownQueryNames } from './third-parties.ts'

/** One request; `status` is null while it runs and after its connection was dropped. */
export interface LoggedRequest {
  readonly id: number
  /** Epoch ms by the sandbox's clock. */
  readonly at: number
  readonly method: string
  /** Of a third-party service the host and the path with names in the place of what is the caller's. */
  readonly path: string
  readonly queryNames: readonly string[]
  readonly headerNames: readonly string[]
  /** The type of each field of a JSON object, or of the whole body where it is none; null without a body. */
  readonly bodyShape: Readonly<Record<string, string>> | string | null
  /** The kind of the fault that the request met. */
  readonly fault: string | null
  readonly status: number | null
}

export interface RequestLog {
  /** Writes a request down; the returned function adds how it ended. */
  readonly add: (
    request: Omit<LoggedRequest, 'id' | 'fault' | 'status'>,
  ) => (ending: Pick<LoggedRequest, 'fault' | 'status'>) => void
  /** The last requests, the oldest first. */
  readonly list: () => LoggedRequest[]
  /** How often each method and path was asked for, such as `GET /api/v1/models`; never forgets. */
  readonly counts: () => Record<string, number>
  readonly clear: () => void
}

/** Enough for any test, and no leak in a sandbox that runs for weeks. */
const maxEntries = 5000

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  return Array.isArray(value) ? `array(${value.length})` : typeof value
}

/** The shape of a body: names and types, never values. */
const shapeOf = (text: string): LoggedRequest['bodyShape'] => {
  if (text === '') return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeOf(value) !== 'object') return typeOf(value)
    return Object.fromEntries(Object.entries(value as object).map(([name, field]) => [name, typeOf(field)]))
  } catch {
    return 'not JSON'
  }
}

export const createRequestLog = (): RequestLog => {
  const entries = new Map<number, LoggedRequest>()
  const counts = new Map<string, number>()
  let lastId = 0
  return {
    add: (request) => {
      lastId += 1
      const id = lastId
      const name = `${request.method} ${request.path}`
      counts.set(name, (counts.get(name) ?? 0) + 1)
      entries.set(id, { ...request, id, fault: null, status: null })
      if (entries.size > maxEntries) entries.delete(id - maxEntries)
      return (ending) => {
        const entry = entries.get(id)
        if (entry !== undefined) entries.set(id, { ...entry, ...ending })
      }
    },
    list: () => [...entries.values()],
    counts: () => Object.fromEntries(counts),
    clear: () => {
      entries.clear()
      counts.clear()
    },
  }
}

/** Writes each request down before anything can happen to it. */
export const createRequestLogging =
  (log: RequestLog, clock: () => number): MiddlewareHandler<SandboxEnv> =>
  async (context, next) => {
    const { method, path } = context.req
    const text = await context.req.text().catch(() => '')
    const queryNames = Object.keys(context.req.query())
    const call = findThirdPartyCall(path)
    const end = log.add({
      at: clock(),
      method,
      path: call?.shownPath ?? path,
      queryNames: call === undefined ? queryNames : shownQueryNames(queryNames),
      headerNames: Object.keys(context.req.header()),
      bodyShape: shapeOf(text),
    })
    await next()
    const isAnswered = context.res !== RESPONSE_ALREADY_SENT && !context.env.outgoing.destroyed
    end({ fault: context.get('fault') ?? null, status: isAnswered ? context.res.status : null })
  }

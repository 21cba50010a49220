// What the tests of secrets share: made-up secrets, and a server that answers as told.
import type { AppError, ErrorCode, Result } from '../../shared/errors.ts'
import type { IoApi, NewSecret, RemoteSecret } from '../ports/remote.ts'
import { connectTo, startRawServer } from './test-support.ts'

/** Looks made up, is made up. */
export const value = 'lin_api_madeUp0123456789abcdefghijWXYZ'
/** The secret that the tests store. */
export const linear: NewSecret = {
  name: 'Linear',
  value,
  toolName: 'agno__linear__*',
  toolArg: 'api_token',
  isDefault: true,
}

/** A row of an honest list. */
export const row = {
  secret_id: 'id-1',
  user_id: 'user-1',
  secret_name: 'naïve “name” \\ "quoted"',
  display: 'lin_****WXYZ',
  tool_name: 'agno__linear__*',
  tool_arg: 'api_token',
  is_default_for_tool: true,
  created_at: '2026-03-18T10:30:00Z',
  updated_at: '2026-03-18T10:30:00.123456',
}
/** A secret of which only the id is known. */
export const known: RemoteSecret = {
  id: 'id-1',
  name: '',
  display: '',
  toolName: null,
  toolArg: null,
  isDefault: false,
  createdAt: null,
  updatedAt: null,
}

export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed with ${JSON.stringify(result.error)}`)
  return result.value
}

export function errorOf(result: Result<unknown> | undefined): AppError {
  if (result === undefined || result.ok) throw new Error('should have failed')
  return result.error
}

export function codeOf(result: Result<unknown>): ErrorCode | 'ok' {
  return result.ok ? 'ok' : result.error.code
}

/** The service notes times in ms: the next change happens at a later one. */
export const tick = () => new Promise((resolve) => setTimeout(resolve, 5))

export interface ToldServer {
  readonly url: string
  readonly api: IoApi
  /** What every request from now on is answered with; without a length its end is the end of the connection. */
  readonly serve: (body: string | Buffer, head?: string) => void
  readonly close: () => Promise<void>
}

const jsonHead = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'

/** A server that answers as it is told, and a connection to it that tries once. */
export async function startToldServer(): Promise<ToldServer> {
  let answer = { head: jsonHead, body: Buffer.alloc(0) }
  const server = await startRawServer((socket) => {
    socket.write(`${answer.head}connection: close\r\n\r\n`)
    socket.end(answer.body)
  })
  const api = connectTo(server.url, { maxTries: 1, callMs: 5000, headersMs: 5000 })
  return {
    url: server.url,
    api,
    serve: (body, head = jsonHead) => {
      answer = { head, body: Buffer.from(body) }
    },
    close: async () => {
      await api.close()
      await server.close()
    },
  }
}

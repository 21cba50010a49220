// Reads an HTTP answer within its limits and tells the service's own answers from everybody else's.
import type { Dispatcher } from 'undici'
import type { Clock } from '../ports/system.ts'
import type { Outcome } from './outcome.ts'
import { parseHttpDate, parseRetryAfter } from './retry.ts'

type Response = Dispatcher.ResponseData<unknown>

/** Largest body of an error that is read for its reason, bytes. */
const maxErrorBytes = 64 * 1024
const jsonType = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i
const plainId = /^[\w.-]{1,64}$/
const requestIdHeaders = ['x-request-id', 'request-id', 'x-correlation-id', 'cf-ray']

export interface ReadOptions {
  /** Where the request went; a redirect elsewhere is a network's sign-in page. */
  readonly origin: string
  readonly maxBytes: number
  /** Whether an answer without a body is one; it reads as `null`. */
  readonly mayBeEmpty: boolean
  readonly clock: Clock
}

/** Rejects with undici's error where the body breaks off. */
export async function readAnswer(response: Response, options: ReadOptions): Promise<Outcome> {
  const { statusCode: status, body } = response
  const serverDate = parseHttpDate(header(response, 'date') ?? '')
  if (status >= 300 && status < 400) {
    discard(body)
    return {
      kind: 'foreign',
      reason: leadsElsewhere(response, options.origin) ? 'captivePortal' : 'unexpectedAnswer',
    }
  }
  if (status < 200 || status >= 400) return readError(response, serverDate ?? options.clock.now())
  if (status === 204) {
    discard(body)
    // The status that means "done, nothing to add", in the words of the API.
    return { kind: 'ok', bytes: Buffer.from('{"status":"succeeded"}'), clockSkewMs: 0 }
  }
  const type = header(response, 'content-type') ?? ''
  const isJson = jsonType.test(type)
  const mayBeEmpty = options.mayBeEmpty && hasOwnEnd(response)
  if (isEncoded(response) || !(isJson || (mayBeEmpty && type === ''))) {
    discard(body)
    return { kind: 'foreign', reason: /html/i.test(type) ? 'captivePortal' : 'unexpectedAnswer' }
  }
  const clockSkewMs = serverDate === null ? 0 : serverDate - options.clock.now()
  const bytes = await readAtMost(body, options.maxBytes)
  if (bytes === null) return { kind: 'foreign', reason: 'unexpectedAnswer' }
  if (mayBeEmpty && bytes.length === 0) return { kind: 'ok', bytes: Buffer.from('null'), clockSkewMs }
  if (!isJson) return { kind: 'foreign', reason: 'unexpectedAnswer' }
  if (/^\s*</.test(bytes.toString('utf8', 0, 100))) return { kind: 'foreign', reason: 'captivePortal' }
  return { kind: 'ok', bytes, clockSkewMs }
}

async function readError(response: Response, serverNow: number): Promise<Outcome> {
  const retryAfterMs = parseRetryAfter(headers(response, 'retry-after'), serverNow)
  const requestId = requestIdHeaders
    .map((name) => header(response, name))
    .find((id) => plainId.test(id ?? ''))
  const parsed = await readErrorBody(response)
  return {
    kind: 'status',
    status: response.statusCode,
    detail: parsed?.detail,
    isJson: parsed !== null,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

/** The reason is welcome, not needed: the status has already decided. */
async function readErrorBody(response: Response): Promise<{ readonly detail: unknown } | null> {
  if (isEncoded(response) || !jsonType.test(header(response, 'content-type') ?? '')) {
    discard(response.body)
    return null
  }
  try {
    const bytes = await readAtMost(response.body, maxErrorBytes)
    const parsed: unknown = bytes === null ? null : JSON.parse(bytes.toString())
    return typeof parsed === 'object' && parsed !== null && 'detail' in parsed
      ? { detail: parsed.detail }
      : { detail: undefined }
  } catch {
    return null
  }
}

/** Null where there is more than `maxBytes`; the connection is then dropped, not drained. */
async function readAtMost(body: Response['body'], maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) {
      discard(body)
      return null
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Whether the frame tells where the body ends; one that ends with its connection may have broken off. */
function hasOwnEnd(response: Response): boolean {
  return (
    header(response, 'content-length') !== undefined || header(response, 'transfer-encoding') !== undefined
  )
}

function discard(body: Response['body']): void {
  body.on('error', () => {})
  body.destroy()
}

function isEncoded(response: Response): boolean {
  const encoding = headers(response, 'content-encoding')
  return encoding.some((name) => name.trim().toLowerCase() !== 'identity')
}

function leadsElsewhere(response: Response, origin: string): boolean {
  const target = header(response, 'location') ?? ''
  return URL.canParse(target, origin) && new URL(target, origin).host !== new URL(origin).host
}

function headers(response: Response, name: string): readonly string[] {
  const value = response.headers[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

function header(response: Response, name: string): string | undefined {
  return headers(response, name)[0]
}

// Turns the end of a call into the error that the rest of the app knows.
import * as z from 'zod'
import { visibleText } from '../../shared/domain/visible-text.ts'
import type { AppError, ErrorCode, FieldProblem } from '../../shared/errors.ts'
import { hideTexts } from './hidden-text.ts'
import type { Failure, Method, StatusAnswer } from './outcome.ts'

/** What the status codes of one operation mean where they differ from the general rule. */
export type StatusCodes = Readonly<Partial<Record<number, ErrorCode>>>

const general: StatusCodes = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  408: 'timeout',
  409: 'invalid',
  413: 'tooLarge',
  422: 'invalid',
  429: 'rateLimited',
}

const retryable: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'timeout',
  'captivePortal',
  'rateLimited',
  'serverError',
  'unavailable',
  'unexpectedAnswer',
])

/** The names under which our forms know the fields of the service. */
const fieldNames: Readonly<Record<string, string>> = {
  description: 'name',
  key_prefix: 'prefix',
  allowed_models: 'access',
  credit_limit: 'creditLimit',
  credit_refresh_cycle: 'creditCycle',
  expires_at: 'expiresAt',
  secret_name: 'name',
  secret_value: 'value',
  tool_name: 'toolName',
  tool_arg: 'toolArg',
  is_default_for_tool: 'isDefault',
}
const maxFields = 20
const maxMessageLength = 300

/**
 * `mayHaveActed` says whether this or an earlier try of a change may have been carried out; it then is
 * `outcomeUnknown` unless the service has clearly refused. The texts in `hidden` are taken out of whatever the
 * service echoes.
 */
export function toAppError(
  failure: Failure,
  context: {
    readonly method: Method
    readonly codes: StatusCodes
    readonly mayHaveActed: boolean
    readonly hidden: readonly string[]
  },
): AppError {
  const code = codeOf(failure, context.codes)
  const details =
    failure.kind === 'status'
      ? statusDetails(failure, code, context.hidden)
      : failure.kind === 'unsent' && failure.isOfProxy
        ? { isOfProxy: true as const }
        : {}
  if (context.mayHaveActed && !isRefusal(failure)) {
    // Only repeating a create could make a second key; the other changes end in the same state.
    return { ...details, code: 'outcomeUnknown', effect: 'unknown', isRetryable: context.method !== 'POST' }
  }
  return { ...details, code, effect: 'none', isRetryable: retryable.has(code) }
}

function codeOf(failure: Failure, codes: StatusCodes): ErrorCode {
  if (failure.kind !== 'status') {
    if (failure.reason === 'closed') return 'notConnected'
    return failure.reason === 'unreadable' ? 'unexpectedAnswer' : failure.reason
  }
  const { status, isJson } = failure
  const known = codes[status] ?? general[status]
  if (known !== undefined) return known
  // The API answers in JSON; a page that says 404 comes from a host that does not have this API.
  if (status === 404) return isJson ? 'notFound' : 'wrongHost'
  return status >= 500 ? 'serverError' : 'unexpectedAnswer'
}

function isRefusal(failure: Failure): boolean {
  return failure.kind === 'status' && failure.status < 500 && failure.status !== 408 && failure.status !== 429
}

function statusDetails(failure: StatusAnswer, code: ErrorCode, hidden: readonly string[]): Partial<AppError> {
  const fields = code === 'invalid' ? readFieldProblems(failure.detail, hidden) : []
  return {
    status: failure.status,
    ...(isPlainId(failure.requestId, hidden) ? { requestId: failure.requestId } : {}),
    ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
    ...(fields.length === 0 ? {} : { fields }),
  }
}

const problemSchema = z.object({ loc: z.array(z.union([z.string(), z.number()])).max(20), msg: z.string() })

/** FastAPI tells problems as a list with locations, or as one sentence. */
function readFieldProblems(detail: unknown, hidden: readonly string[]): readonly FieldProblem[] {
  if (typeof detail === 'string') return [{ field: 'request', message: safeMessage(detail, hidden) }]
  if (!Array.isArray(detail)) return []
  return detail.slice(0, maxFields).flatMap((entry: unknown) => {
    const problem = problemSchema.safeParse(entry)
    if (!problem.success) return []
    const names = problem.data.loc.filter((part) => typeof part === 'string')
    const known = names.map((name) => fieldNames[name]).find((name) => name !== undefined)
    return [
      {
        field: known ?? visibleText(hideTexts(names.at(-1) ?? 'request', hidden), 50),
        message: safeMessage(problem.data.msg, hidden),
      },
    ]
  })
}

function isPlainId(id: string | undefined, hidden: readonly string[]): id is string {
  return id !== undefined && hideTexts(id, hidden) === id && !hidden.some((text) => text.includes(id))
}

/** One line of text without invisible characters, addresses or anything that looks like a credential. */
function safeMessage(message: string, hidden: readonly string[]): string {
  const shown = hideTexts(message, hidden)
    .replace(/[\w-]*eyJ[\w.-]+/g, '[hidden]')
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '[address]')
  return visibleText(shown.replace(/\s+/g, ' ').trim(), maxMessageLength)
}

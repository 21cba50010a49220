// The closed list of expected failures and the Result that carries them across every border.

/**
 * Every failure the app expects. A code says what happened; the words a person reads come from
 * `domain/error-words.ts`, so that table, tray and dialogs tell the same story.
 */
export const errorCodes = [
  'offline',
  'timeout',
  'captivePortal',
  'wrongHost',
  'insecure',
  'unauthorized',
  'forbidden',
  'isSubKey',
  'notFound',
  'invalid',
  'tooLarge',
  'rateLimited',
  'serverError',
  'unavailable',
  'unexpectedAnswer',
  'outcomeUnknown',
  'notConnected',
  'vaultWaiting',
  'vaultLocked',
  'vaultUnavailable',
  'vaultWeak',
  'locked',
  'passphraseWrong',
  'valueUnreadable',
  'adminKeyUnreadable',
  'storage',
  'clipboard',
  'invalidInput',
  'notConfirmed',
  'tooMany',
  'refused',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** Whether the failed call changed anything on the service: the first thing a person asks. */
type Effect = 'none' | 'unknown' | 'done'

/** One field that the service or a check refused; `message` is plain text, already made safe to show. */
export interface FieldProblem {
  readonly field: string
  readonly message: string
}

/**
 * An expected failure as data. It never holds a stack, a path, a URL, a header or a value.
 * `retryAfterMs` counts from the moment the error was made.
 */
export interface AppError {
  readonly code: ErrorCode
  readonly effect: Effect
  readonly isRetryable: boolean
  readonly retryAfterMs?: number
  readonly fields?: readonly FieldProblem[]
  /** HTTP status and request id, for the Details of an error. */
  readonly status?: number
  readonly requestId?: string
  /** It was the proxy of the settings that could not be reached or said no. */
  readonly isOfProxy?: true
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: AppError }

/** Wraps a value as a success. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

/** Makes a failed Result; without options nothing was changed and trying again is pointless. */
export function fail<T = never>(code: ErrorCode, options: Partial<Omit<AppError, 'code'>> = {}): Result<T> {
  return { ok: false, error: { effect: 'none', isRetryable: false, ...options, code } }
}

/** Makes the compiler prove that every case was handled. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${String(value)}`)
}

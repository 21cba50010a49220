// When a call may be repeated and after how long: pure rules, kept apart from the network.
import type { Failure, Method } from './outcome.ts'

export type Step =
  | 'stop'
  | 'retry'
  /** At most one repetition in all. */
  | 'retryOnce'
  /** Look whether the change was made; never repeat. */
  | 'readBack'
  /** Look, and repeat once where it was not made. */
  | 'readBackThenOnce'

type OutcomeClass = 'unsent' | 'limited' | 'serverFault' | 'lost' | 'foreign' | 'refused'

/**
 * R36. A create has no idempotency key, so it is repeated only where it is proved that nothing was made.
 * `foreign` answers come back the same when asked again (a sign-in page, a redirect): asking is pointless.
 */
const table: Readonly<Record<OutcomeClass, Readonly<Record<Method, Step>>>> = {
  unsent: { GET: 'retry', DELETE: 'retry', PATCH: 'retry', POST: 'retryOnce' },
  limited: { GET: 'retry', DELETE: 'retry', PATCH: 'retry', POST: 'retry' },
  serverFault: { GET: 'retry', DELETE: 'readBackThenOnce', PATCH: 'readBackThenOnce', POST: 'stop' },
  lost: { GET: 'retry', DELETE: 'readBack', PATCH: 'readBack', POST: 'stop' },
  foreign: { GET: 'stop', DELETE: 'readBack', PATCH: 'readBack', POST: 'stop' },
  refused: { GET: 'stop', DELETE: 'stop', PATCH: 'stop', POST: 'stop' },
}

/** What to do after a failed try. */
export function nextStep(method: Method, failure: Failure): Step {
  return table[classOf(failure)][method]
}

/** Whether the failed try may have changed something on the service. */
export function mayHaveActed(method: Method, failure: Failure): boolean {
  return method !== 'GET' && ['serverFault', 'lost', 'foreign'].includes(classOf(failure))
}

function classOf(failure: Failure): OutcomeClass {
  if (failure.kind !== 'status') return failure.kind
  if (failure.status === 429) return 'limited'
  return failure.status === 408 || failure.status >= 500 ? 'serverFault' : 'refused'
}

/** Longest wait that a server may ask for, ms. */
const maxRetryAfterMs = 120_000
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** Epoch ms of an HTTP date in its one modern form; null for anything else. */
export function parseHttpDate(text: string): number | null {
  const at = httpDate.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : at
}

/**
 * R37: the wait that `Retry-After` asks for in ms, 0 to 120 s; undefined where it says nothing usable. A date
 * counts from the server's own clock. Of several headers the longest wait is kept.
 */
export function parseRetryAfter(values: readonly string[], serverNow: number): number | undefined {
  const waits = values.flatMap((raw) => {
    const text = raw.trim()
    if (/^\d+$/.test(text)) return [Number(text) * 1000]
    const at = parseHttpDate(text)
    return at === null ? [] : [at - serverNow]
  })
  return waits.length === 0 ? undefined : Math.min(Math.max(...waits, 0), maxRetryAfterMs)
}

/** Exponential backoff with full jitter: a random wait below a bound that doubles with each try, ms. */
export function backoffMs(attempt: number, random: () => number, baseMs: number, capMs: number): number {
  return random() * Math.min(capMs, baseMs * 2 ** (attempt - 1))
}

/** Repetitions shared by all calls, so that many callers of a dead service do not multiply its load. */
export interface RetryBudget {
  /** Takes one repetition; false when there is none left. */
  readonly take: () => boolean
  /** A call succeeded: one repetition comes back. */
  readonly giveBack: () => void
}

/** A budget that starts full. */
export function createRetryBudget(size: number): RetryBudget {
  let left = size
  return {
    take: () => {
      if (left === 0) return false
      left -= 1
      return true
    },
    giveBack: () => {
      left = Math.min(size, left + 1)
    },
  }
}

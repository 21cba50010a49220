// Carries one operation through its tries: sends, reads the answer, repeats or looks back as the rules say.
import type { AppError, Result } from '../../shared/errors.ts'
import type { Clock, Log } from '../ports/system.ts'
import { type StatusCodes, toAppError } from './classify.ts'
import type { HttpClient, HttpRequest } from './http-client.ts'
import type { Answer, Failure } from './outcome.ts'
import { backoffMs, mayHaveActed, nextStep, type RetryBudget } from './retry.ts'
import { sleep } from './sleep.ts'
import type { WritePacer } from './write-pacer.ts'

/** R37. Durations in ms. */
export interface RetryLimits {
  readonly maxTries: number
  /** From the first try to the last moment of the last one. */
  readonly totalMs: number
  readonly backoffBaseMs: number
  readonly backoffCapMs: number
}

export const defaultRetryLimits: RetryLimits = {
  maxTries: 3,
  totalMs: 60_000,
  backoffBaseMs: 500,
  backoffCapMs: 8000,
}

export interface PerformDeps {
  readonly http: HttpClient
  readonly clock: Clock
  readonly log: Log
  /** Seeded in tests; 0 up to 1. */
  readonly random: () => number
  readonly limits: RetryLimits
  readonly budget: RetryBudget
  readonly adminKey: string
  /** Aborts the waits between tries. */
  readonly closing: AbortSignal
}

export interface Operation<T> {
  /** For the log. */
  readonly name: string
  readonly request: Omit<HttpRequest, 'timeLeftMs' | 'onLeaving'>
  /** Where each try waits for its turn; the wait does not count towards the limits. */
  readonly pacer?: WritePacer
  /** What the request holds and no error may show, where the service echoes it. */
  readonly hidden?: readonly string[]
  readonly codes?: StatusCodes
  /** Null where the answer is not what this operation is answered with. */
  readonly read: (answer: Answer) => Promise<T | null>
  /** Looks at the service whether the change was made; null where that cannot be told. */
  readonly readBack?: () => Promise<{ readonly isDone: boolean; readonly value: T } | null>
}

export type Perform = <T>(operation: Operation<T>) => Promise<Result<T>>

/** What to call when the request leaves; null where everything is closing. */
type Leave = Awaited<ReturnType<WritePacer['take']>>
type Tried<T> = { readonly kind: 'value'; readonly value: T } | Failure

/** Everything that the tries of one API share: budget, clock, limits. */
export function createPerform(deps: PerformDeps): Perform {
  const { clock, limits, budget } = deps

  async function tryOnce<T>(operation: Operation<T>, timeLeftMs: number, leave: Leave): Promise<Tried<T>> {
    if (leave === null) return { kind: 'unsent', reason: 'closed' }
    const outcome = await deps.http.send({ ...operation.request, timeLeftMs, onLeaving: leave })
    leave()
    if (outcome.kind !== 'ok') return outcome
    const value = await operation.read(outcome)
    return value === null ? { kind: 'lost', reason: 'unreadable' } : { kind: 'value', value }
  }

  /** Waits before the next try; false where there may be none. */
  async function waitForNextTry(failure: Failure, tries: number, deadline: number): Promise<boolean> {
    if (tries >= limits.maxTries) return false
    const asked = failure.kind === 'status' ? failure.retryAfterMs : undefined
    const waitMs = asked ?? backoffMs(tries, deps.random, limits.backoffBaseMs, limits.backoffCapMs)
    if (clock.monotonic() + waitMs >= deadline || !budget.take()) return false
    return sleep(clock, waitMs, deps.closing)
  }

  return async <T>(operation: Operation<T>): Promise<Result<T>> => {
    const { method } = operation.request
    let deadline = clock.monotonic() + limits.totalMs
    let hasActed = false
    let isRepeated = false
    for (let tries = 1; ; tries += 1) {
      const askedAt = clock.monotonic()
      const leave = operation.pacer === undefined ? () => {} : await operation.pacer.take()
      deadline += clock.monotonic() - askedAt
      const tried = await tryOnce(operation, Math.max(1, deadline - clock.monotonic()), leave)
      if (tried.kind === 'value') {
        budget.giveBack()
        return { ok: true, value: tried.value }
      }
      hasActed ||= mayHaveActed(method, tried)
      const step = nextStep(method, tried)
      let mayRepeat = step === 'retry' || (step === 'retryOnce' && tries === 1)
      if (step === 'readBack' || step === 'readBackThenOnce') {
        const found = (await operation.readBack?.()) ?? null
        if (found?.isDone) return { ok: true, value: found.value }
        mayRepeat = step === 'readBackThenOnce' && found !== null && !isRepeated
        isRepeated = true
      }
      if (!mayRepeat || !(await waitForNextTry(tried, tries, deadline))) {
        const error = toAppError(tried, {
          method,
          codes: operation.codes ?? {},
          mayHaveActed: hasActed,
          hidden: [deps.adminKey, ...(operation.hidden ?? [])],
        })
        logFailure(deps.log, operation.name, error, tries)
        return { ok: false, error }
      }
    }
  }
}

function logFailure(log: Log, operation: string, error: AppError, tries: number): void {
  log('remote.failed', { operation, code: error.code, status: error.status ?? null, tries })
}

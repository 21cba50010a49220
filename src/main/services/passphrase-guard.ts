// Slows down whoever tries passphrases: how often it was wrong is on disk, so that a restart forgives nothing (R49).
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { VaultStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'

export interface PassphraseGuard {
  /** Ms until the next attempt is allowed; 0 = now. */
  readonly waitMs: () => number
  /** Counts an attempt before it is made: a kill in the middle of it must not undo the count. */
  readonly begin: () => Result<void>
  /** The passphrase was right. */
  readonly forgive: () => void
  /** The answer to a wrong one. It says nothing but that. */
  readonly refuse: () => Result<never>
}

/** To wait after so many wrong ones in a row; after more, as long as after the last here. */
const delaysMs = [0, 0, 0, 0, 2000, 5000, 15_000, 60_000, 300_000]

/**
 * Waits by the monotonic clock, which nobody can set. A start of the app begins the wait anew, since that
 * clock does not tell how long the app was away.
 */
export function createPassphraseGuard(deps: {
  readonly store: Pick<VaultStore, 'readPassphrase' | 'writePassphraseFailures'>
  readonly clock: Clock
  readonly log: Log
}): PassphraseGuard {
  const { store, clock, log } = deps
  let failures = readFailures()
  let allowedAtMs = clock.monotonic() + delayAfter(failures)

  function readFailures(): number {
    try {
      return store.readPassphrase().failures
    } catch {
      log('passphrase.countNotRead')
      return 0
    }
  }

  /** Where the disk cannot count, this run still does. */
  const count = (next: number) => {
    failures = next
    try {
      store.writePassphraseFailures(next)
    } catch {
      log('passphrase.countNotWritten')
    }
  }

  const waitMs = () => Math.max(0, allowedAtMs - clock.monotonic())

  return {
    waitMs,
    begin: () => {
      const retryAfterMs = waitMs()
      if (retryAfterMs > 0) return fail('tooMany', { isRetryable: true, retryAfterMs })
      count(failures + 1)
      allowedAtMs = clock.monotonic() + delayAfter(failures)
      return ok(undefined)
    },
    forgive: () => {
      count(0)
      allowedAtMs = clock.monotonic()
    },
    refuse: () => {
      // From the answer on: the attempt itself takes time, too.
      allowedAtMs = clock.monotonic() + delayAfter(failures)
      const retryAfterMs = waitMs()
      log('passphrase.refused', { failures })
      return fail('passphraseWrong', { isRetryable: true, ...(retryAfterMs > 0 ? { retryAfterMs } : {}) })
    },
  }
}

function delayAfter(failures: number): number {
  return delaysMs[Math.min(failures, delaysMs.length - 1)] ?? 0
}

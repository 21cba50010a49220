// Seals and opens values with data keys that the operating system's secure store wraps.
import type { VaultStatus } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Clock } from '../ports.ts'
import { type DataKeyDeps, makeDataKey, openDataKeys, type Unlocked } from './data-keys.ts'
import { generationOf, openRecord, type RecordPlace, sealRecord } from './sealed-record.ts'

export type { RecordPlace } from './sealed-record.ts'

export interface Vault {
  readonly status: () => VaultStatus
  /** Calls back at each change of the status; returns the end of the subscription. */
  readonly onChange: (listener: (status: VaultStatus) => void) => () => void
  /** Asks the secure store (again). Resolves when it answered or the deadline passed; never rejects. */
  readonly unlock: () => Promise<VaultStatus>
  /**
   * Where the vault is locked and its keyring lost: seals with a new data key from now on. What the old ones
   * sealed stays as it is, and opens again at the start after their keyring came back. `refused` where the
   * vault is not locked; `vaultWaiting` where a prompt was not answered in time, and the answer still counts.
   */
  readonly beginAnew: () => Promise<Result<void>>
  /** `vaultWaiting`, `vaultLocked`, `vaultWeak` or `vaultUnavailable` where nothing can be sealed now. */
  readonly seal: (place: RecordPlace, text: string) => Result<Uint8Array>
  /**
   * Also `valueUnreadable` where the record was altered, belongs to another row, or was sealed with a key that
   * is not there now; nothing is ever deleted.
   */
  readonly open: (place: RecordPlace, sealed: Uint8Array) => Result<string>
}

export interface VaultDeps extends DataKeyDeps {
  readonly clock: Clock
  /** How long `unlock` waits for a prompt of the system before it answers `waiting`, ms. */
  readonly deadlineMs?: number
}

type State = VaultStatus['state']

const defaultDeadlineMs = 10_000
/** Waits before asking a store again that could not open our wraps, ms. */
const retryDelaysMs = [5000, 15_000, 60_000, 300_000] as const

/**
 * A vault in state `waiting` until `unlock` is called. An answer of the secure store that comes after the
 * deadline still counts: the status then changes by itself.
 */
export function createVault(deps: VaultDeps): Vault {
  const { secureStore, clock, log, deadlineMs = defaultDeadlineMs } = deps
  const listeners = new Set<(status: VaultStatus) => void>()
  let keys: Extract<Unlocked, { state: 'ready' }>['keys'] | null = null
  let state: State = 'waiting'
  let asking: Promise<void> | null = null
  let failures = 0
  let cancelRetry = (): void => {}

  const status = (): VaultStatus => ({ state, backend: secureStore.backend() })

  function become(unlocked: Unlocked): void {
    cancelRetry()
    if (unlocked.state === 'ready') keys = unlocked.keys
    failures = unlocked.state === 'lockedByOs' ? failures + 1 : 0
    if (unlocked.state !== state) {
      state = unlocked.state
      log('vault.changed', { state })
      for (const listener of listeners) listener(status())
    }
    const delay = retryDelaysMs[failures - 1]
    if (delay !== undefined) cancelRetry = clock.after(delay, () => void ask())
  }

  /** One question at a time: the store queues them anyway, each perhaps behind a prompt of its own. */
  function ask(question = async () => become(await openDataKeys(deps))): Promise<void> {
    asking ??= question().finally(() => {
      asking = null
    })
    return asking
  }

  async function beginAnew(): Promise<Result<void>> {
    while (asking !== null) await asking
    let result: Result<void> = ok(undefined)
    await ask(async () => {
      // The keyring may be back by now: then nothing has to begin.
      become(await openDataKeys(deps))
      if (state !== 'lockedByOs') return
      result = await makeDataKey(deps)
      if (result.ok) become(await openDataKeys(deps))
    })
    return result.ok && state !== 'ready' ? refuse(state) : result
  }

  return {
    status,
    onChange: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    unlock: async () => {
      if (state !== 'ready') await withDeadline(clock, deadlineMs, ask())
      return status()
    },
    beginAnew: async () => {
      if (state !== 'lockedByOs') return fail('refused')
      const result = await withDeadline(clock, deadlineMs, beginAnew())
      return result ?? fail('vaultWaiting', { isRetryable: true })
    },
    seal: (place, text) => {
      if (keys === null) return refuse(state)
      return text.isWellFormed() ? ok(sealRecord(keys[0], place, text)) : fail('invalidInput')
    },
    open: (place, sealed) => {
      if (keys === null) return refuse(state)
      const key = keys.find(({ generation }) => generation === generationOf(sealed))
      const text = key === undefined ? null : openRecord(key, place, sealed)
      return text === null ? fail('valueUnreadable') : ok(text)
    },
  }
}

function refuse(state: State): Result<never> {
  switch (state) {
    case 'waiting':
      return fail('vaultWaiting', { isRetryable: true })
    case 'lockedByOs':
      return fail('vaultLocked', { isRetryable: true })
    case 'weak':
      return fail('vaultWeak')
    default:
      return fail('vaultUnavailable')
  }
}

/** Null where the answer, which never rejects, does not come in time. */
function withDeadline<T>(clock: Clock, ms: number, answer: Promise<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(null))
    void answer.then((value) => {
      cancel()
      resolve(value)
    })
  })
}

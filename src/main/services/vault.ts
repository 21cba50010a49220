// Seals and opens values with a data key that the operating system's secure store wraps.
import { randomBytes } from 'node:crypto'
import type { VaultStatus } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import { type Clock, type Log, type SecureStore, SecureStoreError, type VaultStore } from '../ports.ts'
import { dataKeyBytes, openRecord, type RecordPlace, sealRecord } from './sealed-record.ts'
import { probeSecureStore } from './secure-store-probe.ts'

export type { RecordPlace } from './sealed-record.ts'

export interface Vault {
  readonly status: () => VaultStatus
  /** Calls back at each change of the status; returns the end of the subscription. */
  readonly onChange: (listener: (status: VaultStatus) => void) => () => void
  /** Asks the secure store (again). Resolves when it answered or the deadline passed; never rejects. */
  readonly unlock: () => Promise<VaultStatus>
  /** `vaultWaiting`, `vaultWeak`, `vaultUnavailable` where nothing can be sealed now. */
  readonly seal: (place: RecordPlace, text: string) => Result<Uint8Array>
  /** Also `valueUnreadable` where the record was altered or belongs to another row; nothing is ever deleted. */
  readonly open: (place: RecordPlace, sealed: Uint8Array) => Result<string>
}

export interface VaultDeps {
  readonly secureStore: SecureStore
  readonly store: Pick<VaultStore, 'readWraps' | 'writeWrap'>
  readonly clock: Clock
  readonly log: Log
  /** How long `unlock` waits for a prompt of the system before it answers `waiting`, ms. */
  readonly deadlineMs?: number
}

type State = VaultStatus['state']
type Unlocked =
  | { readonly state: Exclude<State, 'ready'> }
  | { readonly state: 'ready'; readonly key: Buffer }

const defaultDeadlineMs = 10_000
/** Waits before asking a store again that could not open our wraps, ms. */
const retryDelaysMs = [5000, 15_000, 60_000, 300_000] as const

/**
 * A vault in state `waiting` until `unlock` is called. An answer of the secure store that comes after the
 * deadline still counts: the status then changes by itself.
 */
export function createVault(deps: VaultDeps): Vault {
  const { secureStore, clock, log } = deps
  const listeners = new Set<(status: VaultStatus) => void>()
  let key: Buffer | null = null
  let state: State = 'waiting'
  let asking: Promise<void> | null = null
  let failures = 0
  let cancelRetry = (): void => {}

  const status = (): VaultStatus => ({ state, backend: secureStore.backend() })

  function become(unlocked: Unlocked): void {
    if (unlocked.state === 'ready') key = unlocked.key
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
  function ask(): Promise<void> {
    cancelRetry()
    asking ??= askSecureStore(deps)
      .then(become)
      .finally(() => {
        asking = null
      })
    return asking
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
      if (state !== 'ready') await withDeadline(clock, deps.deadlineMs ?? defaultDeadlineMs, ask())
      return status()
    },
    seal: (place, text) => {
      if (key === null) return refuse(state)
      return text.isWellFormed() ? ok(sealRecord(key, place, text)) : fail('invalidInput')
    },
    open: (place, sealed) => {
      if (key === null) return refuse(state)
      const text = openRecord(key, place, sealed)
      return text === null ? fail('valueUnreadable') : ok(text)
    },
  }
}

function refuse(state: State): Result<never> {
  if (state === 'weak') return fail('vaultWeak')
  const code = state === 'waiting' ? 'vaultWaiting' : 'vaultUnavailable'
  return fail(code, { isRetryable: state !== 'unavailable' })
}

/** Never rejects. Existing wraps are never written over unless one of them was opened just before (R19). */
async function askSecureStore({ secureStore, store, log }: VaultDeps): Promise<Unlocked> {
  let hasWraps = true
  try {
    const wraps = store.readWraps()
    hasWraps = wraps.length > 0
    if (!(await secureStore.isAvailable())) return { state: hasWraps ? 'lockedByOs' : 'unavailable' }
    const strength = await probeSecureStore(secureStore)
    // A weak store cannot have made wraps that are there: they wait for the store that did.
    if (strength !== 'strong') return { state: hasWraps ? 'lockedByOs' : strength }
    return hasWraps ? await openWraps(secureStore, store, wraps, log) : await makeKey(secureStore, store)
  } catch (error) {
    log('vault.failed', { reason: error instanceof SecureStoreError ? error.reason : 'unexpected' })
    return { state: hasWraps ? 'lockedByOs' : 'unavailable' }
  }
}

async function makeKey(secureStore: SecureStore, store: VaultDeps['store']): Promise<Unlocked> {
  const key = randomBytes(dataKeyBytes)
  const isKept = await wrapInto(secureStore, store, key, 0)
  return isKept ? { state: 'ready', key } : { state: 'unavailable' }
}

async function openWraps(
  secureStore: SecureStore,
  store: VaultDeps['store'],
  wraps: ReturnType<VaultStore['readWraps']>,
  log: Log,
): Promise<Unlocked> {
  for (const { slot, wrapped, backend } of wraps) {
    // An empty text "decrypts" to an empty one without any key.
    if (wrapped.length === 0) continue
    try {
      const { text, shouldReseal } = await secureStore.open(wrapped)
      const key = Buffer.from(text, 'base64')
      if (key.length !== dataKeyBytes) continue
      if (shouldReseal) await rewrap(secureStore, store, key, slot, log)
      return { state: 'ready', key }
    } catch (error) {
      if (!(error instanceof SecureStoreError)) throw error
      const isSameBackend = backend === secureStore.backend()
      log('vault.wrapRefused', { slot, reason: error.reason, isSameBackend })
    }
  }
  return { state: 'lockedByOs' }
}

/** R20: the new wrap goes into the other slot and is opened from there, before the old one is replaced. */
async function rewrap(
  secureStore: SecureStore,
  store: VaultDeps['store'],
  key: Buffer,
  openedSlot: number,
  log: Log,
): Promise<void> {
  try {
    const otherSlot = openedSlot === 0 ? 1 : 0
    const isKept = await wrapInto(secureStore, store, key, otherSlot)
    if (isKept) await wrapInto(secureStore, store, key, openedSlot)
    log('vault.rewrapped', { isKept })
  } catch {
    // The wrap that was just opened is still there; the next start tries again.
    log('vault.rewrapped', { isKept: false })
  }
}

/**
 * True when the slot holds a wrap that the secure store opens to this key. It is opened before it is written:
 * a slot must never hold what nobody can open.
 */
async function wrapInto(
  secureStore: SecureStore,
  store: VaultDeps['store'],
  key: Buffer,
  slot: number,
): Promise<boolean> {
  const text = key.toString('base64')
  const wrapped = await secureStore.seal(text)
  if ((await secureStore.open(wrapped)).text !== text) return false
  store.writeWrap(slot, wrapped, secureStore.backend())
  const written = store.readWraps().find((wrap) => wrap.slot === slot)?.wrapped
  return written !== undefined && Buffer.from(wrapped).equals(written)
}

function withDeadline(clock: Clock, ms: number, answer: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, resolve)
    void answer.then(() => {
      cancel()
      resolve()
    })
  })
}

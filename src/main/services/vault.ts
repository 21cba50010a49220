// Seals and opens values with data keys that the operating system's secure store wraps, a passphrase, or both.
import { timingSafeEqual } from 'node:crypto'
import type { VaultStatus } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Fingerprint, VaultStore, WrapFile } from '../ports/store.ts'
import type { Clock, Log, SecureStore } from '../ports/system.ts'
import { type Bookkeeper, createBookkeeper } from './bookkeeper.ts'
import { makeDataKey, type OpenedKeys, openDataKeys, type Unlocked } from './data-keys.ts'
import { createPassphraseChanges, type Rewrapped } from './passphrase-changes.ts'
import type { ScryptCost } from './passphrase-envelope.ts'
import { createPassphraseGuard } from './passphrase-guard.ts'
import { fingerprintOf, generationOf, openRecord, type RecordPlace, sealRecord } from './sealed-record.ts'
import { createVaultFacts } from './vault-facts.ts'
import { within } from './within.ts'
import { createWrapShelf } from './wrap-shelf.ts'

export type { RecordPlace } from './sealed-record.ts'

export interface Vault {
  readonly status: () => VaultStatus
  /** Calls back at each change of the status; returns the end of the subscription. */
  readonly onChange: (listener: (status: VaultStatus) => void) => () => void
  /**
   * Asks the secure store (again), unless a passphrase has to open it. Resolves when it answered or the deadline
   * passed; never rejects.
   */
  readonly unlock: () => Promise<VaultStatus>
  /**
   * Where the vault is locked and its keyring lost: seals with a new data key from now on. What the old ones
   * sealed stays as it is, and opens again at the start after their keyring came back. `refused` where the
   * vault is not locked; `vaultWaiting` where a prompt was not answered in time, and the answer still counts.
   */
  readonly beginAnew: () => Promise<Result<void>>
  readonly passphrase: VaultPassphrase
  /** Drops the data keys where a passphrase can bring them back; false where none is set. */
  readonly lock: () => boolean
  /** After everything was erased: knows nothing any more and asks the secure store like a new vault. */
  readonly reset: () => Promise<VaultStatus>
  /** `vaultWaiting`, `vaultLocked`, `locked`, `vaultWeak` or `vaultUnavailable` where nothing can be sealed now. */
  readonly seal: (place: RecordPlace, text: string) => Result<Uint8Array>
  /**
   * Also `valueUnreadable` where the record was altered, belongs to another row, or was sealed with a key that
   * is not there now; nothing is ever deleted.
   */
  readonly open: (place: RecordPlace, sealed: Uint8Array) => Result<string>
  /** A keyed digest of a value; refused like `seal`. */
  readonly fingerprint: (text: string) => Result<Fingerprint>
  /** The same by every data key that is there now, the newest first; empty where none is. */
  readonly fingerprints: (text: string) => readonly Fingerprint[]
  /** Whether a digest is of this value; null where its data key is not there now. */
  readonly isOfValue: (text: string, fingerprint: Fingerprint) => boolean | null
  /** Null while no data key is there. One that was had goes on sealing books while the vault is locked. */
  readonly bookkeeper: () => Bookkeeper | null
}

/**
 * Each refuses a wrong passphrase with `passphraseWrong`, and with `tooMany` before the time to wait is over.
 * `vaultWaiting` where a prompt of the system was not answered in time; its answer still counts.
 */
interface VaultPassphrase {
  readonly isSet: () => boolean
  /** Whether nothing but the passphrase protects what is sealed. */
  readonly isOnlyProtection: () => boolean
  /** Ms until it may be tried again; 0 = now. */
  readonly waitMs: () => number
  /** `vaultLocked` where the secure store, whose seal is around it, does not open now. */
  readonly unlock: (passphrase: string) => Promise<Result<void>>
  /** `current` is null where none is set. Effect `done`: it is set, but old bytes may still be in a file. */
  readonly set: (passphrase: string, current: string | null) => Promise<Result<void>>
  /** `vaultWeak` or `vaultUnavailable` where nothing else would protect what is sealed. */
  readonly remove: (current: string) => Promise<Result<void>>
}

export interface VaultDeps {
  readonly secureStore: SecureStore
  readonly store: Pick<
    VaultStore,
    'readWraps' | 'writeWrap' | 'settleWraps' | 'readPassphrase' | 'writePassphraseFailures'
  >
  readonly wrapFile: WrapFile
  readonly clock: Clock
  readonly log: Log
  /** How long `unlock` waits for a prompt of the system before it answers `waiting`, ms. */
  readonly deadlineMs?: number
  /** What scrypt costs; tests make it cheap. */
  readonly scryptCost?: ScryptCost
}

type State = VaultStatus['state']

const defaultDeadlineMs = 10_000
/** Waits before asking a store again that could not open our wraps, ms. */
const retryDelaysMs = [5000, 15_000, 60_000, 300_000] as const

/**
 * A vault in state `waiting` until `unlock` is called, or `locked` where a passphrase is set. An answer of the
 * secure store that comes after the deadline still counts: the status then changes by itself.
 */
export function createVault(deps: VaultDeps): Vault {
  const { secureStore, store, clock, log, deadlineMs = defaultDeadlineMs } = deps
  const shelf = createWrapShelf(deps)
  const keyDeps = { secureStore, shelf, log }
  const facts = createVaultFacts(keyDeps)
  const guard = createPassphraseGuard({ store, clock, log })
  const changes = createPassphraseChanges({ ...keyDeps, guard, cost: deps.scryptCost })
  const listeners = new Set<(status: VaultStatus) => void>()
  let keys: OpenedKeys | null = null
  let state: State = facts.hasPassphrase() ? 'locked' : 'waiting'
  let asking: Promise<void> | null = null
  let lockCount = 0
  let failures = 0
  let cancelRetry = (): void => {}

  const status = (): VaultStatus => ({ state, ...facts.words(state, keys) })

  function tell(): void {
    log('vault.changed', { state })
    for (const listener of listeners) listener(status())
  }

  function become(unlocked: Unlocked): void {
    cancelRetry()
    if (unlocked.state === 'ready') keys = unlocked.keys
    failures = unlocked.state === 'lockedByOs' ? failures + 1 : 0
    if (unlocked.state !== state) {
      state = unlocked.state
      tell()
    }
    const delay = retryDelaysMs[failures - 1]
    if (delay !== undefined) cancelRetry = clock.after(delay, () => void ask())
  }

  /** One question at a time: the store queues them anyway, each perhaps behind a prompt of its own. */
  function ask(question = async () => become(await openDataKeys(keyDeps))): Promise<void> {
    asking ??= question().finally(() => {
      asking = null
    })
    return asking
  }

  /** Runs the work when nothing else is asked; null after the deadline, and the work then still goes on. */
  async function alone<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    const waitAndWork = async () => {
      while (asking !== null) await asking
      let result: Result<T> = fail('internal')
      await ask(async () => {
        result = await work()
      })
      return result
    }
    return (await within(clock, deadlineMs, waitAndWork())) ?? fail('vaultWaiting', { isRetryable: true })
  }

  async function beginAnew(): Promise<Result<void>> {
    // The keyring may be back by now: then nothing has to begin.
    become(await openDataKeys(keyDeps))
    if (state !== 'lockedByOs') return ok(undefined)
    const made = await makeDataKey(keyDeps)
    if (made.ok) become(await openDataKeys(keyDeps))
    return made.ok && keys === null ? refuse(state) : made
  }

  function forgetKeys(): void {
    for (const { bytes } of keys ?? []) bytes.fill(0)
    keys = null
  }

  /**
   * Changes how the keys are wrapped. The work gets copies: locking in the middle of it overwrites the keys, and
   * what was begun before is not taken for an unlocking.
   */
  async function change(
    work: (keys: OpenedKeys | null) => Promise<Result<Rewrapped>>,
  ): Promise<Result<void>> {
    const begunAt = lockCount
    const changed = await work(keys === null ? null : copyOf(keys))
    if (!changed.ok) return changed
    forgetKeys()
    keys = changed.value.keys
    // Where the passphrase was taken away, nothing is left that could lock them or bring them back.
    if (lockCount === begunAt || !facts.hasPassphrase()) state = 'ready'
    else forgetKeys()
    // The words of the status change with the wraps, also where its state does not.
    tell()
    return changed.value.isClean ? ok(undefined) : fail('storage', { effect: 'done', isRetryable: true })
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
      if (state !== 'ready' && state !== 'locked') await within(clock, deadlineMs, ask())
      return status()
    },
    beginAnew: async () => (state === 'lockedByOs' ? alone(beginAnew) : fail('refused')),
    passphrase: {
      isSet: facts.hasPassphrase,
      isOnlyProtection: () => facts.isOnlyPassphrase(keys),
      waitMs: guard.waitMs,
      unlock: (passphrase) =>
        alone(async () => (state === 'locked' ? change(() => changes.open(passphrase)) : ok(undefined))),
      set: (passphrase, current) =>
        alone(async () => {
          if (state === 'waiting' || state === 'lockedByOs' || state === 'locked') return refuse(state)
          return change((present) => changes.set(present, passphrase, current))
        }),
      remove: (current) =>
        alone(() =>
          change(async (present) => (present === null ? refuse(state) : changes.remove(present, current))),
        ),
    },
    lock: () => {
      if (!facts.hasPassphrase()) return false
      cancelRetry()
      lockCount += 1
      forgetKeys()
      if (state !== 'locked') {
        state = 'locked'
        tell()
      }
      return true
    },
    reset: async () => {
      lockCount += 1
      forgetKeys()
      guard.forgive()
      state = 'waiting'
      await within(clock, deadlineMs, ask())
      return status()
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
    fingerprint: (text) => {
      if (keys === null) return refuse(state)
      return ok({ generation: keys[0].generation, digest: fingerprintOf(keys[0], text) })
    },
    fingerprints: (text) =>
      (keys ?? []).map((key) => ({ generation: key.generation, digest: fingerprintOf(key, text) })),
    isOfValue: (text, { generation, digest }) => {
      const key = keys?.find((known) => known.generation === generation)
      if (key === undefined) return null
      const ours = fingerprintOf(key, text)
      return ours.length === digest.length && timingSafeEqual(ours, digest)
    },
    bookkeeper: () => (keys === null ? null : createBookkeeper(keys)),
  }
}

function copyOf([newest, ...others]: OpenedKeys): OpenedKeys {
  const copy = (key: OpenedKeys[0]) => ({ ...key, bytes: Buffer.from(key.bytes) })
  return [copy(newest), ...others.map(copy)]
}

function refuse(state: State): Result<never> {
  switch (state) {
    case 'waiting':
      return fail('vaultWaiting', { isRetryable: true })
    case 'lockedByOs':
      return fail('vaultLocked', { isRetryable: true })
    case 'locked':
      return fail('locked', { isRetryable: true })
    case 'weak':
      return fail('vaultWeak')
    default:
      return fail('vaultUnavailable')
  }
}

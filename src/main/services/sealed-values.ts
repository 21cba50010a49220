// Holds the values of created keys: sealed on disk where possible, in memory where not, until their user lets go.
import type { UnstoredValue } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { CreatedKey } from '../ports/remote.ts'
import type { CreationIntent, SealedValue, VaultStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { tryStore } from './attempt.ts'
import type { KeyFingerprints } from './key-fingerprints.ts'
import type { RecordPlace, Vault } from './vault.ts'

export interface SealedValuesDeps {
  readonly state: AppState
  readonly vaultStore: VaultStore
  readonly vault: Vault
  readonly keyFingerprints: Pick<KeyFingerprints, 'remember'>
  readonly clock: Clock
  readonly log: Log
}

export interface SealedValues {
  /** Shows what is held for the account, and finishes erasures that were interrupted. */
  readonly load: (accountId: string) => void
  /**
   * Seals and stores a new value. False where nothing could: it is then kept in memory and `retryWrites` may
   * succeed later.
   */
  readonly keep: (intent: CreationIntent, created: CreatedKey) => boolean
  /** `notFound` where no value is held, and the vault's reasons. */
  readonly open: (keyId: string) => Result<string>
  readonly isUnstored: (keyId: string) => boolean
  readonly isOnlyInMemory: (keyId: string) => boolean
  /** The names of all values that are in memory only, of whatever account. */
  readonly namesInMemory: () => readonly string[]
  readonly hasCopy: (keyId: string) => boolean
  readonly markCopied: (keyId: string) => void
  /** The user has stored the value: keeps the sealed copy or erases it. */
  readonly acknowledge: (keyId: string, keepsCopy: boolean) => Result<void>
  readonly eraseCopy: (keyId: string) => Result<void>
  /** Erases whatever is held of a key that was revoked. */
  readonly drop: (keyId: string) => void
  /** The account was removed from this computer, with its values. */
  readonly forget: (accountId: string) => void
  /** Tries again to seal what is only in memory; the ids of the keys whose value is safe now. */
  readonly retryWrites: () => readonly string[]
  readonly hasMemoryOnly: () => boolean
}

interface HeldInMemory {
  readonly intentId: string
  readonly record: Omit<SealedValue, 'sealed'>
  readonly value: string
}

export function createSealedValues(deps: SealedValuesDeps): SealedValues {
  const { state, vaultStore, vault, keyFingerprints, clock, log } = deps
  const inMemory = new Map<string, HeldInMemory>()
  const copies = new Set<string>()

  const accountId = () => state.snapshot().account?.id ?? ''
  const unstored = () => state.snapshot().unstoredValues
  const isUnstored = (keyId: string) => unstored().some((value) => value.keyId === keyId)
  const remove = (keyId: string) =>
    state.change({ unstoredValues: unstored().filter((value) => value.keyId !== keyId) })
  const changeUnstored = (keyId: string, changes: Partial<UnstoredValue>) =>
    state.change({
      unstoredValues: unstored().map((value) => (value.keyId === keyId ? { ...value, ...changes } : value)),
    })

  const write = ({ intentId, record, value }: HeldInMemory): Result<void> => {
    const sealed = vault.seal(placeOf(record.accountId, record.keyId), value)
    if (!sealed.ok) return sealed
    const stored = storage(() => vaultStore.storeNewValue(intentId, { ...record, sealed: sealed.value }))
    // The copy may be erased one day; by this the value is still known where somebody finds it.
    if (stored.ok) keyFingerprints.remember(record.accountId, record.keyId, value)
    return stored
  }

  const storage = <T>(work: () => T) => tryStore(log, 'vault.notWritten', work)

  const acknowledge = (keyId: string, keepsCopy: boolean): Result<void> => {
    const held = inMemory.get(keyId)
    if (held !== undefined) {
      const written = keepsCopy ? write(held) : ok(undefined)
      if (!written.ok) return written
      inMemory.delete(keyId)
    }
    if (held === undefined || keepsCopy) {
      const stored = storage(() => {
        vaultStore.acknowledgeValue(accountId(), keyId, clock.now(), keepsCopy)
        if (!keepsCopy) vaultStore.eraseValue(accountId(), keyId)
      })
      if (!stored.ok) return stored
    }
    if (keepsCopy) copies.add(keyId)
    remove(keyId)
    return ok(undefined)
  }

  return {
    load: (account) => {
      const stored = storage(() => vaultStore.listValues(account))
      const held = stored.ok ? stored.value : []
      copies.clear()
      for (const { keyId, acknowledgedAt, keepsCopy } of held) {
        if (acknowledgedAt === null) continue
        if (keepsCopy) copies.add(keyId)
        else storage(() => vaultStore.eraseValue(account, keyId))
      }
      const onDisk = held.filter((value) => value.acknowledgedAt === null)
      const memory = [...inMemory.values()].map(({ record }) => record)
      const copied = new Set(unstored().flatMap((value) => (value.hasBeenCopied ? [value.keyId] : [])))
      const show = (isSealedOnDisk: boolean) => (record: Omit<SealedValue, 'sealed'>) =>
        shown(record, isSealedOnDisk, copied.has(record.keyId))
      state.change({
        unstoredValues: [
          ...onDisk.map(show(true)),
          ...memory.filter((record) => record.accountId === account).map(show(false)),
        ],
      })
    },
    keep: (intent, created) => {
      const record = recordOf(intent, created, clock.now())
      const held = { intentId: intent.id, record, value: created.value }
      const isSealedOnDisk = write(held).ok
      if (!isSealedOnDisk) inMemory.set(created.keyId, held)
      if (accountId() === intent.accountId) {
        state.change({ unstoredValues: [...unstored(), shown(record, isSealedOnDisk, false)] })
      }
      return isSealedOnDisk
    },
    open: (keyId) => {
      const held = inMemory.get(keyId)
      if (held !== undefined) return ok(held.value)
      const stored = storage(() => vaultStore.readValue(accountId(), keyId))
      if (!stored.ok) return stored
      if (stored.value === null) return fail('notFound')
      return vault.open(placeOf(accountId(), keyId), stored.value.sealed)
    },
    isUnstored,
    isOnlyInMemory: (keyId) => inMemory.has(keyId),
    namesInMemory: () => [...inMemory.values()].map(({ record }) => record.name),
    hasCopy: (keyId) => copies.has(keyId),
    markCopied: (keyId) => {
      if (isUnstored(keyId)) changeUnstored(keyId, { hasBeenCopied: true })
    },
    acknowledge: (keyId, keepsCopy) => (isUnstored(keyId) ? acknowledge(keyId, keepsCopy) : fail('notFound')),
    eraseCopy: (keyId) => {
      if (!copies.has(keyId)) return fail('notFound')
      const erased = storage(() => vaultStore.eraseValue(accountId(), keyId))
      if (erased.ok) copies.delete(keyId)
      return erased
    },
    drop: (keyId) => {
      inMemory.delete(keyId)
      if (!copies.has(keyId) && !isUnstored(keyId)) return
      // An erasure that fails here is finished by the next `load`: the mark of it is written first.
      storage(() => {
        vaultStore.acknowledgeValue(accountId(), keyId, clock.now(), false)
        vaultStore.eraseValue(accountId(), keyId)
      })
      copies.delete(keyId)
      remove(keyId)
    },
    forget: (account) => {
      for (const [keyId, { record }] of inMemory) if (record.accountId === account) inMemory.delete(keyId)
      copies.clear()
    },
    retryWrites: () => {
      const safe = [...inMemory].flatMap(([keyId, held]) => (write(held).ok ? [keyId] : []))
      for (const keyId of safe) {
        inMemory.delete(keyId)
        changeUnstored(keyId, { isSealedOnDisk: true })
      }
      return safe
    },
    hasMemoryOnly: () => inMemory.size > 0,
  }
}

const placeOf = (accountId: string, keyId: string): RecordPlace => ({
  table: 'sealed_values',
  rowId: keyId,
  accountId,
})

function recordOf(intent: CreationIntent, created: CreatedKey, now: number): Omit<SealedValue, 'sealed'> {
  return {
    keyId: created.keyId,
    accountId: intent.accountId,
    name: intent.draft.name,
    display: created.display,
    expiresAt: created.expiresAt,
    createdAt: now,
    keepsCopy: intent.draft.keepSealedCopy,
    acknowledgedAt: null,
  }
}

function shown(
  record: Omit<SealedValue, 'sealed'>,
  isSealedOnDisk: boolean,
  hasBeenCopied: boolean,
): UnstoredValue {
  return {
    keyId: record.keyId,
    name: record.name,
    display: record.display,
    expiresAt: record.expiresAt,
    createdAt: record.createdAt,
    keepSealedCopy: record.keepsCopy,
    isSealedOnDisk,
    hasBeenCopied,
  }
}

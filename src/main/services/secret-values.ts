// What this computer knows of secrets' values: fingerprints of those entered here, and the copies that were to be kept.
import { createHmac, randomBytes } from 'node:crypto'
import { fitsMask, type Secret, type ValueVerdict } from '../../shared/domain/secret.ts'
import { fail, type Result } from '../../shared/errors.ts'
import type { StoredFingerprint, VaultStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import { attempt, tryStore } from './attempt.ts'
import { type FindByValue, indexFingerprints } from './fingerprint-index.ts'
import type { ValueFacts } from './merge-secrets.ts'
import type { RecordPlace, Vault } from './vault.ts'

export interface SecretValuesDeps {
  readonly vault: Vault
  readonly vaultStore: VaultStore
  readonly clock: Clock
  readonly log: Log
}

interface EnteredValue {
  readonly accountId: string
  readonly secretId: string
  readonly value: string
  /** The service's time of the change that set it. */
  readonly setAt: number | null
  readonly keepsCopy: boolean
}

export interface SecretValues {
  /** Reads what is known of the account's secrets. */
  readonly load: (accountId: string) => void
  readonly factsOf: (secretId: string) => ValueFacts
  /**
   * A value was accepted by the service: remembers its fingerprint and, where wanted, a sealed copy in place of
   * an older one. Where the vault or the disk cannot, less is known afterwards and nothing false.
   */
  readonly remember: (entered: EnteredValue) => { readonly isCopySealed: boolean }
  /** `verdict` for this secret, and the secrets that are known to have the same value. */
  readonly compare: (secret: Secret, value: string) => { verdict: ValueVerdict; sameAsIds: string[] }
  /** The secrets that this is, or was, the value of. */
  readonly idsOfValue: FindByValue
  /** Whether a value of this secret was entered here and can be compared with now. */
  readonly isKnown: (secretId: string) => boolean
  /** The sealed copy: `notFound` where none is kept, and the vault's reasons. */
  readonly open: (accountId: string, secretId: string) => Result<string>
  readonly eraseCopy: (accountId: string, secretId: string) => Result<void>
  /** Forgets everything of a secret that is gone. */
  readonly drop: (accountId: string, secretId: string) => void
  /** The account was removed from this computer, with all that was known. */
  readonly forget: () => void
}

export function createSecretValues({ vault, vaultStore, clock, log }: SecretValuesDeps): SecretValues {
  const fingerprints = new Map<string, StoredFingerprint>()
  const copies = new Set<string>()
  // Groups are told by names that mean nothing outside of this run: a digest never leaves main.
  const groupKey = randomBytes(32)
  let groups = new Map<string, string>()
  let idsOfValue: FindByValue = () => []

  const regroup = () => {
    idsOfValue = indexFingerprints(vault, fingerprints)
    const byDigest = Map.groupBy(fingerprints.values(), ({ generation, digest }) =>
      createHmac('sha256', groupKey).update(`${generation}:`).update(digest).digest('base64url').slice(0, 16),
    )
    groups = new Map()
    for (const [name, members] of byDigest) {
      if (members.length < 2) continue
      for (const { secretId } of members) groups.set(secretId, name)
    }
  }

  const storage = <T>(work: () => T) => tryStore(log, 'vault.notWritten', work)

  const forgetFingerprint = (accountId: string, secretId: string) => {
    fingerprints.delete(secretId)
    attempt(log, 'vault.notWritten', () => vaultStore.removeFingerprint(accountId, secretId))
  }

  const rememberFingerprint = ({ accountId, secretId, value, setAt }: EnteredValue) => {
    const made = vault.fingerprint(value)
    // An older one would be taken for that of the value which is set now.
    if (!made.ok) return forgetFingerprint(accountId, secretId)
    const fingerprint = { ...made.value, accountId, secretId, setAt }
    if (storage(() => vaultStore.writeFingerprint(fingerprint)).ok) fingerprints.set(secretId, fingerprint)
    else forgetFingerprint(accountId, secretId)
  }

  const eraseCopy = (accountId: string, secretId: string): Result<void> => {
    const erased = storage(() => vaultStore.eraseSecretCopy(accountId, secretId))
    if (erased.ok) copies.delete(secretId)
    return erased
  }

  const keepCopy = ({ accountId, secretId, value }: EnteredValue): boolean => {
    const sealed = vault.seal(placeOf(accountId, secretId), value)
    if (!sealed.ok) return false
    const copy = { accountId, secretId, sealed: sealed.value, createdAt: clock.now() }
    if (!storage(() => vaultStore.storeSecretCopy(copy)).ok) return false
    copies.add(secretId)
    return true
  }

  return {
    load: (accountId) => {
      fingerprints.clear()
      copies.clear()
      for (const found of attempt(log, 'vault.notRead', () => vaultStore.listFingerprints(accountId)) ?? []) {
        fingerprints.set(found.secretId, found)
      }
      for (const copy of attempt(log, 'vault.notRead', () => vaultStore.listSecretCopies(accountId)) ?? []) {
        copies.add(copy.secretId)
      }
      regroup()
    },
    factsOf: (secretId) => ({
      hasSealedCopy: copies.has(secretId),
      enteredAt: fingerprints.has(secretId) ? (fingerprints.get(secretId)?.setAt ?? null) : 'unknown',
      sharedGroup: groups.get(secretId) ?? null,
    }),
    remember: (entered) => {
      const isCopySealed = entered.keepsCopy && keepCopy(entered)
      // A copy of the value before would be taken for the present one.
      const isOldErased =
        isCopySealed || !copies.has(entered.secretId) || eraseCopy(entered.accountId, entered.secretId).ok
      // Last, whatever happens before it: the fingerprint of the value before tells that the copy is older than
      // what is set.
      if (isOldErased) rememberFingerprint(entered)
      regroup()
      return { isCopySealed }
    },
    compare: (secret, value) => {
      const same = [...fingerprints.values()].filter((known) => vault.isOfValue(value, known) === true)
      const sameAsIds = same.map(({ secretId }) => secretId).filter((id) => id !== secret.id)
      return { verdict: verdictOf(secret, value), sameAsIds }
    },
    idsOfValue: (value) => idsOfValue(value),
    isKnown: (secretId) => {
      const known = fingerprints.get(secretId)
      return known !== undefined && vault.isOfValue('', known) !== null
    },
    open: (accountId, secretId) => {
      const stored = storage(() => vaultStore.readSecretCopy(accountId, secretId))
      if (!stored.ok) return stored
      if (stored.value === null) return fail('notFound')
      return vault.open(placeOf(accountId, secretId), stored.value.sealed)
    },
    eraseCopy: (accountId, secretId) =>
      copies.has(secretId) ? eraseCopy(accountId, secretId) : fail('notFound'),
    drop: (accountId, secretId) => {
      if (copies.has(secretId)) eraseCopy(accountId, secretId)
      if (fingerprints.has(secretId)) forgetFingerprint(accountId, secretId)
      regroup()
    },
    forget: () => {
      fingerprints.clear()
      copies.clear()
      regroup()
    },
  }

  function verdictOf(secret: Secret, value: string): ValueVerdict {
    const mask = fitsMask(secret.display, value)
    const known = fingerprints.get(secret.id)
    const isSame = known === undefined ? null : vault.isOfValue(value, known)
    if (isSame === null) return mask === 'unknown' ? 'unknown' : mask === 'fits' ? 'maskFits' : 'different'
    if (secret.fingerprint === 'current') return isSame ? 'same' : 'different'
    if (mask === 'differs') return 'different'
    if (isSame) return 'sameButStale'
    return mask === 'fits' ? 'maskFits' : 'unknown'
  }
}

const placeOf = (accountId: string, secretId: string): RecordPlace => ({
  table: 'sealed_secrets',
  rowId: secretId,
  accountId,
})

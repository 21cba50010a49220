// The two databases and the file of wrapped keys as the services use them; implemented in store/.
import type { Activity, ActivityQuery } from '../../shared/domain/activity.ts'
import type { ApiKey, Ending, KeyDraft, Model } from '../../shared/domain/api-key.ts'
import type { IgnoredFinding } from '../../shared/domain/ignored-findings.ts'
import type { Frozen, KeyNotes } from '../../shared/domain/key-notes.ts'
import type { Notes } from '../../shared/domain/notes.ts'
import type { Rotation } from '../../shared/domain/rotation.ts'
import type { Agent, Secret } from '../../shared/domain/secret.ts'
import type { Account } from '../../shared/domain/snapshot.ts'
import type { ModelUse, UsagePoint } from '../../shared/domain/usage.ts'
import type { BooksMac, FoundBooks, SealedSample } from './books.ts'
import type { KeyUsage, Origins } from './remote.ts'

/**
 * Why a database refused: `busy` another process holds it; `full` no space; `newer` a later version of the
 * app wrote it (left untouched); `damaged`; `unavailable` anything else (rights, a vanished folder ...).
 */
export type StoreFailure = 'busy' | 'full' | 'newer' | 'damaged' | 'unavailable'

/** Thrown by every function of both stores when the database refuses; never holds a path or a statement. */
export class StoreError extends Error {
  readonly reason: StoreFailure
  constructor(reason: StoreFailure) {
    super(`the database is ${reason}`)
    this.name = 'StoreError'
    this.reason = reason
  }
}

/** What became of a vault that was damaged or gone when it was opened. */
export interface VaultRescue {
  /** Where it lies now, whole and unchanged; null where there was nothing left to move. */
  readonly folder: string | null
  /** The time of the state that took its place, epoch ms; null where nothing could be had and it began empty. */
  readonly restoredAt: number | null
}

export type IntentState = 'prepared' | 'sent' | 'received' | 'lost' | 'found' | 'closed'

/** One attempt to create a key: the journal that makes a lost answer visible (R38). */
export interface CreationIntent {
  readonly id: string
  readonly accountId: string
  /** Short mark in the key's description until its value is safe. */
  readonly tag: string
  readonly draft: KeyDraft
  readonly state: IntentState
  readonly keyId: string | null
  readonly isTagRemoved: boolean
  readonly startedAt: number
}

/** A sealed value as stored: AES-256-GCM ciphertext bound to its row. */
export interface SealedValue {
  readonly keyId: string
  readonly accountId: string
  readonly sealed: Uint8Array
  readonly name: string
  readonly display: string
  readonly expiresAt: number | null
  readonly createdAt: number
  readonly keepsCopy: boolean
  /** Null until "I have stored it". */
  readonly acknowledgedAt: number | null
}

export interface StoredAccount extends Account {
  readonly origins: Origins
  /** Null where nothing secure could keep it. */
  readonly sealedAdminKey: Uint8Array | null
}

/** A data key as the operating system's secure store sealed it. */
export interface WrappedKey {
  /** Which data key it is: 1 is the first, each new beginning makes the next. */
  readonly generation: number
  /** 0 or 1: a renewal fills the one before it replaces the other. */
  readonly slot: number
  readonly wrapped: Uint8Array
  /** The store that sealed it, in words. */
  readonly backend: string
}

/** The wrapped data keys in their second place, a file beside vault.db (R20). */
export interface KeptWraps {
  readonly wraps: readonly WrappedKey[]
  readonly hasPassphrase: boolean
}

export interface WrapFile {
  /** Null where there is none or nothing of it can be read. */
  readonly read: () => KeptWraps | null
  /** A kill leaves the old file or the new one. Throws `StoreError`. */
  readonly write: (content: KeptWraps) => void
  /** Throws `StoreError`. */
  readonly remove: () => void
}

/** A keyed digest of a value that was entered here; tells equal values apart from others and nothing else. */
export interface Fingerprint {
  /** The data key that it was made with. */
  readonly generation: number
  readonly digest: Uint8Array
}

export interface StoredFingerprint extends Fingerprint {
  readonly accountId: string
  readonly secretId: string
  /** The service's time of the change that set the value, epoch ms; null where it told none. */
  readonly setAt: number | null
}

/** A secret's value that its user wanted kept, sealed and bound to its row. */
export interface SealedSecret {
  readonly accountId: string
  readonly secretId: string
  readonly sealed: Uint8Array
  readonly createdAt: number
}

/** The fingerprint of an API key's value that passed through here. */
export interface StoredKeyFingerprint extends Fingerprint {
  readonly accountId: string
  readonly keyId: string
}

/** What only this computer knows of a key. */
export interface KeyFacts {
  readonly keyId: string
  readonly notes: KeyNotes
  readonly frozen: Frozen | null
}

/** What only this computer knows of a secret. */
export interface SecretFacts {
  readonly secretId: string
  readonly notes: Notes
}

/** A reminder that was raised: so that it is raised once. */
export interface ToldReminder {
  readonly id: string
  readonly toldAt: number
  /** Shown again from then on; null = as it is. */
  readonly snoozedUntil: number | null
  readonly isPutAway: boolean
}

export type NewActivity = Omit<Activity, 'id'> & { readonly accountId: string | null }

/** vault.db: what nobody can give back. Every write is on disk (synchronous FULL) when the call returns. */
export interface VaultStore {
  readonly readWraps: () => readonly WrappedKey[]
  /** Replaces what is in the slot of the same generation. */
  readonly writeWrap: (wrap: WrappedKey) => void
  /**
   * In one transaction: these are the only wraps of their generations, here and in the backups, and it is said
   * whether a passphrase is set. No byte of the others stays in the files.
   */
  readonly settleWraps: (kept: readonly WrappedKey[], hasPassphrase: boolean) => void
  readonly readPassphrase: () => { readonly isSet: boolean; readonly failures: number }
  /** How often a wrong passphrase was entered since the last right one. */
  readonly writePassphraseFailures: (failures: number) => void
  /** Erases every row of every table, here and in the backups. */
  readonly eraseAll: () => void
  readonly readBooks: () => FoundBooks
  /**
   * Seals the books now, and from now on with each change, in the same transaction; until the end of the run or
   * until everything is erased.
   */
  readonly sealBooks: (seal: (content: string) => BooksMac) => void
  /** Some sealed records, at most 8: the newest and others at random. */
  readonly readSealedSample: () => readonly SealedSample[]
  /** The secret that the clipboard was given and that was not taken away yet (R29). */
  readonly readClipboardMark: () => Fingerprint | null
  readonly writeClipboardMark: (mark: Fingerprint) => void
  readonly removeClipboardMark: () => void
  /** Every account that is kept, the one connected last first. */
  readonly listAccounts: () => readonly StoredAccount[]
  readonly writeAccount: (account: StoredAccount) => void
  readonly removeAccount: (accountId: string) => void
  readonly addIntent: (intent: CreationIntent) => void
  readonly updateIntent: (
    id: string,
    changes: Partial<Pick<CreationIntent, 'state' | 'keyId' | 'isTagRemoved'>>,
  ) => void
  readonly openIntents: (accountId: string) => readonly CreationIntent[]
  /** In one transaction: the value is stored and its intent is `received`. */
  readonly storeNewValue: (intentId: string, value: SealedValue) => void
  readonly readValue: (accountId: string, keyId: string) => SealedValue | null
  readonly listValues: (accountId: string) => readonly Omit<SealedValue, 'sealed'>[]
  /** How many values of keys and secrets are sealed here, of whatever account. */
  readonly countValues: () => number
  readonly acknowledgeValue: (accountId: string, keyId: string, at: number, keepsCopy: boolean) => void
  /** Overwrites, deletes and checkpoints, so that no byte of the ciphertext stays in the files (R24). */
  readonly eraseValue: (accountId: string, keyId: string) => void
  /** Replaces the one of the same secret. */
  readonly writeFingerprint: (fingerprint: StoredFingerprint) => void
  readonly listFingerprints: (accountId: string) => readonly StoredFingerprint[]
  readonly removeFingerprint: (accountId: string, secretId: string) => void
  /** Replaces the copy of the same secret, of whose ciphertext no byte stays in the files. */
  readonly storeSecretCopy: (copy: SealedSecret) => void
  readonly readSecretCopy: (accountId: string, secretId: string) => SealedSecret | null
  readonly listSecretCopies: (accountId: string) => readonly Omit<SealedSecret, 'sealed'>[]
  /** Overwrites, deletes and checkpoints like `eraseValue`. */
  readonly eraseSecretCopy: (accountId: string, secretId: string) => void
  readonly addEndedKey: (accountId: string, key: ApiKey & { readonly ending: Ending }) => void
  readonly listEndedKeys: (accountId: string) => readonly ApiKey[]
  readonly listKeyFacts: (accountId: string) => readonly KeyFacts[]
  /** Replaces those of the same keys, in one transaction. */
  readonly writeKeyFacts: (accountId: string, ...facts: readonly KeyFacts[]) => void
  readonly removeKeyFacts: (accountId: string, keyId: string) => void
  readonly listSecretFacts: (accountId: string) => readonly SecretFacts[]
  /** Replaces those of the same secrets, in one transaction. */
  readonly writeSecretFacts: (accountId: string, ...facts: readonly SecretFacts[]) => void
  readonly removeSecretFacts: (accountId: string, ...secretIds: readonly string[]) => void
  readonly listIgnoredFindings: (accountId: string) => readonly IgnoredFinding[]
  /** In one transaction: takes out, then writes; a finding of the same subject is replaced. */
  readonly changeIgnoredFindings: (
    accountId: string,
    changes: {
      readonly put: readonly IgnoredFinding[]
      readonly remove: readonly Pick<IgnoredFinding, 'finding' | 'subjectId'>[]
    },
  ) => void
  /** Replaces the one of the same key. */
  readonly writeKeyFingerprint: (fingerprint: StoredKeyFingerprint) => void
  readonly listKeyFingerprints: (accountId: string) => readonly StoredKeyFingerprint[]
  readonly listRotations: (accountId: string) => readonly Rotation[]
  /** Replaces the one of the same id. */
  readonly writeRotation: (accountId: string, rotation: Rotation) => void
  readonly removeRotation: (accountId: string, id: string) => void
  readonly listTold: (accountId: string) => readonly ToldReminder[]
  /** In one transaction: an account may come with thousands. Each replaces the one of the same id. */
  readonly writeTold: (accountId: string, told: readonly ToldReminder[]) => void
  readonly removeTold: (accountId: string, ids: readonly string[]) => void
  /** In one transaction; the newest 20,000 stay. */
  readonly addActivity: (entries: readonly NewActivity[]) => void
  /** The newest first, before the given id; of the account and of none. A null account means that of all. */
  readonly readActivity: (
    accountId: string | null,
    query: ActivityQuery,
    page: { readonly beforeId: number | null; readonly limit: number },
  ) => readonly Activity[]
  /** The last entry that its user said was seen, and when; null = never. */
  readonly readSeen: (accountId: string) => { readonly id: number; readonly at: number } | null
  readonly writeSeen: (accountId: string, seen: { readonly id: number; readonly at: number }) => void
  readonly close: () => void
}

export type CachedResource = 'keys' | 'usage' | 'models' | 'secrets' | 'agents'

/** cache.db: what the service can tell again; thrown away when damaged. */
export interface CacheStore {
  /** At most `limit` rows in the order of their ids, after the given one. */
  readonly readKeys: (accountId: string, afterId: string | null, limit: number) => readonly ApiKey[]
  /** Writes in chunks, yielding to the event loop between them. Rows are replaced by id. */
  readonly writeKeys: (accountId: string, keys: readonly ApiKey[]) => Promise<void>
  readonly removeKeys: (accountId: string, ids: readonly string[]) => Promise<void>
  readonly readModels: (accountId: string) => readonly Model[]
  readonly writeModels: (accountId: string, models: readonly Model[]) => void
  /** At most `limit` rows in the order of their ids, after the given one. */
  readonly readSecrets: (accountId: string, afterId: string | null, limit: number) => readonly Secret[]
  /** Writes in chunks, yielding to the event loop between them. Rows are replaced by id. */
  readonly writeSecrets: (accountId: string, secrets: readonly Secret[]) => Promise<void>
  readonly removeSecrets: (accountId: string, ids: readonly string[]) => Promise<void>
  readonly readAgents: (accountId: string) => readonly Agent[]
  readonly writeAgents: (accountId: string, agents: readonly Agent[]) => void
  /** When the given resource was last confirmed; null = never. */
  readonly readAsOf: (accountId: string, resource: CachedResource) => number | null
  readonly writeAsOf: (accountId: string, resource: CachedResource, at: number) => void
  /**
   * Keeps a reading of all keys' use, in turns: a point for each key whose figures moved, and the time of the
   * reading itself, by which a key that did not move is known to have been quiet.
   */
  readonly writeUse: (accountId: string, at: number, use: readonly KeyUsage[]) => Promise<void>
  /** Credits since creation by time, the oldest first, with the last point before `sinceAt`. */
  readonly readUsePoints: (accountId: string, keyId: string, sinceAt: number) => readonly UsagePoint[]
  /** The sum over all keys; what a key spent stays in it when the key is gone. */
  readonly readTotalPoints: (accountId: string, sinceAt: number) => readonly UsagePoint[]
  /** When use was read, the oldest first. */
  readonly readUseTimes: (accountId: string, sinceAt: number) => readonly number[]
  /** The last reading by model: of one key, or with null the sum over all. The most spent first. */
  readonly readModelUse: (accountId: string, keyId: string | null) => readonly ModelUse[]
  /** The models that each key was seen to use. */
  readonly readUsedModels: (accountId: string) => ReadonlyMap<string, readonly string[]>
  /** Thins out, in turns: all points of the last 7 days, one an hour for 90 days, one a day after that. */
  readonly thinUse: (accountId: string, now: number) => Promise<void>
  readonly forgetAccount: (accountId: string) => void
  /** Of whatever account, also of those that the vault does not know any more. */
  readonly forgetAll: () => void
  readonly close: () => void
}

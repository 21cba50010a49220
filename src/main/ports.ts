// Every ability of the operating system that the app uses, as an interface; main/electron adapts them, tests fake them.
import type { ApiKey, Ending, KeyChanges, KeyDraft, Model } from '../shared/domain/api-key.ts'
import type { LinkId } from '../shared/domain/links.ts'
import type { Settings } from '../shared/domain/settings.ts'
import type { Account } from '../shared/domain/snapshot.ts'
import type { Result } from '../shared/errors.ts'
import type { EventName } from '../shared/ipc/channels.ts'
import type { EventPayload } from '../shared/ipc/contract.ts'

export interface Clock {
  /** Wall time, epoch ms. */
  readonly now: () => number
  /** Ms that only ever grow, unmoved by a set clock. */
  readonly monotonic: () => number
  /** Calls back once after `ms`; the returned function cancels. */
  readonly after: (ms: number, callback: () => void) => () => void
}

/** The operating system's secret store. Each call may stay pending behind a prompt; callers bring a deadline. */
export interface SecureStore {
  readonly isAvailable: () => Promise<boolean>
  readonly seal: (text: string) => Promise<Uint8Array>
  /** Rejects with `SecureStoreError`. */
  readonly open: (sealed: Uint8Array) => Promise<{ text: string; shouldReseal: boolean }>
  /** The store in words a person knows: "Keychain", "Windows DPAPI", "libsecret" ... */
  readonly backend: () => string
}

/** `temporary`: the store does not answer now, try later; `undecryptable`: it answered that it cannot open this. */
export class SecureStoreError extends Error {
  readonly reason: 'temporary' | 'undecryptable'
  constructor(reason: 'temporary' | 'undecryptable') {
    super(`the secure store is ${reason}`)
    this.name = 'SecureStoreError'
    this.reason = reason
  }
}

export interface Clipboard {
  /** Writes text with the marks that keep clipboard managers and cloud clipboards away. */
  readonly writeSecret: (text: string) => Promise<void>
  readonly writeText: (text: string) => Promise<void>
  readonly readText: () => Promise<string>
  readonly clear: () => void
}

export interface SettingsStore {
  readonly read: () => Settings
  readonly write: (settings: Settings) => void
}

/** One entry of a tray menu, as data. Labels are plain text; the adapter escapes what menus treat specially. */
export type TrayItem =
  | { readonly type: 'separator' }
  | { readonly type: 'note'; readonly label: string }
  | {
      readonly type: 'action'
      readonly label: string
      readonly run: () => void
      readonly isEnabled?: boolean
    }
  | { readonly type: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] }

export interface TrayView {
  /** False where the system refuses a tray; the window is then the only way in. */
  readonly isShown: () => boolean
  readonly show: (tooltip: string, items: readonly TrayItem[]) => void
}

export interface Question {
  readonly title: string
  readonly detail: string
  /** A verb: "Revoke key". */
  readonly confirmLabel: string
  readonly isDestructive: boolean
}

export interface Dialogs {
  /** Asks in a native dialog whose safe button has the focus; true only for the confirming button. */
  readonly confirm: (question: Question) => Promise<boolean>
  readonly tell: (message: { readonly title: string; readonly detail: string }) => Promise<void>
}

export interface MainWindow {
  /** Creates or restores the window and brings it to the front. */
  readonly open: () => void
  readonly isFocused: () => boolean
  /** Sends an event to the page, where there is one; lost when the page is not listening. */
  readonly send: <E extends EventName>(event: E, payload: EventPayload<E>) => void
  /** Asks the system to keep the window out of captures while a value is shown (no effect on Linux). */
  readonly protectContent: (isProtected: boolean) => void
}

export interface Links {
  readonly open: (link: LinkId) => Promise<void>
}

export interface Theme {
  readonly apply: (theme: Settings['theme']) => void
}

/** A running local service to explore without an account. */
export interface RunningSandbox {
  readonly url: string
  readonly adminKey: string
  readonly close: () => Promise<void>
}
export type StartSandbox = (databasePath: string) => Promise<RunningSandbox>

/** One redacted line in the log: a fixed event name and fields that never hold a value. */
export type Log = (event: string, fields?: Readonly<Record<string, string | number | boolean | null>>) => void

// ---- the remote service, as the services use it (implemented in remote/) ----

/** Where the two halves of the API live. Live origins are https; loopback http only for sandbox and development. */
export interface Origins {
  readonly keys: string
  readonly intelligence: string
  /** Absent means live: https and io.net's own hosts only. */
  readonly kind?: Account['kind']
}

/** One row of the list as the service tells it. */
export type RemoteKey = Pick<
  ApiKey,
  | 'id'
  | 'name'
  | 'display'
  | 'createdAt'
  | 'expiresAt'
  | 'access'
  | 'creditLimit'
  | 'creditUsed'
  | 'creditCycle'
>

export interface KeyList {
  readonly keys: readonly RemoteKey[]
  /** Rows that could not be read. While above 0 nothing may be concluded from a row's absence. */
  readonly skippedRows: number
  /** Server time minus local time, ms. */
  readonly clockSkewMs: number
}

export interface CreatedKey {
  readonly keyId: string
  readonly value: string
  readonly display: string
  readonly expiresAt: number | null
}

export interface KeyUsage {
  readonly keyId: string
  readonly today: number
  readonly allTime: number
}

/**
 * The remote API, one function an operation. Each retries as far as its method allows, never throws, and
 * answers with an error whose `effect` says what is known about the change.
 */
export interface IoApi {
  readonly listKeys: () => Promise<Result<KeyList>>
  /** `description` is the name with the creation's tag. A lost or unreadable answer is `outcomeUnknown`. */
  readonly createKey: (draft: KeyDraft, description: string) => Promise<Result<CreatedKey>>
  /** A lost answer is `outcomeUnknown`: the caller reads the row back. */
  readonly updateKey: (keyId: string, changes: KeyChanges) => Promise<Result<void>>
  /** 404 is the error `notFound`; a lost answer is `outcomeUnknown`. */
  readonly revokeKey: (keyId: string) => Promise<Result<void>>
  readonly listUsage: () => Promise<Result<readonly KeyUsage[]>>
  /** Answers only to a sub-key: tells the two kinds apart. */
  readonly readOwnUsage: () => Promise<Result<void>>
  readonly listModels: () => Promise<Result<readonly Model[]>>
  /** Aborts what is under way and frees the connections. */
  readonly close: () => Promise<void>
}
export type ConnectApi = (origins: Origins, adminKey: string) => IoApi

// ---- the two databases, as the services use them (implemented in store/) ----

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

/** vault.db: what nobody can give back. Every write is on disk (synchronous FULL) when the call returns. */
export interface VaultStore {
  readonly readWraps: () => readonly WrappedKey[]
  /** Replaces what is in the slot of the same generation. */
  readonly writeWrap: (wrap: WrappedKey) => void
  readonly readAccount: () => StoredAccount | null
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
  /** How many values are sealed here, of whatever account. */
  readonly countValues: () => number
  readonly acknowledgeValue: (accountId: string, keyId: string, at: number, keepsCopy: boolean) => void
  /** Overwrites, deletes and checkpoints, so that no byte of the ciphertext stays in the files (R24). */
  readonly eraseValue: (accountId: string, keyId: string) => void
  readonly addEndedKey: (accountId: string, key: ApiKey & { readonly ending: Ending }) => void
  readonly listEndedKeys: (accountId: string) => readonly ApiKey[]
  readonly close: () => void
}

/** cache.db: what the service can tell again; thrown away when damaged. */
export interface CacheStore {
  /** At most `limit` rows in the order of their ids, after the given one. */
  readonly readKeys: (accountId: string, afterId: string | null, limit: number) => readonly ApiKey[]
  /** Writes in chunks, yielding to the event loop between them. Rows are replaced by id. */
  readonly writeKeys: (accountId: string, keys: readonly ApiKey[]) => Promise<void>
  readonly removeKeys: (accountId: string, ids: readonly string[]) => Promise<void>
  readonly readModels: (accountId: string) => readonly Model[]
  readonly writeModels: (accountId: string, models: readonly Model[]) => void
  /** When the given resource was last confirmed; null = never. */
  readonly readAsOf: (accountId: string, resource: 'keys' | 'usage' | 'models') => number | null
  readonly writeAsOf: (accountId: string, resource: 'keys' | 'usage' | 'models', at: number) => void
  readonly forgetAccount: (accountId: string) => void
  readonly close: () => void
}

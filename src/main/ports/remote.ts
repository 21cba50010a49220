// The remote service and the third parties as the services use them; implemented in remote/.
import type { ApiKey, KeyChanges, KeyDraft, Model } from '../../shared/domain/api-key.ts'
import type { Service } from '../../shared/domain/integrations.ts'
import type { Agent, Secret, SecretChanges, SecretDraft } from '../../shared/domain/secret.ts'
import type { CheckVerdict } from '../../shared/domain/secret-check.ts'
import type { Account } from '../../shared/domain/snapshot.ts'
import type { ModelUse } from '../../shared/domain/usage.ts'
import type { Result } from '../../shared/errors.ts'

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
  readonly models: readonly ModelUse[]
}

/** One secret as the service tells it. */
export type RemoteSecret = Pick<
  Secret,
  'id' | 'name' | 'display' | 'toolName' | 'toolArg' | 'isDefault' | 'createdAt' | 'updatedAt'
>

export interface SecretList {
  readonly secrets: readonly RemoteSecret[]
  /** Rows that could not be read. */
  readonly skippedRows: number
  /** Rows that the answer counts and does not hold: the operation is not documented, nor how it pages. */
  readonly missingRows: number
}

export type NewSecret = Omit<SecretDraft, 'keepSealedCopy'>
export type SecretUpdate = SecretChanges & { readonly value?: string }

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
  readonly listSecrets: () => Promise<Result<SecretList>>
  readonly readSecret: (secretId: string) => Promise<Result<RemoteSecret>>
  /** A lost or unreadable answer is `outcomeUnknown`: the caller looks at the list. */
  readonly createSecret: (secret: NewSecret) => Promise<Result<RemoteSecret>>
  /**
   * Sends only the fields that are there; a `value` replaces the present one. `known` is the row before, by
   * which a lost answer is judged. Where that proves nothing it is `outcomeUnknown`.
   */
  readonly updateSecret: (known: RemoteSecret, changes: SecretUpdate) => Promise<Result<void>>
  /** 404 is the error `notFound`; a lost answer is `outcomeUnknown`. */
  readonly deleteSecret: (secretId: string) => Promise<Result<void>>
  readonly listAgents: () => Promise<Result<readonly Agent[]>>
  /** Aborts what is under way and frees the connections. */
  readonly close: () => Promise<void>
}
/** The proxy for an https origin, as a URL; null = none. Never rejects. */
export type ProxyOf = (origin: string) => Promise<string | null>

/** `proxyOf` is asked for each connection that is opened; left out, there is no proxy. */
export type ConnectApi = (origins: Origins, adminKey: string, proxyOf?: ProxyOf) => IoApi

/** The text at an https address, or null. Never rejects. */
export type ReadRelease = (url: string) => Promise<string | null>

/** The values of a service's arguments by name. */
export type CheckInput = Readonly<Record<string, string>>

/** Asks a third-party service whether a credential works; nothing of the account goes with it. */
export interface CredentialCheck {
  /** The host the credential would go to; `invalidInput` with its fields where an argument is missing or wrong. */
  readonly hostOf: (service: Service, args: CheckInput) => Result<string>
  /**
   * One call, never repeated, never redirected. `playedBy` is the loopback origin of a sandbox or development
   * service that stands in for all others; null asks the real one. Never rejects.
   */
  readonly ask: (service: Service, args: CheckInput, playedBy: string | null) => Promise<Result<CheckVerdict>>
}

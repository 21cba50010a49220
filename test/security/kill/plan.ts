// What the kill tests tell the process that is to die, and what it tells them while it lives.
import type { KeyDraft } from '../../../src/shared/domain/api-key.ts'
import type { SecretDraft } from '../../../src/shared/domain/secret.ts'

/** What a process can be told to do. */
export type DeedName =
  | 'connect'
  | 'create and store'
  | 'create and keep'
  | 'create without an answer'
  | 'revoke'
  | 'edit key'
  | 'erase key copy'
  | 'create secret'
  | 'replace with copy'
  | 'replace without copy'
  | 'delete secret'
  | 'erase secret copy'
  | 'set passphrase'
  | 'quit'
  | 'start'
  | 'disconnect'
  | 'create without files'
  | 'create and run out of files'
  | 'use a value'

/**
 * `now`: the process kills itself at the step, before anything else of it runs. `nextTurn`: one turn of the event
 * loop later. `byParent`: it tells the step and goes on until the kill comes from outside, at whatever it is doing then.
 */
export type DeathKind = 'now' | 'nextTurn' | 'byParent'

export interface Plan {
  readonly folder: string
  readonly url: string
  readonly adminKey: string
  readonly clockAt: number
  /** The key of the made-up keyring, hex: it outlives the process. */
  readonly keyring: string
  /** The keyring asks for everything to be sealed anew. */
  readonly wantsReseal: boolean
  readonly deed: DeedName
  readonly keyId: string
  readonly secretId: string
  /** The step at which it dies; null = it lives and counts. */
  readonly dieAt: { readonly step: string; readonly kind: DeathKind } | null
}

type Given = Pick<Plan, 'deed' | 'folder' | 'url'> & {
  readonly profiles: Pick<Plan, 'adminKey' | 'keyring' | 'keyId' | 'secretId'> & { readonly startAt: number }
  readonly wantsReseal?: boolean | undefined
  readonly dieAt?: Plan['dieAt']
}

/** The orders for a process on a profile that was made before. */
export function planOf({ profiles, wantsReseal = false, dieAt = null, ...place }: Given): Plan {
  const { adminKey, keyring, keyId, secretId, startAt: clockAt } = profiles
  return { ...place, adminKey, keyring, keyId, secretId, clockAt, wantsReseal, dieAt }
}

/** One line on the standard output, written before anything else happens. */
export type Said =
  | { readonly kind: 'reached' }
  | { readonly kind: 'told'; readonly about: string; readonly content: unknown }
  | { readonly kind: 'done'; readonly steps: readonly string[] }

export const keyDraft: KeyDraft = {
  name: 'billing-bot',
  expiresAt: null,
  access: { kind: 'all' },
  creditLimit: 50,
  creditCycle: 'daily',
  prefix: null,
  keepSealedCopy: true,
}

export const newKeyName = 'billing-bot of the night'
export const firstValue = 'lin_api_madeUpBeforeTheKill0123456789abcdef'
export const secondValue = 'lin_api_madeUpAfterTheKill9876543210fedcba'
export const passphrase = 'made-up words before a kill'

export const secretDraft: SecretDraft = {
  name: 'Linear API token',
  value: firstValue,
  toolName: 'agno__linear__*',
  toolArg: 'api_token',
  isDefault: true,
  keepSealedCopy: true,
}

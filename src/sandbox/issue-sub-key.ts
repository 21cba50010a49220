// Issues a sub-key: makes its value, stores all but the value, and hands the value out this once.
import { randomUUID } from 'node:crypto'
import { hashValue, type KeyIssuer, shortenValue } from './key-issuer.ts'
import type { CreateSubKeyBody } from './request-schemas.ts'
import type { NewSubKey, SubKeyStore } from './sub-key-store.ts'

/** What issuing needs to know of the sandbox. */
export interface IssueContext {
  readonly keys: SubKeyStore
  readonly issuer: KeyIssuer
  readonly adminUserId: string
  readonly keyPrefix: string
  readonly clock: () => number
}

/** A key that was just made, with the value that is never seen again. */
export interface IssuedSubKey extends Omit<NewSubKey, 'valueHash'> {
  readonly value: string
}

export const issueSubKey = (
  { keys, issuer, adminUserId, keyPrefix, clock }: IssueContext,
  body: CreateSubKeyBody,
): IssuedSubKey => {
  const createdAt = clock()
  const id = randomUUID()
  const value = issuer.issue({
    prefix: body.key_prefix ?? keyPrefix,
    keyId: id,
    owner: adminUserId,
    issuedAt: createdAt,
    expiresAt: body.expires_at,
  })
  const key = {
    id,
    display: shortenValue(value),
    description: body.description,
    scopes: body.scopes,
    createdAt,
    expiresAt: body.expires_at,
    revokedAt: null,
    allowedModels: body.allowed_models,
    creditLimit: body.credit_limit,
    creditCycle: body.credit_refresh_cycle,
  }
  keys.insert({ ...key, valueHash: hashValue(value) })
  return { ...key, value }
}

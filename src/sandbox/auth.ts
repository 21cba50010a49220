// Who is asking: the admin key, or one of its sub-keys that still works.
import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { ApiError } from './errors.ts'
import { hashValue } from './key-issuer.ts'
import { type SubKey, type SubKeyStore, stateOf } from './sub-key-store.ts'

type Caller = { readonly kind: 'admin' } | { readonly kind: 'subKey'; readonly key: SubKey }

export interface Auth {
  /** The holder of the key in `x-api-key`; 401 where it is missing, unknown, revoked or expired. */
  readonly keyHolder: (context: Context) => Caller
  /** The same, but the key may also come as `Authorization: Bearer`; `x-api-key` wins where both are sent. */
  readonly keyOrBearerHolder: (context: Context) => Caller
  /** Lets only the admin key pass; a sub-key gets 403. */
  readonly requireAdmin: (context: Context) => void
}

interface AuthContext {
  readonly adminKey: string
  readonly keys: SubKeyStore
  readonly clock: () => number
}

export const createAuth = ({ adminKey, keys, clock }: AuthContext): Auth => {
  const adminHash = hashValue(adminKey)

  const identify = (value: string | undefined): Caller => {
    if (value === undefined || value === '') throw new ApiError(401, 'Not authenticated')
    const hash = hashValue(value)
    if (timingSafeEqual(hash, adminHash)) return { kind: 'admin' }
    const nowAt = clock()
    const key = keys.findByValue(hash, nowAt)
    // One answer for unknown, revoked and expired: who has no key learns nothing about it.
    if (key === undefined || stateOf(key, nowAt) !== 'active') throw new ApiError(401, 'Invalid API key')
    return { kind: 'subKey', key }
  }

  const bearer = (context: Context): string | undefined =>
    /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]

  const keyHolder = (context: Context): Caller => identify(context.req.header('x-api-key'))

  return {
    keyHolder,
    keyOrBearerHolder: (context) => identify(context.req.header('x-api-key') ?? bearer(context)),
    requireAdmin: (context) => {
      if (keyHolder(context).kind !== 'admin')
        throw new ApiError(403, 'Sub-keys may not manage API keys; use the admin key')
    },
  }
}

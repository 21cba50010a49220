// What makes an account: its identity, and whether one that was stored may be used again.
import { createHash } from 'node:crypto'
import type { AdminKeyFacts } from '../../shared/domain/admin-key.ts'
import { keysHosts, type Settings } from '../../shared/domain/settings.ts'
import type { Account } from '../../shared/domain/snapshot.ts'
import type { Origins } from '../ports/remote.ts'
import type { StoredAccount } from '../ports/store.ts'

const sandboxId = 'sandbox'

/**
 * The account of an admin key. Keys of one owner share it, so that sealed copies outlive a new admin key;
 * a key that names no owner is an account of its own.
 */
export function accountOf(
  kind: Account['kind'],
  facts: AdminKeyFacts,
  origins: Origins,
  connectedAt: number,
): Account {
  const identity = createHash('sha256')
    .update(facts.owner ?? facts.key)
    .digest('base64url')
    .slice(0, 22)
  return {
    id: kind === 'sandbox' ? sandboxId : `${kind}-${identity}`,
    kind,
    owner: facts.owner,
    adminKeyExpiresAt: facts.expiresAt,
    adminKeyDisplay: facts.display,
    keysHost: new URL(origins.keys).host,
    connectedAt,
    isRemembered: kind === 'sandbox',
  }
}

/**
 * The origins to which the admin key of a stored account may go by itself, or null where it may not. They are
 * not taken from the file: whoever can write it may not redirect the key, nor may an override receive the key
 * of another place (R33). A sandbox gets its origins when it has started.
 */
export function restorableOrigins(
  stored: StoredAccount,
  developmentOrigins: Origins | null,
  liveOriginsOf: (keysHost: Settings['keysHost']) => Origins,
): Origins | null {
  const { kind, keysHost, origins, sealedAdminKey } = stored
  if (kind === 'sandbox') return origins
  if (sealedAdminKey === null) return null
  if (kind === 'live')
    return developmentOrigins === null && isKeysHost(keysHost) ? liveOriginsOf(keysHost) : null
  const isSamePlace =
    origins.keys === developmentOrigins?.keys && origins.intelligence === developmentOrigins.intelligence
  return isSamePlace ? developmentOrigins : null
}

function isKeysHost(host: string): host is Settings['keysHost'] {
  return keysHosts.some((known) => known === host)
}

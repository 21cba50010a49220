// What makes an account: its identity, its colour, and whether one that was stored may be used again.
import { createHash } from 'node:crypto'
import { accountName } from '../../shared/domain/account-name.ts'
import type { AdminKeyFacts } from '../../shared/domain/admin-key.ts'
import { keysHosts, type Settings } from '../../shared/domain/settings.ts'
import { type Account, type AccountLook, accountColours } from '../../shared/domain/snapshot.ts'
import type { Origins } from '../ports/remote.ts'
import type { StoredAccount } from '../ports/store.ts'

const sandboxId = 'sandbox'

/** An account before this computer has given it a look. */
export type BareAccount = Omit<Account, 'look'>

/**
 * The account of an admin key. Keys of one owner share it, so that sealed copies outlive a new admin key;
 * a key that names no owner is an account of its own.
 */
export function accountOf(
  kind: Account['kind'],
  facts: AdminKeyFacts,
  origins: Origins,
  connectedAt: number,
): BareAccount {
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

/** The look of a new account: the first colour that none of the others has, else the one that fewest have. */
export function newLook(others: readonly Pick<Account, 'look'>[]): AccountLook {
  const uses = (colour: AccountLook['colour']) => others.filter(({ look }) => look.colour === colour).length
  const [colour = accountColours[0]] = [...accountColours].sort((a, b) => uses(a) - uses(b))
  return { label: '', colour }
}

/** As many as the snapshot takes. */
const maxShown = 50

/** What the screen may know of stored accounts, the one used last first, in the order of their names. */
export function shownAccounts(stored: readonly StoredAccount[]): Account[] {
  const key = (account: Account) => `${accountName(account).toLowerCase()}\n${account.id}`
  return stored
    .slice(0, maxShown)
    .map(shownAccount)
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** The part of a stored account that the screen may know. */
export function shownAccount({ sealedAdminKey: _, origins: __, ...account }: StoredAccount): Account {
  return account
}

/** The origins to which the admin key of a stored account may go by itself, or null where it may not. */
export type OriginsOf = (stored: StoredAccount, isOfThisRun: boolean) => Origins | null

/**
 * They are not taken from the file: whoever can write it may not redirect the key, nor may an override receive
 * the key of another place (R33). A sandbox gets its origins when it has started. Without its admin key an
 * account can be had again only in the run that connected it.
 */
export function createOriginsOf(
  developmentOrigins: Origins | null,
  liveOriginsOf: (keysHost: Settings['keysHost']) => Origins,
): OriginsOf {
  return ({ kind, keysHost, origins, sealedAdminKey }, isOfThisRun) => {
    if (kind === 'sandbox') return origins
    if (sealedAdminKey === null && !isOfThisRun) return null
    if (kind === 'live')
      return developmentOrigins === null && isKeysHost(keysHost) ? liveOriginsOf(keysHost) : null
    const isSamePlace =
      origins.keys === developmentOrigins?.keys && origins.intelligence === developmentOrigins.intelligence
    return isSamePlace ? developmentOrigins : null
  }
}

function isKeysHost(host: string): host is Settings['keysHost'] {
  return keysHosts.some((known) => known === host)
}

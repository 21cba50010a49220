// The accounts on disk: which are kept, which one is in use, and their admin keys, sealed or not at all.
import type { AccountLook } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Origins } from '../ports/remote.ts'
import type { StoredAccount, VaultStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import { type BareAccount, newLook, type OriginsOf } from './accounts.ts'
import { attempt, tryStore } from './attempt.ts'
import type { Vault } from './vault.ts'

export interface AccountKeeper {
  readonly current: () => StoredAccount | null
  /** Every account that can be shown, the one used last first: its admin key is kept, or of this run. */
  readonly list: () => readonly StoredAccount[]
  /** Makes the account used last the current one, of those that may be used; null where there is none. */
  readonly restore: () => StoredAccount | null
  /** Makes another one of the list current, also for the next start; `notFound` where it is not in it. */
  readonly choose: (accountId: string) => Result<StoredAccount>
  /** Where the current account's admin key may go; null where it may go nowhere. */
  readonly origins: () => Origins | null
  /** The admin key of the current account; the vault's reason, or `adminKeyUnreadable` where it cannot be had. */
  readonly openAdminKey: () => Result<string>
  /** The same of any account of the list, with where it may go: for one call, not to be kept. */
  readonly openKept: (accountId: string) => Result<{ readonly origins: Origins; readonly adminKey: string }>
  /**
   * Writes a newly connected account, which is then the current one. The admin key is sealed into it; where
   * nothing can seal, it is held in memory and the account is not remembered. One that was kept before keeps
   * its look.
   */
  readonly save: (account: BareAccount, origins: Origins, adminKey: string) => Result<StoredAccount>
  readonly changeLook: (accountId: string, look: AccountLook) => Result<void>
  /** Seals admin keys that could not be sealed before; whether that worked for any. */
  readonly sealLate: () => boolean
  /** Forgets admin keys that only this run knows, unless they can be sealed now. */
  readonly dropAdminKeys: () => void
  /**
   * Removes the current account and all that is stored of it. `storage` where that failed; with effect `done` where
   * another program reads the vault just now: it is gone, and bytes of it may lie in a file until the next start.
   */
  readonly remove: () => Result<void>
  /** Forgets all accounts, whose files somebody else has erased; their ids. */
  readonly forgetAll: () => readonly string[]
}

export interface AccountKeeperDeps {
  readonly vault: Vault
  readonly vaultStore: VaultStore
  readonly originsOf: OriginsOf
  readonly clock: Clock
  readonly log: Log
}

export function createAccountKeeper(deps: AccountKeeperDeps): AccountKeeper {
  const { vault, vaultStore, clock, log } = deps
  /** All that are stored, also those that wait for their admin key. */
  const known = new Map<string, StoredAccount>()
  const connectedHere = new Set<string>()
  const unsealedAdminKeys = new Map<string, string>()
  let currentId: string | null = null

  const storage = <T>(work: () => T) => tryStore(log, 'account.storageFailed', work)
  const current = () => (currentId === null ? null : (known.get(currentId) ?? null))
  const originsOf = (stored: StoredAccount) => deps.originsOf(stored, connectedHere.has(stored.id))
  const list = () =>
    [...known.values()]
      .filter((stored) => originsOf(stored) !== null)
      .sort((a, b) => b.connectedAt - a.connectedAt)

  const write = (account: StoredAccount): Result<StoredAccount> => {
    const written = storage(() => vaultStore.writeAccount(account))
    if (!written.ok) return written
    known.set(account.id, account)
    return ok(account)
  }

  const open = (stored: StoredAccount): Result<string> => {
    const unsealed = unsealedAdminKeys.get(stored.id)
    if (unsealed !== undefined) return ok(unsealed)
    // It could not be sealed, and was dropped when Latchkey was locked.
    if (stored.sealedAdminKey === null) return fail('adminKeyUnreadable')
    const opened = vault.open(placeOf(stored.id), stored.sealedAdminKey)
    return !opened.ok && opened.error.code === 'valueUnreadable' ? fail('adminKeyUnreadable') : opened
  }

  /** The account used last is the one restored, also where the clock was set back. */
  const timeOfUse = (now: number) =>
    Math.max(now, ...[...known.values()].map(({ connectedAt }) => connectedAt + 1))

  const sealLate = () => {
    let isAnySealed = false
    for (const [id, adminKey] of unsealedAdminKeys) {
      const account = known.get(id)
      const sealed = vault.seal(placeOf(id), adminKey)
      if (!sealed.ok || account === undefined) continue
      if (!write({ ...account, sealedAdminKey: sealed.value, isRemembered: true }).ok) continue
      unsealedAdminKeys.delete(id)
      isAnySealed = true
    }
    return isAnySealed
  }

  const isStored = (accountId: string) => vaultStore.listAccounts().some(({ id }) => id === accountId)

  const forget = (accountId: string) => {
    known.delete(accountId)
    connectedHere.delete(accountId)
    unsealedAdminKeys.delete(accountId)
    if (currentId === accountId) currentId = null
  }

  return {
    current,
    list,
    restore: () => {
      for (const found of attempt(log, 'account.storageFailed', vaultStore.listAccounts) ?? []) {
        if (!known.has(found.id)) known.set(found.id, found)
      }
      currentId = list()[0]?.id ?? null
      return current()
    },
    choose: (accountId) => {
      const chosen = list().find(({ id }) => id === accountId)
      if (chosen === undefined) return fail('notFound')
      const written = write({ ...chosen, connectedAt: timeOfUse(clock.now()) })
      if (written.ok) currentId = accountId
      return written
    },
    origins: () => {
      const stored = current()
      return stored === null ? null : originsOf(stored)
    },
    openAdminKey: () => {
      const stored = current()
      return stored === null ? fail('notConnected') : open(stored)
    },
    openKept: (accountId) => {
      const stored = list().find(({ id }) => id === accountId)
      const origins = stored === undefined ? null : originsOf(stored)
      if (stored === undefined || origins === null) return fail('notFound')
      const opened = open(stored)
      return opened.ok ? ok({ origins, adminKey: opened.value }) : opened
    },
    save: (account, origins, adminKey) => {
      const isSandbox = account.kind === 'sandbox'
      const sealed = isSandbox ? null : vault.seal(placeOf(account.id), adminKey)
      const sealedAdminKey = sealed?.ok ? sealed.value : null
      const isRemembered = isSandbox || sealedAdminKey !== null
      const look = known.get(account.id)?.look ?? newLook(list())
      const connectedAt = timeOfUse(account.connectedAt)
      const saved = write({ ...account, connectedAt, isRemembered, look, origins, sealedAdminKey })
      if (!saved.ok) return saved
      currentId = account.id
      connectedHere.add(account.id)
      if (isRemembered) unsealedAdminKeys.delete(account.id)
      else unsealedAdminKeys.set(account.id, adminKey)
      return saved
    },
    changeLook: (accountId, look) => {
      const account = list().find(({ id }) => id === accountId)
      if (account === undefined) return fail('notFound')
      const written = write({ ...account, look })
      return written.ok ? ok(undefined) : written
    },
    sealLate,
    dropAdminKeys: () => {
      sealLate()
      unsealedAdminKeys.clear()
    },
    remove: () => {
      if (currentId === null) return ok(undefined)
      const id = currentId
      const removed = storage(() => vaultStore.removeAccount(id))
      const isGone = removed.ok || attempt(log, 'vault.notRead', () => isStored(id)) === false
      if (isGone) forget(id)
      return removed.ok || !isGone ? removed : fail('storage', { effect: 'done' })
    },
    forgetAll: () => {
      const ids = [...known.keys()]
      for (const id of ids) forget(id)
      return ids
    },
  }
}

const placeOf = (accountId: string) => ({ table: 'accounts', rowId: accountId, accountId }) as const

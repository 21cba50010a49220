// The account on disk: which one is connected, and its admin key, sealed or not at all.
import type { Account } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Origins } from '../ports/remote.ts'
import type { StoredAccount, VaultStore } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import { tryStore } from './attempt.ts'
import type { Vault } from './vault.ts'

export interface AccountKeeper {
  readonly current: () => StoredAccount | null
  /** The account of the last run, where `mayRestore` agrees. */
  readonly restore: (mayRestore: (stored: StoredAccount) => boolean) => StoredAccount | null
  /** The admin key of the current account; the vault's reason, or `adminKeyUnreadable` where it cannot be had. */
  readonly openAdminKey: () => Result<string>
  /**
   * Writes a newly connected account, which is then the current one. The admin key is sealed into it; where
   * nothing can seal, it is held in memory and the account is not remembered. An account that was current
   * before loses its admin key; its values wait for its return.
   */
  readonly save: (account: Account, origins: Origins, adminKey: string) => Result<StoredAccount>
  /** Seals an admin key that could not be sealed before; the account where that worked. */
  readonly sealLate: () => StoredAccount | null
  /** Forgets an admin key that only this run knows, unless it can be sealed now. */
  readonly dropAdminKey: () => void
  /** Removes the account and all that is stored of it. */
  readonly remove: () => Result<void>
}

export function createAccountKeeper(deps: {
  readonly vault: Vault
  readonly vaultStore: VaultStore
  readonly log: Log
}): AccountKeeper {
  const { vault, vaultStore, log } = deps
  let current: StoredAccount | null = null
  let unsealedAdminKey: string | null = null

  const storage = <T>(work: () => T) => tryStore(log, 'account.storageFailed', work)

  const write = (account: StoredAccount): Result<StoredAccount> => {
    const written = storage(() => vaultStore.writeAccount(account))
    if (!written.ok) return written
    current = account
    return ok(account)
  }

  const sealLate = () => {
    if (current === null || unsealedAdminKey === null) return null
    const sealed = vault.seal(placeOf(current.id), unsealedAdminKey)
    if (!sealed.ok) return null
    const saved = write({ ...current, sealedAdminKey: sealed.value, isRemembered: true })
    if (!saved.ok) return null
    unsealedAdminKey = null
    return saved.value
  }

  return {
    current: () => current,
    restore: (mayRestore) => {
      const found = storage(() => vaultStore.readAccount())
      if (!found.ok || found.value === null || !mayRestore(found.value)) return null
      current = found.value
      return current
    },
    openAdminKey: () => {
      if (current === null) return fail('notConnected')
      // It could not be sealed, and was dropped when Latchkey was locked.
      if (current.sealedAdminKey === null) return fail('adminKeyUnreadable')
      const opened = vault.open(placeOf(current.id), current.sealedAdminKey)
      return !opened.ok && opened.error.code === 'valueUnreadable' ? fail('adminKeyUnreadable') : opened
    },
    save: (account, origins, adminKey) => {
      const isSandbox = account.kind === 'sandbox'
      const sealed = isSandbox ? null : vault.seal(placeOf(account.id), adminKey)
      const sealedAdminKey = sealed?.ok ? sealed.value : null
      const isRemembered = isSandbox || sealedAdminKey !== null
      // The account that was connected last is the one restored, also where the clock was set back.
      const previous = current
      const connectedAt = Math.max(account.connectedAt, (previous?.connectedAt ?? 0) + 1)
      const saved = write({ ...account, connectedAt, isRemembered, origins, sealedAdminKey })
      if (!saved.ok) return saved
      unsealedAdminKey = isRemembered ? null : adminKey
      if (previous !== null && previous.id !== account.id) {
        const without = { ...previous, sealedAdminKey: null, isRemembered: false }
        storage(() => vaultStore.writeAccount(without))
      }
      return saved
    },
    sealLate,
    dropAdminKey: () => {
      sealLate()
      unsealedAdminKey = null
    },
    remove: () => {
      const { id } = current ?? {}
      const removed = id === undefined ? ok(undefined) : storage(() => vaultStore.removeAccount(id))
      if (!removed.ok) return removed
      current = null
      unsealedAdminKey = null
      return ok(undefined)
    },
  }
}

/** The part of a stored account that the screen may know. */
export function shownAccount({ sealedAdminKey: _, origins: __, ...account }: StoredAccount): Account {
  return account
}

const placeOf = (accountId: string) => ({ table: 'accounts', rowId: accountId, accountId }) as const

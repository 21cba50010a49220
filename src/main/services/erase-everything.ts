// Erases all that is kept on this computer; shared by who forgot a passphrase and who wants to leave.
import { fail, type Result } from '../../shared/errors.ts'
import type { CacheStore, VaultStore, WrapFile } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import { attempt, tryStore } from './attempt.ts'
import type { Session } from './session.ts'
import type { SettingsService } from './settings.ts'
import type { Vault } from './vault.ts'

export interface EraseEverythingDeps {
  readonly session: Pick<Session, 'forget'>
  readonly vault: Pick<Vault, 'reset'>
  readonly vaultStore: Pick<VaultStore, 'eraseAll' | 'listAccounts' | 'readWraps' | 'countValues'>
  readonly cache: Pick<CacheStore, 'forgetAll'>
  readonly wrapFile: Pick<WrapFile, 'remove'>
  readonly settings: Pick<SettingsService, 'forgetViews'>
  readonly log: Log
}

/**
 * Asks nobody. `storage` where the files could not be erased: everything is then still there. With effect `done` it
 * is gone, and bytes of it may lie in a file until the next start.
 */
export type EraseEverything = () => Promise<Result<void>>

export function createEraseEverything(deps: EraseEverythingDeps): EraseEverything {
  const { session, vault, vaultStore, cache, wrapFile, log } = deps

  /** False where another program reads the vault just now: every row is gone, but the log could not be emptied. */
  const eraseRows = (): boolean => {
    try {
      vaultStore.eraseAll()
      return true
    } catch (error) {
      const rows = vaultStore.listAccounts().length + vaultStore.readWraps().length + vaultStore.countValues()
      // Going on with a key whose wraps are erased would seal what nobody can ever open.
      if (rows > 0) throw error
      return false
    }
  }

  return async () => {
    let isClean = true
    const erased = await session.forget(() =>
      tryStore(log, 'erasure.failed', () => {
        wrapFile.remove()
        isClean = eraseRows()
      }),
    )
    if (!erased.ok) return erased
    attempt(log, 'erasure.cacheFailed', cache.forgetAll)
    // Saved views hold names of keys in their searches; the other settings name nothing.
    deps.settings.forgetViews()
    await vault.reset()
    log('erasure.done', { isClean })
    return isClean ? erased : fail('storage', { effect: 'done' })
  }
}

// Erases all that is kept on this computer; shared by who forgot a passphrase and who wants to leave.
import type { Result } from '../../shared/errors.ts'
import type { CacheStore, VaultStore, WrapFile } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import { attempt, tryStore } from './attempt.ts'
import type { Session } from './session.ts'
import type { SettingsService } from './settings.ts'
import type { Vault } from './vault.ts'

export interface EraseEverythingDeps {
  readonly session: Pick<Session, 'forget'>
  readonly vault: Pick<Vault, 'reset'>
  readonly vaultStore: Pick<VaultStore, 'eraseAll'>
  readonly cache: Pick<CacheStore, 'forgetAll'>
  readonly wrapFile: Pick<WrapFile, 'remove'>
  readonly settings: Pick<SettingsService, 'forgetViews'>
  readonly log: Log
}

/** Asks nobody. `storage` where the files could not be erased: everything is then still there. */
export type EraseEverything = () => Promise<Result<void>>

export function createEraseEverything(deps: EraseEverythingDeps): EraseEverything {
  const { session, vault, vaultStore, cache, wrapFile, log } = deps
  return async () => {
    const erased = await session.forget(() =>
      tryStore(log, 'erasure.failed', () => {
        wrapFile.remove()
        vaultStore.eraseAll()
      }),
    )
    if (!erased.ok) return erased
    attempt(log, 'erasure.cacheFailed', cache.forgetAll)
    // Saved views hold names of keys in their searches; the other settings name nothing.
    deps.settings.forgetViews()
    await vault.reset()
    log('erasure.done')
    return erased
  }
}

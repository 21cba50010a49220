// The files of the running app: opened together, closed together.
import { join } from 'node:path'
import type { AppFactories } from './app-factories.ts'
import type { CacheStore, VaultRescue, VaultStore, WrapFile } from './ports/store.ts'
import type { Dialogs, Log } from './ports/system.ts'
import { attempt } from './services/attempt.ts'
import { rescueWords } from './services/rescue-words.ts'

export interface AppFiles {
  readonly vaultStore: VaultStore
  readonly cache: CacheStore
  readonly wrapFile: WrapFile
  /** Says what became of a vault that was damaged. */
  readonly tellQuarantine: () => Promise<void>
  /** Never throws: what is not closed is what a kill would have left. */
  readonly close: () => void
}

/** Throws `StoreError` where one of them cannot be opened. */
export function openAppFiles(
  { dialogs, log }: { readonly dialogs: Dialogs; readonly log: Log },
  factories: Pick<AppFactories, 'openVaultStore' | 'openCacheStore' | 'openWrapFile'>,
  { userDataFolder }: { readonly userDataFolder: string },
): AppFiles {
  let rescue: VaultRescue | null = null
  const vaultStore = factories.openVaultStore(join(userDataFolder, 'vault.db'), (found) => {
    rescue = found
  })
  const cache = factories.openCacheStore(join(userDataFolder, 'cache.db'))
  return {
    vaultStore,
    cache,
    wrapFile: factories.openWrapFile(join(userDataFolder, 'vault-keys.json')),
    tellQuarantine: async () => {
      if (rescue !== null) await dialogs.tell(rescueWords(rescue))
    },
    close: () => {
      attempt(log, 'vault.notClosed', vaultStore.close)
      attempt(log, 'cache.notClosed', cache.close)
    },
  }
}

// The parts of the app that touch network and disk, as the running app makes them.
import type { CacheStore, Clock, ConnectApi, Log, VaultStore } from './ports.ts'
import { createConnectApi } from './remote/connect-api.ts'
import { readTrustedAuthorities } from './remote/trust.ts'
import { createCacheStore } from './store/cache-store.ts'
import { createVaultStore } from './store/vault-store.ts'

export interface AppFactories {
  readonly connectApi: ConnectApi
  /** `onQuarantined` is told the folder to which a damaged vault was moved. */
  readonly openVaultStore: (path: string, onQuarantined: (folder: string) => void) => VaultStore
  readonly openCacheStore: (path: string) => CacheStore
}

export function createAppFactories({ clock, log }: { clock: Clock; log: Log }): AppFactories {
  const authorities = readTrustedAuthorities()
  return {
    connectApi: createConnectApi({ clock, log, random: Math.random, authorities }),
    openVaultStore: (path, onQuarantined) => createVaultStore(path, { clock, log, onQuarantined }),
    openCacheStore: (path) => createCacheStore(path, { log }),
  }
}

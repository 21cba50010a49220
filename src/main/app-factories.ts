// The parts of the app that touch network and disk, as the running app makes them.
import type { ConnectApi, CredentialCheck, ProxyOf, ReadRelease } from './ports/remote.ts'
import type { CacheStore, VaultRescue, VaultStore, WrapFile } from './ports/store.ts'
import type { Clock, Log } from './ports/system.ts'
import { createConnectApi } from './remote/connect-api.ts'
import { createCredentialCheck } from './remote/credential-check.ts'
import { createReleaseFeed } from './remote/release-feed.ts'
import { readTrustedAuthorities } from './remote/trust.ts'
import type { ScryptCost } from './services/passphrase-envelope.ts'
import { createCacheStore } from './store/cache-store.ts'
import { createVaultStore } from './store/vault-store.ts'
import { createWrapFile } from './store/wrap-file.ts'

export interface AppFactories {
  readonly connectApi: ConnectApi
  readonly makeCredentialCheck: (proxyOf: ProxyOf) => CredentialCheck
  /** `onQuarantined` is told what became of a vault that was damaged or gone. */
  readonly openVaultStore: (path: string, onQuarantined: (rescue: VaultRescue) => void) => VaultStore
  readonly openCacheStore: (path: string) => CacheStore
  readonly makeReadRelease: (proxyOf: ProxyOf) => ReadRelease
  readonly openWrapFile: (path: string) => WrapFile
  /** What a passphrase costs to try; left out, what is right for now. Tests make it cheap. */
  readonly scryptCost?: ScryptCost
}

export function createAppFactories({ clock, log }: { clock: Clock; log: Log }): AppFactories {
  const authorities = readTrustedAuthorities()
  return {
    connectApi: createConnectApi({ clock, log, random: Math.random, authorities }),
    makeCredentialCheck: (proxyOf) => createCredentialCheck({ clock, authorities, proxyOf }),
    openVaultStore: (path, onQuarantined) => createVaultStore(path, { clock, log, onQuarantined }),
    openCacheStore: (path) => createCacheStore(path, { log }),
    makeReadRelease: (proxyOf) => createReleaseFeed({ clock, authorities, proxyOf }),
    openWrapFile: createWrapFile,
  }
}

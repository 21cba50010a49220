// Fills the screen with what this computer knows of an account, and empties it again.
import type { Account } from '../../shared/domain/snapshot.ts'
import type { CachedResource, CacheStore } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt } from './attempt.ts'
import type { Creations } from './creations.ts'
import type { KeyTable } from './key-table.ts'
import type { SealedValues } from './sealed-values.ts'
import type { SecretTable } from './secret-table.ts'
import type { SecretValues } from './secret-values.ts'
import { initialSync } from './sync.ts'

export interface AccountViewDeps {
  readonly state: AppState
  readonly cache: CacheStore
  readonly table: KeyTable
  readonly sealedValues: SealedValues
  readonly secretTable: SecretTable
  readonly secretValues: SecretValues
  readonly creations: Creations
  readonly log: Log
}

export interface AccountView {
  /** Resolves when the cached rows are shown. */
  readonly show: (account: Account) => Promise<void>
  /** Drops from memory what is held of an account that was removed. */
  readonly forget: (accountId: string) => void
  /** Shows that there is no account, and forgets what was cached of the given one. */
  readonly clear: (accountId: string) => Promise<void>
  /** Forgets what was cached of an account that another one takes the place of. */
  readonly forgetCache: (accountId: string) => void
}

export function createAccountView(deps: AccountViewDeps): AccountView {
  const { state, cache, log } = deps
  const tryCache = <T>(work: () => T) => attempt(log, 'cache.failed', work)
  const forgetCache = (accountId: string) => {
    tryCache(() => cache.forgetAccount(accountId))
  }

  return {
    show: async (account) => {
      const { id } = account
      const asOf = (resource: CachedResource) => tryCache(() => cache.readAsOf(id, resource))
      state.change({
        account,
        models: [...(tryCache(() => cache.readModels(id)) ?? [])],
        agents: [...(tryCache(() => cache.readAgents(id)) ?? [])],
        sync: {
          ...initialSync,
          listAsOf: asOf('keys'),
          usageAsOf: asOf('usage'),
          secretsAsOf: asOf('secrets'),
          agentsAsOf: asOf('agents'),
        },
        revocation: null,
        secretBatch: null,
      })
      deps.sealedValues.load(id)
      deps.creations.restore(id)
      deps.secretValues.load(id)
      await Promise.all([deps.table.restore(id), deps.secretTable.restore(id)])
    },
    forget: (accountId) => {
      deps.sealedValues.forget(accountId)
      deps.creations.forget(accountId)
      deps.secretValues.forget()
    },
    clear: async (accountId) => {
      forgetCache(accountId)
      const empty = { unstoredValues: [], lostCreations: [], revocation: null, secretBatch: null }
      state.change({ account: null, models: [], agents: [], sync: initialSync, ...empty })
      await Promise.all([state.keys.reset([]), state.secrets.reset([])])
    },
    forgetCache,
  }
}

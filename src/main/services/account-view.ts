// Fills the screen with what this computer knows of an account, and empties it again.
import type { Account } from '../../shared/domain/snapshot.ts'
import type { CachedResource, CacheStore } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { emptyParts, initialSync } from '../state/empty-parts.ts'
import { attempt } from './attempt.ts'
import type { Creations } from './creations.ts'
import type { Drift } from './drift.ts'
import type { IgnoredFindings } from './ignored-findings.ts'
import type { KeyFactsService } from './key-facts.ts'
import type { KeyTable } from './key-table.ts'
import type { RotationWatch } from './rotation-watch.ts'
import type { SealedValues } from './sealed-values.ts'
import type { SecretFactsService } from './secret-facts.ts'
import type { SecretTable } from './secret-table.ts'
import type { SecretValues } from './secret-values.ts'

export interface AccountViewDeps {
  readonly state: AppState
  readonly cache: CacheStore
  readonly table: KeyTable
  readonly keyFacts: KeyFactsService
  readonly drift: Pick<Drift, 'load'>
  readonly ignoredFindings: Pick<IgnoredFindings, 'load'>
  readonly sealedValues: SealedValues
  readonly secretTable: SecretTable
  readonly secretValues: SecretValues
  readonly secretFacts: Pick<SecretFactsService, 'load' | 'forget'>
  readonly creations: Creations
  readonly rotationWatch: Pick<RotationWatch, 'load'>
  readonly log: Log
}

export interface AccountView {
  /** Shows an account among all that are kept. Resolves when its cached rows are shown. */
  readonly show: (account: Account, accounts: readonly Account[]) => Promise<void>
  /** Drops from memory what is held of an account that was removed. */
  readonly forget: (accountId: string) => void
  /** Shows that there is no account. */
  readonly clear: () => Promise<void>
  /** Forgets what was cached of an account that was removed. */
  readonly forgetCache: (accountId: string) => void
}

export function createAccountView(deps: AccountViewDeps): AccountView {
  const { state, cache, log } = deps
  const tryCache = <T>(work: () => T) => attempt(log, 'cache.failed', work)
  const forgetCache = (accountId: string) => {
    tryCache(() => cache.forgetAccount(accountId))
  }

  return {
    show: async (account, accounts) => {
      const { id } = account
      // Parts that are read by others after this may not show those of another account until then.
      const isAnother = state.snapshot().account?.id !== id
      const asOf = (resource: CachedResource) => tryCache(() => cache.readAsOf(id, resource))
      state.change({
        ...(isAnother ? { rotations: [], drift: null, ignoredFindings: [] } : {}),
        account,
        accounts: [...accounts],
        reminders: state
          .snapshot()
          .reminders.filter(({ accountId }) => accounts.some((kept) => kept.id === accountId)),
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
        freezing: null,
      })
      deps.keyFacts.load(id)
      deps.rotationWatch.load(id)
      deps.drift.load(id)
      deps.ignoredFindings.load(id)
      deps.sealedValues.load(id)
      deps.creations.restore(id)
      deps.secretValues.load(id)
      deps.secretFacts.load(id)
      await Promise.all([deps.table.restore(id), deps.secretTable.restore(id)])
    },
    forget: (accountId) => {
      deps.sealedValues.forget(accountId)
      deps.creations.forget(accountId)
      deps.secretValues.forget()
      deps.secretFacts.forget()
      deps.keyFacts.forget()
    },
    clear: async () => {
      state.change({ ...emptyParts, accounts: [] })
      await Promise.all([state.keys.reset([]), state.secrets.reset([])])
    },
    forgetCache,
  }
}

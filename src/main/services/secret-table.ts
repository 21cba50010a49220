// Brings secrets into the table and keeps the cache behind it in step.
import type { Secret } from '../../shared/domain/secret.ts'
import { maxRowsPerMessage } from '../../shared/domain/snapshot.ts'
import type { RemoteSecret } from '../ports/remote.ts'
import type { CacheStore } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt } from './attempt.ts'
import { createCacheWriter } from './cache-writer.ts'
import type { LocalChanges } from './local-changes.ts'
import { isSameSecret, secretRow, type ValueAge, valueAgeOf } from './merge-secrets.ts'
import { cachedPages, inChunks, type Reading } from './reading.ts'
import type { SecretFactsService } from './secret-facts.ts'
import type { SecretValues } from './secret-values.ts'

export interface SecretTableDeps {
  readonly state: AppState
  readonly cache: CacheStore
  readonly values: SecretValues
  readonly secretFacts: Pick<SecretFactsService, 'of' | 'keepOnly'>
  /** Changes of secrets that were made here. */
  readonly changes: LocalChanges
  readonly log: Log
}

export interface SecretTable {
  /** Shows what the cache knows of the account, page by page; resolves after the last. */
  readonly restore: (accountId: string) => Promise<void>
  /** Merges listed rows; the rows that are missing from them are given back, still in the table. */
  readonly applyList: (secrets: readonly RemoteSecret[], reading: Reading) => Promise<readonly Secret[]>
  /** Shows a secret after a change of ours, with the age of its value as told or as far as known. */
  readonly put: (accountId: string, remote: RemoteSecret, age?: ValueAge) => Secret
  /** Takes secrets that are gone out of the table and the cache, and what is known of their values out of the vault. */
  readonly remove: (accountId: string, secretIds: readonly string[]) => void
  /** Forgets what was written about secrets that are neither listed nor in the table any more. */
  readonly forgetGone: (accountId: string, listed: readonly Pick<RemoteSecret, 'id'>[]) => void
  /** What only this computer knows has changed: shows it wherever it shows, or for the given secrets alone. */
  readonly refreshFacts: (accountId: string, secretIds?: readonly string[]) => void
  /** Resolves when everything shown is in the cache. */
  readonly written: () => Promise<void>
}

export function createSecretTable(deps: SecretTableDeps): SecretTable {
  const { state, cache, values, secretFacts, changes, log } = deps
  const cacheWriter = createCacheWriter(async (accountId, ids) => {
    const rows = ids.flatMap((id) => state.secrets.get(id) ?? [])
    await cache.writeSecrets(accountId, rows)
    await cache.removeSecrets(
      accountId,
      ids.filter((id) => state.secrets.get(id) === undefined),
    )
  }, log)

  const show = (accountId: string, rows: readonly Secret[]) => {
    const changed = rows.filter((row) => {
      const previous = state.secrets.get(row.id)
      return previous === undefined || !isSameSecret(previous, row)
    })
    if (changed.length === 0) return
    void state.secrets.upsert(changed)
    cacheWriter.note(
      accountId,
      changed.map(({ id }) => id),
    )
  }

  const factsOf = (secretId: string) => ({ ...values.factsOf(secretId), notes: secretFacts.of(secretId) })

  const withFacts = (row: Secret): Secret => {
    const facts = factsOf(row.id)
    return secretRow(row, valueAgeOf(row, row, facts), facts)
  }

  const refreshFacts: SecretTable['refreshFacts'] = (accountId, secretIds) => {
    const rows = secretIds?.flatMap((id) => state.secrets.get(id) ?? []) ?? [...state.secrets.values()]
    show(accountId, rows.map(withFacts))
  }

  return {
    restore: (accountId) => {
      const readPage = (afterId: string | null) =>
        attempt(log, 'cache.notRead', () => cache.readSecrets(accountId, afterId, maxRowsPerMessage)) ?? []
      return state.secrets.reset(
        (function* () {
          for (const page of cachedPages(readPage)) yield page.map(withFacts)
        })(),
      )
    },
    applyList: async (secrets, reading) => {
      const { accountId, generation } = reading
      const listed = new Set<string>()
      await inChunks(secrets, reading, (chunk) => {
        for (const { id } of chunk) listed.add(id)
        const settled = chunk.filter(({ id }) => changes.isSettled(id, generation))
        show(
          accountId,
          settled.map((remote) => {
            const facts = factsOf(remote.id)
            return secretRow(remote, valueAgeOf(state.secrets.get(remote.id), remote, facts), facts)
          }),
        )
      })
      if (!reading.isCurrent()) return []
      return [...state.secrets.values()].filter(
        ({ id }) => !listed.has(id) && changes.isSettled(id, generation),
      )
    },
    put: (accountId, remote, age) => {
      const facts = factsOf(remote.id)
      const previous = state.secrets.get(remote.id)
      const row = secretRow(remote, age ?? valueAgeOf(previous, remote, facts), facts)
      show(accountId, [row])
      return row
    },
    remove: (accountId, secretIds) => {
      for (const id of secretIds) values.drop(accountId, id)
      state.secrets.remove(secretIds)
      cacheWriter.note(accountId, secretIds)
      refreshFacts(accountId)
    },
    forgetGone: (accountId, listed) => {
      const listedIds = new Set(listed.map(({ id }) => id))
      secretFacts.keepOnly(accountId, (id) => listedIds.has(id) || state.secrets.get(id) !== undefined)
    },
    refreshFacts,
    written: cacheWriter.written,
  }
}

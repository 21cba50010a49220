// What only this computer knows of the account's secrets besides their values: notes, tags, favourites.
import { type Notes, noSecretNotes } from '../../shared/domain/notes.ts'
import type { Result } from '../../shared/errors.ts'
import type { VaultStore } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import { attempt, tryStore } from './attempt.ts'

export interface SecretFactsService {
  /** Reads what is known of the account's secrets. */
  readonly load: (accountId: string) => void
  readonly of: (secretId: string) => Notes
  /** Written first, then known, all of them or none; the rows are not changed by this. `storage`. */
  readonly writeNotes: (accountId: string, notesBySecret: ReadonlyMap<string, Notes>) => Result<void>
  /** Drops what is known of every other secret. */
  readonly keepOnly: (accountId: string, isThere: (secretId: string) => boolean) => void
  readonly forget: () => void
}

export function createSecretFacts(deps: {
  readonly vaultStore: Pick<VaultStore, 'listSecretFacts' | 'writeSecretFacts' | 'removeSecretFacts'>
  readonly log: Log
}): SecretFactsService {
  const { vaultStore, log } = deps
  const known = new Map<string, Notes>()
  let loadedId: string | null = null

  return {
    load: (accountId) => {
      known.clear()
      loadedId = accountId
      const stored = attempt(log, 'vault.notRead', () => vaultStore.listSecretFacts(accountId)) ?? []
      for (const { secretId, notes } of stored) known.set(secretId, notes)
    },
    of: (secretId) => known.get(secretId) ?? noSecretNotes,
    writeNotes: (accountId, notesBySecret) => {
      const facts = [...notesBySecret].map(([secretId, notes]) => ({ secretId, notes }))
      const written = tryStore(log, 'vault.notWritten', () =>
        facts.every(({ notes }) => isEmpty(notes))
          ? vaultStore.removeSecretFacts(accountId, ...notesBySecret.keys())
          : vaultStore.writeSecretFacts(accountId, ...facts),
      )
      if (written.ok) for (const { secretId, notes } of facts) known.set(secretId, notes)
      return written
    },
    keepOnly: (accountId, isThere) => {
      // A reading of an account that was left proves nothing about the one that is shown.
      if (accountId !== loadedId) return
      const gone = [...known.keys()].filter((secretId) => !isThere(secretId))
      if (gone.length === 0) return
      const removed = tryStore(log, 'vault.notWritten', () =>
        vaultStore.removeSecretFacts(accountId, ...gone),
      )
      // What stays in the file is found again by the next reading, and dropped then.
      if (removed.ok) for (const secretId of gone) known.delete(secretId)
    },
    forget: () => known.clear(),
  }
}

function isEmpty({ note, tags, isFavourite }: Notes): boolean {
  return note === '' && tags.length === 0 && !isFavourite
}

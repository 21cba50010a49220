// What only this computer knows of the account's keys: notes, tags, and the limits of those that are frozen.
import type { ApiKey } from '../../shared/domain/api-key.ts'
import { type Frozen, type KeyNotes, noNotes } from '../../shared/domain/key-notes.ts'
import type { Result } from '../../shared/errors.ts'
import type { KeyFacts, VaultStore } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import { attempt, tryStore } from './attempt.ts'

export interface KeyFactsService {
  /** Reads what is known of the account's keys. */
  readonly load: (accountId: string) => void
  readonly of: (keyId: string) => Pick<ApiKey, 'notes' | 'frozen'>
  /** Written first, then known; the row of the key is not changed by this. `storage` where it was not written. */
  readonly writeNotes: (accountId: string, keyId: string, notes: KeyNotes) => Result<void>
  /** The same for several keys: all of them, or none. */
  readonly writeAllNotes: (accountId: string, notesByKey: ReadonlyMap<string, KeyNotes>) => Result<void>
  /** Null for a key that is thawed. */
  readonly writeFrozen: (accountId: string, keyId: string, frozen: Frozen | null) => Result<void>
  readonly forget: () => void
}

const noFacts = { notes: noNotes, frozen: null } as const

export function createKeyFacts(deps: {
  readonly vaultStore: Pick<VaultStore, 'listKeyFacts' | 'writeKeyFacts' | 'removeKeyFacts'>
  readonly log: Log
}): KeyFactsService {
  const { vaultStore, log } = deps
  const known = new Map<string, KeyFacts>()

  const write = (accountId: string, facts: KeyFacts): Result<void> => {
    const isEmpty = facts.frozen === null && JSON.stringify(facts.notes) === JSON.stringify(noNotes)
    const written = tryStore(log, 'vault.notWritten', () =>
      isEmpty
        ? vaultStore.removeKeyFacts(accountId, facts.keyId)
        : vaultStore.writeKeyFacts(accountId, facts),
    )
    if (written.ok) known.set(facts.keyId, facts)
    return written
  }

  const factsOf = (keyId: string): KeyFacts => known.get(keyId) ?? { keyId, ...noFacts }

  return {
    load: (accountId) => {
      known.clear()
      for (const facts of attempt(log, 'vault.notRead', () => vaultStore.listKeyFacts(accountId)) ?? []) {
        known.set(facts.keyId, facts)
      }
    },
    of: (keyId) => {
      const { notes, frozen } = known.get(keyId) ?? noFacts
      return { notes, frozen }
    },
    writeNotes: (accountId, keyId, notes) => write(accountId, { ...factsOf(keyId), notes }),
    writeAllNotes: (accountId, notesByKey) => {
      const all = [...notesByKey].map(([keyId, notes]) => ({ ...factsOf(keyId), notes }))
      const written = tryStore(log, 'vault.notWritten', () => vaultStore.writeKeyFacts(accountId, ...all))
      if (written.ok) for (const facts of all) known.set(facts.keyId, facts)
      return written
    },
    writeFrozen: (accountId, keyId, frozen) => write(accountId, { ...factsOf(keyId), frozen }),
    forget: () => known.clear(),
  }
}

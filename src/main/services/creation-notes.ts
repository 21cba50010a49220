// Gives a new key the tags that were asked for with it; what is named so in creation-tags.ts is something else.
import { type KeyNotes, noNotes } from '../../shared/domain/key-notes.ts'
import type { CreationIntent } from '../ports/store.ts'
import type { AppState } from '../state/app-state.ts'
import type { KeyFactsService } from './key-facts.ts'
import type { KeyTable } from './key-table.ts'

/**
 * Writes the tags of a creation, unless something is written about its key already, and shows them where the key
 * is in the table. The intent keeps them, so that a kill in between loses none: asked again at the next start.
 */
export type NoteCreation = (intent: Pick<CreationIntent, 'accountId' | 'draft'>, keyId: string) => KeyNotes

export function createCreationNotes(deps: {
  readonly state: AppState
  readonly keyFacts: Pick<KeyFactsService, 'of' | 'writeNotes'>
  readonly table: Pick<KeyTable, 'put'>
}): NoteCreation {
  const { state, keyFacts, table } = deps
  return ({ accountId, draft: { tags = [] } }, keyId) => {
    const known = keyFacts.of(keyId).notes
    if (tags.length === 0 || known !== noNotes) return known
    keyFacts.writeNotes(accountId, keyId, { ...noNotes, tags })
    const { notes } = keyFacts.of(keyId)
    const row = state.snapshot().account?.id === accountId ? state.keys.get(keyId) : undefined
    if (row !== undefined) table.put(accountId, { ...row, notes })
    return notes
  }
}

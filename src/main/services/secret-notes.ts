// Keeps what its user writes about secrets: notes, tags, favourites.
import type { Notes } from '../../shared/domain/notes.ts'
import type { AppState } from '../state/app-state.ts'
import { createNotes, type NotesDeps, type NotesService } from './notes.ts'
import type { SecretFactsService } from './secret-facts.ts'
import type { SecretTable } from './secret-table.ts'

export interface SecretNotesDeps extends Pick<NotesDeps<Notes>, 'activity'> {
  readonly state: AppState
  readonly secretFacts: Pick<SecretFactsService, 'writeNotes'>
  readonly secretTable: Pick<SecretTable, 'refreshFacts'>
}

export function createSecretNotes(deps: SecretNotesDeps): NotesService<Notes> {
  const { state, activity, secretFacts, secretTable } = deps
  return createNotes<Notes>({
    ...{ state, activity, kind: 'secretNoted', write: secretFacts.writeNotes },
    rowOf: (secretId) => state.secrets.get(secretId),
    show: secretTable.refreshFacts,
  })
}

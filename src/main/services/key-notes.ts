// Keeps what its user writes about keys, also about those that have ended: notes, tags, favourites, lead times.
import type { KeyNotes } from '../../shared/domain/key-notes.ts'
import type { AppState } from '../state/app-state.ts'
import type { KeyFactsService } from './key-facts.ts'
import type { KeyTable } from './key-table.ts'
import { createNotes, type NotesDeps, type NotesService } from './notes.ts'

export interface KeyNotesDeps extends Pick<NotesDeps<KeyNotes>, 'activity'> {
  readonly state: AppState
  readonly keyFacts: Pick<KeyFactsService, 'of' | 'writeAllNotes'>
  readonly table: Pick<KeyTable, 'put'>
}

export function createKeyNotes({ state, keyFacts, table, activity }: KeyNotesDeps): NotesService<KeyNotes> {
  const rowOf = (keyId: string) => state.keys.get(keyId)
  return createNotes<KeyNotes>({
    ...{ state, activity, rowOf, kind: 'keyNoted', write: keyFacts.writeAllNotes },
    show: (accountId, keyIds) => {
      const rows = keyIds.flatMap((id) => rowOf(id) ?? [])
      table.put(accountId, ...rows.map((row) => ({ ...row, notes: keyFacts.of(row.id).notes })))
    },
    moreChanges: (before, after) =>
      before.remindDays === after.remindDays
        ? []
        : [{ field: 'First reminder', before: remindWords(before), after: remindWords(after) }],
  })
}

function remindWords({ remindDays }: KeyNotes): string {
  if (remindDays === null) return 'as in the settings'
  return `${remindDays} ${remindDays === 1 ? 'day' : 'days'} before the expiry`
}

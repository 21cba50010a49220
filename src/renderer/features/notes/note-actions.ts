// What can be done with notes from a table, each telling its outcome.
import { announce, openDialog, tellProblem } from '../../state/ui-state.ts'
import { idsToActOn } from '../table-view/row-actions.ts'
import { type NotesNoun, type NotesSubject, saveNotes } from './subjects.ts'

export async function setFavourite(subject: NotesSubject, isFavourite: boolean): Promise<void> {
  const answer = await saveNotes(subject, { ...subject.notes, isFavourite })
  if (!answer.ok) return tellProblem(answer.error, subject.noun)
  announce(`${subject.name} ${isFavourite ? 'is a favourite' : 'is no longer a favourite'}`)
}

/** About the given row, together with all selected ones where it is one of them; without one, the selection. */
export function openNotes(noun: NotesNoun, id?: string): void {
  const ids = idsToActOn(noun === 'key' ? 'keys' : 'secrets', id)
  if (ids.length > 0) openDialog({ kind: 'notes', noun, ids })
}

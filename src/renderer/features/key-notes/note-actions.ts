// What can be done with the notes of keys from the table, each telling its outcome.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { commands } from '../../state/commands.ts'
import { announce, openDialog, tellProblem } from '../../state/ui-state.ts'
import { quotedName } from '../api-keys/key-status.ts'
import { idsToActOn } from '../table-view/row-actions.ts'

export async function setFavourite(key: ApiKey, isFavourite: boolean): Promise<void> {
  const answer = await commands.keys.note({ keyId: key.id, notes: { ...key.notes, isFavourite } })
  if (!answer.ok) return tellProblem(answer.error)
  announce(`${quotedName(key)} ${isFavourite ? 'is a favourite' : 'is no longer a favourite'}`)
}

/** About the given key, together with all selected ones where it is one of them; without one, the selection. */
export function openNotes(key: ApiKey | undefined): void {
  const keyIds = idsToActOn('keys', key?.id)
  if (keyIds.length > 0) openDialog({ kind: 'keyNotes', keyIds })
}

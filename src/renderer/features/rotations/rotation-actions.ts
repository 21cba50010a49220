// What can be done with a rotation that goes on, each telling its outcome.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { durationWords, type Rotation } from '../../../shared/domain/rotation.ts'
import { commands } from '../../state/commands.ts'
import { announce, openDialog, tellProblem, tellSuccess } from '../../state/ui-state.ts'
import { openUnlessBlocked } from '../table-view/row-actions.ts'
import { quotedOldName } from './rotation-words.ts'

export function rotateKey({ id }: Pick<ApiKey, 'id'>): void {
  openUnlessBlocked(() => openDialog({ kind: 'rotateKey', keyId: id }))
}

export function revokeOldKey({ oldKeyId }: Rotation): void {
  openUnlessBlocked(() => openDialog({ kind: 'revokeKeys', keyIds: [oldKeyId] }))
}

export async function changeQuietTime(rotation: Rotation, quietMs: number): Promise<void> {
  const answer = await commands.rotations.change({ rotationId: rotation.id, quietMs })
  if (!answer.ok) return tellProblem(answer.error)
  announce(`The old ${quotedOldName(rotation)} is to be quiet for ${durationWords(quietMs)}`)
}

export async function stopWatching(rotation: Rotation): Promise<void> {
  const answer = await commands.rotations.end({ rotationId: rotation.id })
  if (!answer.ok) return tellProblem(answer.error)
  tellSuccess(`The old ${quotedOldName(rotation)} is no longer watched`, 'Both keys stay as they are.')
}

/** Puts away that a rotation has ended. */
export async function putAway(rotation: Rotation): Promise<void> {
  const answer = await commands.rotations.end({ rotationId: rotation.id })
  if (!answer.ok) tellProblem(answer.error)
}

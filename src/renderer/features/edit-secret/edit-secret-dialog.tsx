// Edits what belongs to one secret, its value aside.
import type { Secret, SecretChanges } from '../../../shared/domain/secret.ts'
import { useSecret } from '../../state/app-state.ts'
import { SubjectIsGone } from '../edit-form/edit-frame.tsx'
import { useEditBasis } from '../edit-form/use-edit-basis.ts'
import { EditSecretForm } from './edit-secret-form.tsx'

export interface EditSecretDialogProps {
  readonly secretId: string
}

/** The form opens on the secret as it was then and is never overwritten by a refresh. */
export function EditSecretDialog({ secretId }: EditSecretDialogProps) {
  const row = useSecret(secretId)
  const { basis, startFrom } = useEditBasis<Secret, SecretChanges>(row)
  if (!basis) return <SubjectIsGone noun="secret" />
  return <EditSecretForm key={basis.version} basis={basis} row={row} onStartFrom={startFrom} />
}

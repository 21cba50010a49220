// Edits one API key: the form opens on the key as it was then and is never overwritten by a refresh.
import type { ApiKey, KeyChanges } from '../../../shared/domain/api-key.ts'
import { useKey } from '../../state/app-state.ts'
import { SubjectIsGone } from '../edit-form/edit-frame.tsx'
import { useEditBasis } from '../edit-form/use-edit-basis.ts'
import { EditForm } from './edit-form.tsx'

export interface EditKeyDialogProps {
  readonly keyId: string
}

export function EditKeyDialog({ keyId }: EditKeyDialogProps) {
  const row = useKey(keyId)
  const { basis, startFrom } = useEditBasis<ApiKey, KeyChanges>(row)
  if (!basis) return <SubjectIsGone noun="key" />
  return <EditForm key={basis.version} basis={basis} row={row} onStartFrom={startFrom} />
}

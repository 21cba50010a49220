// Edits one API key: the form opens on the key as it was then and is never overwritten by a refresh.
import { useState } from 'react'
import type { ApiKey, KeyChanges } from '../../../shared/domain/api-key.ts'
import { useKey } from '../../state/app-state.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { EditBasis } from './edit-basis.ts'
import { EditForm } from './edit-form.tsx'

export interface EditKeyDialogProps {
  readonly keyId: string
}

export function EditKeyDialog({ keyId }: EditKeyDialogProps) {
  const row = useKey(keyId)
  const [basis, setBasis] = useState<EditBasis | null>(() =>
    row ? { version: 0, key: row, row, notTaken: null } : null,
  )
  if (!basis) return <KeyIsGone />
  const startFrom = (key: ApiKey, notTaken: KeyChanges | null) =>
    setBasis({ version: basis.version + 1, key, row, notTaken })
  return <EditForm key={basis.version} basis={basis} row={row} onStartFrom={startFrom} />
}

function KeyIsGone() {
  return (
    <Dialog
      title="This key is gone"
      width="small"
      onClose={closeDialog}
      footer={<Button onClick={closeDialog}>Close</Button>}
    >
      <p>It left the list before it could be opened, so there is nothing to edit.</p>
    </Dialog>
  )
}

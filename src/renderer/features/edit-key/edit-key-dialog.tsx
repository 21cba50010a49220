// Edits one API key: the form opens on the key as it was then and is never overwritten by a refresh.
import { useState } from 'react'
import type { ApiKey, KeyChanges } from '../../../shared/domain/api-key.ts'
import { useKey } from '../../state/app-state.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EditForm } from './edit-form.tsx'

export interface EditKeyDialogProps {
  readonly keyId: string
}

/** What the form started from. A new basis is a new form. */
export interface EditBasis {
  readonly version: number
  readonly key: ApiKey
  /** The row in the table at that moment, to notice when it is replaced. */
  readonly row: ApiKey | undefined
  /** What was asked for and not taken over by the service. */
  readonly notTaken: KeyChanges | null
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

// Draws the one dialog that is open.
import { assertNever } from '../../../shared/errors.ts'
import { useUiState } from '../../state/ui-state.ts'
import { CreateKeyDialog } from '../create-key/create-key-dialog.tsx'
import { EditKeyDialog } from '../edit-key/edit-key-dialog.tsx'
import { RevokeKeysDialog } from '../revoke-keys/revoke-keys-dialog.tsx'
import { SettingsDialog } from '../settings/settings-dialog.tsx'
import { UnstoredValueDialog } from '../unstored-value/unstored-value-dialog.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

export function DialogLayer() {
  const dialog = useUiState((state) => state.dialog)
  if (!dialog) return null
  switch (dialog.kind) {
    case 'createKey':
      return <CreateKeyDialog {...(dialog.draft ? { draft: dialog.draft } : {})} />
    case 'editKey':
      return <EditKeyDialog key={dialog.keyId} keyId={dialog.keyId} />
    case 'revokeKeys':
      return <RevokeKeysDialog key={dialog.keyIds.join()} keyIds={dialog.keyIds} />
    case 'unstoredValue':
      return <UnstoredValueDialog key={dialog.keyId} keyId={dialog.keyId} />
    case 'settings':
      return <SettingsDialog />
    case 'shortcuts':
      return <ShortcutsDialog />
    default:
      return assertNever(dialog)
  }
}

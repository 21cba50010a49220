// Draws the one dialog that is open.
import { assertNever } from '../../../shared/errors.ts'
import { useUiState } from '../../state/ui-state.ts'
import { AddSecretDialog } from '../add-secret/add-secret-dialog.tsx'
import { CompareValueDialog } from '../compare-value/compare-value-dialog.tsx'
import { CreateKeyDialog } from '../create-key/create-key-dialog.tsx'
import { DeleteSecretsDialog } from '../delete-secrets/delete-secrets-dialog.tsx'
import { EditKeyDialog } from '../edit-key/edit-key-dialog.tsx'
import { EditSecretDialog } from '../edit-secret/edit-secret-dialog.tsx'
import { ReplaceValueDialog } from '../replace-value/replace-value-dialog.tsx'
import { RevokeKeysDialog } from '../revoke-keys/revoke-keys-dialog.tsx'
import { SettingsDialog } from '../settings/settings-dialog.tsx'
import { UnstoredValueDialog } from '../unstored-value/unstored-value-dialog.tsx'
import { UseExistingSecretDialog } from '../use-existing-secret/use-existing-secret-dialog.tsx'
import { WhichSecretDialog } from '../which-secret/which-secret-dialog.tsx'
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
    case 'addSecret':
      return <AddSecretDialog {...(dialog.start ? { start: dialog.start } : {})} />
    case 'editSecret':
      return <EditSecretDialog key={dialog.secretId} secretId={dialog.secretId} />
    case 'replaceValue':
      return <ReplaceValueDialog key={dialog.secretIds.join()} secretIds={dialog.secretIds} />
    case 'deleteSecrets':
      return <DeleteSecretsDialog key={dialog.secretIds.join()} secretIds={dialog.secretIds} />
    case 'compareValue':
      return <CompareValueDialog key={dialog.secretId} secretId={dialog.secretId} />
    case 'whichSecret': {
      const { kind: _, ...question } = dialog
      return <WhichSecretDialog {...question} />
    }
    case 'useExistingSecret':
      return <UseExistingSecretDialog serviceId={dialog.serviceId} toolArg={dialog.toolArg} />
    case 'settings':
      return <SettingsDialog />
    case 'shortcuts':
      return <ShortcutsDialog />
    default:
      return assertNever(dialog)
  }
}

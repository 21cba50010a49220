// Draws the one dialog that is open.
import { assertNever } from '../../../shared/errors.ts'
import { useUiState } from '../../state/ui-state.ts'
import { QuestionNote } from '../../ui/dialog.tsx'
import { AccountLine } from '../accounts/account-mark.tsx'
import { DisconnectDialog } from '../accounts/disconnect-dialog.tsx'
import { AddSecretDialog } from '../add-secret/add-secret-dialog.tsx'
import { CompareValueDialog } from '../compare-value/compare-value-dialog.tsx'
import { CreateKeyDialog } from '../create-key/create-key-dialog.tsx'
import { DeleteSecretsDialog } from '../delete-secrets/delete-secrets-dialog.tsx'
import { EditKeyDialog } from '../edit-key/edit-key-dialog.tsx'
import { EditSecretDialog } from '../edit-secret/edit-secret-dialog.tsx'
import { FreezeKeysDialog } from '../freeze-keys/freeze-keys-dialog.tsx'
import { IgnoreDialog } from '../hygiene/ignore-dialog.tsx'
import { RemedyDialog } from '../hygiene/remedy-dialog.tsx'
import { IdentifyDialog } from '../identify/identify-dialog.tsx'
import { NotesDialog } from '../notes/notes-dialog.tsx'
import { PaletteDialog } from '../palette/palette-dialog.tsx'
import { PanicDialog } from '../panic/panic-dialog.tsx'
import { ReplaceValueDialog } from '../replace-value/replace-value-dialog.tsx'
import { RevokeKeysDialog } from '../revoke-keys/revoke-keys-dialog.tsx'
import { RotateKeyDialog } from '../rotate-key/rotate-key-dialog.tsx'
import { ManageViewsDialog } from '../saved-views/manage-views-dialog.tsx'
import { SaveViewDialog } from '../saved-views/save-view-dialog.tsx'
import { SettingsDialog } from '../settings/settings-dialog.tsx'
import { UnstoredValueDialog } from '../unstored-value/unstored-value-dialog.tsx'
import { UseExistingSecretDialog } from '../use-existing-secret/use-existing-secret-dialog.tsx'
import { WhichSecretDialog } from '../which-secret/which-secret-dialog.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

export function DialogLayer() {
  return (
    <QuestionNote value={accountLine}>
      <OpenDialog />
    </QuestionNote>
  )
}

/** Which account a question is about, in every one of them. */
const accountLine = <AccountLine />

function OpenDialog() {
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
    case 'freezeKeys':
      return <FreezeKeysDialog key={dialog.keyIds.join()} keyIds={dialog.keyIds} change={dialog.change} />
    case 'rotateKey':
      return <RotateKeyDialog key={dialog.keyId} keyId={dialog.keyId} />
    case 'notes':
      return <NotesDialog key={dialog.ids.join()} noun={dialog.noun} ids={dialog.ids} />
    case 'saveView':
      return <SaveViewDialog section={dialog.section} sorting={dialog.sorting} />
    case 'manageViews':
      return <ManageViewsDialog section={dialog.section} />
    case 'remedy':
      return <RemedyDialog key={dialog.keyIds.join()} remedy={dialog.remedy} keyIds={dialog.keyIds} />
    case 'ignoreFindings':
      return <IgnoreDialog finding={dialog.finding} rows={dialog.rows} count={dialog.count} />
    case 'identify':
      return <IdentifyDialog {...(dialog.text ? { text: dialog.text } : {})} />
    case 'panic':
      return <PanicDialog />
    case 'disconnect':
      return <DisconnectDialog />
    case 'palette':
      return <PaletteDialog />
    case 'settings':
      return <SettingsDialog {...(dialog.page ? { page: dialog.page } : {})} />
    case 'shortcuts':
      return <ShortcutsDialog />
    default:
      return assertNever(dialog)
  }
}

// The edit form of a secret: its fields, what will change, and the way to its value.
import { RefreshCcw } from 'lucide-react'
import type { Secret, SecretChanges } from '../../../shared/domain/secret.ts'
import { describeSecretChanges, withSecretChanges } from '../../../shared/domain/secret-change-words.ts'
import { useNow, useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { openDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { EditBanners } from '../edit-form/edit-banners.tsx'
import { EditFrame } from '../edit-form/edit-frame.tsx'
import type { EditBasis, StartFrom } from '../edit-form/use-edit-basis.ts'
import { ClashNotes } from '../secret-form/clash-notes.tsx'
import { EditFields } from '../secret-form/edit-fields.tsx'
import { PresentValue } from '../secret-form/secret-facts.tsx'
import { quotedSecretName, valueAge } from '../secrets/secret-words.ts'
import { useEditSecret } from './use-edit-secret.ts'

export interface EditSecretFormProps {
  readonly basis: EditBasis<Secret, SecretChanges>
  /** The secret as the table has it now; undefined once it is gone. */
  readonly row: Secret | undefined
  readonly onStartFrom: StartFrom<Secret, SecretChanges>
}

export function EditSecretForm({ basis, row, onStartFrom }: EditSecretFormProps) {
  const { subject: secret, notTaken } = basis
  const { form, problem, edit, submit } = useEditSecret(secret, onStartFrom)
  const { isDirty, isSubmitting } = form.formState
  const block = useSnapshot(writeBlock) ?? (row ? null : 'This secret was deleted meanwhile.')
  // Its own saving changes the row too; that is no news.
  const moved = row !== basis.row && !isSubmitting ? row : undefined
  return (
    <EditFrame
      noun="secret"
      title={`Edit ${quotedSecretName(secret)}`}
      formState={{ isDirty, isSubmitting }}
      problem={problem}
      block={block}
      changes={describeSecretChanges(secret, edit)}
      onSubmit={submit}
      banners={
        <EditBanners
          noun="secret"
          block={block}
          notTaken={notTaken ? describeSecretChanges(secret, withSecretChanges(secret, notTaken)) : []}
          drift={moved ? describeSecretChanges(secret, moved) : []}
          onReload={() => row && onStartFrom(row, null)}
        />
      }
    >
      <EditFields control={form.control} />
      <ClashNotes secretId={secret.id} edit={edit} />
      <ValueFacts secret={row ?? secret} isDirty={isDirty} isGone={!row} />
    </EditFrame>
  )
}

/** The value has an action of its own: an edit never touches it. */
function ValueFacts({
  secret,
  isDirty,
  isGone,
}: {
  readonly secret: Secret
  readonly isDirty: boolean
  readonly isGone: boolean
}) {
  const age = valueAge(secret, useNow())
  const unsaved = isDirty ? 'Save or discard your changes first.' : null
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-3">
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-1.5">
          <span className="font-medium">Value</span>
          <PresentValue secret={secret} />
        </p>
        <p className="text-sm text-ink-muted">{age.details}</p>
      </div>
      <Button
        icon={RefreshCcw}
        disabledReason={isGone ? 'This secret is gone.' : unsaved}
        onClick={() => openDialog({ kind: 'replaceValue', secretIds: [secret.id] })}
      >
        Replace value…
      </Button>
    </div>
  )
}

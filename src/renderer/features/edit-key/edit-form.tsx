// The edit form of a key: its fields, what will change, the saving, and what changed underneath meanwhile.
import type { ApiKey, KeyChanges } from '../../../shared/domain/api-key.ts'
import { describeChanges, withChanges } from '../../../shared/domain/change-words.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { quotedName } from '../api-keys/key-status.ts'
import { EditBanners } from '../edit-form/edit-banners.tsx'
import { EditFrame } from '../edit-form/edit-frame.tsx'
import type { EditBasis, StartFrom } from '../edit-form/use-edit-basis.ts'
import { FrozenNote } from '../freeze-keys/frozen-note.tsx'
import { EditKeyFields } from './edit-key-fields.tsx'
import { useEditForm } from './use-edit-form.ts'

export interface EditFormProps {
  readonly basis: EditBasis<ApiKey, KeyChanges>
  /** The key as the table has it now; undefined once it is gone. */
  readonly row: ApiKey | undefined
  readonly onStartFrom: StartFrom<ApiKey, KeyChanges>
}

export function EditForm({ basis, row, onStartFrom }: EditFormProps) {
  const { subject: key, notTaken } = basis
  const { form, problem, changes, submit } = useEditForm(key, onStartFrom)
  const { isDirty, isSubmitting } = form.formState
  const hasEnded = !row || row.ending !== null
  const block = useSnapshot(writeBlock) ?? (hasEnded ? 'This key has ended.' : null)
  // Its own saving changes the row too; that is no news.
  const moved = row !== basis.row && !isSubmitting ? row : undefined
  return (
    <EditFrame
      noun="key"
      title={`Edit ${quotedName(key)}`}
      formState={{ isDirty, isSubmitting }}
      problem={problem}
      block={block}
      changes={describeChanges(key, withChanges(key, changes))}
      onSubmit={submit}
      banners={
        <>
          <FrozenNote apiKey={key} changesLimit={changes.creditLimit !== undefined} />
          <EditBanners
            noun="key"
            block={block}
            notTaken={notTaken ? describeChanges(key, withChanges(key, notTaken)) : []}
            drift={moved ? describeChanges(key, moved) : []}
            onReload={() => row && onStartFrom(row, null)}
          />
        </>
      }
    >
      <EditKeyFields apiKey={key} control={form.control} />
    </EditFrame>
  )
}

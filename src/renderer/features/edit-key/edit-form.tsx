// The edit form: its fields, what will change, the saving, and what changed underneath meanwhile.
import { useId, useState } from 'react'
import type { ApiKey, KeyChanges } from '../../../shared/domain/api-key.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { quotedName } from '../api-keys/key-status.ts'
import { LeaveQuestion } from '../key-form/leave-question.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { ChangeList } from './change-list.tsx'
import { type ChangeWords, describeChanges, withChanges } from './changes.ts'
import { EditBanners } from './edit-banners.tsx'
import type { EditBasis } from './edit-basis.ts'
import { EditKeyFields } from './edit-key-fields.tsx'
import { useEditForm } from './use-edit-form.ts'

export interface EditFormProps {
  readonly basis: EditBasis
  /** The key as the table has it now; undefined once it is gone. */
  readonly row: ApiKey | undefined
  /** Throws the form away for a new one. */
  readonly onStartFrom: (key: ApiKey, notTaken: KeyChanges | null) => void
}

export function EditForm({ basis, row, onStartFrom }: EditFormProps) {
  const { key } = basis
  const formId = useId()
  const [isAsking, setIsAsking] = useState(false)
  const { form, problem, changes, submit } = useEditForm(key, onStartFrom)
  const { isSubmitting } = form.formState
  const hasEnded = !row || row.ending !== null
  const block = useSnapshot(writeBlock) ?? (hasEnded ? 'This key has ended.' : null)
  const words = describeChanges(key, withChanges(key, changes))
  const leave = () => {
    if (form.formState.isDirty) setIsAsking(!isAsking)
    else closeDialog()
  }
  return (
    <Dialog
      title={`Edit ${quotedName(key)}`}
      onClose={leave}
      isLocked={isSubmitting}
      footer={
        isAsking ? (
          <LeaveQuestion onStay={() => setIsAsking(false)} onLeave={closeDialog} />
        ) : (
          <>
            <WillChange changes={words} />
            <Button onClick={leave} isDisabled={isSubmitting}>
              Cancel
            </Button>
            <Button
              variant="primary"
              type="submit"
              form={formId}
              isBusy={isSubmitting}
              disabledReason={saveBlock(block, problem.waitSeconds, form.formState.isDirty)}
            >
              {problem.waitSeconds > 0 ? `Save in ${problem.waitSeconds} s` : 'Save changes'}
            </Button>
          </>
        )
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
        <EditBanners
          basis={basis}
          row={row}
          block={block}
          isSaving={isSubmitting}
          onReload={(newest) => onStartFrom(newest, null)}
        />
        {problem.error && <ProblemBanner error={problem.error} title="The changes were not saved" />}
        <EditKeyFields apiKey={key} control={form.control} />
      </form>
    </Dialog>
  )
}

function saveBlock(block: string | null, waitSeconds: number, isDirty: boolean): string | null {
  if (block) return block
  if (waitSeconds > 0) return 'The service asked to wait.'
  return isDirty ? null : 'Nothing is changed yet.'
}

/** Above the buttons, where it is in view however long the form is. */
function WillChange({ changes }: { readonly changes: readonly ChangeWords[] }) {
  return (
    <section
      aria-label="Will change"
      aria-live="polite"
      className="mb-1 max-h-[min(6.5rem,18vh)] basis-full overflow-y-auto"
    >
      {changes.length > 0 ? (
        <ChangeList changes={changes} />
      ) : (
        <span className="text-ink-muted">Nothing changes yet</span>
      )}
    </section>
  )
}

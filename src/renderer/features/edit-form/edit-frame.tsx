// The dialog of an edit form: what will change above its buttons, and the question before changes are left.

import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { ChangeWords } from '../../../shared/domain/change-words.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { LeaveQuestion } from '../key-form/leave-question.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import type { ProblemState } from '../problem/use-problem.ts'
import { ChangeList } from './change-list.tsx'

export interface EditFrameProps {
  readonly noun: 'key' | 'secret'
  readonly title: string
  /** Of react-hook-form. */
  readonly formState: { readonly isDirty: boolean; readonly isSubmitting: boolean }
  readonly problem: ProblemState
  /** Why nothing can be saved now. */
  readonly block: string | null
  readonly changes: readonly ChangeWords[]
  readonly onSubmit: (event: FormEvent) => unknown
  /** Stand above a failure of the last saving. */
  readonly banners: ReactNode
  readonly children: ReactNode
}

export function EditFrame(props: EditFrameProps) {
  const { noun, title, formState, problem, block, changes, onSubmit, banners, children } = props
  const formId = useId()
  const [isAsking, setIsAsking] = useState(false)
  const { isDirty, isSubmitting } = formState
  const leave = () => {
    if (isDirty) setIsAsking(!isAsking)
    else closeDialog()
  }
  return (
    <Dialog
      title={title}
      onClose={leave}
      isLocked={isSubmitting}
      footer={
        isAsking ? (
          <LeaveQuestion onStay={() => setIsAsking(false)} onLeave={closeDialog} />
        ) : (
          <>
            <WillChange changes={changes} />
            <Button onClick={leave} isDisabled={isSubmitting}>
              Cancel
            </Button>
            <Button
              variant="primary"
              type="submit"
              form={formId}
              isBusy={isSubmitting}
              disabledReason={saveBlock(block, problem.waitSeconds, isDirty)}
            >
              {problem.waitSeconds > 0 ? `Save in ${problem.waitSeconds} s` : 'Save changes'}
            </Button>
          </>
        )
      }
    >
      <form id={formId} onSubmit={onSubmit} noValidate className="flex flex-col gap-3">
        {banners}
        {problem.error && (
          <ProblemBanner subject={noun} error={problem.error} title="The changes were not saved" />
        )}
        {children}
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

/** In place of the form where there is nothing to edit. */
export function SubjectIsGone({ noun }: Pick<EditFrameProps, 'noun'>) {
  return (
    <Dialog
      title={`This ${noun} is gone`}
      width="small"
      onClose={closeDialog}
      footer={<Button onClick={closeDialog}>Close</Button>}
    >
      <p>It left the list before it could be opened, so there is nothing to edit.</p>
    </Dialog>
  )
}

// The buttons under a form that makes a key, and the question before what was filled in is lost.
import { type ReactNode, useState } from 'react'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { LeaveQuestion } from './leave-question.tsx'

interface FormState {
  readonly isDirty: boolean
  readonly isSubmitting: boolean
}

/** Leaves the form, or asks first where something was filled in; leaving again takes the question away. */
export function useLeaving({ isDirty }: Pick<FormState, 'isDirty'>) {
  const [isAsking, setIsAsking] = useState(false)
  const leave = () => {
    if (isDirty) setIsAsking(!isAsking)
    else closeDialog()
  }
  return { isAsking, leave, stay: () => setIsAsking(false) }
}

interface NewKeyFooterProps {
  readonly formId: string
  readonly leaving: ReturnType<typeof useLeaving>
  readonly isSubmitting: boolean
  /** Until the service may be asked again. */
  readonly waitSeconds: number
  /** Why no key can be made now. */
  readonly block: string | null
  /** The verb of the button that sends the form. */
  readonly children: ReactNode
}

export function NewKeyFooter(props: NewKeyFooterProps) {
  const { formId, leaving, isSubmitting, waitSeconds, block, children } = props
  if (leaving.isAsking) return <LeaveQuestion onStay={leaving.stay} onLeave={closeDialog} />
  return (
    <>
      <Button onClick={leaving.leave} isDisabled={isSubmitting}>
        Cancel
      </Button>
      <Button
        variant="primary"
        type="submit"
        form={formId}
        isBusy={isSubmitting}
        disabledReason={waitSeconds > 0 ? 'The service asked to wait.' : block}
      >
        {children}
      </Button>
    </>
  )
}

// The buttons of a confirmed batch: the safe one first, the red one with its verb and its number.
import type { ReactNode, RefObject } from 'react'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import type { BatchOutcome } from './batch-outcome.ts'
import type { ConfirmedBatch } from './use-confirmed-batch.ts'

export interface BatchFooterProps {
  readonly batch: Pick<
    ConfirmedBatch<unknown, BatchOutcome>,
    'step' | 'rows' | 'openCount' | 'outcomes' | 'askAgain' | 'confirm'
  >
  readonly cancelRef: RefObject<HTMLButtonElement | null>
  /** What the person still has to do before the red button works. */
  readonly block: string | null
  /** Red for what is lost for good or stops; default. */
  readonly variant?: 'danger' | 'primary'
  /** What the main button does to so many rows: "Revoke 3 keys". */
  readonly verb: (count: number) => string
  /** Why the red button does not work before the question could be read. */
  readonly readFirst: string
  /** What the safe button does; default: closes the dialog. */
  readonly onClose?: () => void
  /** Other ways out, left of the buttons; not shown while it runs. */
  readonly children?: ReactNode
}

export function BatchFooter({ children, ...props }: BatchFooterProps) {
  const { batch, cancelRef, onClose = closeDialog } = props
  const { step, rows, outcomes, openCount } = batch
  return (
    <>
      {step === 'running' && rows.length > 1 && (
        <span className="mr-auto text-ink-muted">Closing this does not stop it.</span>
      )}
      {step !== 'running' && children}
      <Button ref={cancelRef} onClick={onClose}>
        {step === 'running' || outcomes.size > 0 ? 'Close' : 'Cancel'}
      </Button>
      {openCount > 0 && <MainButton {...props} />}
    </>
  )
}

function MainButton(props: Omit<BatchFooterProps, 'children'>) {
  const { batch, block, variant = 'danger', verb, readFirst } = props
  const { step, rows, openCount, askAgain, confirm } = batch
  const writeReason = useSnapshot(writeBlock)
  if (step === 'stuck' || step === 'done') {
    // Asks for a new ticket for what is left.
    return (
      <Button disabledReason={writeReason} onClick={askAgain}>
        {step === 'stuck' || rows.length === 1 ? 'Try again…' : `Try ${openCount} of ${rows.length} again…`}
      </Button>
    )
  }
  const notYet = step === 'asking' ? null : readFirst
  return (
    <Button
      variant={variant}
      isBusy={step === 'running'}
      disabledReason={writeReason ?? block ?? (step === 'running' ? null : notYet)}
      onClick={confirm}
    >
      {verb(openCount)}
    </Button>
  )
}

// The buttons of a revocation: the safe one first, the red one with its verb and its number.
import type { RefObject } from 'react'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { isGone } from './outcome-words.ts'
import type { Revocation } from './use-revocation.ts'

export interface RevokeFooterProps {
  readonly revocation: Revocation
  readonly cancelRef: RefObject<HTMLButtonElement | null>
  /** What the person still has to do before the red button works. */
  readonly block: string | null
}

export function RevokeFooter({ revocation, cancelRef, block }: RevokeFooterProps) {
  const { step, keys, outcomes } = revocation
  const openCount = keys.filter(({ id }) => !isGone(outcomes.get(id))).length
  return (
    <>
      {step === 'running' && keys.length > 1 && (
        <span className="mr-auto text-ink-muted">Closing this does not stop it.</span>
      )}
      <Button ref={cancelRef} onClick={closeDialog}>
        {step === 'running' || outcomes.size > 0 ? 'Close' : 'Cancel'}
      </Button>
      {openCount > 0 && <MainButton revocation={revocation} openCount={openCount} block={block} />}
    </>
  )
}

function MainButton({
  revocation: {
    step,
    keys: { length: keyCount },
    askAgain,
    revoke,
  },
  openCount,
  block,
}: Pick<RevokeFooterProps, 'revocation' | 'block'> & { readonly openCount: number }) {
  const writeReason = useSnapshot(writeBlock)
  if (step === 'stuck' || step === 'done') {
    return (
      <Button disabledReason={writeReason} onClick={askAgain}>
        {step === 'stuck' || keyCount === 1 ? 'Try again…' : `Retry the ${openCount} that failed…`}
      </Button>
    )
  }
  const notYet = step === 'asking' ? null : 'Read first what is about to end.'
  return (
    <Button
      variant="danger"
      isBusy={step === 'running'}
      disabledReason={writeReason ?? block ?? (step === 'running' ? null : notYet)}
      onClick={revoke}
    >
      {openCount === 1 ? 'Revoke key' : `Revoke ${openCount} keys`}
    </Button>
  )
}

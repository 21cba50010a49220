// Stops many keys at once: all, or those with a tag. Shows first what that is about; main asks before it acts.
import { useRef } from 'react'
import { countKeys, type EmergencyAction } from '../../../shared/domain/emergency.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { ChooseAction, useActionChoice } from './choose-action.tsx'
import { PanicProgress } from './panic-progress.tsx'
import { usePanic } from './use-panic.ts'

export function PanicDialog() {
  const cancelRef = useRef<HTMLButtonElement>(null)
  const chosen = useActionChoice()
  const panic = usePanic()
  const offlineReason = useSnapshot(writeBlock)
  const { action, choice } = chosen
  const isRunning = panic.step === 'running'
  // While it works, the keys that are left become fewer.
  const count = panic.progress?.outcomes.length ?? chosen.keys.length
  return (
    <Dialog
      title="Emergency"
      description={
        panic.step === 'choosing' &&
        'Stops many keys at once. Latchkey asks once more, with number and names, before anything is done.'
      }
      onClose={closeDialog}
      initialFocusRef={cancelRef}
      footer={
        <>
          {isRunning && panic.progress && (
            <span className="mr-auto text-ink-muted">Closing this does not stop it.</span>
          )}
          <Button ref={cancelRef} onClick={closeDialog}>
            {panic.step === 'choosing' ? 'Cancel' : 'Close'}
          </Button>
          {panic.step !== 'ended' && (
            <Button
              variant={choice === 'thawAll' ? 'primary' : 'danger'}
              isBusy={isRunning}
              disabledReason={isRunning ? null : (offlineReason ?? chosen.block)}
              onClick={() => action && panic.run(action)}
            >
              {verbs[choice]} {countKeys(count)}…
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {offlineReason && (
          <Banner tone="warn" title={offlineReason}>
            Nothing is done later by itself: do it when the service answers again.
          </Banner>
        )}
        {panic.error && <ProblemBanner error={panic.error} title="Nothing was changed" />}
        {panic.step === 'choosing' ? <ChooseAction chosen={chosen} /> : <PanicProgress panic={panic} />}
      </div>
    </Dialog>
  )
}

const verbs: Readonly<Record<EmergencyAction['action'], string>> = {
  freezeAll: 'Freeze',
  freezeTag: 'Freeze',
  thawAll: 'Thaw',
  revokeTag: 'Revoke',
}

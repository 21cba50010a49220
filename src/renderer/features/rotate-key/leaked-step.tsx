// A leaked key ends first, confirmed as always; only then the new one is made.
import { useRef, useState } from 'react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { quotedName } from '../api-keys/key-status.ts'
import { BatchFooter } from '../confirmed-batch/batch-footer.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { OneKey } from '../revoke-keys/one-key.tsx'
import { useRevocation } from '../revoke-keys/use-revocation.ts'

export interface LeakedStepProps {
  readonly apiKey: ApiKey
  /** Makes the new key; answers the failure where none was made. */
  readonly create: () => Promise<AppError | null>
}

type Creating =
  | { readonly kind: 'notYet' | 'running' }
  | { readonly kind: 'failed'; readonly error: AppError }

export function LeakedStep({ apiKey, create }: LeakedStepProps) {
  const cancelRef = useRef<HTMLButtonElement>(null)
  const [creating, setCreating] = useState<Creating>({ kind: 'notYet' })
  const goOn = async () => {
    setCreating({ kind: 'running' })
    const error = await create()
    if (error) setCreating({ kind: 'failed', error })
  }
  const revocation = useRevocation([apiKey.id], () => void goOn())
  const { outcomes, error, step } = revocation
  const isRevoked = creating.kind !== 'notYet'
  return (
    <Dialog
      title={`Revoke ${quotedName(apiKey)} (…${visibleText(apiKey.display.slice(-4))}) and replace it?`}
      description="Everything that uses it stops at once and works again when it has the new value. This cannot be undone."
      role="alertdialog"
      onClose={closeDialog}
      isLocked={step === 'running' || creating.kind === 'running'}
      initialFocusRef={cancelRef}
      footer={
        isRevoked ? (
          <CreateFooter isRunning={creating.kind === 'running'} onCreate={() => void goOn()} />
        ) : (
          <BatchFooter
            batch={revocation}
            cancelRef={cancelRef}
            block={null}
            verb={() => 'Revoke key, then create new one'}
            readFirst="Read first what is about to end."
          />
        )
      }
    >
      <div className="flex flex-col gap-3">
        {error && <ProblemBanner error={error} title="Nothing was revoked" />}
        {creating.kind === 'failed' && (
          <ProblemBanner error={creating.error} title="The old key is revoked, but no new one was created" />
        )}
        <OneKey apiKey={apiKey} outcome={outcomes.get(apiKey.id)} />
        {creating.kind === 'running' && <Banner tone="info" title="Creating the new key" />}
      </div>
    </Dialog>
  )
}

function CreateFooter({
  isRunning,
  onCreate,
}: {
  readonly isRunning: boolean
  readonly onCreate: () => void
}) {
  const block = useSnapshot(writeBlock)
  return (
    <>
      <Button onClick={closeDialog} isDisabled={isRunning}>
        Close
      </Button>
      <Button variant="primary" isBusy={isRunning} disabledReason={block} onClick={onCreate}>
        Create new key
      </Button>
    </>
  )
}

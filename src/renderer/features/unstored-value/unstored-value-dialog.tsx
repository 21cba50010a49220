// The panel of one key's value: right after creation, or later where a sealed copy was kept.
import { useEffect, useState } from 'react'
import { useKey, useSnapshot } from '../../state/app-state.ts'
import { closeDialog } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { NewValueDialog } from './new-value-dialog.tsx'
import { SealedCopyDialog } from './sealed-copy-dialog.tsx'

export interface UnstoredValueDialogProps {
  readonly keyId: string
}

export function UnstoredValueDialog({ keyId }: UnstoredValueDialogProps) {
  const unstored = useSnapshot(({ unstoredValues }) => unstoredValues.find((value) => value.keyId === keyId))
  const key = useKey(keyId)
  // While a new value is being acknowledged main already counts it as stored: the panel stays what it was.
  const [lastUnstored, setLastUnstored] = useState(unstored)
  if (unstored && unstored !== lastUnstored) setLastUnstored(unstored)
  if (lastUnstored) return <NewValueDialog unstored={lastUnstored} isStillUnstored={unstored !== undefined} />
  if (key?.hasSealedCopy) return <SealedCopyDialog apiKey={key} />
  return <NoValueDialog />
}

/** Long enough for the patch that brings a new value to arrive after the answer that it was created. */
const patienceMs = 3_000

function NoValueDialog() {
  const [isLate, setIsLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Dialog
      title={isLate ? 'No value is kept here' : 'Opening the value'}
      width="small"
      onClose={closeDialog}
      footer={<Button onClick={closeDialog}>Close</Button>}
    >
      {isLate ? (
        <p>
          Latchkey holds no copy of this key’s value, and the service never gives it out again. Create a new
          key where the value is needed.
        </p>
      ) : (
        <Spinner label="Opening the value" />
      )}
    </Dialog>
  )
}

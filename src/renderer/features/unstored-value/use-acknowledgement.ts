// "I have stored it": tells main, and closes the panel once main has done what the box says.
import { useEffect, useState } from 'react'
import type { UnstoredValue } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AppError } from '../../../shared/errors.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog, tellSuccess } from '../../state/ui-state.ts'

export function useAcknowledgement(unstored: UnstoredValue, isStillUnstored: boolean) {
  const [keepsCopy, setKeepsCopy] = useState(unstored.keepSealedCopy)
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  // Settled elsewhere, or the account is gone: there is nothing left to store here.
  useEffect(() => {
    if (!isStillUnstored && !isBusy) closeDialog()
  }, [isStillUnstored, isBusy])

  const acknowledge = async () => {
    setIsBusy(true)
    setError(null)
    const keepSealedCopy = keepsCopy && unstored.isSealedOnDisk
    const answer = await commands.values.acknowledge({ keyId: unstored.keyId, keepSealedCopy })
    setIsBusy(false)
    if (!answer.ok) return setError(answer.error)
    closeDialog()
    tellSuccess(
      `“${visibleText(unstored.name, 60)}” is ready`,
      keepSealedCopy ? 'A sealed copy stays on this computer.' : 'Its value was erased from this computer.',
    )
  }
  return { keepsCopy, setKeepsCopy, isBusy, error, acknowledge: () => void acknowledge() }
}

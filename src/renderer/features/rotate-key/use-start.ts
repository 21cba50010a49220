// Begins a rotation and goes on to where the new value is stored; tells what is not certain and what failed.
import { useState } from 'react'
import type { KeyDraft } from '../../../shared/domain/api-key.ts'
import { describeError } from '../../../shared/domain/error-words.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog, openDialog, tellRefusal } from '../../state/ui-state.ts'
import { isMemoryOnly } from '../vault-status/vault-words.ts'

export interface Start {
  /** Set where nobody knows whether the new key was made. */
  readonly uncertain: AppError | null
  /** Answers the failure where nothing was made; null where the dialog has gone on. */
  readonly start: (draft: KeyDraft, quietMs: number) => Promise<AppError | null>
}

export function useStart(keyId: string): Start {
  const [uncertain, setUncertain] = useState<AppError | null>(null)
  return {
    uncertain,
    start: async (draft, quietMs) => {
      const { snapshot } = useAppState.getState()
      const keepSealedCopy = draft.keepSealedCopy && snapshot !== null && !isMemoryOnly(snapshot.vault)
      const answer = await commands.rotations.start({ keyId, draft: { ...draft, keepSealedCopy }, quietMs })
      if (answer.ok) openDialog({ kind: 'unstoredValue', keyId: answer.value.newKeyId })
      else if (answer.error.effect === 'none') return answer.error
      else if (answer.error.effect === 'done') tellHalfDone(answer.error)
      else setUncertain(answer.error)
      return null
    },
  }
}

/** The key is there and its value waits to be stored; what failed is what comes after. */
function tellHalfDone(error: AppError): void {
  const newest = useAppState.getState().snapshot?.unstoredValues.at(-1)
  if (newest) openDialog({ kind: 'unstoredValue', keyId: newest.keyId })
  else closeDialog()
  tellRefusal(
    'The new key was created, but the rotation could not be kept',
    `${describeError(error).title}. Latchkey does not watch the old key: revoke it yourself once nothing uses it. Notes and tags may have to be entered again.`,
  )
}

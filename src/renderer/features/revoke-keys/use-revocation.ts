// The revocation of keys as a confirmed batch.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import type { RevokeOutcome } from '../../../shared/domain/snapshot.ts'
import { ok } from '../../../shared/errors.ts'
import { useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import {
  type BatchSource,
  type ConfirmedBatch,
  useConfirmedBatch,
} from '../confirmed-batch/use-confirmed-batch.ts'
import { revokedWords } from './outcome-words.ts'

export type Revocation = ConfirmedBatch<ApiKey, RevokeOutcome>

const revoking: Omit<BatchSource<ApiKey, RevokeOutcome>, 'ids'> = {
  section: 'keys',
  readRows: (ids) => {
    const { keys } = useAppState.getState()
    return ids.flatMap((id) => keys.get(id)?.key ?? [])
  },
  canAct: ({ ending }) => ending === null,
  prepare: async (keyIds) => {
    const answer = await commands.keys.prepareRevoke({ keyIds: [...keyIds] })
    return answer.ok ? ok({ ticket: answer.value.ticket, rows: answer.value.keys }) : answer
  },
  run: (ticket) => commands.keys.revoke({ ticket }),
  progressOf: ({ revocation }) => revocation,
  idOf: ({ keyId }) => keyId,
  summarise: revokedWords,
}

/** `onSettled` is called once all are gone, instead of closing the dialog with a message. */
export function useRevocation(keyIds: readonly string[], onSettled?: () => void): Revocation {
  return useConfirmedBatch({ ...revoking, ids: keyIds, ...(onSettled ? { onSettled } : {}) })
}

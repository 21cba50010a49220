// The deletion of secrets as a confirmed batch.
import type { Secret } from '../../../shared/domain/secret.ts'
import type { SecretOutcome } from '../../../shared/domain/snapshot.ts'
import { ok } from '../../../shared/errors.ts'
import { useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import {
  type BatchSource,
  type ConfirmedBatch,
  useConfirmedBatch,
} from '../confirmed-batch/use-confirmed-batch.ts'
import { deletionSummary } from './deleted-words.ts'

export type Deletion = ConfirmedBatch<Secret, SecretOutcome>

const deleting: Omit<BatchSource<Secret, SecretOutcome>, 'ids'> = {
  section: 'secrets',
  readRows: (ids) => {
    const { secrets } = useAppState.getState()
    return ids.flatMap((id) => secrets.get(id)?.secret ?? [])
  },
  prepare: async (secretIds) => {
    const answer = await commands.secrets.prepareDelete({ secretIds: [...secretIds] })
    return answer.ok ? ok({ ticket: answer.value.ticket, rows: answer.value.secrets }) : answer
  },
  run: (ticket) => commands.secrets.delete({ ticket }),
  progressOf: ({ secretBatch }) => (secretBatch?.kind === 'delete' ? secretBatch : null),
  idOf: ({ secretId }) => secretId,
  summarise: deletionSummary,
}

export function useDeletion(secretIds: readonly string[]): Deletion {
  return useConfirmedBatch({ ...deleting, ids: secretIds })
}

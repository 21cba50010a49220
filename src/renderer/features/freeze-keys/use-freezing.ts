// The freezing or thawing of keys as a confirmed batch.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { canFreeze, canThaw } from '../../../shared/domain/emergency.ts'
import type { FreezeOutcome } from '../../../shared/domain/snapshot.ts'
import { ok } from '../../../shared/errors.ts'
import { useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import {
  type BatchSource,
  type ConfirmedBatch,
  useConfirmedBatch,
} from '../confirmed-batch/use-confirmed-batch.ts'
import { type Change, doneWords } from './freeze-words.ts'

export type Freezing = ConfirmedBatch<ApiKey, FreezeOutcome>

function sourceOf(kind: Change): Omit<BatchSource<ApiKey, FreezeOutcome>, 'ids'> {
  return {
    section: 'keys',
    readRows: (ids) => {
      const { keys } = useAppState.getState()
      return ids.flatMap((id) => keys.get(id)?.key ?? [])
    },
    canAct: kind === 'freeze' ? canFreeze : canThaw,
    prepare: async (keyIds) => {
      const answer = await commands.keys.prepareFreeze({ keyIds: [...keyIds], kind })
      return answer.ok ? ok({ ticket: answer.value.ticket, rows: answer.value.keys }) : answer
    },
    run: (ticket) => commands.keys.freeze({ ticket }),
    progressOf: ({ freezing }) => (freezing?.kind === kind ? freezing : null),
    idOf: ({ keyId }) => keyId,
    summarise: (outcomes) => doneWords(kind, outcomes),
  }
}

const sources = { freeze: sourceOf('freeze'), thaw: sourceOf('thaw') } as const

export function useFreezing(keyIds: readonly string[], change: Change): Freezing {
  return useConfirmedBatch({ ...sources[change], ids: keyIds })
}

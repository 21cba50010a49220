// The steps of an emergency action: chosen, asked about by main, under way, ended with or without failures.
import { useState } from 'react'
import { countKeys, type EmergencyAction } from '../../../shared/domain/emergency.ts'
import type { FreezeOutcome, RevokeOutcome, Snapshot } from '../../../shared/domain/snapshot.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useAppState, useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog, tellSuccess, useUiState } from '../../state/ui-state.ts'

export type Verb = 'freeze' | 'thaw' | 'revoke'

export interface PanicBatch {
  readonly verb: Verb
  readonly outcomes: readonly (FreezeOutcome | RevokeOutcome)[]
}

export interface Panic {
  readonly step: 'choosing' | 'running' | 'ended'
  readonly error: AppError | null
  /** The batch of this action; null until main was told yes. */
  readonly progress: PanicBatch | null
  readonly run: (action: EmergencyAction) => void
}

const verbOf: Readonly<Record<EmergencyAction['action'], Verb>> = {
  freezeAll: 'freeze',
  freezeTag: 'freeze',
  thawAll: 'thaw',
  revokeTag: 'revoke',
}
const doneWords = { freeze: 'frozen', thaw: 'thawed', revoke: 'revoked' } as const

export function usePanic(): Panic {
  const [state, setState] = useState<{ step: Panic['step']; verb: Verb; earlierId: string | null }>({
    step: 'choosing',
    verb: 'freeze',
    earlierId: null,
  })
  const [error, setError] = useState<AppError | null>(null)
  const batch = useSnapshot((snapshot) => batchOf(snapshot, state.verb))
  const isOurs = state.step !== 'choosing' && batch !== null && batch.id !== state.earlierId

  const run = async (action: EmergencyAction) => {
    const verb = verbOf[action.action]
    const { snapshot } = useAppState.getState()
    setError(null)
    setState({ step: 'running', verb, earlierId: (snapshot && batchOf(snapshot, verb)?.id) ?? null })
    const answer = await commands.panic.run(action)
    if (answer.ok) {
      end(verb, () => setState((before) => ({ ...before, step: 'ended' })))
      return
    }
    setState((before) => ({ ...before, step: 'choosing' }))
    // A no to main's question is what its user wanted, and no problem.
    if (answer.error.code !== 'notConfirmed') setError(answer.error)
  }

  return {
    step: state.step,
    error,
    progress: isOurs ? { verb: state.verb, outcomes: batch.outcomes } : null,
    run: (action) => void run(action),
  }
}

function batchOf({ freezing, revocation }: Snapshot, verb: Verb) {
  return verb === 'revoke' ? revocation : freezing
}

/** Where all went well there is nothing more to look at. */
function end(verb: Verb, showFailures: () => void): void {
  const { snapshot } = useAppState.getState()
  const outcomes = (snapshot && batchOf(snapshot, verb)?.outcomes) ?? []
  const left = outcomes.filter(({ outcome }) => outcome === 'failed' || outcome === 'unconfirmed')
  if (left.length > 0) {
    showFailures()
    return
  }
  if (useUiState.getState().dialog?.kind === 'panic') closeDialog()
  const count = outcomes.length
  tellSuccess(`${countKeys(count)} ${count === 1 ? 'was' : 'were'} ${doneWords[verb]}`)
}

// Changes keys one after the other as a person has seen it before, and tells what became of each.
import { useEffect, useRef, useState } from 'react'
import type { ApiKey, KeyChanges } from '../../../shared/domain/api-key.ts'
import { describeChanges, withChanges } from '../../../shared/domain/change-words.ts'
import type { AppError, ErrorCode } from '../../../shared/errors.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog, tellRefusal, tellSuccess } from '../../state/ui-state.ts'
import { quotedName } from '../api-keys/key-status.ts'

export interface RemedyOutcome {
  readonly name: string
  readonly outcome: 'waiting' | 'running' | 'done' | 'unconfirmed' | 'failed'
  readonly error: AppError | null
  /** What the service has instead, where it answered but did not take the change over. */
  readonly kept: string | null
}

export interface RemedyStep {
  readonly key: ApiKey
  readonly changes: KeyChanges
}

/** So many at a time: each reads the list back, and those that wait share one reading. */
const atOnce = 4
/** After these the next key would fail as well. */
const endsAll: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'timeout',
  'captivePortal',
  'insecure',
  'unauthorized',
  'forbidden',
  'notConnected',
  'locked',
  'rateLimited',
])

export function useRemedy() {
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, RemedyOutcome>>(new Map())
  const [isRunning, setIsRunning] = useState(false)
  const isOpen = useRef(true)
  useEffect(() => {
    isOpen.current = true
    return () => {
      isOpen.current = false
    }
  }, [])

  const run = async (steps: readonly RemedyStep[]) => {
    setIsRunning(true)
    const tell = (key: ApiKey, outcome: Omit<RemedyOutcome, 'name'>) =>
      setOutcomes((before) => new Map([...before, [key.id, { name: key.name, ...outcome }]]))
    for (const { key } of steps) tell(key, { outcome: 'waiting', error: null, kept: null })
    const failed = await changeAll(steps, tell)
    setIsRunning(false)
    finish(steps, failed, isOpen.current)
  }
  return { outcomes, isRunning, run: (steps: readonly RemedyStep[]) => void run(steps) }
}

/** How many were not changed. */
async function changeAll(
  steps: readonly RemedyStep[],
  tell: (key: ApiKey, outcome: Omit<RemedyOutcome, 'name'>) => void,
): Promise<number> {
  const open = [...steps]
  let failed = 0
  let ending: AppError | null = null
  const worker = async () => {
    for (let step = open.shift(); step !== undefined; step = open.shift()) {
      const { key } = step
      if (!ending) tell(key, { outcome: 'running', error: null, kept: null })
      const outcome = ending ? failure({ ...ending, effect: 'none' }) : await change(step)
      if (outcome.error && endsAll.has(outcome.error.code)) ending = outcome.error
      if (outcome.outcome !== 'done') failed += 1
      tell(key, outcome)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return failed
}

async function change({ key, changes }: RemedyStep): Promise<Omit<RemedyOutcome, 'name'>> {
  const answer = await commands.keys.update({ keyId: key.id, changes })
  if (!answer.ok) return failure(answer.error)
  const { key: saved, notTaken } = answer.value
  if (notTaken.length === 0) return { outcome: 'done', error: null, kept: null }
  const kept = describeChanges(saved, withChanges(saved, changes)).map(
    ({ label, before }) => `${label.toLowerCase()} ${before}`,
  )
  return { outcome: 'failed', error: null, kept: kept.join(', ') }
}

const outcomeOf = { none: 'failed', unknown: 'unconfirmed', done: 'done' } as const

function failure(error: AppError): Omit<RemedyOutcome, 'name'> {
  return { outcome: outcomeOf[error.effect], error, kept: null }
}

/** A dialog with nothing left to say closes; one that was closed before is answered by a message. */
function finish(steps: readonly RemedyStep[], failed: number, isDialogOpen: boolean): void {
  const [first] = steps
  const whom = steps.length === 1 && first ? quotedName(first.key) : `${steps.length} keys`
  if (failed === 0) {
    if (isDialogOpen) closeDialog()
    tellSuccess(steps.length === 1 ? `${whom} was changed` : `${whom} were changed`)
  } else if (!isDialogOpen) {
    tellRefusal(
      `${failed} of ${whom} ${failed === 1 ? 'was' : 'were'} not changed`,
      'Look at Hygiene again to see which.',
    )
  }
}

// The steps of a revocation: main's ticket, the confirmation, and the outcome of each key.
import { useEffect, useRef, useState } from 'react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import type { RevokeOutcome } from '../../../shared/domain/snapshot.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useAppState, useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { closeDialog, select, tellSuccess, useUiState } from '../../state/ui-state.ts'
import { isGone, revokedWords } from './outcome-words.ts'

/** Most keys that one ticket covers. */
const maxKeys = 1000
/** Main refuses a confirmation that comes faster than a person can read the question. */
const readingMs = 600

const goneAlready: AppError = { code: 'notFound', effect: 'none', isRetryable: false }

type Step =
  | { readonly kind: 'preparing' }
  /** Asked; the button does not work yet. */
  | { readonly kind: 'reading'; readonly ticket: string }
  /** The last call failed and its ticket is spent. */
  | { readonly kind: 'stuck' }
  | { readonly kind: 'asking'; readonly ticket: string }
  /** `earlierId`: the revocation that the snapshot showed before this one began. */
  | { readonly kind: 'running' | 'done'; readonly earlierId: string | null }

type Outcomes = ReadonlyMap<string, RevokeOutcome>

export interface Revocation {
  readonly step: Step['kind']
  /** From the table at first, then as main prepared them. */
  readonly keys: readonly ApiKey[]
  /** Keys asked for that main left out. */
  readonly leftOut: number
  readonly outcomes: Outcomes
  readonly error: AppError | null
  /** A new ticket for what has not succeeded so far. */
  readonly askAgain: () => void
  readonly revoke: () => void
}

export function useRevocation(keyIds: readonly string[]): Revocation {
  const [step, setStep] = useState<Step>({ kind: 'preparing' })
  const [keys, setKeys] = useState(() => rowsOf(keyIds))
  const [answered, setAnswered] = useState<Outcomes>(new Map())
  const [error, setError] = useState<AppError | null>(null)
  const outcomes = useShownOutcomes(step, answered)
  const isOpenRef = useIsOpenRef()

  const fail = (problem: AppError) => {
    setError(problem)
    setStep({ kind: 'stuck' })
  }
  const prepare = async (ids: readonly string[]) => {
    setStep({ kind: 'preparing' })
    setError(null)
    const activeIds = rowsOf(ids).flatMap(({ id, ending }) => (ending === null ? id : []))
    if (activeIds.length === 0) return fail(goneAlready)
    const answer = await commands.keys.prepareRevoke({ keyIds: activeIds.slice(0, maxKeys) })
    if (!answer.ok) return fail(answer.error)
    if (answered.size === 0) setKeys(answer.value.keys)
    setStep({ kind: 'reading', ticket: answer.value.ticket })
  }
  const run = async (ticket: string) => {
    const earlierId = useAppState.getState().snapshot?.revocation?.id ?? null
    setStep({ kind: 'running', earlierId })
    const answer = await commands.keys.revoke({ ticket })
    if (!answer.ok) return fail(answer.error)
    const all = new Map([...answered, ...byKey(answer.value.outcomes)])
    setAnswered(all)
    setStep({ kind: 'done', earlierId })
    finish([...all.values()], isOpenRef.current)
  }
  useEffect(() => {
    if (step.kind !== 'reading') return
    const timer = setTimeout(() => setStep({ kind: 'asking', ticket: step.ticket }), readingMs)
    return () => clearTimeout(timer)
  }, [step])
  const open = keys.map(({ id }) => id).filter((id) => !isGone(outcomes.get(id)))

  // The first ticket is asked for when the dialog opens, once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: later tickets are asked for by a click
  useEffect(() => void prepare(keyIds), [])

  return {
    step: step.kind,
    keys,
    leftOut: step.kind === 'preparing' || keys.length === 0 ? 0 : keyIds.length - keys.length,
    outcomes,
    error,
    askAgain: () => void prepare(answered.size === 0 ? keyIds : open),
    revoke: () => {
      if (step.kind === 'asking') void run(step.ticket)
    },
  }
}

/** What succeeded leaves the selection; a dialog with nothing left to say closes. */
function finish(outcomes: readonly RevokeOutcome[], isDialogOpen: boolean): void {
  const goneIds = new Set(outcomes.filter(isGone).map(({ keyId }) => keyId))
  select(new Set([...useUiState.getState().selectedIds].filter((id) => !goneIds.has(id))))
  if (goneIds.size < outcomes.length) return
  if (isDialogOpen) closeDialog()
  const { title, detail } = revokedWords(outcomes)
  tellSuccess(title, detail)
}

/** The answer's outcomes, overlaid by what main tells while it works and when it learns more afterwards. */
function useShownOutcomes(step: Step, answered: Outcomes): Outcomes {
  const revocation = useSnapshot((snapshot) => snapshot.revocation)
  const isOurs =
    (step.kind === 'running' || step.kind === 'done') &&
    revocation !== null &&
    revocation.id !== step.earlierId
  return isOurs ? new Map([...answered, ...byKey(revocation.outcomes)]) : answered
}

function useIsOpenRef() {
  const isOpenRef = useRef(true)
  useEffect(() => {
    isOpenRef.current = true
    return () => {
      isOpenRef.current = false
    }
  }, [])
  return isOpenRef
}

function byKey(outcomes: readonly RevokeOutcome[]): Outcomes {
  return new Map(outcomes.map((outcome) => [outcome.keyId, outcome]))
}

function rowsOf(keyIds: readonly string[]): readonly ApiKey[] {
  const { rows } = useAppState.getState()
  return keyIds.flatMap((id) => rows.get(id)?.key ?? [])
}

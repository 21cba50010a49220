// The steps of what must be confirmed for several rows: main's ticket, the confirmation, the outcome of each row.
import { useEffect, useRef, useState } from 'react'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import type { AppError, Result } from '../../../shared/errors.ts'
import { useAppState, useSnapshot } from '../../state/app-state.ts'
import { closeDialog, type Section, select, tellSuccess, useUiState } from '../../state/ui-state.ts'
import { type BatchOutcome, type BatchSummary, isSettled } from './batch-outcome.ts'

/** Most rows that one ticket covers. */
const maxRows = 1000
/** Main refuses a confirmation that comes faster than a person can read the question. */
const readingMs = 600

const goneAlready: AppError = { code: 'notFound', effect: 'none', isRetryable: false }

/** What differs between revoking keys, deleting secrets and replacing their values. */
export interface BatchSource<Row extends { readonly id: string }, Outcome extends BatchOutcome> {
  /** What the dialog was opened for. */
  readonly ids: readonly string[]
  /** The table whose selection loses what succeeded. */
  readonly section: Section
  /** False where a form comes first: the first ticket is then asked for by `askAgain`. Default true. */
  readonly isAskedAtOnce?: boolean
  /** The rows of these ids that the table has now; those that are gone are left out. */
  readonly readRows: (ids: readonly string[]) => readonly Row[]
  /** Whether a row can still be acted on; main would refuse the ticket for the others. */
  readonly canAct?: (row: Row) => boolean
  readonly prepare: (
    ids: readonly string[],
  ) => Promise<Result<{ readonly ticket: string; readonly rows: readonly Row[] }>>
  readonly run: (ticket: string) => Promise<Result<{ readonly outcomes: readonly Outcome[] }>>
  /** What main tells of the running or last batch of this kind. */
  readonly progressOf: (
    snapshot: Snapshot,
  ) => { readonly id: string; readonly outcomes: readonly Outcome[] } | null
  readonly idOf: (outcome: Outcome) => string
  /** What follows once every row has succeeded; default: the dialog closes with a message. */
  readonly onSettled?: () => void
  /** The message once every row has succeeded. */
  readonly summarise: (outcomes: readonly Outcome[]) => BatchSummary
}

type Step =
  | { readonly kind: 'idle' | 'preparing' }
  /** Asked; the button does not work yet. */
  | { readonly kind: 'reading'; readonly ticket: string }
  /** The last call failed and its ticket is spent. */
  | { readonly kind: 'stuck' }
  | { readonly kind: 'asking'; readonly ticket: string }
  /** `earlierId`: the batch that the snapshot showed before this one began. */
  | { readonly kind: 'running' | 'done'; readonly earlierId: string | null }

export interface ConfirmedBatch<Row, Outcome> {
  readonly step: Step['kind']
  /** From the table at first, then as main prepared them. */
  readonly rows: readonly Row[]
  /** How many of the rows have not succeeded so far. */
  readonly openCount: number
  /** Rows asked for that main left out. */
  readonly leftOut: number
  /** By row id; empty until something was confirmed. */
  readonly outcomes: ReadonlyMap<string, Outcome>
  readonly error: AppError | null
  /** A new ticket for what has not succeeded so far. */
  readonly askAgain: () => void
  /** Uses the ticket; does nothing before the question could be read. */
  readonly confirm: () => void
}

export function useConfirmedBatch<Row extends { readonly id: string }, Outcome extends BatchOutcome>(
  source: BatchSource<Row, Outcome>,
): ConfirmedBatch<Row, Outcome> {
  const { ids, readRows } = source
  const [step, setStep] = useState<Step>({ kind: source.isAskedAtOnce === false ? 'idle' : 'preparing' })
  const [rows, setRows] = useState(() => readRows(ids))
  const [answered, setAnswered] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [error, setError] = useState<AppError | null>(null)
  const outcomes = useShownOutcomes(source, step, answered)
  const isOpenRef = useIsOpenRef()

  const fail = (problem: AppError) => {
    setError(problem)
    setStep({ kind: 'stuck' })
  }
  const prepare = async (wanted: readonly string[]) => {
    setStep({ kind: 'preparing' })
    setError(null)
    const present = readRows(wanted)
      .filter((row) => source.canAct?.(row) ?? true)
      .map(({ id }) => id)
    if (present.length === 0) return fail(goneAlready)
    const answer = await source.prepare(present.slice(0, maxRows))
    if (!answer.ok) return fail(answer.error)
    if (answered.size === 0) setRows(answer.value.rows)
    setStep({ kind: 'reading', ticket: answer.value.ticket })
  }
  const run = async (ticket: string) => {
    const { snapshot } = useAppState.getState()
    const earlierId = (snapshot && source.progressOf(snapshot)?.id) ?? null
    setStep({ kind: 'running', earlierId })
    const answer = await source.run(ticket)
    if (!answer.ok) return fail(answer.error)
    const all = new Map([...answered, ...byId(source, answer.value.outcomes)])
    setAnswered(all)
    setStep({ kind: 'done', earlierId })
    finish(source, [...all.values()], isOpenRef.current)
  }
  useEffect(() => {
    if (step.kind !== 'reading') return
    const timer = setTimeout(() => setStep({ kind: 'asking', ticket: step.ticket }), readingMs)
    return () => clearTimeout(timer)
  }, [step])
  const open = rows.map(({ id }) => id).filter((id) => !isSettled(outcomes.get(id)))

  // The first ticket is asked for when the dialog opens, once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: later tickets are asked for by a click
  useEffect(() => {
    if (step.kind === 'preparing') void prepare(ids)
  }, [])

  return {
    step: step.kind,
    rows,
    openCount: open.length,
    leftOut: step.kind === 'preparing' || rows.length === 0 ? 0 : ids.length - rows.length,
    outcomes,
    error,
    askAgain: () => void prepare(answered.size === 0 ? ids : open),
    confirm: () => {
      if (step.kind === 'asking') void run(step.ticket)
    },
  }
}

/** What succeeded leaves the selection; a dialog with nothing left to say closes. */
function finish<Row extends { readonly id: string }, Outcome extends BatchOutcome>(
  { section, idOf, summarise, onSettled }: BatchSource<Row, Outcome>,
  outcomes: readonly Outcome[],
  isDialogOpen: boolean,
): void {
  const settledIds = new Set(outcomes.filter(isSettled).map(idOf))
  const { selectedIds } = useUiState.getState().tables[section]
  select(section, new Set([...selectedIds].filter((id) => !settledIds.has(id))))
  if (settledIds.size < outcomes.length) return
  if (onSettled) {
    onSettled()
    return
  }
  if (isDialogOpen) closeDialog()
  const { title, detail } = summarise(outcomes)
  tellSuccess(title, detail)
}

/** The answer's outcomes, overlaid by what main tells while it works and when it learns more afterwards. */
function useShownOutcomes<Row extends { readonly id: string }, Outcome extends BatchOutcome>(
  source: BatchSource<Row, Outcome>,
  step: Step,
  answered: ReadonlyMap<string, Outcome>,
): ReadonlyMap<string, Outcome> {
  const progress = useSnapshot(source.progressOf)
  const isOurs =
    (step.kind === 'running' || step.kind === 'done') && progress !== null && progress.id !== step.earlierId
  return isOurs ? new Map([...answered, ...byId(source, progress.outcomes)]) : answered
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

function byId<Row extends { readonly id: string }, Outcome extends BatchOutcome>(
  { idOf }: BatchSource<Row, Outcome>,
  outcomes: readonly Outcome[],
): ReadonlyMap<string, Outcome> {
  return new Map(outcomes.map((outcome) => [idOf(outcome), outcome]))
}

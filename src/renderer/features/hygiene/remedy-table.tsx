// The keys of a remedy, one a row: whether it is meant, its number, its exact change, and what became of it.
import { cycleWords } from '../../../shared/domain/credit-cycle.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { CheckboxBox } from '../../ui/checkbox.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { shownName } from '../api-keys/key-status.ts'
import { BatchTable, type BatchTableProps } from '../confirmed-batch/batch-table.tsx'
import { ChangeList } from '../edit-form/change-list.tsx'
import { spentWords } from './finding-words.ts'
import type { RemedyRow } from './remedy-form.ts'
import { exactChanges, remedyOutcomeWords } from './remedy-words.ts'
import type { RemedyOutcome } from './use-remedy.ts'

export interface RemedyTableProps {
  readonly caption: string
  readonly rows: readonly RemedyRow[]
  readonly outcomes: ReadonlyMap<string, RemedyOutcome>
  readonly hasLimit: boolean
  /** It has begun: nothing is chosen any more. */
  readonly isFixed: boolean
  readonly setLimit: (id: string, text: string) => void
  readonly include: (id: string, isIncluded: boolean) => void
}

export function RemedyTable(props: RemedyTableProps) {
  const { caption, rows, outcomes, hasLimit, isFixed } = props
  const columns: BatchTableProps<RemedyRow, RemedyOutcome>['columns'] = [
    {
      label: 'Key',
      className: 'max-w-60',
      render: (row) => <KeyChoice row={row} canChoose={rows.length > 1 && !isFixed} {...props} />,
    },
    ...(hasLimit && !isFixed
      ? [
          {
            label: 'New limit',
            className: 'w-32',
            render: (row: RemedyRow) => <LimitInput row={row} {...props} />,
          },
        ]
      : []),
    {
      label: 'Change',
      render: (row) => (
        <>
          <Change row={row} isSent={outcomes.has(row.id)} />
          {hasLimit && <span className="block text-sm text-ink-muted">Used: {spentWords(row.key)}</span>}
        </>
      ),
    },
  ]
  return (
    <BatchTable
      caption={caption}
      rows={rows}
      outcomes={outcomes}
      wordsOf={remedyOutcomeWords}
      columns={columns}
    />
  )
}

interface KeyChoiceProps extends Pick<RemedyTableProps, 'include'> {
  readonly row: RemedyRow
  readonly canChoose: boolean
}

function KeyChoice({ row: { id, key, isIncluded }, canChoose, include }: KeyChoiceProps) {
  const name = shownName(key)
  return (
    <span className="flex items-start gap-2">
      {canChoose && (
        <CheckboxBox
          aria-label={`Change ${name}`}
          checked={isIncluded}
          onChange={(event) => include(id, event.target.checked)}
          className="mt-0.5"
        />
      )}
      <span className="min-w-0">
        <span className="block font-medium wrap-anywhere">{name}</span>
        <span className="block font-mono text-xs text-ink-muted wrap-anywhere">
          {visibleText(key.display, 60)}
        </span>
      </span>
    </span>
  )
}

interface LimitInputProps extends Pick<RemedyTableProps, 'setLimit'> {
  readonly row: RemedyRow
}

function LimitInput({ row: { id, key, limitText, limitProblem, isIncluded }, setLimit }: LimitInputProps) {
  return (
    <>
      <TextInput
        inputMode="decimal"
        aria-label={`New limit of ${shownName(key)} in credits`}
        aria-invalid={limitProblem && isIncluded ? true : undefined}
        disabled={!isIncluded}
        maxLength={16}
        className="text-right"
        value={limitText}
        onChange={(event) => setLimit(id, event.target.value)}
      />
      <span className="block text-right text-sm text-ink-muted">
        {cycleWords[key.creditCycle ?? 'monthly']}
      </span>
      {limitProblem && isIncluded && (
        <span role="alert" className="block text-sm text-danger">
          {limitProblem}
        </span>
      )}
    </>
  )
}

function Change({
  row: { key, step, isIncluded, limitProblem },
  isSent,
}: {
  readonly row: RemedyRow
  readonly isSent: boolean
}) {
  if (!isIncluded) return <span className="text-ink-muted">Left out</span>
  // What was sent is in the row by now, so that nothing differs any more.
  if (step === null) {
    if (isSent || limitProblem) return null
    return <span className="text-ink-muted">Nothing to change any more</span>
  }
  return <ChangeList changes={exactChanges(key, step.changes)} />
}

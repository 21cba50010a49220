// One finding: what it is, why it matters, whom it concerns, and what can be done about it.
import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { SubjectOfFinding } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'

const number = new Intl.NumberFormat('en')
/** Most rows that a card lists; the table shows the rest. */
const maxListed = 4

export interface FindingCardProps {
  readonly icon: LucideIcon
  readonly tone: string
  /** "3 keys have no credit limit" without its number. */
  readonly title: string
  readonly why: string
  readonly count: number
  /** Makes the rows that are listed, at most so many. */
  readonly rowsOf: (most: number) => readonly SubjectOfFinding[]
  readonly onShowAll: () => void
  /** For all of them, the main one last. */
  readonly actions: ReactNode
  /** For one of them. */
  readonly rowAction: (row: SubjectOfFinding) => ReactNode
}

export function FindingCard(props: FindingCardProps) {
  const { icon: Icon, tone, title, why, count, rowsOf, onShowAll, actions, rowAction } = props
  const titleId = useId()
  const rows = rowsOf(maxListed)
  const rest = count - rows.length
  return (
    <section aria-labelledby={titleId} className="overflow-hidden rounded-lg border border-line bg-surface">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
        <div className="flex min-w-0 flex-1 basis-80 gap-3">
          <Icon aria-hidden className={`mt-0.5 size-4.5 shrink-0 ${tone}`} />
          <div className="min-w-0">
            <h2 id={titleId} className="leading-6 font-semibold">
              <span className="tabular-nums">{number.format(count)}</span> {title}
            </h2>
            <p className="text-ink-muted">{why}</p>
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Button size="small" variant="ghost" onClick={onShowAll}>
            {rest > 0 ? `Show all ${number.format(count)} in the table` : 'Show in the table'}
          </Button>
          {actions}
        </div>
      </header>
      <FindingRows rows={rows} rowAction={rowAction} />
    </section>
  )
}

/** Whom a finding is about, one a line. */
export function FindingRows({ rows, rowAction }: Pick<FindingCardProps, 'rowAction'> & RowsProps) {
  return (
    <ul>
      {rows.map((row) => (
        <li
          key={row.id}
          className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-t border-line py-1.5 pr-4 pl-11.5"
        >
          <span className="flex min-w-0 flex-1 basis-72 flex-col">
            <span className="flex min-w-0 items-baseline gap-2">
              <span className="truncate font-medium">{row.name}</span>
              <span className="truncate font-mono text-sm text-ink-faint">{row.identifier}</span>
            </span>
            <span className="text-sm leading-4.5 text-ink-muted wrap-anywhere">{row.evidence}</span>
          </span>
          <span className="flex items-center gap-1">{rowAction(row)}</span>
        </li>
      ))}
    </ul>
  )
}

interface RowsProps {
  readonly rows: readonly SubjectOfFinding[]
}

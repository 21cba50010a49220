// A long list with one Tab stop: arrows move through it, Enter opens what belongs to a line.
import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, memo, type ReactNode, type RefObject, useState } from 'react'
import { setActive, useUiState } from '../../state/ui-state.ts'
import { classNames } from '../../ui/class-names.ts'

export interface ExpandableRow {
  readonly id: string
  /** The heading that it stands under; neighbours of the same one share it. */
  readonly group: string
  readonly summary: ReactNode
  readonly details: () => ReactNode
}

interface ExpandableListProps {
  readonly ref: RefObject<HTMLElement | null>
  readonly label: string
  readonly domId: string
  readonly rows: readonly ExpandableRow[]
  /** Arrow up from the first line. */
  readonly onLeave: () => void
  /** Below the last line. */
  readonly children?: ReactNode
}

const pageSteps = 8

export function ExpandableList({ ref, label, domId, rows, onLeave, children }: ExpandableListProps) {
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(new Set())
  const activeId = useUiState((state) => state.tables.history.activeId)
  const stopId = rows.some(({ id }) => id === activeId) ? activeId : (rows[0]?.id ?? null)
  const toggle = (id: string) =>
    setOpenIds((known) => {
      const next = new Set(known)
      if (!next.delete(id)) next.add(id)
      return next
    })

  const handleKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target, key } = event
    if (!(target instanceof HTMLElement) || !target.matches('[data-line]')) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-line]')]
    const at = lines.indexOf(target)
    const id = target.dataset.line ?? ''
    if (key === 'ArrowRight' || key === 'ArrowLeft') {
      if (openIds.has(id) !== (key === 'ArrowRight')) toggle(id)
    } else if (key === 'ArrowUp' && at === 0) onLeave()
    else {
      const next = nextLine(key, at, lines.length)
      if (next === null) return
      lines[next]?.focus()
    }
    event.preventDefault()
  }

  return (
    <section
      ref={ref}
      id={domId}
      aria-label={label}
      onKeyDown={handleKeyDown}
      className="min-h-0 flex-1 overflow-y-auto border-t border-line bg-surface pb-4"
    >
      {groupsOf(rows).map(({ heading, rows: lines }) => (
        <div key={`${heading} ${lines[0]?.id}`}>
          <h2 className="sticky top-0 z-10 border-b border-line bg-canvas px-4 py-1 text-sm font-medium text-ink-muted">
            {heading}
          </h2>
          <ul aria-label={heading}>
            {lines.map((row) => (
              <Line
                key={row.id}
                row={row}
                isStop={row.id === stopId}
                isOpen={openIds.has(row.id)}
                onToggle={toggle}
              />
            ))}
          </ul>
        </div>
      ))}
      {children}
    </section>
  )
}

interface LineProps {
  readonly row: ExpandableRow
  readonly isStop: boolean
  readonly isOpen: boolean
  readonly onToggle: (id: string) => void
}

const Line = memo(function Line({ row, isStop, isOpen, onToggle }: LineProps) {
  return (
    <li className="border-b border-line [contain-intrinsic-size:auto_2.25rem] [content-visibility:auto]">
      <button
        type="button"
        data-line={row.id}
        tabIndex={isStop ? 0 : -1}
        aria-expanded={isOpen}
        onFocus={() => setActive('history', row.id)}
        onClick={() => onToggle(row.id)}
        className="flex min-h-9 w-full cursor-default items-start gap-3 px-4 py-2 text-left -outline-offset-2 hover:bg-hover"
      >
        {row.summary}
        <ChevronRight
          aria-hidden
          className={classNames(
            'mt-0.5 size-4 shrink-0 text-ink-faint transition-transform duration-100 motion-reduce:transition-none',
            isOpen && 'rotate-90',
          )}
        />
      </button>
      {isOpen && (
        <div className="border-t border-line bg-sunken py-3 pr-4 pl-24 select-text">{row.details()}</div>
      )}
    </li>
  )
})

function groupsOf(
  rows: readonly ExpandableRow[],
): readonly { readonly heading: string; readonly rows: readonly ExpandableRow[] }[] {
  const groups: { heading: string; rows: ExpandableRow[] }[] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last?.heading === row.group) last.rows.push(row)
    else groups.push({ heading: row.group, rows: [row] })
  }
  return groups
}

/** Where a key leads; null for keys that do not move. */
function nextLine(key: string, from: number, count: number): number | null {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + pageSteps,
    PageUp: from - pageSteps,
    Home: 0,
    End: count - 1,
  }
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined
  return target === undefined ? null : Math.min(Math.max(target, 0), count - 1)
}

/** Facts below an opened line; those without words are left out. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      {facts
        .filter(([, words]) => words)
        .map(([label, words]) => (
          <div key={label} className="contents">
            <dt className="text-ink-muted">{label}</dt>
            <dd className="wrap-anywhere">{words}</dd>
          </div>
        ))}
    </dl>
  )
}

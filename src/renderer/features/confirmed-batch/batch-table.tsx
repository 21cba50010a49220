// The rows of a confirmed batch as a small scrolling table, each with what becomes of it.
import type { ReactNode } from 'react'
import type { BatchOutcome, OutcomeWords } from './batch-outcome.ts'
import { OutcomeBadge } from './outcome-badge.tsx'

export interface BatchTableProps<Row, Outcome> {
  /** Name of the table for screen readers. */
  readonly caption: string
  readonly rows: readonly Row[]
  readonly outcomes: ReadonlyMap<string, Outcome>
  readonly columns: readonly {
    readonly label: string
    readonly render: (row: Row) => ReactNode
    readonly className?: string
  }[]
  readonly wordsOf: (outcome: Outcome) => OutcomeWords
}

export function BatchTable<Row extends { readonly id: string }, Outcome extends BatchOutcome>({
  caption,
  rows,
  outcomes,
  columns,
  wordsOf,
}: BatchTableProps<Row, Outcome>) {
  const hasBegun = outcomes.size > 0
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className="max-h-64 overflow-y-auto rounded-md border border-line"
    >
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-sunken text-sm text-ink-muted [&_th]:px-2.5 [&_th]:py-1 [&_th]:font-medium [&_th]:whitespace-nowrap">
          <tr>
            {columns.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
            {hasBegun && <th scope="col">Outcome</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const outcome = outcomes.get(row.id)
            return (
              <tr key={row.id} className="border-t border-line align-top [&_td]:px-2.5 [&_td]:py-1.5">
                {columns.map(({ label, render, className }) => (
                  <td key={label} className={className}>
                    {render(row)}
                  </td>
                ))}
                {hasBegun && (
                  <td className="min-w-28">
                    {outcome && <Outcome state={outcome.outcome} words={wordsOf(outcome)} />}
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Outcome({
  state,
  words: { word, note },
}: {
  readonly state: BatchOutcome['outcome']
  readonly words: OutcomeWords
}) {
  return (
    <>
      <OutcomeBadge state={state} word={word} />
      <span className="block text-sm text-ink-muted">{note}</span>
    </>
  )
}

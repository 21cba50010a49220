// The bar under a table: the totals of what is shown, or what is selected and can be acted on together.
import type { ReactNode } from 'react'
import { type Section, select } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'

const count = new Intl.NumberFormat('en')
const barLook =
  'flex min-h-10 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-4 py-1.5'

export function TotalsBar({ start, children }: { readonly start: ReactNode; readonly children: ReactNode }) {
  return (
    <section
      aria-label="Totals"
      className={`${barLook} bg-canvas text-sm tabular-nums text-ink-muted [@media(max-height:26rem)]:hidden`}
    >
      {start}
      <span className="ml-auto flex flex-wrap items-center gap-x-4">{children}</span>
    </section>
  )
}

/** "2 of 5 keys", "1 key". */
export function countWords(
  shown: number,
  total: number,
  [one, many]: readonly [one: string, many: string],
): string {
  if (shown !== total) return `${count.format(shown)} of ${count.format(total)} ${many}`
  return `${count.format(total)} ${total === 1 ? one : many}`
}

interface SelectionBarProps {
  readonly section: Section
  /** Name of the bar for screen readers: "Selected keys". */
  readonly label: string
  readonly selectedIds: ReadonlySet<string>
  /** The rows on screen. */
  readonly shownIds: { readonly has: (id: string) => boolean }
  /** What can be done with the selection, the red one last. */
  readonly children: ReactNode
}

export function SelectionBar({ section, label, selectedIds, shownIds, children }: SelectionBarProps) {
  const hiddenCount = [...selectedIds].filter((id) => !shownIds.has(id)).length
  return (
    <section aria-label={label} className={`${barLook} bg-accent-soft`}>
      <span className="font-medium">{count.format(selectedIds.size)} selected</span>
      {hiddenCount > 0 && (
        <span className="text-sm text-ink-muted">{count.format(hiddenCount)} of them not shown now</span>
      )}
      <span className="ml-auto flex flex-wrap items-center gap-2">
        <Button size="small" onClick={() => select(section, new Set())}>
          Clear
        </Button>
        {children}
      </span>
    </section>
  )
}

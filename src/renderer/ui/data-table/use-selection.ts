// Selecting rows one by one, as a range from the last one touched, or all that are shown.
import { useRef } from 'react'

interface SelectionOptions<Row> {
  readonly shown: readonly Row[]
  readonly getRowId: (row: Row) => string
  readonly selectedIds: ReadonlySet<string>
  readonly onSelect: (selectedIds: ReadonlySet<string>) => void
}

interface Selection {
  /** How many of the rows shown are selected. */
  readonly extent: 'all' | 'some' | 'none'
  /** Turns one row over; as a range, all rows from the last one touched follow it. */
  readonly toggle: (index: number, isRange: boolean) => void
  /** Selects all rows from the last one touched, or else from `origin`, to `index`. */
  readonly extendTo: (index: number, origin: number) => void
  readonly setAll: (isSelected: boolean) => void
}

export function useSelection<Row>({
  shown,
  getRowId,
  selectedIds,
  onSelect,
}: SelectionOptions<Row>): Selection {
  // An id, because an index means another row once the order has changed.
  const anchorId = useRef<string | null>(null)
  const isSelected = (row: Row) => selectedIds.has(getRowId(row))

  const selectRange = (from: number, to: number, isOn: boolean) => {
    const next = new Set(selectedIds)
    for (const row of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) {
      if (isOn) next.add(getRowId(row))
      else next.delete(getRowId(row))
    }
    onSelect(next)
  }
  const anchorIndex = () => shown.findIndex((row) => getRowId(row) === anchorId.current)

  return {
    extent: extentOf(shown, selectedIds, isSelected),
    toggle: (index, isRange) => {
      const row = shown[index]
      if (!row) return
      const from = isRange ? anchorIndex() : -1
      selectRange(from === -1 ? index : from, index, !isSelected(row))
      anchorId.current = getRowId(row)
    },
    extendTo: (index, origin) => {
      const from = anchorIndex() === -1 ? Math.max(origin, 0) : anchorIndex()
      const start = shown[from]
      if (!start) return
      anchorId.current = getRowId(start)
      selectRange(from, index, true)
    },
    setAll: (isOn) => {
      if (isOn) selectRange(0, shown.length - 1, true)
      else onSelect(new Set())
      anchorId.current = null
    },
  }
}

function extentOf<Row>(
  shown: readonly Row[],
  selectedIds: ReadonlySet<string>,
  isSelected: (row: Row) => boolean,
): Selection['extent'] {
  if (selectedIds.size === 0 || shown.length === 0) return 'none'
  if (shown.every(isSelected)) return 'all'
  return shown.some(isSelected) ? 'some' : 'none'
}

// The model behind the data table: TanStack sorts all rows and sizes the columns, then a predicate thins them out.
import {
  type ColumnDef,
  columnResizingFeature,
  columnSizingFeature,
  createSortedRowModel,
  functionalUpdate,
  type RowData,
  rowSortingFeature,
  type SortFn,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import { type DataTableColumn, type Sorting, type SortValue, selectWidth } from './column.ts'

const features = tableFeatures({
  rowSortingFeature,
  columnSizingFeature,
  columnResizingFeature,
  sortedRowModel: createSortedRowModel(),
})
type Features = typeof features
type Widths = Readonly<Record<string, number>>

interface DataTableOptions<Row, Context> {
  readonly rows: readonly Row[]
  /** Constant: made once, outside of the component. */
  readonly columns: readonly DataTableColumn<Row, Context>[]
  readonly getRowId: (row: Row) => string
  /** Memoized. Rows are sorted once and thinned out after, so that each letter of a search costs one pass. */
  readonly isShown: (row: Row) => boolean
  readonly sorting: readonly Sorting[]
  readonly onSortingChange: (sorting: readonly Sorting[]) => void
  /** Widths that the user gave, in CSS pixels by column id. */
  readonly widths: Widths
  readonly onWidthsChange: (widths: Widths) => void
}

/** Sorts and filters; the result is handed to `DataTable` and tells its owner which rows are shown. */
export function useDataTable<Row extends RowData, Context>(options: DataTableOptions<Row, Context>) {
  const { rows, columns, getRowId, isShown, sorting, onSortingChange, widths, onWidthsChange } = options
  const [roomWidth, setRoomWidth] = useState(0)
  const definitions = useMemo(() => columns.map(toDefinition), [columns])
  const sortingState = useMemo(
    () => sorting.map(({ id, isDescending }) => ({ id, desc: isDescending })),
    [sorting],
  )
  const sizes = useMemo(() => shownWidths(columns, widths, roomWidth), [columns, widths, roomWidth])
  const table = useTable<Features, Row>({
    features,
    columns: definitions,
    data: rows,
    getRowId,
    state: { sorting: sortingState, columnSizing: sizes },
    onSortingChange: (updater) => {
      const next = functionalUpdate(updater, sortingState)
      onSortingChange(next.map(({ id, desc }) => ({ id, isDescending: desc })))
    },
    onColumnSizingChange: (updater) =>
      onWidthsChange(keptWidths(columns, functionalUpdate(updater, sizes), sizes, widths)),
    enableSortingRemoval: false,
    maxMultiSortColCount: 4,
    columnResizeMode: 'onChange',
  })
  const sorted = table.getRowModel().rows
  const shown = useMemo(
    () => sorted.filter((row) => isShown(row.original)).map((row) => row.original),
    [sorted, isShown],
  )
  const indexById = useMemo(
    () => new Map(shown.map((row, index) => [getRowId(row), index])),
    [shown, getRowId],
  )
  const resetWidth = (columnId: string) => {
    const { [columnId]: _removed, ...others } = widths
    onWidthsChange(others)
  }
  return { table, columns, getRowId, shown, indexById, sizes, roomWidth, setRoomWidth, resetWidth }
}

export type DataTableModel<Row extends RowData, Context> = ReturnType<typeof useDataTable<Row, Context>>

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function compare(a: SortValue, b: SortValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a < b ? -1 : 1
  return collator.compare(String(a), String(b))
}

function toDefinition<Row extends RowData, Context>(
  column: DataTableColumn<Row, Context>,
): ColumnDef<Features, Row> {
  const { sortValue } = column
  const sortFn: SortFn<Features, Row> = (a, b, columnId) =>
    compare(a.getValue<SortValue>(columnId), b.getValue<SortValue>(columnId))
  return {
    id: column.id,
    accessorFn: (row) => sortValue?.(row),
    enableSorting: sortValue !== undefined,
    sortFn,
    sortUndefined: 'last',
    sortDescFirst: column.sortsDescendingFirst ?? false,
  }
}

type Columns = readonly Pick<DataTableColumn<never, never>, 'id' | 'width' | 'minWidth' | 'isGrowing'>[]
const defaultMinWidth = 64
const maxWidth = 1200

/** The user's width or else the column's own; the growing column also takes the room that is left. */
function shownWidths(columns: Columns, widths: Widths, roomWidth: number): Record<string, number> {
  const sizes = Object.fromEntries(columns.map(({ id, width }) => [id, widths[id] ?? width]))
  const used = Object.values(sizes).reduce((sum, size) => sum + size, selectWidth)
  const growing = columns.find(({ isGrowing }) => isGrowing)
  if (growing) sizes[growing.id] = (sizes[growing.id] ?? 0) + Math.max(0, roomWidth - used)
  return sizes
}

/** What of the sizes after a drag is the user's: the changed one, within its limits, and those from before. */
function keptWidths(columns: Columns, next: Widths, shown: Widths, widths: Widths): Widths {
  const kept: Record<string, number> = {}
  for (const { id, minWidth = defaultMinWidth } of columns) {
    const size = next[id]
    if (size !== undefined && size !== shown[id]) {
      kept[id] = Math.round(Math.max(minWidth, Math.min(maxWidth, size)))
    } else if (widths[id] !== undefined) kept[id] = widths[id]
  }
  return kept
}

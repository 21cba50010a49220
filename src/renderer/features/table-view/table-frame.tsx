// A table with everything around it that does not depend on what its rows are: search, shortcuts, focus.
import type { RowData } from '@tanstack/react-table'
import { type ReactNode, type RefObject, useRef } from 'react'
import { type Section, select, setActive, useUiState } from '../../state/ui-state.ts'
import { DataTable, type DataTableHandle } from '../../ui/data-table/data-table.tsx'
import type { DataTableModel } from '../../ui/data-table/use-data-table.ts'
import { SearchBox } from './search-box.tsx'
import { useHitAnnouncement } from './use-hit-announcement.ts'
import { useFocusAfterDialog, useSearchShortcut } from './use-table-focus.ts'

interface TableFrameProps<Row extends RowData, Context> {
  readonly section: Section
  /** Name of the view and its grid: "API keys". */
  readonly label: string
  readonly domId: string
  readonly searchLabel: string
  readonly searchPlaceholder: string
  readonly model: DataTableModel<Row, Context>
  readonly context: Context
  /** What the rows on screen were searched for. */
  readonly deferredQuery: string
  /** Read out after a search: "3 keys found". */
  readonly found: string
  readonly rowLabel: (row: Row) => string
  /** What Delete asks, in the hint of the grid: "revoke". */
  readonly removeVerb: string
  readonly tableRef: RefObject<DataTableHandle | null>
  readonly onOpen: (row: Row) => void
  /** The highlighted row; the selection may matter more. */
  readonly onRemove: (row: Row | undefined) => void
  readonly onCopy: (row: Row) => void
  readonly onMenu: (row: Row) => void
  /** Beside the search box: filters, switches, the main button last. */
  readonly tools: ReactNode
  /** Between the tools and the table: chips of filters, a notice. */
  readonly above?: ReactNode
  /** Below the table: totals or the selection. */
  readonly footer: ReactNode
  /** Stands under the header where there are no rows. */
  readonly children: ReactNode
}

export function TableFrame<Row extends RowData, Context>(props: TableFrameProps<Row, Context>) {
  const { section, label, domId, model, deferredQuery, tableRef, onOpen, onCopy } = props
  const { shown, getRowId } = model
  const searchRef = useRef<HTMLInputElement>(null)
  const selectedIds = useUiState((state) => state.tables[section].selectedIds)
  const storedActiveId = useUiState((state) => state.tables[section].activeId)
  const active = activeRow(model, storedActiveId, deferredQuery)
  const activeId = active ? getRowId(active) : null
  useSearchShortcut(searchRef)
  useFocusAfterDialog(tableRef)
  useHitAnnouncement(props.found, deferredQuery)
  return (
    <section aria-label={label} className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">{label}</h1>
      <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
        <SearchBox
          ref={searchRef}
          section={section}
          label={props.searchLabel}
          placeholder={props.searchPlaceholder}
          tableId={domId}
          activeRowId={activeId === null ? undefined : `${domId}-row-${activeId}`}
          onEnterRows={() => {
            setActive(section, activeId ?? (shown[0] ? getRowId(shown[0]) : null))
            tableRef.current?.focus()
          }}
          onOpen={() => active && onOpen(active)}
          onCopy={() => active && onCopy(active)}
        />
        {props.tools}
      </div>
      {props.above}
      <DataTable
        ref={tableRef}
        model={model}
        context={props.context}
        domId={domId}
        label={label}
        removeVerb={props.removeVerb}
        rowLabel={props.rowLabel}
        selectedIds={selectedIds}
        onSelect={(ids) => select(section, ids)}
        activeId={activeId}
        onActivate={(id) => setActive(section, id)}
        onOpen={onOpen}
        onRemove={props.onRemove}
        onCopy={onCopy}
        onMenu={props.onMenu}
        onLeave={() => searchRef.current?.focus()}
      >
        {props.children}
      </DataTable>
      {props.footer}
    </section>
  )
}

interface Shown<Row> {
  readonly shown: readonly Row[]
  readonly indexById: ReadonlyMap<string, number>
}

/** The highlighted row; while something is searched for, the first hit stands in for it. */
function activeRow<Row>(
  { shown, indexById }: Shown<Row>,
  activeId: string | null,
  query: string,
): Row | undefined {
  const index = activeId === null ? undefined : indexById.get(activeId)
  return shown[index ?? (query.trim() ? 0 : -1)]
}

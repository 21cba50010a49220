// The key table with everything around it: search, filters, rows, totals.
import { Plus } from 'lucide-react'
import { type RefObject, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { searchTerms } from '../../../shared/domain/search.ts'
import { type KeyRow, useAppState, useNow, useSnapshot } from '../../state/app-state.ts'
import { listProblem, writeBlock } from '../../state/selectors.ts'
import { announce, select, setActive, useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable, type DataTableHandle } from '../../ui/data-table/data-table.tsx'
import { useDataTable } from '../../ui/data-table/use-data-table.ts'
import { isTextField } from '../../ui/is-text-field.ts'
import { EndedSwitch, FilterButton, FilterChips } from './filter-bar.tsx'
import { askToRevoke, copyIdentifier, createKey, editKey } from './key-actions.ts'
import { type KeyCellContext, keyColumns } from './key-columns.tsx'
import { activeFilters, shownRowTest } from './key-search.ts'
import { shownName } from './key-status.ts'
import { SearchBox } from './search-box.tsx'
import { SelectionBar, TotalsBar } from './table-footer.tsx'
import { ListUnavailable, LoadingRows, NoEndedKeys, NoHits, NoKeys } from './table-states.tsx'
import { useTableLayout } from './use-table-layout.ts'

const tableId = 'api-keys'
const getRowId = ({ key }: KeyRow) => key.id
const rowLabel = ({ key }: KeyRow) => shownName(key)

export function KeyTableView() {
  const block = useSnapshot(writeBlock)
  const searchRef = useRef<HTMLInputElement>(null)
  const tableRef = useRef<DataTableHandle>(null)
  const { model, context, isFiltered, totals, deferredQuery } = useKeyTable(tableRef)
  const selectedIds = useUiState((state) => state.selectedIds)
  const storedActiveId = useUiState((state) => state.activeId)
  const active = activeRow(model, storedActiveId, deferredQuery)
  const activeId = active ? getRowId(active) : null
  useSearchShortcut(searchRef)
  useFocusAfterDialog(tableRef)
  useHitAnnouncement(model.shown.length, deferredQuery)
  usePrunedSelection()

  return (
    <section aria-label="API keys" className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">API keys</h1>
      <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
        <SearchBox
          ref={searchRef}
          tableId={tableId}
          activeRowId={activeId === null ? undefined : `${tableId}-row-${activeId}`}
          onEnterRows={() => {
            setActive(activeId ?? firstId(model.shown))
            tableRef.current?.focus()
          }}
          onOpen={() => active && editKey(active.key)}
          onCopy={() => active && void copyIdentifier(active.key)}
        />
        <FilterButton />
        <EndedSwitch />
        <Button variant="primary" icon={Plus} disabledReason={block} onClick={createKey} className="ml-auto">
          Create New API Key
        </Button>
      </div>
      <FilterChips />
      <DataTable
        ref={tableRef}
        model={model}
        context={context}
        domId={tableId}
        label="API keys"
        rowLabel={rowLabel}
        selectedIds={selectedIds}
        onSelect={select}
        activeId={activeId}
        onActivate={setActive}
        onOpen={({ key }) => editKey(key)}
        onRemove={(row) => askToRevoke(row?.key)}
        onCopy={({ key }) => void copyIdentifier(key)}
        onMenu={({ key }) => context.onMenuChange(key.id)}
        onLeave={() => searchRef.current?.focus()}
      >
        <NothingShown isFiltered={isFiltered} hasAny={totals.total > 0} writeBlock={block} />
      </DataTable>
      {selectedIds.size > 0 ? (
        <SelectionBar
          selectedIds={selectedIds}
          hiddenCount={[...selectedIds].filter((id) => !model.indexById.has(id)).length}
          hasOnlyEnded={totals.showsEnded}
          writeBlock={block}
        />
      ) : (
        <TotalsBar shown={model.shown} total={totals.total} />
      )}
    </section>
  )
}

/** The rows, thinned out by a search that may lag a frame behind the typing, and the context of the cells. */
function useKeyTable(tableRef: RefObject<DataTableHandle | null>) {
  const rowMap = useAppState((state) => state.rows)
  const rows = useDeferredValue(rowMap)
  const query = useUiState((state) => state.query)
  const deferredQuery = useDeferredValue(query)
  const filters = useUiState((state) => state.filters)
  const now = useNow()
  const block = useSnapshot(writeBlock)
  const unstoredValues = useSnapshot((snapshot) => snapshot.unstoredValues)
  const [menuKeyId, setMenuKeyId] = useState<string | null>(null)
  const layout = useTableLayout()

  const rowList = useMemo(() => [...rows.values()], [rows])
  const isShown = useMemo(() => shownRowTest(deferredQuery, filters, now), [deferredQuery, filters, now])
  const model = useDataTable<KeyRow, KeyCellContext>({
    rows: rowList,
    columns: keyColumns,
    getRowId,
    isShown,
    sorting: layout.sorting,
    onSortingChange: (sorting) => layout.change({ sorting: [...sorting] }),
    widths: layout.widths,
    onWidthsChange: (widths) => layout.change({ widths }),
  })
  const context = useMemo<KeyCellContext>(
    () => ({
      now,
      terms: searchTerms(deferredQuery),
      writeBlock: block,
      unstoredIds: new Set(unstoredValues.map(({ keyId }) => keyId)),
      menuKeyId,
      onMenuChange: setMenuKeyId,
      onMenuClosed: () => tableRef.current?.focus(),
    }),
    [now, deferredQuery, block, unstoredValues, menuKeyId, tableRef],
  )
  const { showsEnded } = filters
  const total = useMemo(
    () => rowList.filter(({ key }) => (key.ending !== null) === showsEnded).length,
    [rowList, showsEnded],
  )
  const isFiltered = query.trim() !== '' || activeFilters(filters).length > 0
  return { model, context, deferredQuery, isFiltered, totals: { total, showsEnded } }
}

type Shown = { readonly shown: readonly KeyRow[]; readonly indexById: ReadonlyMap<string, number> }

/** The highlighted row; while something is searched for, the first hit stands in for it. */
function activeRow({ shown, indexById }: Shown, activeId: string | null, query: string): KeyRow | undefined {
  const index = activeId === null ? undefined : indexById.get(activeId)
  return shown[index ?? (query.trim() ? 0 : -1)]
}

function firstId(shown: readonly KeyRow[]): string | null {
  return shown[0] ? getRowId(shown[0]) : null
}

interface NothingShownProps {
  readonly isFiltered: boolean
  /** Whether there are keys of this kind, current or ended, at all. */
  readonly hasAny: boolean
  readonly writeBlock: string | null
}

function NothingShown({ isFiltered, hasAny, writeBlock: block }: NothingShownProps) {
  const listAsOf = useSnapshot(({ sync }) => sync.listAsOf)
  const problem = useSnapshot(listProblem)
  const showsEnded = useUiState((state) => state.filters.showsEnded)
  if (hasAny && isFiltered) return <NoHits />
  if (showsEnded) return <NoEndedKeys />
  if (listAsOf === null) return problem ? <ListUnavailable problem={problem} /> : <LoadingRows />
  return <NoKeys writeBlock={block} />
}

/** `/` and Ctrl or Cmd with F go to the search from anywhere but a text field or a dialog. */
function useSearchShortcut(searchRef: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent) => {
      const isFind = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f'
      const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !isTextField(event.target)
      if ((!isFind && !isSlash) || useUiState.getState().dialog) return
      event.preventDefault()
      searchRef.current?.focus()
      searchRef.current?.select()
    }
    document.addEventListener('keydown', handleKeyDown)
    return () => document.removeEventListener('keydown', handleKeyDown)
  }, [searchRef])
}

/** What opened a dialog may be gone when it closes, such as a menu item: then the rows have the focus. */
function useFocusAfterDialog(tableRef: RefObject<DataTableHandle | null>) {
  const isOpen = useUiState((state) => state.dialog !== null)
  const wasOpen = useRef(false)
  useEffect(() => {
    const hasClosed = wasOpen.current && !isOpen
    wasOpen.current = isOpen
    if (!hasClosed) return
    // The dialog gives its focus back in a task of its own.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) tableRef.current?.focus()
    }, 50)
    return () => clearTimeout(timer)
  }, [isOpen, tableRef])
}

/** A key that ends or disappears leaves the selection; what could not be revoked stays in it. */
function usePrunedSelection() {
  const rows = useAppState((state) => state.rows)
  const selectedIds = useUiState((state) => state.selectedIds)
  const showsEnded = useUiState((state) => state.filters.showsEnded)
  useEffect(() => {
    const kept = [...selectedIds].filter((id) => {
      const key = rows.get(id)?.key
      return key !== undefined && (key.ending !== null) === showsEnded
    })
    if (kept.length < selectedIds.size) select(new Set(kept))
  }, [rows, selectedIds, showsEnded])
}

/** Tells screen readers how many rows a search left, once the typing rests. */
function useHitAnnouncement(count: number, query: string) {
  useEffect(() => {
    if (!query.trim()) return
    const timer = setTimeout(() => announce(`${count} ${count === 1 ? 'key' : 'keys'} found`), 600)
    return () => clearTimeout(timer)
  }, [count, query])
}

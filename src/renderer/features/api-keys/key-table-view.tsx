// The key table with everything around it: search, filters, rows, totals.
import { Plus } from 'lucide-react'
import { type RefObject, useCallback, useDeferredValue, useMemo, useRef } from 'react'
import { readKeyQuery } from '../../../shared/domain/key-query.ts'
import { type KeyRow, useAppState, useNow, useSnapshot } from '../../state/app-state.ts'
import { listProblem, writeBlock } from '../../state/selectors.ts'
import { useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import type { DataTableHandle } from '../../ui/data-table/data-table.tsx'
import { useDataTable } from '../../ui/data-table/use-data-table.ts'
import { ViewsMenu } from '../saved-views/views-menu.tsx'
import { useRowsByRates } from '../table-view/key-rates.tsx'
import { LoadingRows } from '../table-view/loading-rows.tsx'
import { steadyOrder } from '../table-view/steady-order.ts'
import { TableFrame } from '../table-view/table-frame.tsx'
import { usePrunedSelection } from '../table-view/use-pruned-selection.ts'
import { useRowMenu } from '../table-view/use-row-menu.ts'
import { useSearch } from '../table-view/use-search.ts'
import { useTableLayout } from '../table-view/use-table-layout.ts'
import { EndedSwitch, KeyFilterChips, KeyFilterPanel } from './filter-bar.tsx'
import { askToRevoke, copyIdentifier, createKey, editKey } from './key-actions.ts'
import { type KeyCellContext, keyColumns } from './key-columns.tsx'
import { activeFilters, shownRowTest } from './key-search.ts'
import { shownName } from './key-status.ts'
import { KeySelection, KeyTotals } from './table-footer.tsx'
import { ListUnavailable, NoEndedKeys, NoHits, NoKeys } from './table-states.tsx'

const getRowId = ({ key }: KeyRow) => key.id
const rowLabel = ({ key }: KeyRow) => shownName(key)

export function KeyTableView() {
  const block = useSnapshot(writeBlock)
  const tableRef = useRef<DataTableHandle>(null)
  const { model, context, layout, isFiltered, totals, deferredQuery } = useKeyTable(tableRef)
  const selectedIds = useUiState((state) => state.tables.keys.selectedIds)
  const count = model.shown.length
  useSelectableKeys(totals.showsEnded)
  return (
    <TableFrame
      section="keys"
      label="API keys"
      domId="api-keys"
      searchLabel="Search API keys"
      searchPlaceholder="Search name, tag, note or model"
      model={model}
      context={context}
      deferredQuery={deferredQuery}
      found={`${count} ${count === 1 ? 'key' : 'keys'} found`}
      rowLabel={rowLabel}
      removeVerb="revoke"
      tableRef={tableRef}
      onOpen={({ key }) => editKey(key)}
      onRemove={(row) => askToRevoke(row?.key)}
      onCopy={({ key }) => void copyIdentifier(key)}
      onMenu={({ key }) => context.menu.onChange(key.id)}
      tools={
        <>
          <KeyFilterPanel />
          <EndedSwitch />
          <ViewsMenu section="keys" layout={layout} />
          <Button
            variant="primary"
            icon={Plus}
            disabledReason={block}
            onClick={createKey}
            className="ml-auto"
          >
            Create New API Key
          </Button>
        </>
      }
      above={<KeyFilterChips />}
      footer={
        selectedIds.size > 0 ? (
          <KeySelection
            selectedIds={selectedIds}
            shownIds={model.indexById}
            hasOnlyEnded={totals.showsEnded}
            writeBlock={block}
          />
        ) : (
          <KeyTotals shown={model.shown} total={totals.total} />
        )
      }
    >
      <NothingShown isFiltered={isFiltered} hasAny={totals.total > 0} writeBlock={block} />
    </TableFrame>
  )
}

/** The rows, thinned out by search and filters, and the context of the cells. */
function useKeyTable(tableRef: RefObject<DataTableHandle | null>) {
  const rowMap = useAppState((state) => state.keys)
  const rows = useDeferredValue(rowMap)
  const { query, deferredQuery } = useSearch('keys')
  const keyQuery = useMemo(() => readKeyQuery(deferredQuery), [deferredQuery])
  const filters = useUiState((state) => state.keyFilters)
  const now = useNow()
  const block = useSnapshot(writeBlock)
  const unstoredValues = useSnapshot((snapshot) => snapshot.unstoredValues)
  const menu = useRowMenu(tableRef)
  const layout = useTableLayout('keyTable')

  const rowList = useMemo(() => steadyOrder(rows.values(), ({ key }) => key), [rows])
  const isShown = useMemo(() => shownRowTest(keyQuery, filters, now), [keyQuery, filters, now])
  const sortedRows = useRowsByRates(rowList, layout.sorting)
  const model = useDataTable<KeyRow, KeyCellContext>({
    rows: sortedRows,
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
      ...keyQuery,
      writeBlock: block,
      unstoredIds: new Set(unstoredValues.map(({ keyId }) => keyId)),
      menu,
    }),
    [now, keyQuery, block, unstoredValues, menu],
  )
  const { showsEnded } = filters
  const total = useMemo(
    () => rowList.filter(({ key }) => (key.ending !== null) === showsEnded).length,
    [rowList, showsEnded],
  )
  const isFiltered = query.trim() !== '' || activeFilters(filters).length > 0
  return { model, context, layout, deferredQuery, isFiltered, totals: { total, showsEnded } }
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
  const showsEnded = useUiState((state) => state.keyFilters.showsEnded)
  if (hasAny && isFiltered) return <NoHits />
  if (showsEnded) return <NoEndedKeys />
  if (listAsOf !== null) return <NoKeys writeBlock={block} />
  return problem ? <ListUnavailable problem={problem} /> : <LoadingRows>Reading your API keys…</LoadingRows>
}

/** A key that ends or disappears leaves the selection. */
function useSelectableKeys(showsEnded: boolean) {
  const rows = useAppState((state) => state.keys)
  const canStay = useCallback(
    (id: string) => {
      const key = rows.get(id)?.key
      return key !== undefined && (key.ending !== null) === showsEnded
    },
    [rows, showsEnded],
  )
  usePrunedSelection('keys', canStay)
}

// The secret table with everything around it: search, filters, warnings, rows, totals.
import { Plus, Route } from 'lucide-react'
import { type RefObject, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { readSecretQuery } from '../../../shared/domain/secret-query.ts'
import { type SecretRow, useAppState, useNow, useSnapshot } from '../../state/app-state.ts'
import { secretsProblem, writeBlock } from '../../state/selectors.ts'
import { useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import type { DataTableHandle } from '../../ui/data-table/data-table.tsx'
import { useDataTable } from '../../ui/data-table/use-data-table.ts'
import { ViewsMenu } from '../saved-views/views-menu.tsx'
import { LoadingRows } from '../table-view/loading-rows.tsx'
import { steadyOrder } from '../table-view/steady-order.ts'
import { TableFrame } from '../table-view/table-frame.tsx'
import { usePrunedSelection } from '../table-view/use-pruned-selection.ts'
import { useRowMenu } from '../table-view/use-row-menu.ts'
import { useSearch } from '../table-view/use-search.ts'
import { useTableLayout } from '../table-view/use-table-layout.ts'
import { ClashNotice } from './clash-notice.tsx'
import { addSecret, askToDelete, askWhichSecret, copyName, editSecret } from './secret-actions.ts'
import { type SecretCellContext, secretColumns } from './secret-columns.tsx'
import { SecretFilterChips, SecretFilterPanel } from './secret-filters.tsx'
import { SecretSelection, SecretTotals } from './secret-footer.tsx'
import { activeSecretFilters, shownSecretTest } from './secret-search.ts'
import { NoSecretHits, NoSecrets, SecretsUnavailable } from './secret-states.tsx'
import { countSecrets, shownSecretName } from './secret-words.ts'
import { useClashNotes } from './use-clash-notes.ts'

const getRowId = ({ secret }: SecretRow) => secret.id
const rowLabel = ({ secret }: SecretRow) => shownSecretName(secret)

export function SecretTableView() {
  const block = useSnapshot(writeBlock)
  const tableRef = useRef<DataTableHandle>(null)
  const [isUnfolded, setUnfolded] = useState(false)
  const { model, context, layout, clashes, total, isFiltered, deferredQuery } = useSecretTable(tableRef)
  const selectedIds = useUiState((state) => state.tables.secrets.selectedIds)
  useSelectableSecrets()
  // One warning is on screen in full already: then the question behind it is what is left to ask.
  const showWarnings = () => {
    const [first] = clashes.notes
    if (first && clashes.notes.length === 1) askWhichSecret(first)
    else setUnfolded(true)
  }
  return (
    <TableFrame
      section="secrets"
      label="Secrets"
      domId="secrets"
      searchLabel="Search secrets"
      searchPlaceholder="Search name, service, tool, tag or note"
      model={model}
      context={context}
      deferredQuery={deferredQuery}
      found={`${countSecrets(model.shown.length)} found`}
      rowLabel={rowLabel}
      removeVerb="delete"
      tableRef={tableRef}
      onOpen={({ secret }) => editSecret(secret)}
      onRemove={(row) => askToDelete(row?.secret)}
      onCopy={({ secret }) => void copyName(secret)}
      onMenu={({ secret }) => context.menu.onChange(secret.id)}
      tools={
        <>
          <SecretFilterPanel />
          <ViewsMenu section="secrets" layout={layout} />
          <span className="ml-auto flex flex-wrap gap-2">
            <Button icon={Route} onClick={() => askWhichSecret()}>
              Which secret is used?
            </Button>
            <Button variant="primary" icon={Plus} disabledReason={block} onClick={() => addSecret()}>
              Add Secret
            </Button>
          </span>
        </>
      }
      above={
        <>
          <SecretFilterChips />
          <ClashNotice
            notes={clashes.notes}
            warningCount={clashes.warningCount}
            isUnfolded={isUnfolded}
            onUnfold={setUnfolded}
            shownIds={model.indexById}
            onFocusRows={() => tableRef.current?.focus()}
          />
        </>
      }
      footer={
        selectedIds.size > 0 ? (
          <SecretSelection selectedIds={selectedIds} shownIds={model.indexById} writeBlock={block} />
        ) : (
          <SecretTotals
            shown={model.shown}
            total={total}
            warningCount={clashes.warningCount}
            onShowWarnings={showWarnings}
          />
        )
      }
    >
      <NothingShown isFiltered={isFiltered && total > 0} writeBlock={block} />
    </TableFrame>
  )
}

/** The rows, thinned out by search and filters, and the context of the cells. */
function useSecretTable(tableRef: RefObject<DataTableHandle | null>) {
  const rowMap = useAppState((state) => state.secrets)
  const rows = useDeferredValue(rowMap)
  const { query, deferredQuery } = useSearch('secrets')
  const secretQuery = useMemo(() => readSecretQuery(deferredQuery), [deferredQuery])
  const filters = useUiState((state) => state.secretFilters)
  const now = useNow()
  const block = useSnapshot(writeBlock)
  const menu = useRowMenu(tableRef)
  const layout = useTableLayout('secretTable')
  const clashes = useClashNotes(rows)

  const rowList = useMemo(() => steadyOrder(rows.values(), ({ secret }) => secret), [rows])
  const groupSizes = useMemo(() => countGroups(rowList), [rowList])
  const isShown = useMemo(() => shownSecretTest(secretQuery, filters, now), [secretQuery, filters, now])
  const model = useDataTable<SecretRow, SecretCellContext>({
    rows: rowList,
    columns: secretColumns,
    getRowId,
    isShown,
    sorting: layout.sorting,
    onSortingChange: (sorting) => layout.change({ sorting: [...sorting] }),
    widths: layout.widths,
    onWidthsChange: (widths) => layout.change({ widths }),
  })
  const { notesById } = clashes
  const { terms, tagTerms } = secretQuery
  const context = useMemo<SecretCellContext>(
    () => ({ now, terms, tagTerms, writeBlock: block, notesById, groupSizes, menu }),
    [now, terms, tagTerms, block, notesById, groupSizes, menu],
  )
  const isFiltered = query.trim() !== '' || activeSecretFilters(filters).length > 0
  return { model, context, layout, clashes, total: rowList.length, isFiltered, deferredQuery }
}

function countGroups(rows: readonly SecretRow[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  for (const { secret } of rows) {
    const { sharedGroup } = secret
    if (sharedGroup !== null) sizes.set(sharedGroup, (sizes.get(sharedGroup) ?? 0) + 1)
  }
  return sizes
}

interface NothingShownProps {
  /** Whether there are secrets that search and filters hide. */
  readonly isFiltered: boolean
  readonly writeBlock: string | null
}

function NothingShown({ isFiltered, writeBlock: block }: NothingShownProps) {
  const asOf = useSnapshot(({ sync }) => sync.secretsAsOf)
  const problem = useSnapshot(secretsProblem)
  if (isFiltered) return <NoSecretHits />
  if (asOf !== null) return <NoSecrets writeBlock={block} />
  return problem ? <SecretsUnavailable problem={problem} /> : <LoadingRows>Reading your secrets…</LoadingRows>
}

/** A secret that disappears leaves the selection. */
function useSelectableSecrets() {
  const rows = useAppState((state) => state.secrets)
  const canStay = useCallback((id: string) => rows.has(id), [rows])
  usePrunedSelection('secrets', canStay)
}

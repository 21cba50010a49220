// Spend by key: search, order, and which row the detail beside it is about.
import { ShieldX, Snowflake } from 'lucide-react'
import { type RefObject, useCallback, useDeferredValue, useMemo } from 'react'
import { matchesTerms } from '../../../shared/domain/search.ts'
import { type KeyRow, useAppState, useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { openDialog, tellRefusal, useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import type { DataTableHandle } from '../../ui/data-table/data-table.tsx'
import { useDataTable } from '../../ui/data-table/use-data-table.ts'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { copyIdentifier } from '../api-keys/key-actions.ts'
import { shownName } from '../api-keys/key-status.ts'
import { keysToChange } from '../freeze-keys/freeze-actions.ts'
import { countWords, SelectionBar, TotalsBar } from '../table-view/footer-bars.tsx'
import { RatesNote, useRowsByRates } from '../table-view/key-rates.tsx'
import { openUnlessBlocked } from '../table-view/row-actions.ts'
import { steadyOrder } from '../table-view/steady-order.ts'
import { TableFrame } from '../table-view/table-frame.tsx'
import { usePrunedSelection } from '../table-view/use-pruned-selection.ts'
import { useSearch } from '../table-view/use-search.ts'
import { ByControl } from './by-control.tsx'
import { keySpendColumns, type SpendContext } from './key-spend-columns.tsx'
import { choose, useUsageChoice } from './usage-choice.ts'
import type { UsageClock } from './usage-figures.ts'
import { NoUsage } from './usage-states.tsx'

const getRowId = ({ key }: KeyRow) => key.id
const rowLabel = ({ key }: KeyRow) => shownName(key)
const nouns = ['key', 'keys'] as const

interface KeySpendTableProps {
  readonly clock: UsageClock
  /** Credits of all keys since they were made. */
  readonly allTime: number | null
  readonly tableRef: RefObject<DataTableHandle | null>
  /** Enter on a row: on to its detail. */
  readonly onOpen: () => void
}

export function KeySpendTable({ clock, allTime, tableRef, onOpen }: KeySpendTableProps) {
  const showsEnded = useUsageChoice((choice) => choice.showsEnded)
  const selectedIds = useUiState((state) => state.tables.usage.selectedIds)
  const { model, total, deferredQuery, terms } = useSpendRows(showsEnded)
  const context = useMemo<SpendContext>(() => ({ clock, terms, allTime }), [clock, terms, allTime])
  const count = model.shown.length
  return (
    <TableFrame
      section="usage"
      label="Usage"
      domId="usage-by-key"
      searchLabel="Search keys by use"
      searchPlaceholder="Search name or identifier"
      model={model}
      context={context}
      deferredQuery={deferredQuery}
      found={`${countWords(count, count, nouns)} found`}
      rowLabel={rowLabel}
      removeVerb="revoke"
      tableRef={tableRef}
      onOpen={onOpen}
      onRemove={(row) => askToRevoke(idsOf(row, selectedIds))}
      onCopy={({ key }) => void copyIdentifier(key)}
      onMenu={onOpen}
      tools={
        <>
          <ByControl />
          <SegmentedControl
            legend="Which keys"
            isLegendHidden
            value={showsEnded ? 'ended' : 'current'}
            choices={[
              { value: 'current', label: 'Current' },
              { value: 'ended', label: 'Ended' },
            ]}
            onChange={(value) => choose({ showsEnded: value === 'ended' })}
          />
        </>
      }
      footer={
        selectedIds.size > 0 ? (
          <SpendSelection selectedIds={selectedIds} shownIds={model.indexById} hasOnlyEnded={showsEnded} />
        ) : (
          <TotalsBar start={countWords(count, total, nouns)}>
            <RatesNote />
          </TotalsBar>
        )
      }
    >
      <NoUsage hasAny={total > 0} noun="key" />
    </TableFrame>
  )
}

function useSpendRows(showsEnded: boolean) {
  const rows = useDeferredValue(useAppState((state) => state.keys))
  const { deferredQuery, terms } = useSearch('usage')
  const { sorting, widths } = useUsageChoice()
  const rowList = useMemo(
    () =>
      steadyOrder(rows.values(), ({ key }) => key).filter(({ key }) => (key.ending !== null) === showsEnded),
    [rows, showsEnded],
  )
  const isShown = useMemo(() => (row: KeyRow) => matchesTerms(row.searchText, terms), [terms])
  const sortedRows = useRowsByRates(rowList, sorting)
  const model = useDataTable<KeyRow, SpendContext>({
    rows: sortedRows,
    columns: keySpendColumns,
    getRowId,
    isShown,
    sorting,
    onSortingChange: (next) => choose({ sorting: next }),
    widths,
    onWidthsChange: (next) => choose({ widths: next }),
  })
  const canStay = useCallback(
    (id: string) => {
      const key = rows.get(id)?.key
      return key !== undefined && (key.ending !== null) === showsEnded
    },
    [rows, showsEnded],
  )
  usePrunedSelection('usage', canStay)
  return { model, total: rowList.length, deferredQuery, terms }
}

/** The selected keys, or the row where it is none of them. */
function idsOf(row: KeyRow | undefined, selectedIds: ReadonlySet<string>): readonly string[] {
  return row && !selectedIds.has(row.key.id) ? [row.key.id] : [...selectedIds]
}

function askToRevoke(ids: readonly string[]): void {
  const { keys } = useAppState.getState()
  const keyIds = ids.filter((id) => keys.get(id)?.key.ending === null)
  if (keyIds.length > 0) openUnlessBlocked(() => openDialog({ kind: 'revokeKeys', keyIds }))
}

function askToFreeze(ids: readonly string[]): void {
  const keyIds = keysToChange(ids, 'freeze')
  if (keyIds.length > 0) openUnlessBlocked(() => openDialog({ kind: 'freezeKeys', keyIds, change: 'freeze' }))
  else tellRefusal('Nothing to freeze', 'What is selected is frozen, or has a limit of 0 already.')
}

interface SpendSelectionProps {
  readonly selectedIds: ReadonlySet<string>
  readonly shownIds: ReadonlyMap<string, number>
  readonly hasOnlyEnded: boolean
}

/** What stops the spending of the selected keys. */
function SpendSelection({ selectedIds, shownIds, hasOnlyEnded }: SpendSelectionProps) {
  const block = useSnapshot(writeBlock)
  const reason = hasOnlyEnded ? 'Keys that have ended spend nothing any more.' : block
  const words = countWords(selectedIds.size, selectedIds.size, nouns)
  return (
    <SelectionBar section="usage" label="Selected keys" selectedIds={selectedIds} shownIds={shownIds}>
      <Button
        size="small"
        icon={Snowflake}
        disabledReason={reason}
        onClick={() => askToFreeze([...selectedIds])}
      >
        Freeze {words}…
      </Button>
      <Button
        size="small"
        variant="danger"
        icon={ShieldX}
        disabledReason={reason}
        onClick={() => askToRevoke([...selectedIds])}
      >
        Revoke {words}…
      </Button>
    </SelectionBar>
  )
}

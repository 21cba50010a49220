// The columns of spend by key: what each shows and how it sorts.
import type { KeyRow } from '../../state/app-state.ts'
import type { DataTableColumn } from '../../ui/data-table/column.ts'
import { shownName } from '../api-keys/key-status.ts'
import { NameCell } from '../table-view/cells.tsx'
import { ratesOf } from '../table-view/key-rates.tsx'
import { AllTimeCell, CycleCell, RateCell, TodayCell } from './key-spend-cells.tsx'
import { SparklineCell } from './sparkline-cell.tsx'
import type { UsageClock } from './usage-figures.ts'

/** What every cell needs besides its row. */
export interface SpendContext {
  readonly clock: UsageClock
  readonly terms: readonly string[]
  /** Credits of all keys since they were made; null while not known. */
  readonly allTime: number | null
}

export const keySpendColumns: readonly DataTableColumn<KeyRow, SpendContext>[] = [
  {
    id: 'name',
    label: 'Name',
    width: 120,
    minWidth: 100,
    isGrowing: true,
    pin: 'start',
    sortValue: ({ key }) => shownName(key),
    cell: ({ key }, { terms }) => (
      <NameCell name={shownName(key)} isUnnamed={!key.name.trim()} terms={terms} />
    ),
  },
  {
    id: 'today',
    label: 'Today (UTC)',
    width: 110,
    minWidth: 80,
    sortsDescendingFirst: true,
    // What was read yesterday is no figure of today, but its order still says who spends.
    sortValue: ({ key }) => key.usedToday ?? undefined,
    cell: ({ key }, { clock }) => <TodayCell apiKey={key} clock={clock} />,
  },
  {
    id: 'cycle',
    label: 'This cycle',
    width: 150,
    minWidth: 100,
    sortsDescendingFirst: true,
    sortValue: ({ key }) => key.creditUsed,
    cell: ({ key }, { clock }) => <CycleCell apiKey={key} now={clock.now} />,
  },
  {
    id: 'allTime',
    label: 'All time',
    width: 126,
    minWidth: 90,
    sortsDescendingFirst: true,
    sortValue: ({ key }) => key.usedAllTime ?? undefined,
    cell: ({ key }, { allTime }) => <AllTimeCell apiKey={key} allTime={allTime} />,
  },
  {
    id: 'week',
    label: '7 days',
    width: 78,
    minWidth: 64,
    sortsDescendingFirst: true,
    sortValue: ({ key }) => ratesOf(key.id)?.week ?? undefined,
    cell: ({ key }, { clock }) => <SparklineCell apiKey={key} now={clock.now} />,
  },
  {
    id: 'rate',
    label: 'Per hour, last 3 h',
    width: 140,
    minWidth: 100,
    sortsDescendingFirst: true,
    // A key that has ended spends nothing any more, and its cell is empty.
    sortValue: ({ key }) => (key.ending ? undefined : (ratesOf(key.id)?.perHour ?? undefined)),
    cell: ({ key }, { clock }) => <RateCell apiKey={key} now={clock.now} />,
  },
]

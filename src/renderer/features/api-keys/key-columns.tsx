// The columns of the key table: what each shows, how it sorts, how wide it starts.
import { type KeyRow, serviceNow } from '../../state/app-state.ts'
import type { DataTableColumn } from '../../ui/data-table/column.ts'
import { DateCell, SealedMark } from '../table-view/cells.tsx'
import { ratesOf } from '../table-view/key-rates.tsx'
import type { OpenRowMenu } from '../table-view/use-row-menu.ts'
import { SparklineCell } from '../usage/sparkline-cell.tsx'
import { AccessCell, ExpiryCell, IdentifierCell, StatusCell, UsageCell } from './key-cells.tsx'
import { KeyNameCell } from './key-name-cell.tsx'
import { keyStatus, shownName, statusRank } from './key-status.ts'
import { RowMenu } from './row-menu.tsx'

/** What every cell needs besides its row. */
export interface KeyCellContext {
  readonly now: number
  /** The words searched for, to be marked. */
  readonly terms: readonly string[]
  readonly tagTerms: readonly string[]
  readonly modelTerms: readonly string[]
  readonly writeBlock: string | null
  readonly unstoredIds: ReadonlySet<string>
  readonly menu: OpenRowMenu
}

export const keyColumns: readonly DataTableColumn<KeyRow, KeyCellContext>[] = [
  {
    id: 'name',
    label: 'Name',
    width: 152,
    minWidth: 120,
    isGrowing: true,
    pin: 'start',
    sortValue: ({ key }) => shownName(key),
    cell: ({ key }, { terms, tagTerms }) => (
      <KeyNameCell apiKey={key} terms={terms} tagTerms={tagTerms}>
        {key.hasSealedCopy && <SealedMark />}
      </KeyNameCell>
    ),
  },
  {
    id: 'identifier',
    label: 'Identifier',
    width: 176,
    minWidth: 100,
    sortValue: ({ key }) => key.display,
    cell: ({ key }, { terms }) => <IdentifierCell apiKey={key} terms={terms} />,
  },
  {
    id: 'access',
    label: 'Access',
    width: 84,
    minWidth: 80,
    // Fewest models first; "all" is the most.
    sortValue: ({ key }) => (key.access.kind === 'all' ? Number.POSITIVE_INFINITY : key.access.models.length),
    cell: ({ key }, { modelTerms }) => <AccessCell apiKey={key} terms={modelTerms} />,
  },
  {
    id: 'usage',
    label: 'Usage this cycle',
    width: 216,
    minWidth: 140,
    sortsDescendingFirst: true,
    sortValue: ({ key }) => key.creditUsed,
    cell: ({ key }, { now }) => <UsageCell apiKey={key} now={now} />,
  },
  // Before what has to be scrolled to in the smallest window.
  {
    id: 'expires',
    label: 'Expires',
    width: 136,
    minWidth: 90,
    sortValue: ({ key }) => key.expiresAt ?? Number.POSITIVE_INFINITY,
    cell: ({ key }, { now }) => <ExpiryCell apiKey={key} now={now} />,
  },
  {
    id: 'week',
    label: '7 days',
    width: 78,
    minWidth: 64,
    sortsDescendingFirst: true,
    sortValue: ({ key }) => ratesOf(key.id)?.week ?? undefined,
    cell: ({ key }, { now }) => <SparklineCell apiKey={key} now={now} />,
  },
  {
    id: 'status',
    label: 'Status',
    width: 118,
    minWidth: 90,
    sortValue: ({ key }) => statusRank[keyStatus(key, serviceNow())],
    cell: ({ key }, { now }) => <StatusCell apiKey={key} now={now} />,
  },
  {
    id: 'created',
    label: 'Created',
    width: 106,
    minWidth: 80,
    sortsDescendingFirst: true,
    sortValue: ({ key }) => key.createdAt ?? undefined,
    cell: ({ key }) => <DateCell at={key.createdAt} what="Created" />,
  },
  {
    id: 'actions',
    label: 'Actions',
    isLabelHidden: true,
    width: 44,
    isResizable: false,
    pin: 'end',
    cell: ({ key }, context) => (
      <RowMenu
        apiKey={key}
        hasUnstoredValue={context.unstoredIds.has(key.id)}
        now={context.now}
        writeBlock={context.writeBlock}
        menu={context.menu}
      />
    ),
  },
]

/** What a column is called; its id where there is none of it any more. */
export function keyColumnLabel(columnId: string): string {
  return keyColumns.find(({ id }) => id === columnId)?.label ?? columnId
}

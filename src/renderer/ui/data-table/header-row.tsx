// The sticky header of the data table: sort buttons, resize handles and the box that selects all.
import type { RowData } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { CheckboxBox } from '../checkbox.tsx'
import { classNames } from '../class-names.ts'
import { type DataTableColumn, headerHeight } from './column.ts'
import type { DataTableModel } from './use-data-table.ts'

const resizeStep = 16
const cellLook =
  'sticky top-0 z-20 border-b border-line bg-canvas p-0 text-left text-sm font-medium text-ink-muted'

interface HeaderRowProps<Row extends RowData, Context> {
  readonly model: DataTableModel<Row, Context>
  readonly selection: 'all' | 'some' | 'none'
  readonly onSelectAll: (isSelected: boolean) => void
}

export function HeaderRow<Row extends RowData, Context>({
  model,
  selection,
  onSelectAll,
}: HeaderRowProps<Row, Context>) {
  const { columns, shown } = model
  const firstSortable = columns.find(({ sortValue }) => sortValue)?.id
  return (
    <thead>
      <tr aria-rowindex={1} style={{ height: headerHeight }}>
        <th scope="col" className={classNames(cellLook, 'left-0 z-30')}>
          <span className="flex items-center pl-4">
            <CheckboxBox
              aria-label="Select all rows shown"
              tabIndex={-1}
              checked={selection === 'all'}
              isMixed={selection === 'some'}
              disabled={shown.length === 0}
              onChange={() => onSelectAll(selection !== 'all')}
            />
          </span>
        </th>
        {columns.map((column) => (
          <HeaderCell key={column.id} model={model} column={column} isTabStop={column.id === firstSortable} />
        ))}
      </tr>
    </thead>
  )
}

interface HeaderCellProps<Row extends RowData, Context> {
  readonly model: DataTableModel<Row, Context>
  readonly column: DataTableColumn<Row, Context>
  /** One header button is a Tab stop; the arrow keys go on to the others. */
  readonly isTabStop: boolean
}

function HeaderCell<Row extends RowData, Context>({
  model,
  column,
  isTabStop,
}: HeaderCellProps<Row, Context>) {
  const direction = model.table.getColumn(column.id)?.getIsSorted() ?? false
  const ariaSort = direction ? (direction === 'asc' ? 'ascending' : 'descending') : 'none'
  return (
    <th
      scope="col"
      aria-sort={column.sortValue ? ariaSort : undefined}
      className={classNames(
        cellLook,
        column.pin === 'start' && 'left-10 z-30 max-sm:left-auto',
        column.pin === 'end' && 'pinned-end right-0 z-30',
      )}
    >
      {column.sortValue ? (
        <SortButton model={model} column={column} isTabStop={isTabStop} />
      ) : (
        <span className={column.isLabelHidden ? 'sr-only' : 'block truncate px-2'}>{column.label}</span>
      )}
      {column.isResizable !== false && <ResizeHandle model={model} columnId={column.id} />}
    </th>
  )
}

function SortButton<Row extends RowData, Context>({
  model,
  column,
  isTabStop,
}: HeaderCellProps<Row, Context>) {
  const sortedColumn = model.table.getColumn(column.id)
  const direction = sortedColumn?.getIsSorted() ?? false
  const Arrow = direction === 'desc' ? ArrowDown : ArrowUp
  const handleKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    if (!event.shiftKey) focusNeighbour(event.currentTarget, step)
    else if (column.isResizable !== false) {
      const width = model.sizes[column.id] ?? column.width
      model.table.setColumnSizing((sizes) => ({ ...sizes, [column.id]: width + step * resizeStep }))
    }
  }
  return (
    <button
      type="button"
      tabIndex={isTabStop ? 0 : -1}
      data-header-button
      onClick={(event) => sortedColumn?.getToggleSortingHandler()?.(event)}
      onKeyDown={handleKeyDown}
      className="group flex h-8 w-full cursor-default items-center gap-1 px-2 text-left hover:text-ink focus-visible:-outline-offset-2"
    >
      <span className="truncate">{column.label}</span>
      <Arrow
        aria-hidden
        className={classNames(
          'size-3.5 shrink-0',
          direction ? 'text-accent' : 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60',
        )}
      />
    </button>
  )
}

function focusNeighbour(button: HTMLElement, step: number) {
  const buttons = [...(button.closest('tr')?.querySelectorAll<HTMLElement>('[data-header-button]') ?? [])]
  buttons[buttons.indexOf(button) + step]?.focus()
}

/** For the mouse only: the keyboard resizes with Shift and an arrow on the sort button. */
function ResizeHandle<Row extends RowData, Context>({
  model,
  columnId,
}: Pick<HeaderCellProps<Row, Context>, 'model'> & { readonly columnId: string }) {
  const header = model.table.getFlatHeaders().find(({ id }) => id === columnId)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <span
      data-resize-handle={columnId}
      onMouseDown={(event) => header?.getResizeHandler()(event)}
      onDoubleClick={() => model.resetWidth(columnId)}
      className="absolute inset-y-0 right-0 z-10 w-2 cursor-col-resize before:absolute before:inset-y-2 before:right-0 before:w-px before:bg-line hover:before:inset-y-0 hover:before:w-0.5 hover:before:bg-accent-solid"
    />
  )
}

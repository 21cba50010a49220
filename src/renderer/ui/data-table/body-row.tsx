// One row of the data table, drawn again only when something of its own changes.
import { type MouseEvent, memo } from 'react'
import { CheckboxBox } from '../checkbox.tsx'
import { classNames } from '../class-names.ts'
import type { DataTableColumn } from './column.ts'

interface BodyRowProps<Row, Context> {
  readonly row: Row
  readonly domId: string
  /** Counted from 0 among the rows shown. */
  readonly index: number
  /** CSS pixels. */
  readonly height: number
  readonly columns: readonly DataTableColumn<Row, Context>[]
  readonly context: Context
  readonly isSelected: boolean
  readonly isActive: boolean
  /** The words that name the row to screen readers. */
  readonly label: string
  readonly onPress: (index: number, event: MouseEvent) => void
  readonly onToggle: (index: number, event: MouseEvent) => void
  readonly onOpen: (index: number) => void
  readonly onMenu: (index: number) => void
}

function BodyRowUnmemoized<Row, Context>(props: BodyRowProps<Row, Context>) {
  const { row, domId, index, height, columns, context, isSelected, isActive, label } = props
  return (
    // The keyboard is handled once, by the grid that has the focus.
    <tr
      id={domId}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-active={isActive || undefined}
      onClick={(event) => props.onPress(index, event)}
      onDoubleClick={(event) => {
        if (!isControl(event.target)) props.onOpen(index)
      }}
      onContextMenu={(event) => {
        event.preventDefault()
        props.onMenu(index)
      }}
      style={{ height }}
      className="data-row group/row bg-surface hover:bg-hover aria-selected:bg-selected"
    >
      <td className="sticky left-0 z-10 border-b border-line bg-inherit p-0">
        <span className="flex items-center pl-4">
          <CheckboxBox
            aria-label={`Select ${label}`}
            tabIndex={-1}
            checked={isSelected}
            readOnly
            onClick={(event) => {
              event.stopPropagation()
              props.onToggle(index, event)
            }}
          />
        </span>
      </td>
      {columns.map((column) => (
        <td
          key={column.id}
          className={classNames(
            'overflow-hidden border-b border-line bg-inherit px-2 py-0',
            column.pin === 'start' && 'sticky left-10 z-10 max-sm:static',
            column.pin === 'end' && 'pinned-end sticky right-0 z-10',
          )}
        >
          {column.cell(row, context)}
        </td>
      ))}
    </tr>
  )
}

export const BodyRow = memo(BodyRowUnmemoized) as typeof BodyRowUnmemoized

/** Whether a click landed on something in the row that acts by itself. */
export function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, a, input, [role="menuitem"]') !== null
}

// The data table: a grid with one Tab stop that draws only the rows in view, however many there are.
import type { RowData } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react'
import { useRowHeight } from '../density.ts'
import { useLatest } from '../use-latest.ts'
import { BodyRow, isControl } from './body-row.tsx'
import { headerHeight, selectWidth } from './column.ts'
import { type GridAction, gridAction } from './grid-keys.ts'
import { HeaderRow } from './header-row.tsx'
import type { DataTableModel } from './use-data-table.ts'
import { useSelection } from './use-selection.ts'

/** What a neighbour such as the search box may ask of the table. */
export interface DataTableHandle {
  readonly focus: () => void
}

interface DataTableProps<Row extends RowData, Context> {
  readonly model: DataTableModel<Row, Context>
  /** Passed to every cell; memoized, because a new one draws all visible rows again. */
  readonly context: Context
  /** Name of the grid for screen readers. */
  readonly label: string
  /** The words that name a row to screen readers. */
  readonly rowLabel: (row: Row) => string
  /** DOM ids start with it: the highlighted row has `${domId}-row-${rowId}`. */
  readonly domId: string
  readonly selectedIds: ReadonlySet<string>
  readonly onSelect: (selectedIds: ReadonlySet<string>) => void
  /** The highlighted row; one that is not shown counts as none. */
  readonly activeId: string | null
  readonly onActivate: (rowId: string) => void
  readonly onOpen: (row: Row) => void
  /** What Delete asks to do, for the hint: "revoke". */
  readonly removeVerb: string
  /** Delete was pressed; the row is the highlighted one, the selection may matter more. */
  readonly onRemove: (row: Row | undefined) => void
  readonly onCopy: (row: Row) => void
  readonly onMenu: (row: Row) => void
  /** Arrow up on the first row. */
  readonly onLeave?: () => void
  /** Stands under the header where there are no rows. */
  readonly children?: ReactNode
  readonly isBusy?: boolean
  readonly ref?: Ref<DataTableHandle>
}

export function DataTable<Row extends RowData, Context>(props: DataTableProps<Row, Context>) {
  const { model, context, label, rowLabel, domId, selectedIds, activeId, children, isBusy = false } = props
  const { shown, columns, getRowId, sizes } = model
  const scrollRef = useRef<HTMLDivElement>(null)
  const gridRef = useRef<HTMLTableElement>(null)
  const hintId = useId()
  const rowHeight = useRowHeight()
  useImperativeHandle(props.ref, () => ({ focus: () => gridRef.current?.focus() }), [])
  useRoomWidth(scrollRef, model.setRoomWidth)

  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The sticky header covers the upper end of what is scrolled.
    scrollPaddingEnd: headerHeight,
  })
  // Sizes that were measured for another density are of no use.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is what counts
  useLayoutEffect(() => virtualizer.measure(), [rowHeight, virtualizer])
  const active = activeId === null ? -1 : (model.indexById.get(activeId) ?? -1)
  const selection = useSelection({ shown, getRowId, selectedIds, onSelect: props.onSelect })
  useLayoutEffect(() => {
    if (active !== -1) virtualizer.scrollToIndex(active, { align: 'auto' })
  }, [active, virtualizer])

  const pageSize = () =>
    Math.max(1, Math.floor(((scrollRef.current?.clientHeight ?? 0) - headerHeight) / rowHeight) - 1)
  const act = (action: GridAction) => {
    const row = shown[active]
    if (action.kind === 'move') {
      const target = shown[action.to]
      if (!target) return
      props.onActivate(getRowId(target))
      if (action.isExtending) selection.extendTo(action.to, active)
    } else if (action.kind === 'selectAll') selection.setAll(true)
    else if (action.kind === 'clearSelection') selection.setAll(false)
    else if (action.kind === 'leave') props.onLeave?.()
    else if (action.kind === 'remove') props.onRemove(row)
    else if (row) {
      if (action.kind === 'open') props.onOpen(row)
      if (action.kind === 'toggle') selection.toggle(active, false)
      if (action.kind === 'copy') props.onCopy(row)
      if (action.kind === 'menu') props.onMenu(row)
    }
  }
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const action = gridAction(event, { active, count: shown.length, page: pageSize() })
    if (!action) return
    // Marked text is what the user means to copy.
    if (action.kind === 'copy' && window.getSelection()?.toString()) return
    event.preventDefault()
    act(action)
  }
  const press = useLatest((index: number, event: MouseEvent) => {
    if (isControl(event.target)) return
    const row = shown[index]
    if (!row) return
    props.onActivate(getRowId(row))
    if (event.shiftKey) selection.extendTo(index, active)
    else if (event.ctrlKey || event.metaKey) selection.toggle(index, false)
  })
  const toggle = useLatest((index: number, event: MouseEvent) => selection.toggle(index, event.shiftKey))
  const open = useLatest((index: number) => shown[index] && props.onOpen(shown[index]))
  const menu = useLatest((index: number) => {
    const row = shown[index]
    if (!row) return
    props.onActivate(getRowId(row))
    props.onMenu(row)
  })

  const items = virtualizer.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
  const totalWidth = columns.reduce((sum, { id }) => sum + (sizes[id] ?? 0), selectWidth)
  const activeRow = items.some(({ index }) => index === active) ? shown[active] : undefined
  return (
    <div
      ref={scrollRef}
      className="relative min-h-0 flex-1 overflow-auto overscroll-none short:overscroll-auto bg-surface"
    >
      <p id={hintId} hidden>
        Arrow keys move, Space selects, Enter opens, Delete asks to {props.removeVerb}.
      </p>
      <table
        ref={gridRef}
        id={domId}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table with the keys of a grid is one
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-describedby={hintId}
        aria-rowcount={shown.length + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-busy={isBusy || undefined}
        aria-activedescendant={activeRow ? `${domId}-row-${getRowId(activeRow)}` : undefined}
        onKeyDown={handleKeyDown}
        // An enlarged page scrolls around the table, and its highlighted row is somewhere in the table's own room.
        // A click stays where it is: what moves away under a pressed mouse is never clicked.
        onFocus={({ target }) => {
          if (target.matches(':focus-visible')) scrollRef.current?.scrollIntoView({ block: 'nearest' })
        }}
        style={{ width: totalWidth }}
        data-overflows={totalWidth > model.roomWidth || undefined}
        className="data-grid table-fixed border-separate border-spacing-0 outline-none"
      >
        <colgroup>
          <col style={{ width: selectWidth }} />
          {columns.map(({ id }) => (
            <col key={id} style={{ width: sizes[id] }} />
          ))}
        </colgroup>
        <HeaderRow model={model} selection={selection.extent} onSelectAll={selection.setAll} />
        <tbody>
          <Spacer height={before} />
          {items.map(({ index }) => {
            const row = shown[index]
            if (!row) return null
            const rowId = getRowId(row)
            return (
              <BodyRow
                key={rowId}
                row={row}
                domId={`${domId}-row-${rowId}`}
                index={index}
                height={rowHeight}
                columns={columns}
                context={context}
                isSelected={selectedIds.has(rowId)}
                isActive={index === active}
                label={rowLabel(row)}
                onPress={press}
                onToggle={toggle}
                onOpen={open}
                onMenu={menu}
              />
            )
          })}
          <Spacer height={after} />
        </tbody>
      </table>
      {shown.length === 0 && <div className="sticky left-0">{children}</div>}
    </div>
  )
}

/** Stands for the rows above or below those drawn. */
function Spacer({ height }: { readonly height: number }) {
  return height > 0 ? (
    <tr aria-hidden style={{ height }}>
      <td className="p-0" />
    </tr>
  ) : null
}

/** Tells the model how wide the room for the columns is, now and whenever it changes. */
function useRoomWidth(ref: RefObject<HTMLElement | null>, onChange: (width: number) => void) {
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    onChange(element.clientWidth)
    const observer = new ResizeObserver(() => onChange(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, onChange])
}

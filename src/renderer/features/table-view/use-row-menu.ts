// Which row of a table has its menu open, and where the focus goes when it closes.
import { type RefObject, useMemo, useState } from 'react'
import type { DataTableHandle } from '../../ui/data-table/data-table.tsx'

export interface OpenRowMenu {
  /** The row whose menu is open. */
  readonly rowId: string | null
  readonly onChange: (rowId: string | null) => void
  readonly onClosed: () => void
}

/** The same object until another menu opens, for a memoized context of cells. */
export function useRowMenu(tableRef: RefObject<DataTableHandle | null>): OpenRowMenu {
  const [rowId, setRowId] = useState<string | null>(null)
  return useMemo(
    () => ({ rowId, onChange: setRowId, onClosed: () => tableRef.current?.focus() }),
    [rowId, tableRef],
  )
}

// Sorting and column widths of the key table: changed at once, saved to the settings a moment later.
import { useEffect, useRef, useState } from 'react'
import type { TableLayout } from '../../../shared/domain/settings.ts'
import { useAppState } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'

/** A drag of a column changes its width many times a second. */
const saveDelayMs = 500

interface TableLayoutState extends Readonly<TableLayout> {
  readonly change: (changes: Partial<TableLayout>) => void
}

export function useTableLayout(): TableLayoutState {
  const [layout, setLayout] = useState(() => {
    const saved = useAppState.getState().snapshot?.settings.keyTable
    return saved ?? { sorting: [], widths: {} }
  })
  const saved = useRef(layout)
  useEffect(() => {
    if (saved.current === layout) return
    const timer = setTimeout(() => {
      saved.current = layout
      // Not worth a message: at the next start the columns are as they were.
      void commands.settings.change({ keyTable: layout })
    }, saveDelayMs)
    return () => clearTimeout(timer)
  }, [layout])
  return { ...layout, change: (changes) => setLayout((previous) => ({ ...previous, ...changes })) }
}

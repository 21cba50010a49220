// Sorting and column widths of a table: changed at once, saved to the settings a moment later.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { SettingsChanges, TableLayout } from '../../../shared/domain/settings.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'

/** The setting that keeps a table's layout. */
export type LayoutSetting = 'keyTable' | 'secretTable'

/** A drag of a column changes its width many times a second. */
const saveDelayMs = 500

export interface TableLayoutState extends Readonly<TableLayout> {
  readonly change: (changes: Partial<TableLayout>) => void
}

export function useTableLayout(setting: LayoutSetting): TableLayoutState {
  const saved = useSnapshot(({ settings }) => settings[setting])
  const [changed, setChanged] = useState<TableLayout | null>(null)
  const unsaved = useRef<TableLayout | null>(null)
  const save = useCallback(() => {
    if (!unsaved.current) return
    // A failure is not worth a message: at the next start the columns are as they were.
    void commands.settings.change(changeOf(setting, unsaved.current))
    unsaved.current = null
  }, [setting])
  useEffect(() => {
    if (!changed) return
    const timer = setTimeout(save, saveDelayMs)
    return () => clearTimeout(timer)
  }, [changed, save])
  // Another section may be shown before the moment has passed.
  useEffect(() => save, [save])

  const layout = changed ?? saved
  const change = (changes: Partial<TableLayout>) => {
    const next = { ...(unsaved.current ?? layout), ...changes }
    unsaved.current = next
    setChanged(next)
  }
  return { ...layout, change }
}

function changeOf(setting: LayoutSetting, layout: TableLayout): SettingsChanges {
  return setting === 'keyTable' ? { keyTable: layout } : { secretTable: layout }
}

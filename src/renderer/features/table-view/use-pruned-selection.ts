// Takes rows out of a selection that are no longer what can be selected.
import { useEffect } from 'react'
import { type Section, select, useUiState } from '../../state/ui-state.ts'

/** `canStay` is memoized. What could not be acted on stays selected, so that it can be tried again. */
export function usePrunedSelection(section: Section, canStay: (id: string) => boolean): void {
  const selectedIds = useUiState((state) => state.tables[section].selectedIds)
  useEffect(() => {
    const kept = [...selectedIds].filter(canStay)
    if (kept.length < selectedIds.size) select(section, new Set(kept))
  }, [section, selectedIds, canStay])
}

// Shows one row in its section, whatever was searched for there.
import { useAppState } from '../../state/app-state.ts'
import { changeFilters, clearSearch, setActive, showSection } from '../../state/ui-state.ts'

/** A search or filter that would hide the row is taken off. */
export function showRow(section: 'keys' | 'secrets' | 'agents', id: string): void {
  showSection(section)
  clearSearch(section)
  const hasEnded = section === 'keys' && useAppState.getState().keys.get(id)?.key.ending != null
  if (hasEnded) changeFilters({ showsEnded: true })
  setActive(section, id)
}

// What can be done with the history from anywhere in the window.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { commands } from '../../state/commands.ts'
import {
  announce,
  changeHistoryFilters,
  clearSearch,
  type HistoryFilters,
  noHistoryFilters,
  showSection,
  tellProblem,
  tellRefusal,
  tellSuccess,
  useUiState,
} from '../../state/ui-state.ts'
import { shownName } from '../api-keys/key-status.ts'
import { queryOf } from './history-query.ts'

function showHistory(filters: Partial<HistoryFilters>): void {
  clearSearch('history')
  changeHistoryFilters({ ...noHistoryFilters, ...filters })
  showSection('history')
}

/** Everything that concerns one key, also after it has ended. */
export function showHistoryOf(key: ApiKey): void {
  showHistory({ subject: { id: key.id, name: shownName(key) } })
}

export function showWhatChangedElsewhere(): void {
  showHistory({ groups: new Set(['elsewhere']) })
}

/** "I have seen what changed elsewhere." */
export async function markSeen(): Promise<void> {
  const marked = await commands.history.markSeen({})
  if (marked.ok) announce('Marked as seen')
  else tellProblem(marked.error)
}

/** Writes what fits the search and the filters where its user chooses. */
export async function exportHistory(format: 'csv' | 'json'): Promise<void> {
  const { tables, historyFilters } = useUiState.getState()
  const exported = await commands.history.export({
    query: queryOf(tables.history.query, historyFilters),
    format,
  })
  if (exported.ok) {
    const { count } = exported.value
    tellSuccess(
      'History exported',
      `${count} ${count === 1 ? 'entry' : 'entries'} as ${format.toUpperCase()}.`,
    )
    return
  }
  const { code } = exported.error
  if (code === 'notConfirmed') return
  if (code === 'tooMany') tellRefusal('An export is still open', 'Answer its dialog first.')
  else if (code === 'storage') {
    tellRefusal(
      'The history was not exported',
      'No file was written. Choose another place, or check its free space and permissions.',
    )
  } else tellProblem(exported.error)
}

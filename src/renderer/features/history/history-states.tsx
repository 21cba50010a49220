// What stands in place of the history: nothing there, nothing found, or why it cannot be read.
import { Archive, CircleSlash, History, SearchX } from 'lucide-react'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AppError } from '../../../shared/errors.ts'
import { clearSearch, useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { activeHistoryFilters } from './history-query.ts'

export function NoEntries() {
  return (
    <EmptyState icon={History} title="Nothing has happened yet">
      What you do with API keys and secrets, and what changes without this computer, is noted here: names and
      times, never a value. It stays on this computer.
    </EmptyState>
  )
}

/** Names what narrowed the list to nothing, and offers to take it off. */
export function NoEntryHits() {
  const query = useUiState((state) => state.tables.history.query.trim())
  const labels = activeHistoryFilters(useUiState((state) => state.historyFilters)).map(({ label }) => label)
  return (
    <EmptyState
      icon={SearchX}
      title={query ? `No entry matches “${visibleText(query, 80)}”` : 'No entry passes the filters'}
      actions={
        <Button onClick={() => clearSearch('history')}>
          {labels.length === 0 ? 'Clear search' : query ? 'Clear search and filters' : 'Clear filters'}
        </Button>
      }
    >
      {labels.length > 0 && <>Filters on: {labels.join(', ')}.</>}
    </EmptyState>
  )
}

export function HistoryUnavailable({
  problem,
  onRetry,
}: {
  readonly problem: AppError
  readonly onRetry: () => void
}) {
  const isStorage = problem.code === 'storage'
  return (
    <EmptyState
      icon={CircleSlash}
      title="The history could not be read"
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      {isStorage
        ? 'Latchkey could not read its file. Check the permissions of its data folder; nothing was changed.'
        : 'Latchkey met an unexpected problem. Nothing was changed.'}
    </EmptyState>
  )
}

export function NoEndedKeys() {
  return (
    <EmptyState icon={Archive} title="No key has ended yet">
      The service forgets a key that is revoked or has expired. Its last settings and what it spent stay here.
    </EmptyState>
  )
}

export function NoEndedHits() {
  const query = useUiState((state) => state.tables.history.query.trim())
  return (
    <EmptyState
      icon={SearchX}
      title={`No ended key matches “${visibleText(query, 80)}”`}
      actions={<Button onClick={() => clearSearch('history')}>Clear search</Button>}
    />
  )
}

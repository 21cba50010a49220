// What stands in the table's place for rows: nothing there, nothing found, or why nothing can be shown.
import { CircleSlash, History, KeyRound, Plus, SearchX } from 'lucide-react'
import { describeError } from '../../../shared/domain/error-words.ts'
import type { AppError } from '../../../shared/errors.ts'
import { changeFilters, clearSearch, useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemAction, ProblemDetails } from '../service-problem/service-problem.tsx'
import { createKey } from './key-actions.ts'
import { activeFilters } from './key-search.ts'

export function NoKeys({ writeBlock }: { readonly writeBlock: string | null }) {
  return (
    <EmptyState
      icon={KeyRound}
      title="No API keys yet"
      actions={
        <Button variant="primary" icon={Plus} disabledReason={writeBlock} onClick={createKey}>
          Create New API Key
        </Button>
      }
    >
      Give each app, agent or teammate its own key, with its own models, credit limit and expiry. Then one can
      be revoked without touching the others.
    </EmptyState>
  )
}

export function NoEndedKeys() {
  return (
    <EmptyState
      icon={History}
      title="No ended keys"
      actions={<Button onClick={() => changeFilters({ showsEnded: false })}>Show current keys</Button>}
    >
      Keys that are revoked, expire or disappear elsewhere stay here with their last settings and spend.
    </EmptyState>
  )
}

/** Names what narrowed the list to nothing, and offers to take it off. */
export function NoHits() {
  const query = useUiState((state) => state.tables.keys.query)
  const filters = useUiState((state) => state.keyFilters)
  const chips = activeFilters(filters)
  const kind = filters.showsEnded ? 'ended key' : 'current key'
  return (
    <EmptyState
      icon={SearchX}
      title={query.trim() ? `No ${kind} matches “${query.trim()}”` : `No ${kind} passes the filters`}
      actions={
        <>
          <Button onClick={() => clearSearch('keys')}>
            {chips.length > 0 ? 'Clear search and filters' : 'Clear search'}
          </Button>
          {query.trim() && !filters.showsEnded && (
            <Button variant="ghost" onClick={() => changeFilters({ showsEnded: true })}>
              Search ended keys
            </Button>
          )}
        </>
      }
    >
      {chips.length > 0 && <>Filters on: {chips.map(({ label }) => label).join(', ')}.</>}
    </EmptyState>
  )
}

export function ListUnavailable({ problem }: { readonly problem: AppError }) {
  const { title, advice } = describeError(problem)
  return (
    <EmptyState
      icon={CircleSlash}
      title="Your API keys could not be read"
      actions={<ProblemAction problem={problem} />}
    >
      <p>
        {title}. {advice}
      </p>
      <ProblemDetails problem={problem} />
    </EmptyState>
  )
}

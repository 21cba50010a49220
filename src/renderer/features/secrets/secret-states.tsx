// What stands in the table's place for secrets: nothing there, nothing found, or why nothing can be shown.
import { CircleSlash, LockKeyhole, Plus, SearchX } from 'lucide-react'
import { describeError } from '../../../shared/domain/error-words.ts'
import type { AppError } from '../../../shared/errors.ts'
import { clearSearch, useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemAction, ProblemDetails } from '../service-problem/service-problem.tsx'
import { addSecret } from './secret-actions.ts'
import { activeSecretFilters } from './secret-search.ts'

export function NoSecrets({ writeBlock }: { readonly writeBlock: string | null }) {
  return (
    <EmptyState
      icon={LockKeyhole}
      title="No secrets yet"
      actions={
        <Button variant="primary" icon={Plus} disabledReason={writeBlock} onClick={() => addSecret()}>
          Add Secret
        </Button>
      }
    >
      A secret is a credential of another service, such as a Linear or GitHub token, that agents use on your
      behalf. Built-in agents take only a secret that is set as the default for its tool. A value can be
      replaced, but nobody can read it back.
    </EmptyState>
  )
}

/** Names what narrowed the list to nothing, and offers to take it off. */
export function NoSecretHits() {
  const query = useUiState((state) => state.tables.secrets.query).trim()
  const chips = activeSecretFilters(useUiState((state) => state.secretFilters))
  const clearWords =
    query === '' ? 'Clear filters' : chips.length > 0 ? 'Clear search and filters' : 'Clear search'
  return (
    <EmptyState
      icon={SearchX}
      title={query ? `No secret matches “${query}”` : 'No secret passes the filters'}
      actions={<Button onClick={() => clearSearch('secrets')}>{clearWords}</Button>}
    >
      {chips.length > 0 && <>Filters on: {chips.map(({ label }) => label).join(', ')}.</>}
    </EmptyState>
  )
}

export function SecretsUnavailable({ problem }: { readonly problem: AppError }) {
  const { title, advice } = describeError(problem, 'secret')
  return (
    <EmptyState
      icon={CircleSlash}
      title="Your secrets could not be read"
      actions={<ProblemAction problem={problem} subject="secret" />}
    >
      <p>
        {title}. {advice}
      </p>
      <ProblemDetails problem={problem} />
    </EmptyState>
  )
}

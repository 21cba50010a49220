// What stands in place of the agents: none there, none found, or why none can be shown; and that they are old.
import { Bot, CircleSlash, SearchX } from 'lucide-react'
import { describeError } from '../../../shared/domain/error-words.ts'
import { asOfTime } from '../../../shared/domain/expiry.ts'
import type { Snapshot } from '../../../shared/domain/snapshot.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useNow, useSnapshot } from '../../state/app-state.ts'
import { isOffline } from '../../state/selectors.ts'
import { clearSearch, useUiState } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemAction, ProblemDetails, refreshList } from '../service-problem/service-problem.tsx'

/** Why the agents could not be read; null when they could. */
export function agentsProblem({ sync }: Snapshot): AppError | null {
  // The schema says "optional or undefined"; what crossed the bridge holds no undefined.
  return sync.agentsProblem as AppError | null
}

/** What is said about a missing key elsewhere means here that the server has no such list. */
function problemWords(problem: AppError): { readonly title: string; readonly advice: string } {
  if (problem.code === 'notFound' || problem.code === 'wrongHost') {
    return { title: 'This server does not list agents', advice: 'Try again later.' }
  }
  if (problem.code === 'forbidden') {
    return { title: 'This key may not list agents', advice: 'Connect with a key that may.' }
  }
  return describeError(problem)
}

export function AgentsUnavailable({ problem }: { readonly problem: AppError }) {
  const { title, advice } = problemWords(problem)
  return (
    <EmptyState
      icon={CircleSlash}
      title="The agents could not be read"
      actions={<ProblemAction problem={problem} />}
    >
      <p>
        {title}. {advice}
      </p>
      <ProblemDetails problem={problem} />
    </EmptyState>
  )
}

/** Above agents that were read earlier; out of reach altogether is told for the whole window already. */
export function OldAgentsBanner() {
  const now = useNow()
  const problem = useSnapshot(agentsProblem)
  const asOf = useSnapshot(({ sync }) => sync.agentsAsOf)
  const isAway = useSnapshot(isOffline)
  if (!problem || isAway) return null
  return (
    <Banner
      look="strip"
      tone="warn"
      title={asOf === null ? 'The agents are old' : `The agents are as of ${asOfTime(asOf, now)}`}
      actions={<ProblemAction problem={problem} />}
    >
      {problemWords(problem).title}. <ProblemDetails problem={problem} />
    </Banner>
  )
}

export function NoAgents() {
  return (
    <EmptyState
      icon={Bot}
      title="The service lists no agents"
      actions={<Button onClick={() => void refreshList()}>Refresh</Button>}
    >
      Agents that IO Intelligence offers appear here, with the secrets that they need.
    </EmptyState>
  )
}

/** Names what narrowed the list to nothing, and offers to take it off. */
export function NoAgentHits() {
  const query = useUiState((state) => state.tables.agents.query.trim())
  const { tags, isMissing } = useUiState((state) => state.agentFilters)
  const filters = [...(isMissing ? ['Not all set'] : []), ...[...tags].map((tag) => visibleText(tag, 40))]
  return (
    <EmptyState
      icon={SearchX}
      title={query ? `No agent matches “${visibleText(query, 80)}”` : 'No agent passes the filters'}
      actions={
        <Button onClick={() => clearSearch('agents')}>
          {filters.length > 0 ? 'Clear search and filters' : 'Clear search'}
        </Button>
      }
    >
      {filters.length > 0 && <>Filters on: {filters.join(', ')}.</>}
    </EmptyState>
  )
}

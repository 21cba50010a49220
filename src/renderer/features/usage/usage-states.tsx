// What the usage view says where there is little or nothing to show, or where use cannot be read at the moment.
import { ChartNoAxesColumn, CircleSlash, SearchX } from 'lucide-react'
import { describeError } from '../../../shared/domain/error-words.ts'
import { asOfTime } from '../../../shared/domain/expiry.ts'
import { useNow, useSnapshot } from '../../state/app-state.ts'
import { usageProblem } from '../../state/selectors.ts'
import { clearSearch, useUiState } from '../../state/ui-state.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemAction, ProblemDetails } from '../service-problem/service-problem.tsx'
import { LoadingRows } from '../table-view/loading-rows.tsx'
import { choose } from './usage-choice.ts'

/** Above figures that are known from before; nothing else of the window is concerned. */
export function OldUsageBanner() {
  const problem = useSnapshot(usageProblem)
  const asOf = useSnapshot(({ sync }) => sync.usageAsOf)
  const now = useNow()
  if (!problem || asOf === null) return null
  const { title, advice } = describeError(problem)
  return (
    <Banner
      tone="warn"
      look="strip"
      title={`Usage unavailable, as of ${asOfTime(asOf, now)}`}
      actions={<ProblemAction problem={problem} />}
    >
      {title}. What is shown was read before. {advice} <ProblemDetails problem={problem} />
    </Banner>
  )
}

/** In the place of rows. `hasAny`: there are keys or models of this kind, but the search leaves none. */
export function NoUsage({ hasAny, noun }: { readonly hasAny: boolean; readonly noun: 'key' | 'model' }) {
  const problem = useSnapshot(usageProblem)
  const asOf = useSnapshot(({ sync }) => sync.usageAsOf)
  if (hasAny) return <NoHits noun={noun} />
  if (asOf === null && problem) {
    const { title, advice } = describeError(problem)
    return (
      <EmptyState
        icon={CircleSlash}
        title="Usage could not be read"
        actions={<ProblemAction problem={problem} />}
      >
        <p>
          {title}. {advice}
        </p>
        <ProblemDetails problem={problem} />
      </EmptyState>
    )
  }
  if (asOf === null) return <LoadingRows>Reading usage…</LoadingRows>
  return (
    <EmptyState icon={ChartNoAxesColumn} title={noun === 'key' ? 'No keys here' : 'No model was used yet'}>
      {noun === 'key'
        ? 'What each of your API keys spends is shown here.'
        : 'Once a key calls a model, its credits and tokens are shown here.'}
    </EmptyState>
  )
}

function NoHits({ noun }: { readonly noun: 'key' | 'model' }) {
  const query = useUiState((state) => state.tables.usage.query)
  return (
    <EmptyState
      icon={SearchX}
      title={`No ${noun} matches “${query.trim()}”`}
      actions={
        <>
          <Button onClick={() => clearSearch('usage')}>Clear search</Button>
          {noun === 'key' && (
            <Button variant="ghost" onClick={() => choose({ showsEnded: true })}>
              Search ended keys
            </Button>
          )}
        </>
      }
    />
  )
}

/** In the place of a chart that has nothing to draw yet. */
export function NoPoints() {
  const problem = useSnapshot(usageProblem)
  return (
    <EmptyState icon={ChartNoAxesColumn} title="Nothing to draw yet">
      The service keeps no history. Latchkey samples use every 5 minutes while it runs
      {problem ? ', and cannot read it at the moment.' : '; the first points appear soon.'}
    </EmptyState>
  )
}

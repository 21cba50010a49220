// Keys and secrets that are riskier than they need be, each with its remedy.
import { Sparkles } from 'lucide-react'
import { asOfTime } from '../../../shared/domain/expiry.ts'
import { useAppState, useNow, useSnapshot } from '../../state/app-state.ts'
import { listProblem, usageProblem } from '../../state/selectors.ts'
import { Banner } from '../../ui/banner.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ListUnavailable } from '../api-keys/table-states.tsx'
import { countWords, TotalsBar } from '../table-view/footer-bars.tsx'
import { LoadingRows } from '../table-view/loading-rows.tsx'
import { IgnoredSection } from './ignored-section.tsx'
import { KeyFinding } from './key-finding.tsx'
import { SecretFinding } from './secret-finding.tsx'
import { type HygieneLook, useHygiene } from './use-hygiene.ts'

export function HygieneView() {
  const look = useHygiene()
  const { keys, secrets } = look.hygiene
  const count = keys.size + secrets.size
  return (
    <section aria-label="Hygiene" className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">Hygiene</h1>
      <UseUnknown />
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        {count === 0 ? (
          <>
            <NothingFound look={look} />
            <div className="mx-auto w-full max-w-250 p-4">
              <IgnoredSection look={look} />
            </div>
          </>
        ) : (
          <div className="mx-auto flex w-full max-w-250 flex-col gap-3 p-4">
            {[...keys].map(([kind, found]) => (
              <KeyFinding key={kind} kind={kind} keys={found} look={look} />
            ))}
            {[...secrets].map(([kind, found]) => (
              <SecretFinding key={kind} kind={kind} secrets={found} look={look} />
            ))}
            <IgnoredSection look={look} />
          </div>
        )}
      </div>
      <LookedAt look={look} count={count} />
    </section>
  )
}

/** Some rules rest on use: without it they find nothing, which is not to say that there is nothing. */
function UseUnknown() {
  const usageAsOf = useSnapshot(({ sync }) => sync.usageAsOf)
  const problem = useSnapshot(usageProblem)
  const listAsOf = useSnapshot(({ sync }) => sync.listAsOf)
  if (usageAsOf !== null || listAsOf === null) return null
  return (
    <Banner look="strip" tone={problem ? 'warn' : 'info'} title="The use of the keys is not known yet">
      Idle keys, limits far above use and models that nobody calls cannot be told before it is read.
    </Banner>
  )
}

function NothingFound({ look }: { readonly look: HygieneLook }) {
  const listAsOf = useSnapshot(({ sync }) => sync.listAsOf)
  const problem = useSnapshot(listProblem)
  const hasKeys = useAppState((state) => state.keys.size > 0)
  const now = useNow()
  const { ignored } = look.hygiene
  const hasIgnored = ignored.keys.size + ignored.secrets.size > 0
  if (listAsOf === null && !hasKeys) {
    return problem ? <ListUnavailable problem={problem} /> : <LoadingRows>Reading your API keys…</LoadingRows>
  }
  return (
    <EmptyState icon={Sparkles} title="Nothing to tidy up">
      {counted(look)} looked at, {asOfTime(look.lookedAt, now)}.{' '}
      {hasIgnored
        ? 'As far as Latchkey can tell, there is nothing but what you ignored.'
        : 'As far as Latchkey can tell, no key lacks a limit or an expiry, lies idle or may do more than it needs, and no secret is old, shared or without a tool.'}
    </EmptyState>
  )
}

function LookedAt({ look, count }: { readonly look: HygieneLook; readonly count: number }) {
  const now = useNow()
  const listAsOf = useSnapshot(({ sync }) => sync.listAsOf)
  if (listAsOf === null) return null
  return (
    <TotalsBar
      start={
        <span role="status">
          {count === 0 ? 'Nothing found' : `${count} ${count === 1 ? 'finding' : 'findings'}`} in{' '}
          {counted(look)}
        </span>
      }
    >
      {!look.isUseRead && <span>Reading what was used…</span>}
      <span>Looked at {asOfTime(look.lookedAt, now)}</span>
      <span>Keys as of {asOfTime(listAsOf, now)}</span>
    </TotalsBar>
  )
}

function counted({ hygiene: { keyCount, secretCount } }: HygieneLook): string {
  const keys = countWords(keyCount, keyCount, ['key', 'keys'])
  return `${keys} and ${countWords(secretCount, secretCount, ['secret', 'secrets'])}`
}

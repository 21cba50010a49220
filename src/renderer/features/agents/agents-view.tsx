// The agents of IO Intelligence, each with the secrets that it needs and the code that calls it.
import { type RefObject, useRef } from 'react'
import { asOfTime } from '../../../shared/domain/expiry.ts'
import { useNow, useSnapshot } from '../../state/app-state.ts'
import { setActive } from '../../state/ui-state.ts'
import { countWords, TotalsBar } from '../table-view/footer-bars.tsx'
import { LoadingRows } from '../table-view/loading-rows.tsx'
import { SearchBox } from '../table-view/search-box.tsx'
import { useHitAnnouncement } from '../table-view/use-hit-announcement.ts'
import { useFocusAfterDialog, useSearchShortcut } from '../table-view/use-table-focus.ts'
import { copyAgentId } from './agent-actions.ts'
import { AgentDetail } from './agent-detail.tsx'
import { AgentFilterChips } from './agent-filters.tsx'
import { AgentList, agentListId, optionId } from './agent-list.tsx'
import { AgentsUnavailable, agentsProblem, NoAgentHits, NoAgents, OldAgentsBanner } from './agent-states.tsx'
import { useAgents } from './use-agents.ts'

const nouns = ['agent', 'agents'] as const

export function AgentsView() {
  const searchRef = useRef<HTMLInputElement>(null)
  const listRef = useRef<HTMLDivElement>(null)
  const headingRef = useRef<HTMLHeadingElement>(null)
  const agents = useAgents()
  const { all, shown, activeIndex, deferredQuery } = agents
  const active = shown[activeIndex]
  useSearchShortcut(searchRef)
  const rememberFocus = useFocusBackAfterDialog(headingRef)
  useHitAnnouncement(`${countWords(shown.length, shown.length, nouns)} found`, deferredQuery)
  return (
    <section aria-label="Agents" onFocus={rememberFocus} className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">Agents</h1>
      <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
        <SearchBox
          ref={searchRef}
          section="agents"
          label="Search agents"
          placeholder="Search name, tag or service"
          tableId={agentListId}
          activeRowId={active ? optionId(activeIndex) : undefined}
          onEnterRows={() => {
            setActive('agents', active?.agent.id ?? null)
            listRef.current?.focus()
          }}
          onOpen={() => headingRef.current?.focus()}
          onCopy={() => active && void copyAgentId(active.agent)}
        />
        <AgentFilterChips rows={all} />
      </div>
      {all.length > 0 && <OldAgentsBanner />}
      {active ? (
        <div className="flex min-h-0 flex-1 flex-col overflow-y-auto border-t border-line md:flex-row md:overflow-hidden">
          <AgentList
            {...agents}
            ref={listRef}
            onEnter={() => headingRef.current?.focus()}
            onLeave={() => searchRef.current?.focus()}
          />
          <AgentDetail row={active} headingRef={headingRef} onLeave={() => listRef.current?.focus()} />
        </div>
      ) : (
        <div id={agentListId} className="min-h-0 flex-1 overflow-y-auto border-t border-line">
          <NothingShown hasAny={all.length > 0} />
        </div>
      )}
      <Totals shownCount={shown.length} count={all.length} />
    </section>
  )
}

/** Back to what opened the dialog, or to the heading where that is gone; returns what notes the focus. */
function useFocusBackAfterDialog(headingRef: RefObject<HTMLElement | null>) {
  const lastRef = useRef<HTMLElement>(null)
  const returnRef = useRef({
    focus: () => (lastRef.current?.isConnected ? lastRef : headingRef).current?.focus(),
  })
  useFocusAfterDialog(returnRef)
  return (event: { readonly target: EventTarget & Element }) => {
    lastRef.current = event.target instanceof HTMLElement ? event.target : null
  }
}

function NothingShown({ hasAny }: { readonly hasAny: boolean }) {
  const problem = useSnapshot(agentsProblem)
  const asOf = useSnapshot(({ sync }) => sync.agentsAsOf)
  if (hasAny) return <NoAgentHits />
  if (problem) return <AgentsUnavailable problem={problem} />
  return asOf === null ? <LoadingRows>Reading the agents…</LoadingRows> : <NoAgents />
}

function Totals({ shownCount, count }: { readonly shownCount: number; readonly count: number }) {
  const now = useNow()
  const asOf = useSnapshot(({ sync }) => sync.agentsAsOf)
  if (count === 0) return null
  return (
    <TotalsBar start={countWords(shownCount, count, nouns)}>
      {asOf !== null && <span>as of {asOfTime(asOf, now)}</span>}
    </TotalsBar>
  )
}

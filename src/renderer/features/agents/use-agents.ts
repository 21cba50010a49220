// The agents on screen: counted against the secrets, searched, filtered, one of them chosen.
import { useMemo } from 'react'
import { useSnapshot } from '../../state/app-state.ts'
import { useUiState } from '../../state/ui-state.ts'
import { useAllSecrets } from '../secret-use/use-all-secrets.ts'
import { useSearch } from '../table-view/use-search.ts'
import { type AgentRow, agentRows, shownAgents } from './agent-needs.ts'

export interface Agents {
  readonly all: readonly AgentRow[]
  readonly shown: readonly AgentRow[]
  /** Where the chosen agent stands among those shown; -1 where none is. */
  readonly activeIndex: number
  /** The words that were searched for, folded. */
  readonly terms: readonly string[]
  readonly deferredQuery: string
}

export function useAgents(): Agents {
  const agents = useSnapshot((snapshot) => snapshot.agents)
  const secrets = useAllSecrets()
  const filters = useUiState((state) => state.agentFilters)
  const activeId = useUiState((state) => state.tables.agents.activeId)
  const { terms, deferredQuery } = useSearch('agents')
  const all = useMemo(() => agentRows(agents, secrets), [agents, secrets])
  const shown = useMemo(() => shownAgents(all, terms, filters), [all, terms, filters])
  const found = shown.findIndex(({ agent }) => agent.id === activeId)
  // Until one is chosen the first is shown: an empty half of a window explains nothing.
  const activeIndex = found === -1 && shown.length > 0 ? 0 : found
  return { all, shown, activeIndex, terms, deferredQuery }
}

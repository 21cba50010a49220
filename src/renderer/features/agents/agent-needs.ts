// What is known of the needs of each agent, counted for the list and said for the detail.
import { type AgentNeed, needsOfAgent } from '../../../shared/domain/agents.ts'
import { isNeededArgument } from '../../../shared/domain/integrations.ts'
import { foldText, matchesTerms } from '../../../shared/domain/search.ts'
import type { Agent, Secret } from '../../../shared/domain/secret.ts'
import { resolveSecret } from '../../../shared/domain/secret-resolver.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { AgentFilters } from '../../state/ui-state.ts'
import { toolOfService } from '../secret-use/tool-of-service.ts'

/** One agent with everything that the list shows of it. */
export interface AgentRow {
  readonly agent: Agent
  readonly needs: readonly AgentNeed[]
  /** How many secrets it cannot do without, as far as known, and how many of them are set. */
  readonly neededCount: number
  readonly setCount: number
  /** Folded, for the search. */
  readonly searchText: string
}

export function agentRows(agents: readonly Agent[], secrets: readonly Secret[]): readonly AgentRow[] {
  return agents.map((agent) => {
    const needs = needsOfAgent(agent, secrets)
    const needed = needs.filter(isNeeded)
    const services = new Set(needs.map(({ service }) => service.name))
    return {
      agent,
      needs,
      neededCount: needed.length,
      setCount: needed.filter(({ secret }) => secret !== null).length,
      searchText: foldText([agent.name, agent.id, agent.description, ...agent.tags, ...services].join('\n')),
    }
  })
}

/** Whether the agent's service cannot be used without it, as far as known. */
export function isNeeded({ service, argument, label, isSecret }: AgentNeed): boolean {
  return isNeededArgument(service, { name: argument, label, isSecret })
}

/** Whether something that the agent cannot do without is not set. */
export function isMissingSecrets({ neededCount, setCount }: AgentRow): boolean {
  return setCount < neededCount
}

/** "2 of 3 secrets set"; what the name does not tell is not known. */
export function needsSummary({ neededCount, setCount }: AgentRow): string {
  if (neededCount === 0) return 'Nothing needed, as far as known'
  return `${setCount} of ${neededCount} ${neededCount === 1 ? 'secret' : 'secrets'} set`
}

function passesAgentFilters(row: AgentRow, { tags, isMissing }: AgentFilters): boolean {
  return (
    (tags.size === 0 || row.agent.tags.some((tag) => tags.has(tag))) && (!isMissing || isMissingSecrets(row))
  )
}

export function shownAgents(
  rows: readonly AgentRow[],
  terms: readonly string[],
  filters: AgentFilters,
): readonly AgentRow[] {
  return rows.filter((row) => matchesTerms(row.searchText, terms) && passesAgentFilters(row, filters))
}

const shownTags = 20

/** The tags of all agents, the most frequent first; more than 20 would be a list of their own. */
export function tagsOf(agents: readonly Agent[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { tags } of agents) for (const tag of new Set(tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || a.localeCompare(b, 'en'))
    .slice(0, shownTags)
    .map(([tag]) => tag)
}

/** An agent's name as shown everywhere: safe to look at, and never empty. */
export function shownAgentName({ id, name }: Pick<Agent, 'id' | 'name'>): string {
  return visibleText(name).trim() || visibleText(id)
}

/** `partly`: a default secret covers some of the tools of the service, but not all of them. */
export type NeedState = 'set' | 'contested' | 'notDefault' | 'partly' | 'missing'

export interface NeedAnswer {
  readonly state: NeedState
  /** The tool that it is told of: of a service with several the first that is not served. */
  readonly toolName: string
  /** The secrets that the state is about; empty for `missing`. */
  readonly secrets: readonly Secret[]
}

/** Whether an agent's need is met, and by which secret or why not. */
export function answerOf({ service, argument }: AgentNeed, all: readonly Secret[]): NeedAnswer {
  const toolName = toolOfService(service, argument, all)
  const { secret, reason, candidates } = resolveSecret(all, toolName, argument)
  const having = (...roles: (typeof candidates)[number]['role'][]) =>
    candidates.flatMap((candidate) => (roles.includes(candidate.role) ? candidate.secret : []))
  if (secret) return { state: 'set', toolName, secrets: [secret] }
  if (reason === 'contested') return { state: 'contested', toolName, secrets: having('contested') }
  const partly = having('partly')
  if (partly.length > 0) return { state: 'partly', toolName, secrets: partly }
  return candidates.length > 0
    ? { state: 'notDefault', toolName, secrets: having('notDefault') }
    : { state: 'missing', toolName, secrets: [] }
}

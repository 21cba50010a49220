// Who loses a credential, or gets another one, when secrets go or are given to other tools.
import { servicesOfAgent } from '../../../shared/domain/agents.ts'
import { coversTools, type Service, servicesOfTool } from '../../../shared/domain/integrations.ts'
import type { Agent, Secret } from '../../../shared/domain/secret.ts'
import { lossesWithout, resolveSecret } from '../../../shared/domain/secret-resolver.ts'

export interface Loss {
  /** Undefined for tools that the catalogue does not know. */
  readonly service: Service | undefined
  /** The tools that it is about: the pattern of the service, or the one tool of a secret that names it. */
  readonly toolName: string
  readonly argument: string
  /** What is taken instead; null where nothing is or nobody can tell. */
  readonly instead: Secret | null
  /** Several others are left, and which of them is taken is not documented. */
  readonly isContested: boolean
  /** Agents that use the service, told from their names. */
  readonly agents: readonly Agent[]
}

/** Everything that takes another secret or none any more once the given ones are gone. */
export function lossesOf(
  all: Iterable<Secret>,
  goneIds: ReadonlySet<string>,
  agents: readonly Agent[],
): readonly Loss[] {
  const before = [...all]
  const gone = before.filter(({ id, isDefault }) => isDefault && goneIds.has(id))
  const agentsOf = agentsByService(agents)
  const ofServices = lossesWithout(before, goneIds).map((loss): Loss => {
    const { service, argument } = loss
    return { ...loss, toolName: toolOf(service, argument, gone), agents: agentsOf.get(service.id) ?? [] }
  })
  return [...ofServices, ...lossesOfOtherTools(before, goneIds, gone)]
}

/** The one tool of the service that is concerned, else the pattern that stands for all of them. */
function toolOf({ toolPatterns }: Service, argument: string, gone: readonly Secret[]): string {
  const tools = new Set(gone.flatMap(({ toolName, toolArg }) => (toolArg === argument && toolName) || []))
  const concerned = [...tools].filter((tool) =>
    toolPatterns.some((pattern) => coversTools(pattern, tool) || coversTools(tool, pattern)),
  )
  const [only] = concerned
  const isNarrow = only !== undefined && toolPatterns.some((pattern) => coversTools(pattern, only))
  return concerned.length === 1 && isNarrow ? only : toolPatterns[0]
}

/** Tools outside of the catalogue, or wildcards that reach beyond one service of it. */
function lossesOfOtherTools(
  before: readonly Secret[],
  goneIds: ReadonlySet<string>,
  gone: readonly Secret[],
): readonly Loss[] {
  const after = before.filter(({ id }) => !goneIds.has(id))
  const losses = new Map<string, Loss>()
  for (const { toolName, toolArg } of gone) {
    if (toolName === null || toolArg === null || servicesOfTool(toolName).length === 1) continue
    const then = resolveSecret(before, toolName, toolArg)
    const now = resolveSecret(after, toolName, toolArg)
    if (then.secret?.id === now.secret?.id && then.reason === now.reason) continue
    const isContested = now.reason === 'contested'
    const loss = { toolName, argument: toolArg, instead: now.secret, isContested, agents: [] }
    losses.set(JSON.stringify([toolName, toolArg]), { service: undefined, ...loss })
  }
  return [...losses.values()]
}

function agentsByService(agents: readonly Agent[]): ReadonlyMap<string, readonly Agent[]> {
  const byService = new Map<string, Agent[]>()
  for (const agent of agents) {
    for (const { id } of servicesOfAgent(agent)) byService.set(id, [...(byService.get(id) ?? []), agent])
  }
  return byService
}

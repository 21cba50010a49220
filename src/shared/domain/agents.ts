// What an agent needs before it can work, and the code that calls it.
import { type Service, services } from './integrations.ts'
import type { Agent, Secret } from './secret.ts'
import { type Resolution, resolveSecret } from './secret-resolver.ts'
import { quoteForShell } from './snippets.ts'

/**
 * The services that an agent uses, told from its id and name alone: the API does not say. `linear_agent`
 * uses Linear; an agent whose name holds no service's name is taken to need none.
 */
export function servicesOfAgent(agent: Agent): readonly Service[] {
  const words = new Set(wordsOf(`${agent.id} ${agent.name}`))
  return services.filter(({ id, name }) => isNamed(words, id) || isNamed(words, name))
}

/** Words that mean something else far more often than the service of that name. */
const ambiguous = new Set(['x', 'api', 'sql', 'email', 'zoom'])

function isNamed(words: ReadonlySet<string>, name: string): boolean {
  const parts = wordsOf(name)
  return !ambiguous.has(parts.join(' ')) && parts.every((part) => words.has(part))
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? []
}

export interface AgentNeed {
  readonly service: Service
  readonly argument: string
  readonly label: string
  readonly isSecret: boolean
  /** The secret that is taken for it; null where a tool of the service has none or nobody can tell which. */
  readonly secret: Secret | null
  readonly reason: Resolution['reason']
}

/** What an agent needs, argument by argument, and what is set for it. */
export function needsOfAgent(agent: Agent, secrets: readonly Secret[]): readonly AgentNeed[] {
  return servicesOfAgent(agent).flatMap((service) =>
    service.args.map(({ name, label, isSecret }) => {
      const { secret, reason } = resolveForService(secrets, service, name)
      return { service, argument: name, label, isSecret, secret, reason }
    }),
  )
}

/** What a tool of the service takes: the first that is left without, for then the agent cannot do all its work. */
function resolveForService(secrets: readonly Secret[], service: Service, argument: string): Resolution {
  const [first] = service.toolPatterns
  const without = service.toolPatterns.find((tool) => resolveSecret(secrets, tool, argument).secret === null)
  return resolveSecret(secrets, without ?? first, argument)
}

export const agentSnippetFormats = ['curl', 'python', 'id'] as const
export type AgentSnippetFormat = (typeof agentSnippetFormats)[number]

/**
 * A call of an agent, or its `id` alone for code of one's own. `baseUrl` is the API's root without a trailing
 * slash, `variable` the environment variable that holds the user's API key: a value is never part of it. Which
 * `args` each agent takes is not documented; these are what public samples send for a task of the caller's
 * own. In code ids are quoted and every invisible character is escaped, so that a hostile one neither breaks
 * out nor looks like another.
 */
export function renderAgentSnippet(
  format: AgentSnippetFormat,
  { agentId, baseUrl, variable }: { agentId: string; baseUrl: string; variable: string },
): string {
  const url = `${baseUrl}/workflows/run`
  const task = {
    type: 'custom',
    name: agentId,
    objective: 'What it is for',
    instructions: 'How to go about it',
  }
  const body = { text: 'What to do', agent_names: [agentId], args: task }
  switch (format) {
    case 'id':
      return agentId
    case 'curl':
      return [
        `curl ${quoteForShell(url)} \\`,
        `  -H "Authorization: Bearer $${variable}" \\`,
        `  -H 'Content-Type: application/json' \\`,
        `  -d ${quoteForShell(toJson(body))}`,
      ].join('\n')
    case 'python':
      return [
        'import os',
        'import requests',
        '',
        'answer = requests.post(',
        `    ${toJson(url)},`,
        `    headers={"Authorization": f"Bearer {os.environ['${variable}']}"},`,
        '    json={',
        `        "text": ${toJson(body.text)},`,
        `        "agent_names": ${toJson(body.agent_names)},`,
        `        "args": ${toJson(task)},`,
        '    },',
        '    timeout=120,',
        ')',
        'answer.raise_for_status()',
        'print(answer.json())',
      ].join('\n')
  }
}

/** JSON of texts and lists of them, which is Python too; what nobody can see in it stands as its code. */
function toJson(content: unknown): string {
  return JSON.stringify(content).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu,
    (character) =>
      character
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
  )
}

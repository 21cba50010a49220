// Builders of secrets and agents for tests: one call gives a valid one, the caller changes what matters.
import { type Notes, noSecretNotes } from '../../src/shared/domain/notes.ts'
import type { Agent, Secret } from '../../src/shared/domain/secret.ts'

const dayMs = 86_400_000

/** The default secret of Linear, set 40 days ago. */
export function aSecret(changes: Partial<Secret> & Pick<Secret, 'id'>): Secret {
  const at = Date.now() - 40 * dayMs
  return {
    name: changes.id,
    display: 'lin_****9xQ2',
    toolName: 'agno__linear__*',
    toolArg: 'api_token',
    isDefault: true,
    createdAt: at,
    updatedAt: at,
    valueSetFrom: at,
    valueSetUntil: at,
    hasSealedCopy: false,
    fingerprint: 'none',
    sharedGroup: null,
    notes: noSecretNotes,
    ...changes,
  }
}

export function anAgent(changes: Partial<Agent> & Pick<Agent, 'id'>): Agent {
  return { name: changes.id, description: '', tags: [], ...changes }
}

/** Secrets of every kind: defaults, clashes, an exact one, a raw tool, a shared value, old and unsure ages. */
export function someSecrets(): Secret[] {
  const ago = (days: number) => Date.now() - days * dayMs
  const set = (days: number) => ({
    createdAt: ago(days),
    updatedAt: ago(days),
    valueSetFrom: ago(days),
    valueSetUntil: ago(days),
  })
  return [
    aSecret({ id: 's1', name: 'Linear API token', ...set(12), hasSealedCopy: true, fingerprint: 'current' }),
    aSecret({
      id: 's2',
      name: 'GitHub access token',
      toolName: 'agno__github__*',
      toolArg: 'access_token',
      display: 'gith****k3Zp',
      ...set(210),
      fingerprint: 'current',
      sharedGroup: 'group-1',
    }),
    aSecret({
      id: 's3',
      name: 'GitHub, one repository',
      toolName: 'agno__github__create_issue',
      toolArg: 'access_token',
      display: 'gith****k3Zp',
      ...set(30),
      fingerprint: 'stale',
      sharedGroup: 'group-1',
    }),
    aSecret({
      id: 's4',
      name: 'Jira server',
      toolName: 'agno__jira__*',
      toolArg: 'server_url',
      display: 'http****.net',
    }),
    aSecret({
      id: 's5',
      name: 'Jira user',
      toolName: 'agno__jira__*',
      toolArg: 'username',
      display: 'mira****.com',
    }),
    aSecret({
      id: 's6',
      name: 'Jira token',
      toolName: 'agno__jira__*',
      toolArg: 'token',
      display: 'ATAT****0F1A',
      createdAt: ago(400),
      updatedAt: ago(20),
      valueSetFrom: ago(400),
      valueSetUntil: ago(20),
    }),
    aSecret({
      id: 's7',
      name: 'Slack bot',
      toolName: 'agno__slack__*',
      toolArg: 'token',
      display: 'xoxb****77aa',
      isDefault: false,
    }),
    aSecret({
      id: 's8',
      name: 'Warehouse',
      toolName: 'acme__warehouse__query',
      toolArg: 'password',
      display: '****',
      ...set(95),
    }),
    aSecret({
      id: 's9',
      name: 'Spare token',
      toolName: null,
      toolArg: null,
      display: 'abc1****zz90',
      isDefault: false,
    }),
  ]
}

const written: Readonly<Record<string, Partial<Notes>>> = {
  s1: { tags: ['production', 'team blue', 'agents'], note: 'Mira’s token.\nAsk her.', isFavourite: true },
  s2: { tags: ['Production'], note: 'Both repositories' },
  s8: { isFavourite: true },
}

/** The same secrets, with what their user wrote about some. */
export function notedSecrets(): Secret[] {
  return someSecrets().map((secret) => ({ ...secret, notes: { ...noSecretNotes, ...written[secret.id] } }))
}

/** The built-in agents that matter for secrets, and one that needs none. */
export function someAgents(): Agent[] {
  return [
    anAgent({
      id: 'linear_agent',
      name: 'Linear Agent',
      description: 'Reads and files issues in Linear.',
      tags: ['Tools'],
    }),
    anAgent({
      id: 'github_agent',
      name: 'GitHub Agent',
      description: 'Reads repositories, issues and pull requests.',
      tags: ['Tools'],
    }),
    anAgent({
      id: 'jira_agent',
      name: 'Jira Agent',
      description: 'Works on tickets in Jira.',
      tags: ['Tools'],
    }),
    anAgent({
      id: 'discord_agent',
      name: 'Discord Agent',
      description: 'Posts and reads messages.',
      tags: ['Tools'],
    }),
    anAgent({
      id: 'reasoning_agent',
      name: 'Reasoning Agent',
      description: 'Works a question out step by step.',
      tags: ['Reasoning'],
    }),
  ]
}

/** A believable mixture, always the same for the same count. */
export function manySecrets(count: number): Secret[] {
  const tools = [
    ['agno__linear__*', 'api_token'],
    ['agno__github__*', 'access_token'],
    ['agno__slack__*', 'token'],
    ['agno__tavily__*', 'api_key'],
    ['acme__crm__*', 'password'],
  ] as const
  return Array.from({ length: count }, (_, index) => {
    const n = (index * 7919) % 1009
    const [toolName, toolArg] = tools[n % tools.length] ?? tools[0]
    const createdAt = Date.now() - (n % 400) * dayMs
    const updatedAt = createdAt + ((n % 7) * (Date.now() - createdAt)) / 14
    return aSecret({
      id: `secret-${String(index).padStart(5, '0')}`,
      name: `${toolName.split('__')[1]} credential ${index + 1}`,
      display: `${(n * 48271).toString(36).slice(0, 4)}****${(n * 16807 + index).toString(36).slice(-4)}`,
      toolName,
      toolArg,
      isDefault: n % 3 === 0,
      createdAt,
      updatedAt: Math.floor(updatedAt),
      valueSetFrom: createdAt,
      valueSetUntil: Math.floor(updatedAt),
      hasSealedCopy: n % 6 === 0,
      fingerprint: (['none', 'current', 'stale'] as const)[n % 3] ?? 'none',
    })
  })
}

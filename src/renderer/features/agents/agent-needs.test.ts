// What the list says of an agent's needs is no more than what is known.
import { describe, expect, it } from 'vitest'
import { anAgent, aSecret, someAgents, someSecrets } from '../../../../test/support/secret-builders.ts'
import { agentRows, answerOf, needsSummary, shownAgentName, shownAgents, tagsOf } from './agent-needs.ts'

const rows = agentRows(someAgents(), someSecrets())
const rowOf = (id: string, secrets = someSecrets()) => {
  const [row] = agentRows([anAgent({ id })], secrets)
  if (!row) throw new Error('no row')
  return row
}
const noFilters = { tags: new Set<string>(), isMissing: false }

describe('the needs of agents', () => {
  it('are counted by what the service cannot do without', () => {
    expect(Object.fromEntries(rows.map((row) => [row.agent.id, needsSummary(row)]))).toEqual({
      linear_agent: '1 of 1 secret set',
      github_agent: '1 of 1 secret set',
      // Site, user and token; the password is an alternative.
      jira_agent: '3 of 3 secrets set',
      discord_agent: '0 of 1 secret set',
      reasoning_agent: 'Nothing needed, as far as known',
    })
  })

  it('count what is contested or not the default as not set', () => {
    expect(needsSummary(rowOf('slack_agent'))).toBe('0 of 1 secret set')
    const twins = [aSecret({ id: 'a' }), aSecret({ id: 'b' })]
    expect(needsSummary(rowOf('linear_agent', twins))).toBe('0 of 1 secret set')
  })

  it('where no call of the service is known, every credential that is no alternative is needed', () => {
    expect(rowOf('reddit_agent').neededCount).toBe(1)
  })
})

describe('one need', () => {
  const answer = (id: string, secrets = someSecrets()) => {
    const { needs } = rowOf(id, secrets)
    return needs.map((need) => {
      const { state, secrets: about } = answerOf(need, secrets)
      return [need.argument, state, ...about.map((secret) => secret.id)].join(' ')
    })
  }

  it('is met by the secret that applies', () => {
    expect(answer('linear_agent')).toEqual(['api_token set s1'])
  })

  it('tells why it is not met', () => {
    expect(answer('slack_agent')).toEqual(['token notDefault s7'])
    expect(answer('discord_agent')).toEqual(['bot_token missing'])
    expect(answer('linear_agent', [aSecret({ id: 'a' }), aSecret({ id: 'b' })])).toEqual([
      'api_token contested a b',
    ])
    expect(answer('linear_agent', [aSecret({ id: 'a', toolName: 'agno__linear__create_issue' })])).toEqual([
      'api_token partly a',
    ])
  })
})

describe('the list of agents', () => {
  it('is searched by name, id, description, tag and service', () => {
    const found = (...terms: string[]) => shownAgents(rows, terms, noFilters).map(({ agent }) => agent.id)
    expect(found('tickets')).toEqual(['jira_agent'])
    expect(found('github', 'pull')).toEqual(['github_agent'])
    expect(found('reasoning')).toEqual(['reasoning_agent'])
    expect(found('zebra')).toEqual([])
  })

  it('is narrowed by tags, of which one is enough, and to what is missing', () => {
    const passing = (filters: Partial<typeof noFilters>) =>
      shownAgents(rows, [], { ...noFilters, ...filters }).length
    expect(passing({ tags: new Set(['Reasoning']) })).toBe(1)
    expect(passing({ tags: new Set(['Reasoning', 'Tools']) })).toBe(5)
    expect(passing({ isMissing: true })).toBe(1)
    expect(passing({ isMissing: true, tags: new Set(['Reasoning']) })).toBe(0)
  })

  it('offers the most frequent tags first', () => {
    expect(tagsOf(someAgents())).toEqual(['Tools', 'Reasoning'])
    const many = Array.from({ length: 60 }, (_, index) => anAgent({ id: `a${index}`, tags: [`t${index}`] }))
    expect(tagsOf(many)).toHaveLength(20)
  })

  it('R15 an agent without a visible name is called by its id', () => {
    expect(shownAgentName({ id: 'x_agent', name: ' ' })).toBe('x_agent')
    expect(shownAgentName({ id: 'x', name: 'a\u202Eb' })).toBe('a‹U+202E›b')
  })
})

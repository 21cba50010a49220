// What is said to lose a credential is what the resolver says, no more and no less.
import { describe, expect, it } from 'vitest'
import { aSecret, someAgents, someSecrets } from '../../../../test/support/secret-builders.ts'
import { lossesOf } from './losses.ts'

const inShort = (...parameters: Parameters<typeof lossesOf>) =>
  lossesOf(...parameters).map(({ service, toolName, argument, instead, isContested, agents }) =>
    [
      service?.name ?? '?',
      toolName,
      argument,
      isContested ? 'contested' : (instead?.name ?? 'nothing'),
      ...agents.map(({ name }) => name),
    ].join(' | '),
  )
const losses = (...ids: string[]) => inShort(someSecrets(), new Set(ids), someAgents())

describe('losses', () => {
  it('names the service, its argument and the agents that use it', () => {
    expect(losses('s1')).toEqual(['Linear | agno__linear__* | api_token | nothing | Linear Agent'])
  })

  it('one tool falls back to the wildcard that covers it', () => {
    expect(losses('s3')).toEqual([
      'GitHub | agno__github__create_issue | access_token | GitHub access token | GitHub Agent',
    ])
  })

  it('with wildcard and single tool gone the service is left with nothing', () => {
    expect(losses('s2', 's3')).toEqual(['GitHub | agno__github__* | access_token | nothing | GitHub Agent'])
  })

  it('several of a kind that nobody could tell apart are a loss once none of them is left', () => {
    const twins = ['a', 'b'].map((id) => aSecret({ id, toolName: 'acme__query', toolArg: 'password' }))
    expect(inShort(twins, new Set(['a', 'b']), [])).toEqual(['? | acme__query | password | nothing'])
  })

  it('a tool that the catalogue does not know is named by itself', () => {
    expect(losses('s8')).toEqual(['? | acme__warehouse__query | password | nothing'])
  })

  it('what nothing takes is no loss: not the default, without a tool', () => {
    expect(losses('s7', 's9')).toEqual([])
  })

  it('of two equals the other one is clear from then on; without both nothing is left', () => {
    const twins = [aSecret({ id: 'a' }), aSecret({ id: 'b' })]
    expect(inShort(twins, new Set(['a']), [])).toEqual(['Linear | agno__linear__* | api_token | b'])
    expect(inShort(twins, new Set(['a', 'b']), [])).toEqual([
      'Linear | agno__linear__* | api_token | nothing',
    ])
  })

  it('an exact name gone leaves two wildcards in each other’s way', () => {
    const wide = { isDefault: true, toolArg: 'api_token' }
    const all = [
      aSecret({ id: 'exact', toolName: 'agno__linear__create_issue' }),
      aSecret({ id: 'a', ...wide, toolName: 'agno__linear__create*' }),
      aSecret({ id: 'b', ...wide, toolName: 'agno__*__create_issue' }),
    ]
    expect(inShort(all, new Set(['exact']), [])).toEqual([
      'Linear | agno__linear__create_issue | api_token | contested',
    ])
  })

  it('a wildcard for everything is a loss only where an argument of its name exists', () => {
    const all = [aSecret({ id: 'all', toolName: '*', toolArg: 'bot_token' })]
    const told = inShort(all, new Set(['all']), [])
    expect(told).toContain('Discord | agno__discord__* | bot_token | nothing')
    expect(told).toContain('? | * | bot_token | nothing')
    expect(told.filter((line) => line.startsWith('Todoist'))).toEqual([])
  })
})

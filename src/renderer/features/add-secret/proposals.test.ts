// What the form for a new secret proposes.
import { describe, expect, it } from 'vitest'
import { type Service, serviceById, services } from '../../../shared/domain/integrations.ts'
import { secretNameSchema, toolArgSchema, toolNameSchema } from '../../../shared/domain/secret.ts'
import { openTargets, proposedName, startOf, startWith } from './proposals.ts'

function service(id: string): Service {
  const found = serviceById(id)
  if (!found) throw new Error(`the catalogue has no ${id}`)
  return found
}
const argumentsLeft = (id: string, ...covered: { toolName: string; toolArg: string }[]) =>
  openTargets(service(id), covered).map(({ toolArg }) => toolArg)
const nameFor = (id: string, toolArg: string, taken: readonly string[] = []) => {
  const [toolName] = service(id).toolPatterns
  return proposedName(service(id), { toolName, toolArg }, new Set(taken))
}

describe('what a service needs', () => {
  it('is one secret for each argument that it cannot do without', () => {
    expect(argumentsLeft('jira')).toEqual(['server_url', 'username', 'token'])
    expect(argumentsLeft('github')).toEqual(['access_token'])
    expect(argumentsLeft('zoom')).toEqual(['account_id', 'client_id', 'client_secret'])
    expect(argumentsLeft('telegram')).toEqual(['token', 'chat_id'])
  })

  it('shrinks by what is there, also by a wider wildcard', () => {
    const toolName = 'agno__*'
    expect(argumentsLeft('jira', { toolName, toolArg: 'server_url' })).toEqual(['username', 'token'])
    const one = { toolName: 'agno__jira__get_issue', toolArg: 'token' }
    expect(argumentsLeft('jira', one)).toContain('token')
  })

  it('is one secret a tool where no wildcard covers them all', () => {
    expect(openTargets(service('openweather'), []).map(({ toolName }) => toolName)).toEqual([
      'geocode_location',
      'get_current_weather',
      'get_forecast',
      'get_air_pollution',
    ])
  })

  it('always has a first step', () => {
    for (const each of services) expect(openTargets(each, [])).not.toEqual([])
  })
})

describe('the proposed name', () => {
  it('says the service and what the value is', () => {
    expect(nameFor('linear', 'api_token')).toBe('Linear personal API key')
    expect(nameFor('jira', 'server_url')).toBe('Jira site URL')
    expect(nameFor('jira', 'username')).toBe('Jira Atlassian account email')
    expect(nameFor('tavily', 'api_key')).toBe('Tavily API key')
    expect(nameFor('openweather', 'api_key')).toBe('OpenWeather API key (geocode_location)')
  })

  it('falls back to the credential for an argument that the catalogue does not know', () => {
    expect(nameFor('tavily', 'token')).toBe('Tavily API key')
  })

  it('is one that no other secret has', () => {
    expect(nameFor('tavily', 'api_key', ['Tavily API key'])).toBe('Tavily API key 2')
    expect(nameFor('tavily', 'api_key', ['Tavily API key', 'Tavily API key 2'])).toBe('Tavily API key 3')
  })

  it('and all that goes with it, can be sent as it is, for every service', () => {
    for (const each of services) {
      for (const target of openTargets(each, [])) {
        expect(secretNameSchema.safeParse(proposedName(each, target, new Set())).success).toBe(true)
        expect(toolNameSchema.safeParse(target.toolName).success).toBe(true)
        expect(toolArgSchema.safeParse(target.toolArg).success).toBe(true)
      }
    }
  })
})

describe('what the form starts with', () => {
  it('is the first thing that the service still needs', () => {
    const have = [{ toolName: 'agno__jira__*', toolArg: 'server_url' }]
    expect(startWith(service('jira'), have)).toMatchObject({ toolArg: 'username' })
  })

  it('is what was asked for, the service told by its tool', () => {
    expect(startOf({ toolName: 'agno__jira__get_issue', toolArg: 'token' }, [])).toMatchObject({
      service: { id: 'jira' },
      toolName: 'agno__jira__get_issue',
      toolArg: 'token',
    })
    expect(startOf({ toolName: 'acme__crm__*' }, [])).toMatchObject({
      service: null,
      toolName: 'acme__crm__*',
      toolArg: '',
    })
  })

  it('is a question where nothing says which service', () => {
    expect(startOf({}, [])).toBeNull()
    expect(startOf({ fromSecretId: 's1' }, [])).toBeNull()
    expect(startOf({ serviceId: 'gone-from-the-catalogue' }, [])).toBeNull()
  })
})

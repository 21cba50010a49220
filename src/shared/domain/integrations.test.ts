// Unit tests of the catalogue and of how tools, wildcards and services belong together.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import catalogue from '../data/integrations.json' with { type: 'json' }
import {
  argumentOf,
  checkArguments,
  coversTools,
  fixedCheckHost,
  isKnownTool,
  isUnsure,
  mainArgument,
  type Service,
  serviceById,
  serviceOfTool,
  services,
  servicesOfTool,
  sharesTools,
} from './integrations.ts'

const idsOf = (found: readonly Service[]) => found.map(({ id }) => id)
const checked = services.flatMap((service) =>
  service.check === null ? [] : { service, check: service.check },
)
const service = (id: string): Service => {
  const found = serviceById(id)
  if (found === undefined) throw new Error(`no service ${id}`)
  return found
}

describe('the catalogue', () => {
  it('is read whole, each service once', () => {
    expect(services).toHaveLength(catalogue.length)
    expect(new Set(idsOf(services)).size).toBe(catalogue.length)
    expect(new Set(services.map(({ name }) => name)).size).toBe(catalogue.length)
  })

  it.each(services.map((service) => [service.id, service] as const))('%s is sound', (_id, service) => {
    for (const pattern of service.toolPatterns) expect(pattern).toMatch(/^[\w-]+\*?$/)
    const names = service.args.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(mainArgument(service).isSecret).toBe(true)
    for (const text of [service.name, service.credential, service.scopes, ...service.notes]) {
      expect(text.trim()).not.toBe('')
    }
    if (service.valuePattern !== null) {
      expect(service.valuePattern).toMatch(/^\^.*\$$/)
      expect(() => new RegExp(service.valuePattern ?? '')).not.toThrow()
    }
    if (service.createUrl !== null) expect(new URL(service.createUrl).protocol).toBe('https:')
  })

  it('says of no fact that it is unsure where it has none', () => {
    for (const service of services) {
      expect(new Set(service.unsure).size).toBe(service.unsure.length)
      for (const fact of service.unsure) expect(service[fact], `${fact} of ${service.id}`).not.toBeNull()
    }
  })

  it('knows what nobody has verified', () => {
    expect(isUnsure(service('linear'), 'args')).toBe(true)
    expect(isUnsure(service('github'), 'args')).toBe(true)
    expect(isUnsure(service('jira'), 'check')).toBe(true)
    expect(isUnsure(service('linear'), 'check')).toBe(false)
  })

  it('gives each pattern to one service alone', () => {
    for (const service of services) {
      for (const pattern of service.toolPatterns) expect(idsOf(servicesOfTool(pattern))).toEqual([service.id])
    }
  })

  it('finds an argument by its name, and none by another', () => {
    expect(argumentOf(service('linear'), 'api_token')?.label).toBe('Personal API key')
    expect(argumentOf(service('linear'), 'token')).toBeUndefined()
    expect(argumentOf(service('linear'), null)).toBeUndefined()
    expect(argumentOf(undefined, 'api_token')).toBeUndefined()
  })
})

describe('a check', () => {
  it.each(checked.map(({ service, check }) => [service.id, service, check] as const))(
    'of %s asks over https with its own arguments, the credential among them',
    (_id, service, check) => {
      const used = checkArguments(check)
      for (const name of used) expect(argumentOf(service, name), name).toBeDefined()
      expect(used).toContain(mainArgument(service).name)
      const [, start] = /^\{(\w+)\}/.exec(check.url) ?? []
      if (start === undefined) expect(check.url).toMatch(/^https:\/\/[^/@]+\//)
      // Where the user names the host, the address is no credential.
      else expect(argumentOf(service, start)?.isSecret).toBe(false)
      for (const name of Object.keys(check.headers)) expect(name).toMatch(/^[a-z][a-z-]+$/)
    },
  )

  it.each(checked.map(({ service, check }) => [service.id, service, check] as const))(
    'of %s says where it puts the credential into the address',
    (_id, service, check) => {
      const isInAddress = service.args.some(
        ({ name, isSecret }) => isSecret && check.url.includes(`{${name}}`),
      )
      expect(service.notes.some((note) => /sends the credential in the address/.test(note))).toBe(isInAddress)
    },
  )

  it('changes nothing: it gets, or posts a query', () => {
    const posts = checked.filter(({ check }) => check.method === 'POST' || check.body !== null)
    expect(posts.map(({ service }) => service.id)).toEqual(['linear'])
    const body: unknown = JSON.parse(posts[0]?.check.body ?? '')
    expect(body).toEqual({ query: expect.stringMatching(/^\{ viewer \{/) })
  })

  it('goes to a host that the catalogue names, or that the user names', () => {
    const byUser = checked.filter(({ check }) => fixedCheckHost(check) === null)
    expect(idsOf(byUser.map(({ service }) => service)).sort()).toEqual(['confluence', 'jira', 'zendesk'])
    const hosts = Object.fromEntries(checked.map(({ service, check }) => [service.id, fixedCheckHost(check)]))
    expect(hosts).toMatchObject({
      linear: 'api.linear.app',
      slack: 'slack.com',
      telegram: 'api.telegram.org',
      serpapi: 'serpapi.com',
    })
  })

  it('names its arguments once, in the order of their use', () => {
    const headers = { authorization: 'Basic base64({user}:{token})', 'x-again': '{host}' }
    const check = { method: 'GET', url: '{host}/me?key={key}', headers, body: '{ viewer { id } }' } as const
    expect(checkArguments(check)).toEqual(['host', 'key', 'user', 'token'])
  })
})

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** Slow and plain: what the wildcard means. */
const oracle = (wildcard: string) => new RegExp(`^${wildcard.split('*').map(escaped).join('.*')}$`, 's')
/** Few letters, so that parts repeat and overlap. */
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '_', '.', '*'), maxLength: 9 })
const name = fc.string({ unit: fc.constantFrom('a', 'b', '_', '.', '\n'), maxLength: 12 })

describe('covering tools', () => {
  it.each([
    ['*', '', true],
    ['*', 'anything', true],
    ['*', '*', true],
    ['**', 'a', true],
    ['', '', true],
    ['', 'a', false],
    ['agno__linear__list', 'agno__linear__list', true],
    ['agno__linear__list', 'agno__linear__lists', false],
    ['agno__linear__*', 'agno__linear__', true],
    ['agno__linear__*', 'agno__linear_list', false],
    ['agno__linear__*', 'x_agno__linear__list', false],
    ['*__list', 'agno__linear__list', true],
    ['*__list', 'agno__linear__list_all', false],
    ['agno__*__list', 'agno__linear__list', true],
    ['agno__*__list', 'agno__list', false],
    ['aba*aba', 'aba', false],
    ['aba*aba', 'ababa', false],
    ['aba*aba', 'abaaba', true],
    ['a*b*b', 'ab', false],
    ['a*b*b', 'abb', true],
    ['*ab*ab*', 'abab', true],
    ['*aab*', 'aaab', true],
    ['agno__*', 'agno__linear__*', true],
    ['agno__linear__*', 'agno__*', false],
    ['a*b*c', 'a*c', false],
    ['a*c', 'a*b*c', true],
    ['a.*', 'ab', false],
    ['Agno__*', 'agno__x', false],
  ])('%j covers %j: %j', (wide, narrow, expected) => {
    expect(coversTools(wide, narrow)).toBe(expected)
  })

  it('does as the slow meaning says, for every name', async () => {
    await fc.assert(
      fc.property(pattern, name, (wide, narrow) => {
        expect(coversTools(wide, narrow)).toBe(oracle(wide).test(narrow))
      }),
      { numRuns: 3000 },
    )
  })

  it('covers a wildcard exactly where it covers all that the wildcard stands for', async () => {
    await fc.assert(
      fc.property(
        pattern,
        pattern,
        fc.array(name, { minLength: 4, maxLength: 4 }),
        (wide, narrow, fillings) => {
          const filledWith = (text: string) => oracle(wide).test(narrow.replaceAll('*', text))
          // A letter that no pattern holds stands for all the others.
          if (coversTools(wide, narrow))
            expect([...fillings, '', '#'].filter((text) => !filledWith(text))).toEqual([])
          else expect(filledWith('#')).toBe(false)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('stays fast against text that is made to be slow', () => {
    const wide = `${'*a'.repeat(500)}*b*`
    const start = performance.now()
    expect(coversTools(wide, 'a'.repeat(2000))).toBe(false)
    expect(coversTools(`${'a'.repeat(1000)}*${'a'.repeat(1000)}`, 'a'.repeat(1999))).toBe(false)
    expect(performance.now() - start).toBeLessThan(50)
  })
})

describe('sharing tools', () => {
  /** Slow and plain: walks both patterns letter by letter. */
  const canMeet = (a: string, b: string): boolean => {
    if (a === '' || b === '') return [...a, ...b].every((letter) => letter === '*')
    if (a[0] === '*') return canMeet(a.slice(1), b) || canMeet(a, b.slice(1))
    if (b[0] === '*') return canMeet(b, a)
    return a[0] === b[0] && canMeet(a.slice(1), b.slice(1))
  }

  it.each([
    ['agno__*_issue', 'agno__linear__*', true],
    ['agno__linear__*', 'agno__github__*', false],
    ['*_read', '*_write', false],
    ['a*x*c', 'a*y*c', true],
    ['*', '', true],
    ['agno__x__*', 'agno__x', false],
    ['agno_exa_*', 'agno__*', false],
  ])('%j and %j: %j', (a, b, expected) => {
    expect(sharesTools(a, b)).toBe(expected)
    expect(sharesTools(b, a)).toBe(expected)
  })

  it('does as the slow meaning says', async () => {
    await fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        expect(sharesTools(a, b)).toBe(canMeet(a, b))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('the service of a tool', () => {
  it.each([
    ['agno__linear__list_issues', 'linear'],
    ['agno__linear__*', 'linear'],
    ['agno__linear__create_*', 'linear'],
    ['agno__lin*', 'linear'],
    ['agno__lin*_issue', 'linear'],
    ['agno__modelslab___create_payload', 'modelslab'],
    ['agno_exa_search', 'exa'],
    ['agno_elevenlabs_*', 'elevenlabs'],
    ['agentql_scrape', 'agentql'],
    ['Crawler-scrape_url', 'firecrawl_native'],
    ['retrieval-engine-query', 'retrieval_engine'],
    ['Wolfram-query', 'wolfram'],
    ['email_user', 'email'],
    // One ClickUp tool bears a Cartesia name; by its name nobody can tell.
    ['agno__cartesia__list_voices', 'cartesia'],
    ['agno__cartesia__*', 'cartesia'],
    ['agno__clickup__*', 'clickup'],
    ['geocode_location', 'openweather'],
    ['get_current_weather', 'openweather'],
    ['get_forecast', 'openweather'],
    ['get_air_pollution', 'openweather'],
    ['get_*', 'openweather'],
  ])('%s is of %s', (toolName, id) => {
    expect(serviceOfTool(toolName)?.id).toBe(id)
    expect(isKnownTool(toolName)).toBe(true)
  })

  it.each(['*', 'agno__*', 'agno_*', '*_issue'])('%s is of several, and so of none', (toolName) => {
    expect(serviceOfTool(toolName)).toBeUndefined()
    expect(servicesOfTool(toolName).length).toBeGreaterThan(1)
    expect(isKnownTool(toolName)).toBe(true)
  })

  it.each([
    '',
    'acme__crm__*',
    'agno__linear',
    'AGNO__LINEAR__X',
    'get_forecasts',
    'constructor',
    '__proto__',
  ])('%j is of none', (toolName) => {
    expect(serviceOfTool(toolName)).toBeUndefined()
    expect(isKnownTool(toolName)).toBe(false)
  })

  it('no tool is of no service', () => {
    expect(serviceOfTool(null)).toBeUndefined()
    expect(serviceById('constructor')).toBeUndefined()
  })

  it('is the same when asked again, also after very many others', () => {
    const first = servicesOfTool('agno__slack__send')
    for (let n = 0; n < 10_001; n += 1) servicesOfTool(`acme__${n}__*`)
    expect(servicesOfTool('agno__slack__send')).toEqual(first)
    expect(idsOf(first)).toEqual(['slack'])
  })
})

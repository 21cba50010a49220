// Unit tests of which secret a tool takes, and of what gets in each other's way.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aSecret, manySecrets, someSecrets } from '../../../test/support/secret-builders.ts'
import { coversTools, services } from './integrations.ts'
import { maxRivals } from './rival-search.ts'
import type { Secret } from './secret.ts'
import { findClashes, lossesWithout, resolveSecret, secretsOfService } from './secret-resolver.ts'

const tool = 'agno__linear__list'
const all = 'agno__linear__*'

/** `'exact'` or `'wide -default'`: a secret of that tool, id as written, the default unless it says otherwise. */
function set(...texts: string[]): Secret[] {
  return texts.map((text) => {
    const [toolName = '', ...rest] = text.split(' ')
    return aSecret({ id: text, toolName, isDefault: !rest.includes('-default') })
  })
}

const rolesOf = (secrets: readonly Secret[], asked: string) =>
  Object.fromEntries(
    resolveSecret(secrets, asked, 'api_token').candidates.map(({ secret, role }) => [secret.id, role]),
  )

describe('the secret that a tool takes', () => {
  it.each([
    ['none at all', [], tool, null, 'noSecret'],
    ['one of another tool', ['agno__github__*'], tool, null, 'noSecret'],
    ['an exact name', [tool], tool, tool, 'exact'],
    ['a wildcard', [all], tool, all, 'wildcard'],
    ['an exact name before wildcards', ['*', all, tool], tool, tool, 'exact'],
    ['no name that is only alike', [`${tool}_all`, 'agno__linear'], tool, null, 'noSecret'],
    ['none that is not the default', [`${tool} -default`, `${all} -default`], tool, null, 'noDefault'],
    [
      'a default wildcard before an exact name that is none',
      [`${tool} -default`, all],
      tool,
      all,
      'wildcard',
    ],
    ['nobody knows: two equal names', [tool, `${tool} again`], tool, null, 'contested'],
    ['nobody knows: two equal wildcards', [all, `${all} again`], tool, null, 'contested'],
    ['nobody knows: a wide and a narrow wildcard', ['agno__*', all], tool, null, 'contested'],
    ['an exact name where wildcards are contested', ['agno__*', all, tool], tool, tool, 'exact'],
    // Asked for all tools of the service, an exact name is for one of them only.
    ['all tools: the wildcard', [all], all, all, 'wildcard'],
    ['all tools: a wider one', ['agno__*'], all, 'agno__*', 'wildcard'],
    ['all tools: nobody knows, as for each of them', ['agno__*', all], all, null, 'contested'],
    ['all tools: the wildcard, though one tool has its own', [all, tool], all, all, 'wildcard'],
    ['all tools: none, though one tool has its own', [tool], all, null, 'noSecret'],
    ['all tools: none that is the default', [`${all} -default`], all, null, 'noDefault'],
  ] as const)('%s', (_what, secrets, asked, taken, reason) => {
    const resolution = resolveSecret(set(...secrets), asked, 'api_token')
    expect(resolution.secret?.id ?? null).toBe(taken)
    expect(resolution.reason).toBe(reason)
  })

  it('is one for exactly that argument', () => {
    const secrets = [aSecret({ id: 'a', toolArg: 'token' }), aSecret({ id: 'b', toolArg: null })]
    expect(resolveSecret(secrets, tool, 'api_token').candidates).toEqual([])
    expect(resolveSecret(secrets, tool, 'token').secret?.id).toBe('a')
  })

  it('is never one without a tool', () => {
    expect(resolveSecret([aSecret({ id: 'a', toolName: null })], '*', 'api_token').reason).toBe('noSecret')
  })

  it('is told with what becomes of each candidate, those that count first', () => {
    const secrets = set(`${all} -default`, '*', 'agno__github__*', tool)
    expect(Object.entries(rolesOf(secrets, tool))).toEqual([
      [tool, 'applies'],
      ['*', 'shadowed'],
      [`${all} -default`, 'notDefault'],
    ])
    expect(rolesOf(set('*', all), tool)).toEqual({ '*': 'contested', [all]: 'contested' })
  })

  it('asked for all tools, those that cover some are told too', () => {
    const secrets = set(tool, `agno__linear__get -default`, all, 'agno__*_issue', 'agno__github__list')
    expect(rolesOf(secrets, all)).toEqual({
      [all]: 'applies',
      [tool]: 'partly',
      'agno__*_issue': 'partly',
      'agno__linear__get -default': 'notDefault',
    })
  })

  it('is never guessed, whatever is set', async () => {
    const names = fc.constantFrom('a', 'ab', 'a*', '*b', '*', 'a*b', 'b')
    const entry = fc.record({ toolName: names, isDefault: fc.boolean() })
    await fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), names, (entries, asked) => {
        const secrets = entries.map((changes, index) => aSecret({ id: `${index}`, ...changes }))
        const { secret, candidates, reason } = resolveSecret(secrets, asked, 'api_token')
        const rivals = secrets.filter(
          ({ isDefault, toolName }) => isDefault && coversTools(toolName ?? '', asked),
        )
        const named = rivals.filter(({ toolName }) => toolName === asked && !asked.includes('*'))
        const best = named.length > 0 ? named : rivals
        expect(secret).toBe(best.length === 1 ? best[0] : null)
        expect(reason === 'contested').toBe(best.length > 1)
        expect(candidates.filter(({ role }) => role === 'applies')).toHaveLength(secret === null ? 0 : 1)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('clashes', () => {
  const told = (secrets: readonly Secret[]) =>
    findClashes(secrets).map(({ kind, toolName, secretIds }) => [kind, toolName, ...secretIds])

  it.each([
    ['nothing is set', [], []],
    ['one alone', [all], []],
    ['two of different services', [all, 'agno__github__*'], []],
    ['two defaults', [all, `${all} 2`], [['twoDefaults', all, all, `${all} 2`]]],
    [
      'three equals are one clash',
      [tool, `${tool} 2`, `${tool} 3`],
      [['twoDefaults', tool, tool, `${tool} 2`, `${tool} 3`]],
    ],
    ['equals of which one is the default', [all, `${all} -default`], []],
    ['a name takes from a wildcard', [all, tool], [['shadowed', tool, tool, all]]],
    [
      'a name takes from several wildcards',
      ['*', all, tool],
      [
        ['overlap', all, all, '*'],
        ['shadowed', tool, tool, all, '*'],
      ],
    ],
    [
      'two names take from a wildcard',
      [all, tool, `${tool} 2`],
      [
        ['twoDefaults', tool, tool, `${tool} 2`],
        ['shadowed', tool, tool, `${tool} 2`, all],
      ],
    ],
    [
      'wildcards in each other',
      ['*', 'agno__*', all],
      [
        ['overlap', 'agno__*', 'agno__*', '*'],
        ['overlap', all, all, 'agno__*', '*'],
      ],
    ],
    ['wildcards across each other', ['agno__*_issue', all], [['overlap', all, all, 'agno__*_issue']]],
    ['wildcards of one beginning', ['a*x*c', 'a*y*c', 'a*z*d'], [['overlap', 'a*y*c', 'a*y*c', 'a*x*c']]],
    ['wildcards that mean the same', ['a*', 'a**'], [['overlap', 'a*', 'a*', 'a**']]],
    ['wildcards that differ at the end', ['*_read', '*_write'], []],
    [
      'no default for a service',
      [`${all} -default`, `${tool} -default`],
      [['noDefault', all, `${all} -default`, `${tool} -default`]],
    ],
    ['no default of its own, but a wide one', [`${all} -default`, '*'], []],
    ['no default for many services at once is no clash of each', ['agno__* -default'], []],
    ['no default for a tool that nobody knows', ['acme__crm__* -default'], []],
  ] as const)('%s', (_what, secrets, clashes) => {
    expect(told(set(...secrets))).toEqual(clashes)
  })

  it('are those of one argument, and of secrets that name tool and argument', () => {
    const secrets = [
      aSecret({ id: 'a' }),
      aSecret({ id: 'b', toolArg: 'token' }),
      aSecret({ id: 'c', toolArg: null }),
      aSecret({ id: 'd', toolName: null }),
    ]
    expect(findClashes(secrets)).toEqual([])
  })

  it('of the usual mixture are the few that a person would name', () => {
    expect(told(someSecrets())).toEqual([
      ['shadowed', 'agno__github__create_issue', 's3', 's2'],
      ['noDefault', 'agno__slack__*', 's7'],
    ])
  })
})

describe('losses', () => {
  const losses = (secrets: readonly Secret[], ...goneIds: string[]) =>
    lossesWithout(secrets, new Set(goneIds)).map(({ service, argument, instead, isContested }) => [
      service.id,
      argument,
      isContested ? 'contested' : (instead?.id ?? null),
    ])

  it.each([
    ['nothing goes', [all], [], []],
    ['one that is not there', [all], ['another'], []],
    ['the only one', [all], [all], [['linear', 'api_token', null]]],
    ['one that was not taken', [all, `${all} -default`], [`${all} -default`], []],
    [
      'the only one, and one that is not the default stays',
      [all, `${all} -default`],
      [all],
      [['linear', 'api_token', null]],
    ],
    ['one of two equals', [all, `${all} 2`], [all], [['linear', 'api_token', `${all} 2`]]],
    ['one of three equals', [all, `${all} 2`, `${all} 3`], [all], []],
    ['both of two equals', [all, `${all} 2`], [all, `${all} 2`], [['linear', 'api_token', null]]],
    ['one tool’s own, and the wildcard stays', [all, tool], [tool], [['linear', 'api_token', all]]],
    [
      'one tool’s own, and two equals stay',
      [all, `${all} 2`, tool],
      [tool],
      [['linear', 'api_token', 'contested']],
    ],
    ['the wildcard, and one tool’s own stays', [all, tool], [all], [['linear', 'api_token', null]]],
    ['one tool’s own, and nothing stays', [tool], [tool], [['linear', 'api_token', null]]],
    [
      'two tools’ own, of which one is left with nothing',
      ['get_forecast', 'get_air_pollution', 'get_f*'],
      ['get_forecast', 'get_air_pollution'],
      [['openweather', 'api_token', null]],
    ],
    ['one that no known tool takes', ['acme__crm__*'], ['acme__crm__*'], []],
  ] as const)('%s', (_what, secrets, gone, expected) => {
    expect(losses(set(...secrets), ...gone)).toEqual(expected)
  })

  it('of a wildcard for many services are those of each that can take the argument', () => {
    expect(losses(set('agno__*', all), 'agno__*')).toEqual([
      ['github', 'api_token', null],
      ['linear', 'api_token', all],
      ['todoist', 'api_token', null],
    ])
    expect(losses([aSecret({ id: 'own', toolName: 'agno__slack__*' })], 'own')).toEqual([
      ['slack', 'api_token', null],
    ])
  })

  it('are told argument by argument, in the order of the services', () => {
    const secrets = someSecrets()
    expect(losses(secrets, 's4', 's6', 's2', 's8', 's9')).toEqual([
      ['github', 'access_token', null],
      ['jira', 'server_url', null],
      ['jira', 'token', null],
    ])
  })
})

describe('5,000 secrets', () => {
  const many = manySecrets(5000)
  const distinct = (toolName: (n: number) => string) =>
    Array.from({ length: 5000 }, (_, n) => aSecret({ id: `w${n}`, toolName: toolName(n) }))
  /** Whether it takes less than so long once in five runs, so that a busy machine fails nothing. */
  const isWithin = (limitMs: number, run: () => unknown) =>
    [1, 2, 3, 4, 5].some(() => {
      const start = performance.now()
      run()
      return performance.now() - start < limitMs
    })

  it('are asked within a frame', () => {
    expect(isWithin(50, () => resolveSecret(many, all, 'api_token'))).toBe(true)
    const stars = distinct(() => '*')
    expect(isWithin(50, () => resolveSecret(stars, all, 'api_token'))).toBe(true)
  })

  it.each([
    ['a believable mixture', many],
    ['as many wildcards by their beginnings', distinct((n) => `agno__made_up_${n}__*`)],
    ['as many names and one wildcard', distinct((n) => (n === 0 ? all : `agno__linear__tool_${n}`))],
    ['one wildcard again and again', distinct(() => '*')],
  ])('have their clashes found: %s', (_what, secrets) => {
    expect(isWithin(500, () => findClashes(secrets))).toBe(true)
  })

  it('of which thousands get in one another’s way are told, each with a hundred at most', () => {
    const clashes = findClashes(distinct((n) => `a*${n}*`))
    expect(clashes.length).toBeGreaterThan(4900)
    for (const { secretIds } of clashes) expect(secretIds.length).toBeLessThanOrEqual(1 + maxRivals)
  })

  it('are let go of, all at once or 1,000 of one service', () => {
    const ids = new Set(many.map(({ id }) => id))
    expect(isWithin(200, () => lossesWithout(many, ids))).toBe(true)
    const names = distinct((n) => (n === 0 ? all : `agno__linear__tool_${n}`))
    const thousand = new Set(names.slice(1, 1001).map(({ id }) => id))
    expect(isWithin(2000, () => lossesWithout(names, thousand))).toBe(true)
  })
})

it('the secrets of a service are those that can cover a tool of it', () => {
  const covering = ['*', all, tool, 'agno__*_issue']
  const secrets = [
    ...set(...covering, 'agno__github__*', 'agno__linear'),
    aSecret({ id: 'none', toolName: null }),
  ]
  const found = services
    .filter(({ id }) => id === 'linear')
    .map((service) => secretsOfService(secrets, service))
  expect(found.map((own) => own.map(({ id }) => id))).toEqual([covering])
})

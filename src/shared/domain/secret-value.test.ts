// Unit tests of the hints about an entered value.
import { describe, expect, it } from 'vitest'
import { argumentOf, mainArgument, serviceById, services } from './integrations.ts'
import { hasUsualShape, valueHints } from './secret-value.ts'

const linear = serviceById('linear')
const jira = serviceById('jira')
const linearKey = `lin_api_madeUp${'0'.repeat(34)}`
const kindsOf = (...input: Parameters<typeof valueHints>) => valueHints(...input).map(({ kind }) => kind)
const withPattern = services.flatMap((service) =>
  service.valuePattern === null ? [] : { service, pattern: service.valuePattern },
)

describe('the hints for a value', () => {
  it.each([
    ['', []],
    [linearKey, []],
    [` ${linearKey}`, ['spaces']],
    [`${linearKey}\n`, ['spaces']],
    [`${linearKey}\r\n`, ['spaces']],
    ['   ', ['spaces']],
    ['line one\nline two', ['lines']],
    ['\nline one\rline two\n', ['lines', 'spaces']],
    [`"${linearKey}"`, ['quotes']],
    [`'${linearKey}'`, ['quotes']],
    [`\`${linearKey}\``, ['quotes']],
    [` "${linearKey}" `, ['spaces', 'quotes']],
    [`"${linearKey}'`, ['shape']],
    ['"', ['shape']],
    [`LINEAR_API_KEY=${linearKey}`, ['assignment']],
    [`LINEAR_API_KEY = ${linearKey}`, ['assignment']],
    [`export LINEAR_API_KEY="${linearKey}"`, ['assignment']],
    [`  LINEAR_API_KEY=${linearKey}`, ['spaces', 'assignment']],
    // The padding of an encoded value is no assignment.
    ['MADEUPVALUE====', ['shape']],
    ['AB=C', ['shape']],
    [`Bearer ${linearKey}`, ['scheme']],
    [`bearer\t${linearKey}`, ['scheme']],
    [`Basic bWFkZTp1cA==`, ['scheme']],
    [`Token ${linearKey}`, ['scheme']],
    [`Authorization: Bearer ${linearKey}`, ['scheme']],
    [`authorization:Bearer ${linearKey}`, ['scheme']],
    [` Bearer ${linearKey}`, ['spaces', 'scheme']],
    ['Bearerish', ['shape']],
    ['made up', ['shape']],
  ] as const)('%j: %j', (value, kinds) => {
    expect(kindsOf(value, linear, 'api_token')).toEqual(kinds)
  })

  it('an address is asked for with its scheme, and nothing else is', () => {
    expect(kindsOf('made-up.atlassian.net', jira, 'server_url')).toEqual(['address'])
    expect(kindsOf('http://made-up.atlassian.net', jira, 'server_url')).toEqual(['address'])
    expect(kindsOf('HTTPS://made-up.atlassian.net', jira, 'server_url')).toEqual([])
    expect(kindsOf('mira@example.com', jira, 'username')).toEqual([])
    // It holds a password: a credential of its own form.
    expect(kindsOf('postgresql://made:up@localhost/db', serviceById('sql'), 'db_url')).toEqual([])
  })

  it('a shape is said to be unusual for the first secret argument alone', () => {
    expect(kindsOf('made up', jira, 'token')).toEqual(['shape'])
    expect(kindsOf('made up', jira, 'password')).toEqual([])
    expect(kindsOf('made up', jira, 'another')).toEqual([])
    expect(kindsOf('made up', jira, null)).toEqual([])
    expect(valueHints('made up', jira, 'token')[0]?.text).toBe(
      'It does not look like the usual API token of Jira.',
    )
  })

  it('where service or argument are not known the value alone is looked at', () => {
    expect(kindsOf('made up', undefined, 'api_token')).toEqual([])
    expect(kindsOf('"made up" ', undefined, null)).toEqual(['spaces', 'quotes'])
  })

  it('R31 none repeats the value', () => {
    const value = ' "Bearer sandbox-v2-madeUpCanary\n" '
    for (const { text } of valueHints(value, linear, 'api_token')) expect(text).not.toContain('Canary')
  })
})

describe('the usual shape', () => {
  it.each([
    ['linear', linearKey],
    ['github', `ghp_${'madeUp'.repeat(6)}`],
    ['github', `github_pat_${'made_up'.repeat(6)}`],
    ['jira', `ATATT${'madeUp-_='.repeat(4)}`],
    ['slack', 'xoxb-made-up-000000'],
    ['slack', 'xoxe.xoxp-made-up-000000'],
    ['discord', `${'M'.repeat(24)}.${'m'.repeat(6)}.${'u'.repeat(38)}`],
    ['telegram', `1234567:${'madeUp-'.repeat(5)}`],
    ['openai', 'sk-proj-made_up-made_up-made_up'],
    ['email', 'made uppp made uppp'],
    ['wolfram', 'MADEUP-0000000000'],
    ['fal', `00000000-0000-0000-0000-000000000000:${'0'.repeat(32)}`],
  ])('of %s is that of %j', (id, value) => {
    const service = serviceById(id)
    const argument = service === undefined ? null : mainArgument(service).name
    expect(hasUsualShape(value, service, argument)).toBe(true)
    // Neither more lines nor anything around it.
    expect(hasUsualShape(`${value}\n`, service, argument)).toBe(false)
    expect(hasUsualShape(`x\n${value}`, service, argument)).toBe(false)
  })

  it('is nothing where the catalogue knows none', () => {
    for (const service of services.filter(({ valuePattern }) => valuePattern === null)) {
      expect(hasUsualShape('anything at all', service, mainArgument(service).name)).toBe(true)
    }
  })

  it.each(withPattern.map(({ service, pattern }) => [service.id, service, pattern] as const))(
    'of %s is told in no time, also of a value that is made to be slow',
    (_id, service, pattern) => {
      const argument = mainArgument(service).name
      expect(argumentOf(service, argument)?.isSecret).toBe(true)
      for (const value of slowValues(pattern)) {
        expect(
          fastest(() => hasUsualShape(value, service, argument)),
          value.slice(0, 20),
        ).toBeLessThan(5)
        expect(
          fastest(() => valueHints(value, service, argument)),
          value.slice(0, 20),
        ).toBeLessThan(5)
      }
    },
  )
})

const longest = 4096

/** What the pattern could go back over: its beginnings, then much of every kind, then something that fails. */
function slowValues(pattern: string): string[] {
  const starts = ['', ...(pattern.match(/[a-zA-Z0-9]+[_:.-]?/g) ?? [])]
  const fillings = ['a', 'A', '0', '-', '_', 'aA0-', ' ', '\n', '=', '"', 'a.', 'aaaa ', 'AB=']
  return starts.flatMap((start) =>
    fillings.map((filling) => `${start}${filling.repeat(longest)}`.slice(0, longest - 1).concat('!')),
  )
}

/** The fastest of three runs in ms, so that a busy machine fails nothing. */
function fastest(run: () => unknown): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const start = performance.now()
      run()
      return performance.now() - start
    }),
  )
}

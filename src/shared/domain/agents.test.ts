// Unit tests of what agents need and of the code that calls them, which the languages it is written for read.
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { anAgent, aSecret, someAgents, someSecrets } from '../../../test/support/secret-builders.ts'
import { agentSnippetFormats, needsOfAgent, renderAgentSnippet, servicesOfAgent } from './agents.ts'
import type { Secret } from './secret.ts'

const servicesOf = (id: string, name = id) =>
  servicesOfAgent(anAgent({ id, name })).map((service) => service.id)

describe('the services of an agent', () => {
  it.each([
    ['linear_agent', 'Linear Agent', ['linear']],
    ['github_agent', 'GitHub Agent', ['github']],
    ['jira_agent', 'Jira Agent', ['jira']],
    ['slack_agent', 'Slack Agent', ['slack']],
    ['discord_agent', 'Discord Agent', ['discord']],
    ['agent-7', 'Linear Agent', ['linear']],
    ['LINEAR', 'seven', ['linear']],
    ['google_maps_agent', 'Google Maps', ['google_maps']],
    ['maps', 'Routes by Google', ['google_maps']],
    ['google_agent', 'Google Agent', []],
    ['slack_to_linear', 'From Slack to Linear', ['linear', 'slack']],
    // A name with signs at its end has no empty word that could go missing.
    ['a1', 'Luma AI (Dream Machine)', ['lumalab']],
    ['a2', 'Wolfram|Alpha', ['wolfram']],
    ['a3', 'fal.ai', ['fal']],
  ])('%s, %s: %j', (id, name, expected) => {
    expect(servicesOf(id, name)).toEqual(expected)
  })

  it.each(someAgents().map((agent) => [agent.id, agent] as const))('%s uses at most one', (id, agent) => {
    const used = servicesOfAgent(agent).map((service) => `${service.id}_agent`)
    expect(used).toEqual(id === 'reasoning_agent' ? [] : [id])
  })

  it.each([
    'reasoning_agent',
    'summary_agent',
    'sentiment_analysis_agent',
    'named_entity_recognizer',
    'moderation_agent',
    'classification_agent',
    'translation_agent',
    'custom_agent',
    // Words that mean something else.
    'x_agent',
    'api_agent',
    'sql_agent',
    'email_agent',
    'zoom_agent',
    // Parts of words.
    'linearity_agent',
    'nonlinear_agent',
    'exact_agent',
    'falcon_agent',
    '___',
    '🔑',
  ])('%s uses none', (id) => {
    expect(servicesOf(id)).toEqual([])
  })

  it('are told from id and name, and not from what its description says', () => {
    expect(servicesOfAgent(anAgent({ id: 'a1', description: 'Not for Linear.', tags: ['Slack'] }))).toEqual(
      [],
    )
  })
})

describe('what an agent needs', () => {
  const needs = (id: string, secrets: readonly Secret[]) =>
    needsOfAgent(anAgent({ id }), secrets).map(({ argument, secret, reason }) => [
      argument,
      secret?.id ?? null,
      reason,
    ])

  it('is told argument by argument with what is set for it', () => {
    const secrets = someSecrets()
    expect(needs('linear_agent', secrets)).toEqual([['api_token', 's1', 'wildcard']])
    expect(needs('slack_agent', secrets)).toEqual([['token', null, 'noDefault']])
    expect(needs('discord_agent', secrets)).toEqual([['bot_token', null, 'noSecret']])
    expect(needs('reasoning_agent', secrets)).toEqual([])
    expect(needsOfAgent(anAgent({ id: 'jira_agent' }), secrets)).toMatchObject([
      { argument: 'server_url', isSecret: false, secret: { id: 's4' } },
      { argument: 'username', isSecret: false, secret: { id: 's5' } },
      { argument: 'token', isSecret: true, label: 'API token', secret: { id: 's6' } },
      { argument: 'password', isSecret: true, secret: null },
    ])
  })

  it('is not guessed where two could be taken', () => {
    const secrets = [aSecret({ id: 'a' }), aSecret({ id: 'b', toolName: 'agno__*' })]
    expect(needs('linear_agent', secrets)).toEqual([['api_token', null, 'contested']])
  })

  it('is not met where one tool of the service is left without', () => {
    const tools = ['geocode_location', 'get_current_weather', 'get_forecast', 'get_air_pollution']
    const secrets = tools.map((toolName) => aSecret({ id: toolName, toolName, toolArg: 'api_key' }))
    expect(needs('openweather_agent', secrets)[0]).toEqual(['api_key', 'geocode_location', 'exact'])
    expect(needs('openweather_agent', secrets.slice(0, 3))[0]).toEqual(['api_key', null, 'noSecret'])
    expect(needs('openweather_agent', secrets.slice(1))[0]).toEqual(['api_key', null, 'noSecret'])
  })
})

const baseUrl = 'https://api.intelligence.io.solutions/api/v1'
const variable = 'MY_IO_KEY'
const value = 'sandbox-v2-madeUpValue'
const hostile = [
  `o'reilly"; echo $(id) \\ \` `,
  `'; touch /tmp/broken-out #`,
  `$(touch /tmp/broken-out)`,
  `"] + [__import__("os").system("id")] + ["`,
  `"""\n'''\nimport os`,
  `{os.environ}`,
  `line one\nline two\r\u2028\u2029`,
  `-d @/etc/passwd`,
  `\\u0022, "x": "`,
  `nul\0 and bell\u0007 and delete\u007F and next\u0085`,
  `right\u202Eto left\u2066 and zero\u200Bwidth\u3164 and tag\u{E0041}`,
  `half \uD83D and 🔑`,
]

/** What a shell hands to curl. */
function argumentsOf(text: string): string[] {
  execFileSync('sh', ['-n'], { input: text })
  const script = `curl() { printf '%s\\0' "$@"; }\n${text}`
  const printed = execFileSync('sh', ['-c', script], { env: { [variable]: value } })
  return printed.toString().split('\0').slice(0, -1)
}

/** What Python hands to `requests.post`, as JSON that it wrote itself. */
function callOf(text: string): { url: string; json: unknown; headers: unknown; timeout: number } {
  const run = [
    'import ast, json, sys, types',
    'source = sys.stdin.buffer.read().decode("utf-8", "surrogatepass")',
    'ast.parse(source)',
    'def post(url, **rest):',
    '    print(json.dumps({"url": url, **rest}))',
    '    return types.SimpleNamespace(raise_for_status=lambda: None, json=lambda: "")',
    'sys.modules["requests"] = types.SimpleNamespace(post=post)',
    'exec(source)',
  ].join('\n')
  const printed = execFileSync('python3', ['-c', run], { input: text, env: { [variable]: value } })
  return JSON.parse(printed.toString().split('\n')[0] ?? '')
}

const hasPython = (() => {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

const bodyFor = (agentId: string) => ({
  text: 'What to do',
  agent_names: [agentId],
  args: {
    type: 'custom',
    name: agentId,
    objective: 'What it is for',
    instructions: 'How to go about it',
  },
})

describe('the code that calls an agent', () => {
  it.each(['linear_agent', ...hostile])('R15 gives a shell exactly the arguments meant: %j', (agentId) => {
    const args = argumentsOf(renderAgentSnippet('curl', { agentId, baseUrl, variable }))
    expect(args.slice(0, -1)).toEqual([
      `${baseUrl}/workflows/run`,
      '-H',
      `Authorization: Bearer ${value}`,
      '-H',
      'Content-Type: application/json',
      '-d',
    ])
    expect(JSON.parse(args.at(-1) ?? '')).toEqual(bodyFor(agentId))
  })

  it.skipIf(!hasPython).each(['linear_agent', ...hostile])(
    'R15 gives Python exactly the call meant: %j',
    (agentId) => {
      expect(callOf(renderAgentSnippet('python', { agentId, baseUrl, variable }))).toEqual({
        url: `${baseUrl}/workflows/run`,
        headers: { Authorization: `Bearer ${value}` },
        json: bodyFor(agentId),
        timeout: 120,
      })
    },
  )

  it.each(hostile.filter((text) => !/[\0\uD83D]/.test(text)))(
    'is not broken out of by an address either: %j',
    (text) => {
      const address = `https://made-up.example/${text}`
      const input = { agentId: 'linear_agent', baseUrl: address, variable }
      expect(argumentsOf(renderAgentSnippet('curl', input))[0]).toBe(`${address}/workflows/run`)
      if (hasPython) expect(callOf(renderAgentSnippet('python', input)).url).toBe(`${address}/workflows/run`)
    },
  )

  it.each(agentSnippetFormats.filter((format) => format !== 'id'))(
    'as %s shows every invisible character of an id as its code, and takes the key from the variable',
    (format) => {
      for (const agentId of hostile) {
        const text = renderAgentSnippet(format, { agentId, baseUrl, variable })
        expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029\u3164]/u)
        expect(text).toContain(variable)
        expect(text).not.toContain('IOINTELLIGENCE_API_KEY')
      }
    },
  )

  it('as the id alone is the id, as the service gave it', () => {
    for (const agentId of hostile)
      expect(renderAgentSnippet('id', { agentId, baseUrl, variable })).toBe(agentId)
  })
})

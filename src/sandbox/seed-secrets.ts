// The invented secrets of a fresh sandbox: a small account with everything that needs an explanation, and many more.
import { chance, pick } from './chance.ts'

const dayMs = 86_400_000

/** One secret to be made up; ages are in milliseconds at the moment of seeding. */
export interface SecretProfile {
  readonly name: string
  /** Worth nothing anywhere; only its mask and its size reach the database. */
  readonly value: string
  readonly toolName: string | null
  readonly toolArg: string | null
  readonly isDefaultForTool: boolean
  readonly ageMs: number
  /** Age of the last change, whatever it changed. */
  readonly changeAgeMs: number
}

type SecretLine = readonly [
  name: string,
  value: string,
  tool: string | null,
  arg: string | null,
  isDefault: boolean,
  ageDays: number,
  changeAgeDays?: number,
]

const secretProfiles: readonly SecretProfile[] = (
  [
    // One default each, as it should be.
    ['Linear API key', 'lin_api_madeUpByTheSandbox0000000007Qxa', 'agno__linear__*', 'api_token', true, 140],
    [
      'GitHub access token',
      'github_pat_madeUpByTheSandbox0000000000009dKe',
      'agno__github__*',
      'access_token',
      true,
      150,
      // Changed since, and nobody can tell whether in its value.
      20,
    ],
    ['Slack bot of #support', 'xoxb-made-up-by-the-sandbox-kP5n', 'agno__slack__*', 'token', true, 77],
    // Goes before the wildcard of Linear, for one tool.
    [
      'Linear, may create issues',
      'lin_api_madeUpByTheSandbox000000000m2Zt',
      'agno__linear__create_issue',
      'api_token',
      true,
      12,
    ],
    // Three that only work together.
    ['Jira site', 'https://made-up.atlassian.net', 'agno__jira__*', 'server_url', true, 95],
    ['Jira user', 'service-account@made-up.example', 'agno__jira__*', 'username', true, 95],
    ['Jira API token', 'ATATT-made-up-by-the-sandbox-00008F1C', 'agno__jira__*', 'token', true, 95, 31],
    // Two defaults for the same tools.
    ['Tavily search', 'tvly-made-up-by-the-sandbox-aa81', 'agno__tavily__*', 'api_key', true, 64],
    [
      'Tavily of the research team',
      'tvly-made-up-by-the-sandbox-5c3e',
      'agno__tavily__*',
      'api_key',
      true,
      9,
    ],
    // Old, and passed over by built-in agents.
    ['Zendesk – Köln', 'made-up-zendesk-token-of-the-sandbox', 'agno__zendesk__*', 'password', false, 250],
    // A tool that no catalogue knows, and a value too short for a mask.
    ['Reporting database', 'made-up', 'acme__warehouse__query', 'password', true, 18],
    ['Kept for later, no tool yet', 'made-up-and-not-in-use', null, null, false, 3],
  ] satisfies SecretLine[]
).map(
  ([name, value, toolName, toolArg, isDefaultForTool, ageDays, changeAgeDays = ageDays]): SecretProfile => ({
    name,
    value,
    toolName,
    toolArg,
    isDefaultForTool,
    ageMs: ageDays * dayMs,
    changeAgeMs: changeAgeDays * dayMs,
  }),
)

/** A profile for one of very many secrets: ordinary, but not all the same, and none in the way of another. */
const bulkProfile = (index: number): SecretProfile => {
  const team = pick(['atlas', 'billing', 'core', 'data', 'edge', 'growth', 'ops', 'search'], index, 41)
  const [service, prefix, toolArg] = pick(
    [
      ['linear', 'lin_api_', 'api_token'],
      ['github', 'github_pat_', 'access_token'],
      ['slack', 'xoxb-', 'token'],
      ['tavily', 'tvly-', 'api_key'],
      ['firecrawl', 'fc-', 'api_key'],
      ['warehouse', '', 'password'],
    ],
    index,
    42,
  )
  const number = String(index).padStart(5, '0')
  const isKnown = service !== 'warehouse' && chance(index, 43) < 0.5
  const ageMs = Math.round((1 + chance(index, 44) * 399) * dayMs)
  return {
    name: `${team} ${service} ${number}`,
    value: `${prefix}made-up-by-the-sandbox-${number}`,
    toolName: isKnown ? `agno__${service}__*` : `acme__${team}_${service}_${number}__*`,
    toolArg,
    isDefaultForTool: !isKnown,
    ageMs,
    changeAgeMs: chance(index, 45) < 0.3 ? Math.round(ageMs * chance(index, 46)) : ageMs,
  }
}

/** The secret of this number, counted from 0; the same at every start. */
export const secretProfile = (index: number): SecretProfile => secretProfiles[index] ?? bulkProfile(index)

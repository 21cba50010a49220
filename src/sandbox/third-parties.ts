// The third-party services that the sandbox plays, so that a credential can be tested without leaving this computer.

/** Under it, `/host/path` stands for `https://host/path`. */
export const thirdPartiesPath = '/__services'

/** One operation of a third-party service, in the shape that it is called and answered. */
export interface ThirdPartyEndpoint {
  /** Null for a product that its users run under hosts of their own. */
  readonly host: RegExp | null
  readonly method: 'GET' | 'POST'
  /** Names in braces stand for one part of the path, as `shownPath` writes them. */
  readonly path: string
  /** What it answers to a credential that works. */
  readonly accepted: object
  /** What it answers to another; most say 401. */
  readonly refused?: { readonly status: 200 | 401; readonly body: object }
}

const hostOf = (name: string): RegExp => new RegExp(`^${name.replaceAll('.', String.raw`\.`)}$`)

const get = (host: string | RegExp | null, path: string, accepted: object): ThirdPartyEndpoint => ({
  host: typeof host === 'string' ? hostOf(host) : host,
  method: 'GET',
  path,
  accepted,
})

const person = { id: 'made-up-1', name: 'Made-up Person', email: 'person@made-up.example' }

/** The operations that tell whether a credential works; a more particular host stands before null. */
const endpoints: readonly ThirdPartyEndpoint[] = [
  {
    host: hostOf('api.linear.app'),
    method: 'POST',
    path: '/graphql',
    accepted: { data: { viewer: { id: person.id, name: person.name } } },
    refused: {
      status: 401,
      body: {
        errors: [{ message: 'Authentication required', extensions: { code: 'AUTHENTICATION_ERROR' } }],
      },
    },
  },
  get('api.github.com', '/user', { login: 'made-up-person', id: 1 }),
  {
    ...get('slack.com', '/api/auth.test', { ok: true, team: 'Made-up Team', user: 'made-up-bot' }),
    refused: { status: 200, body: { ok: false, error: 'invalid_auth' } },
  },
  get('discord.com', '/api/v10/users/@me', { id: '1', username: 'made-up-bot', bot: true }),
  get('api.trello.com', '/1/members/me', { id: '1', username: 'madeupperson' }),
  get('api.clickup.com', '/api/v2/user', { user: { id: 1, username: person.name } }),
  get('api.todoist.com', '/api/v1/projects', { results: [], next_cursor: null }),
  get('webexapis.com', '/v1/people/me', person),
  {
    // Who is unknown there is an anonymous user, and no error.
    ...get(/^[^.]+\.zendesk\.com$/, '/api/v2/users/me.json', { user: { id: 7, name: person.name } }),
    refused: { status: 200, body: { user: { id: null, name: 'Anonymous user' } } },
  },
  get('api.twilio.com', '/2010-04-01/Accounts/{account_sid}.json', { status: 'active', type: 'Full' }),
  get('api.telegram.org', '/bot{token}/getMe', { ok: true, result: { id: 1, is_bot: true } }),
  get('graph.facebook.com', '/v22.0/{phone_number_id}', { id: '1', verified_name: 'Made-up Ltd' }),
  {
    ...get('api.resend.com', '/domains', { object: 'list', data: [] }),
    // What it also says to a key that may send and nothing else.
    refused: { status: 401, body: { statusCode: 401, name: 'restricted_api_key', message: 'Not allowed' } },
  },
  get('api.openai.com', '/v1/models', { object: 'list', data: [{ id: 'made-up-model', object: 'model' }] }),
  get('api.elevenlabs.io', '/v1/user', { user_id: person.id, subscription: { tier: 'free' } }),
  get('api.lumalabs.ai', '/dream-machine/v1/credits', { credit_balance: 12.5 }),
  get('api.mem0.ai', '/v1/ping/', { status: 'ok', user_email: person.email }),
  get('api.browserbase.com', '/v1/projects', []),
  get('api.tavily.com', '/usage', { key: { usage: 3, limit: 1000 }, account: { current_plan: 'free' } }),
  get('api.firecrawl.dev', '/v2/team/credit-usage', { success: true, data: { remainingCredits: 480 } }),
  get('serpapi.com', '/account.json', { account_id: person.id, plan_name: 'Free plan' }),
  get('api.scrapegraphai.com', '/v1/credits', { remaining_credits: 90, total_credits_used: 10 }),
  get('api.giphy.com', '/v1/randomid', { data: { random_id: 'madeup1' }, meta: { status: 200, msg: 'OK' } }),
  get('api.openweathermap.org', '/data/2.5/weather', { id: 524901, name: 'Moscow', cod: 200 }),
  get(null, '/rest/api/3/myself', { accountId: person.id, emailAddress: person.email }),
  get(null, '/wiki/rest/api/user/current', { accountId: person.id, type: 'known' }),
]

/** The name of a host and a port; anything else might be a credential in the wrong place. */
const plausibleHost = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/

const patternOf = ({ host, path }: ThirdPartyEndpoint): RegExp => {
  const literal = path
    .split(/\{\w+\}/)
    .map((part) => part.replaceAll(/[.]/g, String.raw`\.`))
    .join('[^/]+')
  // Who runs a product may have put it under a path of theirs.
  return new RegExp(`^${host === null ? '(?:/[^/]+)*' : ''}${literal}$`)
}

const known = endpoints.map((endpoint) => ({ endpoint, pattern: patternOf(endpoint) }))

/** A request to a played service; `endpoint` is undefined where the sandbox does not play what was asked for. */
export interface ThirdPartyCall {
  /** Fit to be logged: no part of it that could hold a credential. */
  readonly shownPath: string
  /** The path as the service would see it. */
  readonly path: string
  readonly endpoint: ThirdPartyEndpoint | undefined
}

/** What a path of the sandbox asks of which service; undefined where it is none of theirs. */
export const findThirdPartyCall = (sandboxPath: string): ThirdPartyCall | undefined => {
  if (sandboxPath !== thirdPartiesPath && !sandboxPath.startsWith(`${thirdPartiesPath}/`)) return undefined
  const [host = '', ...parts] = sandboxPath.slice(thirdPartiesPath.length + 1).split('/')
  const name = host.toLowerCase().replaceAll('%3a', ':')
  const path = `/${parts.join('/')}`
  const found = plausibleHost.test(name)
    ? known.find(
        ({ endpoint, pattern }) => (endpoint.host === null || endpoint.host.test(name)) && pattern.test(path),
      )
    : undefined
  const shownHost = plausibleHost.test(name) ? name : '{host}'
  return {
    shownPath: `${thirdPartiesPath}/${shownHost}${found?.endpoint.path ?? '/{unknown}'}`,
    path,
    endpoint: found?.endpoint,
  }
}

/** The parameters of a query by whose names a credential is asked for. */
export const credentialQueryNames: readonly string[] = ['key', 'token', 'api_key', 'appid']
const otherQueryNames: readonly string[] = ['id']

/** Fit to be logged: the names that a played service knows. */
export const shownQueryNames = (names: readonly string[]): string[] =>
  names.map((name) =>
    credentialQueryNames.includes(name) || otherQueryNames.includes(name) ? name : '{unknown}',
  )

// The played third-party services over real HTTP: every check of Latchkey's catalogue, and no credential in the log.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import catalogue from '../../shared/data/integrations.json' with { type: 'json' }
import { startTestSandbox, type TestRequest, type TestSandbox, testToken } from '../test-client.ts'

let test: TestSandbox
beforeAll(async () => {
  test = await startTestSandbox()
})
afterEach(async () => {
  await test.control.clearFaults()
  await test.control.clearRequests()
})
afterAll(() => test.sandbox.close())

interface Check {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string | null
}

const checks: (readonly [id: string, check: Check, secrets: readonly string[]])[] = catalogue.flatMap(
  ({ id, check, args }) =>
    check === null
      ? []
      : [[id, check, args.filter(({ isSecret }) => isSecret).map(({ name }) => name)] as const],
)

const companions: Readonly<Record<string, string>> = {
  server_url: 'https://made-up.atlassian.net',
  url: 'https://made-up.atlassian.net/below',
  company_name: 'made-up',
}

/** The check as Latchkey performs it against the sandbox, with `credential` for every secret argument. */
const perform = ([, check, secrets]: (typeof checks)[number], credential: string) => {
  const fill = (text: string) =>
    text
      .replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        secrets.includes(name) ? credential : (companions[name] ?? 'made-up-companion'),
      )
      .replaceAll(/base64\(([^)]*)\)/g, (_, plain: string) => Buffer.from(plain).toString('base64'))
  const url = new URL(fill(check.url))
  const headers = Object.fromEntries(
    Object.entries(check.headers).map(([name, value]) => [name, fill(value ?? '')]),
  )
  return call(check.method, `${url.host}${url.pathname}${url.search}`, {
    headers,
    body: check.body ?? undefined,
  })
}

const call = (method: string, path: string, request: TestRequest = {}) =>
  test.call(method, `/__services/${path}`, { key: null, ...request })

/** What these answer, with status 200, to a credential that they do not know. */
const polite: Readonly<Record<string, object>> = {
  slack: { ok: false, error: 'invalid_auth' },
  zendesk: { user: { id: null } },
}

describe('the check of every service in the catalogue', () => {
  it('is about as many services as the catalogue can test', () => {
    expect(checks.length).toBeGreaterThan(20)
  })

  it.each(checks)('%s', async (...entry) => {
    const [id] = entry
    const accepted = await perform(entry, 'made-up-credential')
    expect([id, accepted.status]).toEqual([id, 200])
    expect(accepted.json).not.toMatchObject(polite[id] ?? { message: expect.anything() as unknown })
    for (const word of ['wrong', 'Expired', 'REVOKED']) {
      const refused = await perform(entry, `made-up-${word}-credential`)
      expect([id, refused.status]).toEqual([id, id in polite ? 200 : 401])
      expect(refused.json).toMatchObject(polite[id] ?? {})
    }
    expect((await perform(entry, 'made-up-limited-credential')).status).toBe(403)
    const busy = await perform(entry, 'made-up-busy-credential')
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '30'])
  })

  it('tells what Latchkey reads where the status alone says nothing', async () => {
    const json = async (path: string, authorization: string) =>
      (await call('GET', path, { headers: { authorization } })).json
    expect(await json('slack.com/api/auth.test', 'Bearer made-up')).toMatchObject({ ok: true })
    expect(await json('made-up.zendesk.com/api/v2/users/me.json', `Basic ${btoa('a:b')}`)).toMatchObject({
      user: { id: 7 },
    })
    const linear = await call('POST', 'api.linear.app/graphql', {
      headers: { authorization: 'made-up' },
      body: { query: '{ viewer { id } }' },
    })
    expect(linear.json).toMatchObject({ data: { viewer: { id: expect.any(String) as string } } })
  })
})

describe('a credential', () => {
  it.each([
    ['authorization', 'Bearer made-up'],
    ['authorization', 'bearer   made-up'],
    ['authorization', `Basic ${btoa('name:made-up')}`],
    ['authorization', 'Bot made-up'],
    ['authorization', 'Token made-up'],
    ['authorization', 'made-up'],
    ['x-api-key', 'made-up'],
    ['xi-api-key', 'made-up'],
    ['sgai-apikey', 'made-up'],
    ['token', 'made-up'],
  ])('is found in %s: %s', async (name, value) => {
    const status = async (given: string) =>
      (await call('GET', 'api.github.com/user', { headers: { [name]: given } })).status
    expect(await status(value)).toBe(200)
    expect(await status('made-up-wrong')).toBe(401)
  })

  it.each([
    ['api.github.com/user', {}],
    ['api.github.com/user', { authorization: 'Bearer ' }],
    ['api.github.com/user', { authorization: `Basic ${btoa('name:')}` }],
    ['serpapi.com/account.json?other=x', {}],
  ])('is missing for %s with %j: 401', async (path, headers) => {
    expect((await call('GET', path, { headers })).status).toBe(401)
  })
})

describe('what a service is not asked like that', () => {
  const headers = { authorization: 'Bearer made-up' }
  it.each([
    ['GET', 'api.github.com/users', 404],
    ['GET', 'api.github.com/User', 404],
    ['GET', 'api.github.com/user/', 404],
    ['GET', 'apixgithub.com/user', 404],
    ['GET', 'evil.api.github.com/user', 404],
    ['GET', 'api.github.com', 404],
    ['GET', '', 404],
    ['GET', '/user', 404],
    ['GET', 'made-up.example/anything', 404],
    ['GET', 'a.b.zendesk.com/api/v2/users/me.json', 404],
    ['GET', 'jira.made-up.example:8443/below/rest/api/3/myself', 200],
    ['GET', 'jira.made-up.example%3A8443/rest/api/3/myself', 200],
    ['GET', 'API.GitHub.com/user', 200],
    ['POST', 'api.github.com/user', 405],
    ['GET', 'api.linear.app/graphql', 405],
    ['POST', 'api.linear.app/graphql', 400],
  ])('%s %s: %i', async (method, path, status) => {
    expect((await call(method, path, { headers })).status).toBe(status)
  })

  it.each(['{', '"viewer"', '{"query":7}', '{"query":"{ teams { id } }"}'])(
    'Linear does not understand %s',
    async (body) => {
      expect((await call('POST', 'api.linear.app/graphql', { headers, body })).status).toBe(400)
    },
  )
})

it('it needs no control token', async () => {
  const closed = await startTestSandbox({ hasControl: false })
  try {
    const headers = { authorization: 'Bearer made-up' }
    const path = '/__services/api.github.com/user'
    expect((await closed.call('GET', path, { key: null, headers })).status).toBe(200)
  } finally {
    await closed.sandbox.close()
  }
})

describe('the log', () => {
  it.each(checks)('tells of %s without its credential', async (...entry) => {
    const credential = 'madeUpTOPSECRET:7'
    await perform(entry, credential)
    const requests = await test.control.requests()
    expect(requests).toHaveLength(1)
    expect(requests[0]?.path).not.toContain('{unknown}')
    expect(requests[0]?.queryNames).not.toContain('{unknown}')
    expect(requests[0]?.status).toBe(200)
    expect(JSON.stringify(requests)).not.toMatch(/TOPSECRET/i)
    expect(JSON.stringify(requests)).not.toContain('companion')
  })

  it('names host and path with the places of what the caller put in', async () => {
    await call('GET', 'api.telegram.org/bot1:TOPSECRET/getMe')
    await call('GET', 'api.trello.com/1/members/me?key=TOPSECRET&token=TOPSECRET')
    await call('GET', 'jira.made-up.example:8443/TOPSECRET/rest/api/3/myself')
    expect((await test.control.requests()).map(({ path, queryNames }) => [path, queryNames])).toEqual([
      ['/__services/api.telegram.org/bot{token}/getMe', []],
      ['/__services/api.trello.com/1/members/me', ['key', 'token']],
      ['/__services/jira.made-up.example:8443/rest/api/3/myself', []],
    ])
  })

  it('holds nothing of what it does not know', async () => {
    for (const path of [
      'api.telegram.org/bot1:TOPSECRET/getUpdates',
      'api.telegram.org/botTOPSECRET/x/getMe',
      'api.github.com/user?TOPSECRET',
      'api.github.com/TOPSECRET',
      'TOP_SECRET/user',
      'TOPSECRET%20/user',
      '/botTOPSECRET/getMe',
    ])
      await call('GET', path)
    const log = await test.call('GET', '/__control/requests', { headers: { 'x-control-token': testToken } })
    expect((log.json as { entries: unknown[] }).entries).toHaveLength(7)
    expect(log.text).not.toMatch(/TOP_?SECRET/i)
    expect((await test.control.requests()).slice(-3).map(({ path }) => path)).toEqual([
      '/__services/{host}/{unknown}',
      '/__services/{host}/{unknown}',
      '/__services/{host}/{unknown}',
    ])
  })
})

describe('faults', () => {
  const status = async () =>
    (await call('GET', 'api.github.com/user', { headers: { authorization: 'Bearer made-up' } })).status

  it('without a pattern are for the service itself, and are not spent here', async () => {
    await test.control.addFault({ fault: { kind: 'status', status: 503 } })
    expect(await status()).toBe(200)
    expect((await test.control.listFaults())[0]?.seenCount).toBe(0)
    expect((await test.call('GET', '/api/v1/agents')).status).toBe(503)
  })

  it('with a pattern that finds the path are met', async () => {
    await test.control.addFault({
      pathPattern: '/api\\.github\\.com/',
      fault: { kind: 'status', status: 500 },
    })
    expect(await status()).toBe(500)
    await test.control.addFault({
      pathPattern: '__services',
      fault: { kind: 'redirect', location: 'http://127.0.0.1:9/' },
    })
    expect(await status()).toBe(302)
    expect(await status()).toBe(200)
  })
})

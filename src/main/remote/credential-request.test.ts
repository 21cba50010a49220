// Where a credential would go for a test, and what of the input is refused before it goes anywhere.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkArguments, fixedCheckHost, type Service, services } from '../../shared/domain/integrations.ts'
import { credentialRequest } from './credential-request.ts'
import { confluence, jira, problems, request, service } from './credential-test-support.ts'

describe('the request that tests a credential', () => {
  const testable = services.filter(({ check }) => check !== null)

  it.each(testable)(
    'of $id goes over https to the host of the catalogue, and nothing of it is left open',
    (entry) => {
      const { check } = entry
      if (check === null) return
      const companions: Record<string, string> = { server_url: jira.server_url, url: confluence.url }
      const args = Object.fromEntries(
        checkArguments(check).map((name) => [
          name,
          companions[name] ?? `made-up-${name.replaceAll('_', '-')}`,
        ]),
      )
      const { host, path, headers, method } = request(entry.id, args)
      expect(new URL(`https://${host}${path}`)).toMatchObject({
        host,
        protocol: 'https:',
        username: '',
        hash: '',
      })
      if (fixedCheckHost(check) !== null) expect(host).toBe(fixedCheckHost(check))
      expect(path).toMatch(/^\//)
      expect(JSON.stringify([host, path, headers])).not.toMatch(/[{}]made|\{\w+\}|base64\(/)
      expect(method).toBe(check.method)
    },
  )

  it.each(services.filter(({ check }) => check === null))(
    'of $id is unknown: it is refused',
    ({ id, args }) => {
      const all = Object.fromEntries(args.map(({ name }) => [name, 'made-up']))
      expect(problems(id, all)).toEqual([
        { field: 'service', message: expect.stringContaining('no harmless call') },
      ])
    },
  )

  it('has the credential in its header, its path or its query', () => {
    expect(request('github', { access_token: 'made-up' })).toEqual({
      method: 'GET',
      host: 'api.github.com',
      path: '/user',
      headers: { authorization: 'Bearer made-up' },
      body: null,
    })
    expect(request('telegram', { token: '12:made-up' }).path).toBe('/bot12:made-up/getMe')
    expect(request('trello', { api_key: 'a&b=c', token: 'd e/f?#%' }).path).toBe(
      '/1/members/me?key=a%26b%3Dc&token=d%20e%2Ff%3F%23%25',
    )
    const { headers } = request('jira', { ...jira, username: 'mé', token: 't:1' })
    expect(Buffer.from(headers.authorization?.slice('Basic '.length) ?? '', 'base64').toString()).toBe(
      'mé:t:1',
    )
    expect(request('linear', { api_token: 'made-up' })).toMatchObject({
      method: 'POST',
      body: expect.stringContaining('viewer'),
    })
  })

  it('takes an argument for what it is, whatever it looks like', () => {
    expect(request('github', { access_token: '{access_token}$&' }).headers.authorization).toBe(
      'Bearer {access_token}$&',
    )
    expect(request('serpapi', { api_key: '{api_key}' }).path).toBe('/account.json?api_key=%7Bapi_key%7D')
    const { headers } = request('jira', { ...jira, username: '{token}', token: '$1' })
    expect(headers.authorization).toBe(`Basic ${btoa('{token}:$1')}`)
  })
})

describe('an argument that is missing', () => {
  it('is named, each of them', () => {
    expect(problems('jira', {}).map(({ field }) => field)).toEqual(['server_url', 'username', 'token'])
    expect(problems('jira', { ...jira, token: '' }).map(({ field }) => field)).toEqual(['token'])
    expect(problems('jira', { ...jira, token: ' \n' }).map(({ field }) => field)).toEqual(['token'])
    expect(problems('zendesk', { username: 'a', password: 'b' })[0]?.message).toMatch(/: Subdomain/)
  })

  it('is not found in what every object has', () => {
    const odd: Service = {
      ...service('github'),
      check: { method: 'GET', url: 'https://made-up.example/{constructor}', headers: {}, body: null },
    }
    expect(credentialRequest(odd, {})).toMatchObject({
      ok: false,
      error: { fields: [{ field: 'constructor' }] },
    })
  })
})

describe('R34 what cannot be sent', () => {
  it.each([
    'a\r\nx-evil: 1',
    'a\nb',
    'a\rb',
    'a\0b',
    'tab\tinside',
    'made-up\n',
    ' made-up',
    'made-up ',
    'schlüssel',
    '🔑',
    '\u007f',
  ])('a header never holds %j', (bad) => {
    for (const [id, name] of [
      ['github', 'access_token'],
      ['linear', 'api_token'],
      ['browserbase', 'api_key'],
      ['discord', 'bot_token'],
    ] as const) {
      expect(problems(id, { [name]: bad })).toMatchObject([{ field: name }])
    }
  })

  it.each(['a\r\nx-evil: 1', 'a b', 'a/../../b', 'a?b#c', 'a\0b', 'ü🔑'])(
    'an address holds %j in its encoded form alone',
    (odd) => {
      for (const path of [
        request('telegram', { token: odd }).path,
        request('serpapi', { api_key: odd }).path,
        request('whatsapp', { access_token: 'made-up', phone_number_id: odd }).path,
      ]) {
        expect(path).toMatch(/^[\x21-\x7e]+$/)
        expect(path).toContain(encodeURIComponent(odd).replaceAll('%3A', ':'))
        expect(path.split('/')).not.toContain('..')
      }
    },
  )

  it.each(['.', '..', '\ud800'])('an address never holds %j', (bad) => {
    expect(problems('telegram', { token: bad })).toMatchObject([{ field: 'token' }])
    expect(problems('whatsapp', { access_token: 'made-up', phone_number_id: bad })).toMatchObject([
      { field: 'phone_number_id' },
    ])
  })

  it('half a character is not made into another one', () => {
    expect(problems('jira', { ...jira, token: 'a\ud800' })).toMatchObject([{ field: 'token' }])
  })

  it('no problem repeats what was entered', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, unit: 'grapheme' }), (entered) => {
        const args = { ...jira, server_url: entered, token: entered, username: entered }
        const result = credentialRequest(service('jira'), args)
        expect(result.ok ? '' : result.error.fields?.[0]?.message).not.toContain(entered)
      }),
    )
  })
})

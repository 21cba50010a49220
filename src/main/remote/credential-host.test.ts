// Which hosts of the user's own a credential may go to.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { credentialRequest } from './credential-request.ts'
import { confluence, jira, problems, request, service } from './credential-test-support.ts'

describe('the address of a server of one’s own', () => {
  it.each([
    ['https://made-up.example', 'made-up.example', ''],
    ['https://Made-Up.example/', 'made-up.example', ''],
    ['https://made-up.example:8443/jira/', 'made-up.example:8443', '/jira'],
    ['https://made-up.example:443', 'made-up.example', ''],
    ['HTTPS://made-up.example/a/b//', 'made-up.example', '/a/b'],
    ['https://jira', 'jira', ''],
    ['https://jira.intern.local', 'jira.intern.local', ''],
    ['https://10.1.2.3', '10.1.2.3', ''],
    ['https://192.168.7.1:8080', '192.168.7.1:8080', ''],
    ['https://[2001:db8::1]:444', '[2001:db8::1]:444', ''],
    ['https://bücher.example', 'xn--bcher-kva.example', ''],
    ['https://localhost.example', 'localhost.example', ''],
    ['https://made-up.example/a/../b', 'made-up.example', '/b'],
  ])('%s is taken', (server_url, host, base) => {
    expect(request('jira', { ...jira, server_url })).toMatchObject({
      host,
      path: `${base}/rest/api/3/myself`,
    })
  })

  it.each([
    'made-up.example',
    'http://made-up.example',
    'ftp://made-up.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https:made-up.example',
    'https:/made-up.example',
    'https:///made-up.example',
    'https://',
    'https://user@made-up.example',
    'https://user:password@made-up.example',
    'https://@made-up.example',
    'https://good.example@evil.example',
    'https://good.example\\@evil.example',
    'https://good.example#@evil.example',
    'https://made-up.example?x=1',
    'https://made-up.example/#x',
    'https://made-up.example/a b',
    ' https://made-up.example',
    'https://made-up.example\n',
    'https://made-up\n.example',
    'https://made-up.example\r\nx-evil: 1',
    'https://made-up.example:99999',
    'https://made-up.example:port',
    'https://made up.example',
    'https://{token}.example',
    'https://localhost',
    'https://LOCALHOST:8443',
    'https://localhost.',
    'https://sub.localhost',
    'https://127.0.0.1',
    'https://127.1',
    'https://0x7f.0.0.1',
    'https://2130706433',
    'https://0.0.0.0',
    'https://127.8.9.10:443/x',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]',
    'https://[::]',
    'https://[::ffff:127.0.0.1]',
    'https://[::ffff:169.254.1.1]',
    'https://[fe80::1]',
    'https://[febf::1]',
    `https://${'a'.repeat(300)}.example`,
  ])('%j is not', (server_url) => {
    const [problem, ...more] = problems('jira', { ...jira, server_url })
    expect(more).toEqual([])
    expect(problem?.field).toBe('server_url')
    expect(problem?.message).not.toMatch(/example|127|token/)
  })

  it('any text either ends up as a plain host or is refused', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withFragments: true, withQueryParameters: true }),
        fc.string(),
        (url, extra) => {
          for (const server_url of [url, extra, `https://${extra}`, `https://made-up.example${extra}`]) {
            const result = credentialRequest(service('jira'), { ...jira, server_url })
            if (!result.ok) continue
            const { host, path } = result.value
            expect(new URL(`https://${host}${path}`)).toMatchObject({
              host,
              username: '',
              search: '',
              hash: '',
            })
            expect(path).toMatch(/^(\/[^\s?#]*)?\/rest\/api\/3\/myself$/)
          }
        },
      ),
    )
  })

  it.each([
    ['https://made-up.example/wiki', '/wiki/rest/api/user/current'],
    ['https://made-up.example/wiki/', '/wiki/rest/api/user/current'],
    ['https://made-up.example/docs/wiki', '/docs/wiki/rest/api/user/current'],
    ['https://made-up.example/mywiki', '/mywiki/wiki/rest/api/user/current'],
    ['https://made-up.example', '/wiki/rest/api/user/current'],
  ])('%s of Confluence is asked at %s', (url, path) => {
    expect(request('confluence', { ...confluence, url })).toMatchObject({ host: 'made-up.example', path })
  })
})

describe('the name of a company', () => {
  const login = { username: 'me', password: 'made-up' }

  it.each(['acme', 'acme-2', 'a', '9'])('%s is part of the host', (company_name) => {
    expect(request('zendesk', { ...login, company_name }).host).toBe(`${company_name}.zendesk.com`)
  })

  it.each([
    'evil.example/',
    'evil.example#',
    'evil.example?',
    'evil.example\\',
    'a.b',
    'user@evil',
    'a b',
    ' acme',
    'acme\n',
    '-acme',
    'acme-',
    'ac_me',
    'äcme',
    'a:1',
    'x'.repeat(64),
  ])('%j is none', (company_name) => {
    expect(problems('zendesk', { ...login, company_name })).toMatchObject([{ field: 'company_name' }])
  })
})

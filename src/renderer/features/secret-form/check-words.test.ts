// Which host a test asks and what it needs, before anything is sent.
import { describe, expect, it } from 'vitest'
import { type Service, serviceById, services } from '../../../shared/domain/integrations.ts'
import { checkHost, knownCheck, verdictWords } from './check-words.ts'

function service(id: string): Service {
  const found = serviceById(id)
  if (!found) throw new Error(`the catalogue has no ${id}`)
  return found
}
function hostOf(id: string, argument: string, args: Readonly<Record<string, string>>) {
  const known = knownCheck(service(id), argument)
  if (!known) throw new Error(`no test for ${argument} of ${id}`)
  return checkHost(known.check, args)
}

describe('what a test needs', () => {
  it('is the value and the other arguments of the call', () => {
    expect(knownCheck(service('jira'), 'token')).toMatchObject({
      ownArgument: 'token',
      others: [{ name: 'server_url' }, { name: 'username', isSecret: false }],
    })
    expect(knownCheck(service('jira'), 'server_url')?.others).toMatchObject([
      { name: 'username' },
      { name: 'token', isSecret: true },
    ])
  })

  it('an argument that was renamed by hand counts as the credential', () => {
    expect(knownCheck(service('linear'), 'api_key')?.ownArgument).toBe('api_token')
    expect(knownCheck(service('linear'), null)?.ownArgument).toBe('api_token')
  })

  it('an argument without a part in the call cannot be tested', () => {
    expect(knownCheck(service('github'), 'base_url')).toBeNull()
    expect(knownCheck(service('google_maps'), 'key')).toBeNull()
  })
})

describe('the host that is asked', () => {
  it('is told before anything is entered, where the catalogue names it', () => {
    const fixed = services.filter(({ check }) => check !== null && checkHost(check, {}) !== null)
    expect(fixed.length).toBeGreaterThan(15)
  })

  it('is the one that the entered address names, whatever it looks like', () => {
    const at = (server_url: string) => hostOf('jira', 'token', { server_url })
    expect(at('https://acme.atlassian.net')).toBe('acme.atlassian.net')
    expect(at('https://evil.example/https://acme.atlassian.net')).toBe('evil.example')
    expect(at('HTTPS://ACME.example/wiki')).toBe('acme.example')
    expect(at('https://\u0430cme.example')).toBe('xn--cme-5cd.example')
    expect(at('https://localhost:8443')).toBe('localhost:8443')
  })

  it('is none without https, without an address, or with what hides the host', () => {
    const at = (server_url: string) => hostOf('jira', 'token', { server_url })
    for (const address of [
      '',
      'acme',
      'http://acme.example',
      'ftp://acme.example',
      'https://',
      'file:///etc',
      'https:///rest',
      'https://acme.example@evil.example',
      'https://a.example\\@evil.example',
      'https://evil.example#acme.example',
      'https:// acme.example',
    ]) {
      expect(at(address)).toBeNull()
    }
    expect(hostOf('jira', 'token', {})).toBeNull()
  })

  it('of a company’s name it shows the whole host', () => {
    const at = (company_name: string) => hostOf('zendesk', 'password', { company_name })
    expect(at('acme')).toBe('acme.zendesk.com')
    for (const name of ['', 'evil.example/', 'a b', '-a', 'a@b', '{']) expect(at(name)).toBeNull()
  })
})

describe('the words of a verdict', () => {
  it('R15 show hidden characters of a host', () => {
    const { text } = verdictWords(
      { verdict: 'accepted', host: 'api\u202E.example', status: 200 },
      { name: 'Acme' },
    )
    expect(text).toContain('api‹U+202E›.example')
  })

  it('never call a value wrong that may be right', () => {
    for (const verdict of ['refused', 'unclear', 'unreachable'] as const) {
      const words = verdictWords({ verdict, host: 'api.example', status: null }, { name: 'Acme' })
      expect(words.tone).not.toBe('danger')
      expect(words.text).toContain('It may still be saved.')
    }
  })
})

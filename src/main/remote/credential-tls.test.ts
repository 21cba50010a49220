// Which third-party servers are believed to be who they say they are, before a credential is sent to them.
import type { LookupFunction } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { serviceById } from '../../shared/domain/integrations.ts'
import { createCredentialCheck } from './credential-check.ts'
import { systemClock } from './test-support.ts'
import { authority, type Identity, issue, serveTls, wrongIdentities } from './tls-test-support.ts'

const host = 'jira.made-up.example'
const fresh = { name: host, host }
const servers = wrongIdentities(host)
const credential = 'made-up-credential-0123456789'

const closers: (() => Promise<void>)[] = []
const { NODE_TLS_REJECT_UNAUTHORIZED: environmentBefore } = process.env
afterEach(async () => {
  if (environmentBefore === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  else process.env.NODE_TLS_REJECT_UNAUTHORIZED = environmentBefore
  for (const close of closers.splice(0)) await close()
})

/** Every name leads to this computer. */
const lookup: LookupFunction = (_name, options, callback) => {
  const address = { address: '127.0.0.1', family: 4 }
  if (options.all) callback(null, [address])
  else callback(null, address.address, address.family)
}

async function ask(identity: Identity, options: SecureContextOptions = {}) {
  const server = await serveTls(identity, options)
  closers.push(server.close)
  const jira = serviceById('jira')
  if (jira === undefined) throw new Error('Jira is in the catalogue')
  const check = createCredentialCheck({ clock: systemClock, authorities: [authority.pem], lookup })
  const args = { server_url: `https://${host}:${server.port}`, username: 'me', token: credential }
  const result = await check.ask(jira, args, null)
  return { server, result, askedHost: `${host}:${server.port}` }
}

const encoded = Buffer.from(`me:${credential}`).toString('base64')

describe('R33 a third-party server that cannot prove its name', () => {
  it('a trusted one is sent the credential, so that the refusals below mean something', async () => {
    const { server, result, askedHost } = await ask(issue({ ...fresh, issuer: authority }))
    expect(result).toEqual({ ok: true, value: { verdict: 'accepted', host: askedHost, status: 200 } })
    expect(server.received()).toContain(`GET /rest/api/3/myself HTTP/1.1\r\nhost: ${askedHost}`)
    expect(server.received()).toContain(`authorization: Basic ${encoded}`)
    expect(server.received()).not.toMatch(/x-api-key|cookie/i)
  })

  const variables = [undefined, '0'] as const
  const cases = Object.keys(servers).flatMap((name) => variables.map((variable) => ({ name, variable })))

  it.each(cases)(
    '$name gets nothing (NODE_TLS_REJECT_UNAUTHORIZED=$variable)',
    async ({ name, variable }) => {
      if (variable !== undefined) process.env.NODE_TLS_REJECT_UNAUTHORIZED = variable
      const { server, result, askedHost } = await ask(servers[name] as Identity)
      expect(result).toEqual({ ok: true, value: { verdict: 'unreachable', host: askedHost, status: null } })
      expect(server.received()).toBe('')
    },
  )

  it.each(['TLSv1', 'TLSv1.1'] as const)('%s is not spoken', async (version) => {
    const { server, result } = await ask(issue({ ...fresh, issuer: authority }), {
      minVersion: version,
      maxVersion: version,
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    expect(result).toMatchObject({ ok: true, value: { verdict: 'unreachable' } })
    expect(server.received()).toBe('')
  })

  it('TLS 1.2 is', async () => {
    const { result } = await ask(issue({ ...fresh, issuer: authority }), { maxVersion: 'TLSv1.2' })
    expect(result).toMatchObject({ ok: true, value: { verdict: 'accepted' } })
  })
})

describe('a name that nobody knows', () => {
  it('is unreachable', async () => {
    const linear = serviceById('linear')
    if (linear === undefined) throw new Error('Linear is in the catalogue')
    const unknown: LookupFunction = (name, _options, callback) =>
      callback(Object.assign(new Error(`no ${name}`), { code: 'ENOTFOUND' }), '', 0)
    const check = createCredentialCheck({ clock: systemClock, authorities: undefined, lookup: unknown })
    expect(await check.ask(linear, { api_token: credential }, null)).toEqual({
      ok: true,
      value: { verdict: 'unreachable', host: 'api.linear.app', status: null },
    })
  })
})

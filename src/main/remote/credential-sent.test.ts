// What a third-party service is sent for a test of a credential, and what the sandbox says in their place.
import { afterEach, describe, expect, it } from 'vitest'
import { inWords, recordFigure } from '../../../test/support/figures.ts'
import { createControlClient } from '../../sandbox/control-client.ts'
import { createSandbox } from '../../sandbox/server.ts'
import { services } from '../../shared/domain/integrations.ts'
import { argsOf, ask, checkWith, credential, json, service } from './credential-test-support.ts'
import { sendJson, startServer } from './test-support.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

describe('R34 what goes to the service', () => {
  it('is the credential where the service wants it, and nothing of ours', async () => {
    const { server } = await ask('github', json(200))
    const [sent] = server.seen
    expect(sent).toMatchObject({ method: 'GET', path: '/__services/api.github.com/user', body: '' })
    expect(Object.keys(sent?.headers ?? {}).sort()).toEqual([
      'accept',
      'authorization',
      'connection',
      'host',
      'user-agent',
    ])
    expect(sent?.headers.authorization).toBe(`Bearer ${credential}`)
  })

  it('is a query for Linear', async () => {
    const { server } = await ask('linear', json(200))
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        path: '/__services/api.linear.app/graphql',
        body: '{"query":"{ viewer { id name } }"}',
      },
    ])
    expect(server.seen[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: credential,
    })
  })

  it('goes on to no redirect, and gives no cookie back', async () => {
    const other = await startServer((_request, response) => sendJson(response, 200, {}))
    closers.push(other.close)
    let asked = 0
    for (const status of [300, 301, 302, 303, 305, 307, 308]) {
      for (const location of [
        `${other.url}/stolen`,
        '/landed',
        `//${new URL(other.url).host}/x`,
        'data:text/json,{}',
        '',
      ]) {
        for (const id of ['github', 'slack', 'linear']) {
          const { server, verdict } = await ask(id, (response) => {
            response.writeHead(status, { location, 'set-cookie': 'session=made-up' }).end()
          })
          asked += 1
          expect([verdict, server.seen.length]).toEqual(['unclear', 1])
        }
      }
    }
    const { server } = await ask('github', json(200))
    expect(server.seen[0]?.headers.cookie).toBeUndefined()
    recordFigure(
      'Redirects of a third party that were sent a credential',
      `${other.seen.length} of ${inWords(asked)}`,
    )
    expect(other.seen).toEqual([])
  })

  it('is nothing where an argument is missing or wrong', async () => {
    const server = await startServer((_request, response) => sendJson(response, 200, {}))
    closers.push(server.close)
    const check = checkWith()
    for (const args of [{}, { access_token: '' }, { access_token: 'a\r\nx: y' }]) {
      const result = await check.ask(service('github'), args, server.url)
      expect(result).toMatchObject({
        ok: false,
        error: { code: 'invalidInput', fields: [{ field: 'access_token' }] },
      })
      expect(check.hostOf(service('github'), args)).toEqual(result)
    }
    expect(check.hostOf(service('zoom'), {})).toMatchObject({ ok: false, error: { code: 'invalidInput' } })
    expect(server.seen).toEqual([])
  })

  it('goes nowhere where what plays the services is not on this computer', async () => {
    const server = await startServer((_request, response) => sendJson(response, 200, {}))
    closers.push(server.close)
    const { port } = new URL(server.url)
    for (const origin of [
      'http://evil.example',
      `http://localhost:${port}`,
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${port}/`,
      `http://127.0.0.1:${port}@evil.example`,
      `http://127.0.0.1.evil.example:${port}`,
      '',
    ]) {
      expect(await checkWith().ask(service('github'), { access_token: credential }, origin)).toMatchObject({
        ok: false,
        error: { code: 'insecure', effect: 'none' },
      })
    }
    expect(server.seen).toEqual([])
  })

  it('is told beforehand by its host', () => {
    const check = checkWith()
    const hosts = ['github', 'jira', 'confluence', 'zendesk'].map((id) =>
      check.hostOf(service(id), argsOf(service(id))),
    )
    expect(hosts).toEqual(
      ['api.github.com', 'made-up.example:8443', 'made-up.example', 'made-up.zendesk.com'].map((value) => ({
        ok: true,
        value,
      })),
    )
  })
})

describe('the services that the sandbox plays', () => {
  it('tell every verdict for every service of the catalogue', async () => {
    const sandbox = await createSandbox({
      databasePath: ':memory:',
      port: 0,
      controlToken: 'made-up-token',
      seed: { keys: 0 },
    })
    closers.push(sandbox.close)
    const control = createControlClient(sandbox.url, 'made-up-token')
    const check = checkWith()
    const verdictsOf = (secret: string) =>
      Promise.all(
        services
          .filter((entry) => entry.check !== null)
          .map(async (entry) => {
            const result = await check.ask(entry, argsOf(entry, secret), sandbox.url)
            return result.ok ? `${entry.id} ${result.value.verdict}` : `${entry.id} ${result.error.code}`
          }),
      )
    const every = (verdict: string, but: Record<string, string> = {}) =>
      services.filter((entry) => entry.check !== null).map(({ id }) => `${id} ${but[id] ?? verdict}`)
    expect(await verdictsOf('made-up-credential')).toEqual(every('accepted'))
    // Resend says so to keys that work, Zendesk has a user for everybody.
    const unclear = { resend: 'unclear', zendesk: 'unclear' }
    expect(await verdictsOf('made-up-wrong-credential')).toEqual(every('refused', unclear))
    expect(await verdictsOf('made-up-limited-credential')).toEqual(every('unclear'))
    expect(await verdictsOf('made-up-busy-credential')).toEqual(every('unclear'))
    expect(JSON.stringify(await control.requests())).not.toMatch(/made-up-\w+-credential|made-up-credential/)
  })
})

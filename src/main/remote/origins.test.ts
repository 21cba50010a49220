// Where the admin key may be sent.
import { describe, expect, it } from 'vitest'
import type { KeyDraft } from '../../shared/domain/api-key.ts'
import { keysHosts } from '../../shared/domain/settings.ts'
import type { Origins } from '../ports/remote.ts'
import { createConnectApi } from './connect-api.ts'
import { liveOriginsOf, loopbackOriginsOf, mayConnectTo } from './origins.ts'
import { known, linear } from './secret-test-support.ts'
import { startServer, systemClock } from './test-support.ts'

const live = 'https://api.intelligence.io.solutions'
const loopback = 'http://127.0.0.1:4010'

describe('R33 the admin key goes to io.net over https alone', () => {
  it.each(keysHosts)('%s is allowed', (host) => {
    expect(mayConnectTo(liveOriginsOf(host))).toBe(true)
    expect(mayConnectTo({ keys: `https://${host}`, intelligence: live })).toBe(true)
  })

  it.each([
    'http://api.intelligence.io.solutions',
    'https://api.intelligence.io.solutions.evil.example',
    'https://evil.example',
    'https://io.solutions',
    'https://user@api.io.solutions',
    'https://api.io.solutions@evil.example',
    'https://api.io.solutions:8443',
    'https://api.io.solutions/',
    'https://API.IO.SOLUTIONS',
    'https://api.io.solutions#x',
    'https://api%2eio.solutions',
    'https://аpi.io.solutions',
    'ftp://api.io.solutions',
    'file:///etc/passwd',
    'data:text/plain,x',
    '',
    loopback,
    'https://127.0.0.1:4010',
  ])('%s is refused for a live account', (origin) => {
    expect(mayConnectTo({ keys: origin, intelligence: live })).toBe(false)
    expect(mayConnectTo({ keys: live, intelligence: origin, kind: 'live' })).toBe(false)
  })

  it('loopback is allowed for the sandbox and for development, and nothing else is', () => {
    for (const kind of ['sandbox', 'development'] as const) {
      expect(mayConnectTo(loopbackOriginsOf(kind, 'http://127.0.0.1:4010/path?x'))).toBe(true)
      expect(mayConnectTo(loopbackOriginsOf(kind, 'http://[::1]:4010'))).toBe(true)
      const others = ['http://localhost:4010', 'http://127.0.0.1.evil.example:1', 'http://10.0.0.1:80', live]
      for (const keys of others) expect(mayConnectTo({ keys, intelligence: loopback, kind })).toBe(false)
    }
  })
})

describe('R33 a refused origin', () => {
  const draft: KeyDraft = {
    name: 'x',
    expiresAt: null,
    access: { kind: 'all' },
    creditLimit: null,
    creditCycle: 'daily',
    prefix: null,
    keepSealedCopy: false,
  }

  const connect = createConnectApi({
    clock: systemClock,
    log: () => {},
    random: () => 0,
    authorities: undefined,
  })

  async function askEverything(origins: Origins, key: string) {
    const api = connect(origins, key)
    const answers = [
      await api.listKeys(),
      await api.createKey(draft, 'x'),
      await api.updateKey('id', { name: 'y' }),
      await api.revokeKey('id'),
      await api.listUsage(),
      await api.readOwnUsage(),
      await api.listModels(),
      await api.listSecrets(),
      await api.readSecret('id'),
      await api.createSecret(linear),
      await api.updateSecret(known, { name: 'y' }),
      await api.deleteSecret('id'),
      await api.listAgents(),
    ]
    await api.close()
    return answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))
  }

  it('sees no connection at all, whatever is asked', async () => {
    const server = await startServer((_request, response) => response.end('{}'))
    const codes = await askEverything({ keys: server.url, intelligence: server.url }, 'sandbox-v2-x')
    expect(new Set(codes)).toEqual(new Set(['insecure']))
    expect(server.seen).toEqual([])
    await server.close()
  })

  it.each(['two\r\nlines', 'tab\tbed', 'nul\0', 'snow☃man', 'a space', ''])(
    'R34 a key that cannot be a header value is not sent (%j)',
    async (key) => {
      const server = await startServer((_request, response) => response.end('{}'))
      const codes = await askEverything({ keys: server.url, intelligence: server.url, kind: 'sandbox' }, key)
      expect(new Set(codes)).toEqual(new Set(['invalidInput']))
      expect(server.seen).toEqual([])
      await server.close()
    },
  )
})

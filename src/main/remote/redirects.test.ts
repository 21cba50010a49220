// What the admin key's header must never follow, and what our requests never carry.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inWords, recordFigure } from '../../../test/support/figures.ts'
import { adminKey, connectTo, sendJson, startServer, type TestServer } from './test-support.ts'

let server: TestServer
let other: TestServer
let location = ''
let status = 302

beforeEach(async () => {
  other = await startServer((_request, response) =>
    sendJson(response, 200, { status: 'succeeded', data: [] }),
  )
  server = await startServer((request, response) => {
    if (request.path === '/landed') return sendJson(response, 200, { status: 'succeeded', data: [] })
    response.writeHead(status, { location, 'set-cookie': 'session=made-up' }).end()
  })
})

afterEach(async () => {
  await server.close()
  await other.close()
})

describe('R34 a redirect is refused', () => {
  let requests = 0
  let leaks = 0
  afterAll(() => {
    recordFigure('Redirects that leaked a header', `${leaks} of ${inWords(requests)}`)
  })

  const targets: Record<string, () => string> = {
    'the same host': () => `${server.url}/landed`,
    'a path': () => '/landed',
    'another host': () => `${other.url}/stolen`,
    'another host without a scheme': () => `//${new URL(other.url).host}/stolen`,
    'a data address': () => 'data:application/json,{"data":[]}',
    'a script address': () => 'javascript:1',
    nothing: () => '',
  }
  const cases = Object.keys(targets).flatMap((target) =>
    [300, 301, 302, 303, 305, 307, 308].map((code) => ({ target, code })),
  )

  it.each(cases)('$code to $target', async ({ target, code }) => {
    location = targets[target]?.() ?? ''
    status = code
    const api = connectTo(server.url)
    const list = await api.listKeys()
    const change = await api.updateKey('id', { name: 'x' })
    await api.close()
    requests += 2
    leaks += other.seen.length + server.seen.filter(({ path }) => path === '/landed').length
    const isElsewhere = target !== 'the same host' && target !== 'a path' && target !== 'nothing'
    expect(list).toMatchObject({
      ok: false,
      error: { code: isElsewhere ? 'captivePortal' : 'unexpectedAnswer' },
    })
    expect(change).toMatchObject({ ok: false, error: { code: 'outcomeUnknown', effect: 'unknown' } })
    expect(other.seen).toEqual([])
    expect(server.seen.map((request) => request.path)).not.toContain('/landed')
    expect(server.count('PATCH')).toBe(1)
  })
})

describe('R34 a request carries the key in its header and nothing else about us', () => {
  it('has no cookie, referrer, accept-encoding or query with the key', async () => {
    const api = connectTo(other.url)
    await api.listKeys()
    await api.updateKey('id', { name: 'x' })
    await api.revokeKey('id')
    await api.listModels()
    await api.close()
    expect(other.seen).toHaveLength(4)
    for (const { headers, path, body } of other.seen) {
      const sent = [
        'accept',
        'connection',
        'content-length',
        'content-type',
        'host',
        'user-agent',
        'x-api-key',
      ]
      expect(sent).toEqual(expect.arrayContaining(Object.keys(headers)))
      expect(headers['x-api-key']).toBe(adminKey)
      expect(path + body).not.toContain(adminKey)
    }
  })

  it('gives no cookie back that a server set', async () => {
    status = 302
    const api = connectTo(server.url)
    await api.listKeys()
    await api.listKeys()
    await api.close()
    expect(server.seen.map((request) => request.headers.cookie)).toEqual([undefined, undefined])
  })
})

// What is concluded from the answers of third-party services.
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { ask, checkWith, credential, json, service } from './credential-test-support.ts'
import { deadUrl, startRawServer } from './test-support.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

describe('what the status of an answer says', () => {
  it.each([
    [200, 'accepted'],
    [201, 'accepted'],
    [401, 'refused'],
    ...[300, 301, 302, 304, 307, 308].map((status) => [status, 'unclear'] as const),
    ...[400, 402, 403, 404, 405, 407, 408, 418, 422, 429].map((status) => [status, 'unclear'] as const),
    ...[500, 502, 503, 504, 599].map((status) => [status, 'unclear'] as const),
  ] as const)('%i: %s', async (status, verdict) => {
    for (const id of ['github', 'jira', 'telegram']) {
      const answer = await ask(id, json(status))
      expect(answer).toMatchObject({ verdict, status })
      expect(answer.server.seen).toHaveLength(1)
    }
  })

  it.each(['resend', 'openai', 'dalle', 'slack', 'zendesk', 'linear'])(
    '403 of %s proves nothing',
    async (id) => {
      expect(await ask(id, json(403))).toMatchObject({ verdict: 'unclear', status: 403 })
    },
  )

  it('a page is no answer of a service, whatever its status', async () => {
    for (const type of ['text/html', 'text/plain', '']) {
      const page = (response: ServerResponse) =>
        response.writeHead(200, type === '' ? {} : { 'content-type': type }).end('{}')
      expect(await ask('jira', page)).toMatchObject({ verdict: 'unclear', status: 200 })
    }
  })
})

describe('services whose status does not tell', () => {
  it.each<[string, unknown, string]>([
    ['slack', { ok: true }, 'accepted'],
    ['slack', { ok: false, error: 'invalid_auth' }, 'refused'],
    ['slack', { ok: false }, 'refused'],
    ['slack', { ok: false, error: 'ratelimited' }, 'unclear'],
    ['slack', { ok: false, error: 'internal_error' }, 'unclear'],
    ['slack', { ok: 'true' }, 'unclear'],
    ['slack', {}, 'unclear'],
    ['slack', null, 'unclear'],
    ['slack', [true], 'unclear'],
    ['zendesk', { user: { id: 7 } }, 'accepted'],
    ['zendesk', { user: { id: null } }, 'unclear'],
    ['zendesk', { user: {} }, 'unclear'],
    ['zendesk', { user: null }, 'unclear'],
    ['zendesk', [], 'unclear'],
    ['linear', { data: { viewer: { id: 'x' } } }, 'accepted'],
    ['linear', { data: { viewer: null }, errors: [{}] }, 'unclear'],
    ['linear', { data: null, errors: [{}] }, 'unclear'],
    ['linear', {}, 'unclear'],
  ])('%s with %j', async (id, body, verdict) => {
    expect(await ask(id, json(200, body))).toMatchObject({ verdict, status: 200 })
  })

  it.each<[string, unknown, string]>([
    [
      'resend',
      { name: 'restricted_api_key', message: 'This API key is restricted to only send emails' },
      'unclear',
    ],
    ['resend', { name: 'validation_error', message: 'API key is invalid' }, 'refused'],
    [
      'openai',
      {
        error: {
          message: 'You have insufficient permissions for this operation. Missing scopes: api.model.read',
        },
      },
      'unclear',
    ],
    ['dalle', { error: 'Missing scopes: model.request' }, 'unclear'],
    ['openai', { error: { code: 'invalid_api_key' } }, 'refused'],
    ['slack', {}, 'refused'],
    ['linear', { errors: [{}] }, 'refused'],
  ])('401 of %s with %j', async (id, body, verdict) => {
    expect(await ask(id, json(401, body))).toMatchObject({ verdict, status: 401 })
  })

  it('a 401 without a readable reason is a refusal only where a key that works is never answered so', async () => {
    const bare = (response: ServerResponse) => response.writeHead(401).end()
    expect(await ask('openai', bare)).toMatchObject({ verdict: 'unclear' })
    expect(await ask('github', bare)).toMatchObject({ verdict: 'refused' })
  })

  it.each<[string, (response: ServerResponse) => void]>([
    ['no JSON', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":')],
    ['nothing', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end()],
    ['too deep', json(200, JSON.parse('['.repeat(100) + ']'.repeat(100)))],
    [
      'packed',
      (response) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
          .end(gzipSync('{"ok":true}')),
    ],
    ['longer than is read', json(200, { ok: true, filler: 'x'.repeat(300_000) })],
    [
      'broken off',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
        response.write('{"ok":true', () => response.socket?.destroy())
      },
    ],
  ])('a body that is %s proves nothing', async (_name, answer) => {
    for (const id of ['slack', 'zendesk', 'linear']) {
      expect(await ask(id, answer)).toMatchObject({ verdict: 'unclear', status: 200 })
    }
  })

  it('a body without an end does not hold anything up', async () => {
    const endless = (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => response.write(' '.repeat(16_384)), 1)
      response.on('close', () => clearInterval(timer))
    }
    expect(await ask('slack', endless)).toMatchObject({ verdict: 'unclear' })
    expect(await ask('github', endless)).toMatchObject({ verdict: 'accepted' })
  })
})

describe('a service that cannot be asked', () => {
  const nothing = { verdict: 'unreachable', host: 'api.github.com', status: null }
  const args = { access_token: credential }

  it('because nobody listens', async () => {
    expect(await checkWith().ask(service('github'), args, await deadUrl())).toEqual({
      ok: true,
      value: nothing,
    })
  })

  it('because it says nothing in time, or not enough', async () => {
    for (const words of ['', 'HTTP/1.1 200 OK\r\ncontent-ty']) {
      const server = await startRawServer((socket) => socket.write(words))
      closers.push(server.close)
      const result = await checkWith({ callMs: 400 }).ask(service('github'), args, server.url)
      expect(result).toEqual({ ok: true, value: nothing })
      expect(server.heads).toHaveLength(1)
    }
  })

  it.each([
    'SSH-2.0-OpenSSH_9.9\r\n',
    'HTTP/1.1 abc\r\n\r\n',
    `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
  ])('because it does not speak HTTP (%#)', async (words) => {
    const server = await startRawServer((socket) => socket.end(words))
    closers.push(server.close)
    expect(await checkWith().ask(service('github'), args, server.url)).toEqual({ ok: true, value: nothing })
    expect(server.heads).toHaveLength(1)
  })

  it('because it hangs up', async () => {
    const answer = await ask('github', (response) => response.socket?.destroy())
    expect(answer).toMatchObject(nothing)
    expect(answer.server.seen).toHaveLength(1)
  })
})

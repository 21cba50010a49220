// Answers about secrets that no honest service would give.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countHostile } from '../../../test/support/hostile-count.ts'
import type { Result } from '../../shared/errors.ts'
import type { IoApi } from '../ports/remote.ts'
import { codeOf, known, linear, row, startToldServer, type ToldServer } from './secret-test-support.ts'

const noteAnswer = countHostile('Hostile answers about secrets')
let server: ToldServer
let api: IoApi
let serve: ToldServer['serve']

beforeAll(async () => {
  server = await startToldServer()
  api = server.api
  serve = (...answer) => {
    noteAnswer()
    server.serve(...answer)
  }
})

afterAll(() => server.close())

describe('R39 an answer that is not one', () => {
  const deep = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)
  const bodies: Record<string, string | Buffer> = {
    nothing: '',
    spaces: '   \r\n ',
    'a comma too many': '{"data":[],}',
    'a list that starts with a comma': '{"data":[,1]}',
    'a list with a hole': '{"items":[1,,2]}',
    'a list that ends with a comma': '[1,]',
    'wrong brackets': '{"data":[1}}',
    'a bracket too many': '{"data":[]]}',
    'two documents': '[][]',
    'single quotes': "{'data':[]}",
    'a comment': '{"data":[]/* yes */}',
    NaN: '{"data":NaN}',
    undefined: 'undefined',
    'a call': 'callback([])',
    'an XSSI guard': ")]}',\n[]",
    'deep lists': deep('[', ']', 100_000),
    'deep objects': `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
    'deep data': `{"data":${deep('[', ']', 5000)}}`,
    'an unclosed text': `{"data":["${'x'.repeat(10_000)}`,
    'random bytes': Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 7919) % 256)),
    'UTF-16': Buffer.from('{"data":[]}', 'utf16le'),
    gzip: Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]),
    'a page': '<!doctype html><html><body>Sign in</body></html>',
    'a page after a space': ' \n<html></html>',
    XML: '<?xml version="1.0"?><data/>',
  }
  const calls: Record<string, (io: IoApi) => Promise<Result<unknown>>> = {
    listSecrets: (io) => io.listSecrets(),
    listAgents: (io) => io.listAgents(),
    readSecret: (io) => io.readSecret('id-1'),
    createSecret: (io) => io.createSecret(linear),
    updateSecret: (io) => io.updateSecret(known, { name: 'never there' }),
    deleteSecret: (io) => io.deleteSecret('id-1'),
  }
  const isChange = (operation: string) => /^(create|update|delete)/.test(operation)

  describe.each(Object.keys(bodies))('%s', (name) => {
    it.each(Object.keys(calls))('%s fails and says nothing false', async (operation) => {
      serve(bodies[name] ?? '')
      const code = codeOf(await (calls[operation] as (typeof calls)[string])(api))
      if (isChange(operation)) expect(code).toBe('outcomeUnknown')
      else expect(['unexpectedAnswer', 'captivePortal']).toContain(code)
    })
  })

  it.each([
    'null',
    'true',
    '42',
    '"succeeded"',
    '{}',
    '{"data":null}',
    '{"data":"[]"}',
    '{"data":0}',
    '{"data":{}}',
    '{"data":{"data":[]}}',
    '{"rows":[]}',
    '{"data":[],"data":1}',
    '{"secrets":[],"secrets":{}}',
    '{"status":"failed"}',
    '{"detail":"no"}',
  ])('%s is no list, no secret, no agents and nothing that was stored', async (body) => {
    serve(body)
    for (const call of [calls.listSecrets, calls.listAgents, calls.readSecret]) {
      expect(codeOf(await (call as (typeof calls)[string])(api))).toBe('unexpectedAnswer')
    }
    expect(codeOf(await api.createSecret(linear))).toBe('outcomeUnknown')
  })

  it('a list, a secret and a stored one are whole or an error, at every byte', async () => {
    const list = Buffer.from(JSON.stringify({ data: [row] }))
    for (let length = 0; length < list.length; length += 1) {
      serve(list.subarray(0, length))
      expect(codeOf(await api.listSecrets())).toBe('unexpectedAnswer')
    }
    const one = Buffer.from(JSON.stringify(row))
    for (let length = 0; length < one.length; length += 1) {
      serve(one.subarray(0, length))
      expect(codeOf(await api.createSecret(linear))).toBe('outcomeUnknown')
    }
    serve(one)
    expect(await api.createSecret(linear)).toMatchObject({ ok: true, value: { id: 'id-1', isDefault: true } })
  })

  it('a secret under data is one, another secret is not', async () => {
    serve(JSON.stringify({ data: row }))
    expect(codeOf(await api.readSecret('id-1'))).toBe('ok')
    expect(codeOf(await api.createSecret(linear))).toBe('ok')
    expect(codeOf(await api.readSecret('id-2'))).toBe('unexpectedAnswer')
  })
})

describe('what a change of a secret is answered with is not specified', () => {
  const json = 'content-type: application/json\r\n'
  const yes: Record<string, readonly [head: string, body: string]> = {
    null: [json, 'null'],
    'an object': [json, '{}'],
    'an empty text': [json, '""'],
    'a list': [json, '[]'],
    'the word': [json, '{"status":"succeeded"}'],
    'the secret': [json, JSON.stringify(row)],
    'no error': [json, '{"error":null,"detail":null,"errors":[]}'],
    'an empty body with a length': ['content-length: 0\r\n', ''],
    'an empty body of JSON with a length': [`${json}content-length: 0\r\n`, ''],
    'an empty body in chunks': ['transfer-encoding: chunked\r\n', '0\r\n\r\n'],
  }
  const no: Record<string, readonly [head: string, body: string]> = {
    'an empty body that just ends': ['', ''],
    'an empty body of JSON that just ends': [json, ''],
    'an empty page': ['content-type: text/html\r\ncontent-length: 0\r\n', ''],
    'something without a type': ['content-length: 2\r\n', '{}'],
    'chunks that break off': ['transfer-encoding: chunked\r\n', ''],
    'a shorter body than promised': [`${json}content-length: 9\r\n`, 'null'],
    text: ['content-type: text/plain\r\ncontent-length: 2\r\n', 'OK'],
    'a refusal in words': [json, '{"detail":"not allowed"}'],
    'an error': [json, '{"error":{"code":7}}'],
    errors: [json, '{"errors":["no"]}'],
    failure: [json, '{"success":false}'],
    'a failed status': [json, '{"status":"failed"}'],
  }

  it.each(Object.keys(yes))('%s is a yes', async (name) => {
    const [head, body] = yes[name] ?? ['', '']
    for (const status of ['200 OK', '202 Accepted']) {
      serve(body, `HTTP/1.1 ${status}\r\n${head}`)
      expect(await api.updateSecret(known, { name: 'x' })).toEqual({ ok: true, value: undefined })
      expect(await api.deleteSecret('id-1')).toEqual({ ok: true, value: undefined })
    }
  })

  it('204 is a yes', async () => {
    serve('', 'HTTP/1.1 204 No Content\r\n')
    expect(codeOf(await api.updateSecret(known, { name: 'x' }))).toBe('ok')
    expect(codeOf(await api.deleteSecret('id-1'))).toBe('ok')
    expect(codeOf(await api.createSecret(linear))).toBe('outcomeUnknown')
  })

  it.each(Object.keys(no))('%s is none', async (name) => {
    const [head, body] = no[name] ?? ['', '']
    serve(body, `HTTP/1.1 200 OK\r\n${head}`)
    expect(codeOf(await api.updateSecret(known, { name: 'x' }))).toBe('outcomeUnknown')
    expect(codeOf(await api.deleteSecret('id-1'))).toBe('outcomeUnknown')
    expect(codeOf(await api.createSecret(linear))).toBe('outcomeUnknown')
  })
})

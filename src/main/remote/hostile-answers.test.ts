// Hundreds of answers that no honest service would give, for every operation.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countHostile } from '../../../test/support/hostile-count.ts'
import type { ErrorCode, Result } from '../../shared/errors.ts'
import { errorCodes } from '../../shared/errors.ts'
import type { IoApi } from '../ports/remote.ts'
import { connectTo, draft, row, startRawServer, value } from './test-support.ts'

const samples = {
  list: JSON.stringify({ status: 'succeeded', data: [row, { ...row, id: 'id-2' }] }),
  create: JSON.stringify({
    status: 'succeeded',
    data: { key_id: 'id-1', value, display: 'd', expires_at: null },
  }),
}

const noteAnswer = countHostile('Hostile answers about keys')

// A connection serves one answer at a time, set before each call.
let answer: { readonly head: string; readonly body: Buffer }
let server: Awaited<ReturnType<typeof startRawServer>>
let api: IoApi

beforeAll(async () => {
  server = await startRawServer((socket) => {
    socket.write(`${answer.head}connection: close\r\n\r\n`)
    socket.end(answer.body)
  })
  api = connectTo(server.url, { maxTries: 1, callMs: 5000, headersMs: 5000 })
})

afterAll(async () => {
  await api.close()
  await server.close()
})

const jsonHead = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'

/** Without a length, the end of the connection ends the body: HTTP alone cannot see that something is missing. */
function serve(body: string | Buffer, head = jsonHead): void {
  noteAnswer()
  answer = { head, body: Buffer.from(body) }
}

function codeOf(result: Result<unknown>): ErrorCode | 'ok' {
  if (result.ok) return 'ok'
  expect(errorCodes).toContain(result.error.code)
  return result.error.code
}

const calls: Record<string, (api: IoApi) => Promise<Result<unknown>>> = {
  listKeys: (io) => io.listKeys(),
  listUsage: (io) => io.listUsage(),
  listModels: (io) => io.listModels(),
  readOwnUsage: (io) => io.readOwnUsage(),
  createKey: (io) => io.createKey(draft, 'x'),
  updateKey: (io) => io.updateKey('id-1', { name: 'never there' }),
  revokeKey: (io) => io.revokeKey('id-1'),
}
const changes: ReadonlySet<string> = new Set(['createKey', 'updateKey', 'revokeKey'])

describe('R39 an answer that breaks off', () => {
  it('a list is whole or an error, at every byte', async () => {
    const bytes = Buffer.from(samples.list)
    for (let length = 0; length < bytes.length; length += 1) {
      serve(bytes.subarray(0, length))
      expect(codeOf(await api.listKeys())).toBe('unexpectedAnswer')
    }
    serve(bytes)
    expect(codeOf(await api.listKeys())).toBe('ok')
  })

  it('a create is whole or of unknown outcome, at every byte', async () => {
    const bytes = Buffer.from(samples.create)
    for (let length = 0; length < bytes.length; length += 1) {
      serve(bytes.subarray(0, length))
      expect(codeOf(await api.createKey(draft, 'x'))).toBe('outcomeUnknown')
    }
    serve(bytes)
    expect(await api.createKey(draft, 'x')).toEqual({
      ok: true,
      value: { keyId: 'id-1', value, display: 'd', expiresAt: null },
    })
  })
})

describe('R39 an answer that is not one', () => {
  const deep = (open: string, close: string, depth: number): string =>
    open.repeat(depth) + close.repeat(depth)
  const bodies: Record<string, string | Buffer> = {
    nothing: '',
    spaces: '   \r\n ',
    null: 'null',
    true: 'true',
    'a number': '42',
    'a huge number': '9'.repeat(100_000),
    'a text': '"succeeded"',
    'an empty list': '[]',
    'a list of lists': '[[[]]]',
    'two documents': '{"data":[]}{"data":[]}',
    'a comma too many': '{"data":[],}',
    'a list that starts with a comma': '{"data":[,1]}',
    'a list with a hole': '{"data":[1,,2]}',
    'a list that ends with a comma': '{"data":[1,]}',
    'wrong brackets': '{"data":[1}}',
    'a bracket too many': '{"data":[]]}',
    'single quotes': "{'data':[]}",
    'a comment': '{"data":[]/* yes */}',
    NaN: '{"data":NaN}',
    undefined: 'undefined',
    'a call': 'callback({"data":[]})',
    'an XSSI guard': ')]}\',\n{"data":[]}',
    'deep lists': deep('[', ']', 100_000),
    'deep objects': `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
    'deep data': `{"data":${deep('[', ']', 5000)}}`,
    'an unclosed text': `{"data":["${'x'.repeat(10_000)}`,
    'random bytes': Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 7919) % 256)),
    'UTF-16': Buffer.from('{"data":[]}', 'utf16le'),
    gzip: Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]),
    'data of null': '{"data":null}',
    'data of text': '{"data":"[]"}',
    'data of a number': '{"data":0}',
    'a failed status': '{"status":"failed"}',
    'a status of another type': '{"status":1}',
    'only a detail': '{"status":"error","detail":"no"}',
    'a page': '<!doctype html><html><body>Sign in</body></html>',
    'a page after a space': ' \n<html></html>',
    XML: '<?xml version="1.0"?><data/>',
  }

  describe.each(Object.keys(bodies))('%s', (name) => {
    it.each(Object.keys(calls))('%s fails and says nothing false', async (operation) => {
      serve(bodies[name] ?? '')
      const code = codeOf(await (calls[operation] as (typeof calls)[string])(api))
      if (changes.has(operation)) expect(code).toBe('outcomeUnknown')
      else expect(['unexpectedAnswer', 'captivePortal']).toContain(code)
    })
  })
})

describe('R39 a frame that is not one', () => {
  const heads: Record<string, string> = {
    'no HTTP at all': 'SSH-2.0-OpenSSH_9.9\r\n',
    'HTTP 0.9': '{"data":[]}\r\n',
    'a status of text': 'HTTP/1.1 abc OK\r\n',
    'a status of 999': 'HTTP/1.1 999 OK\r\ncontent-type: application/json\r\n',
    'a status of 0': 'HTTP/1.1 000 OK\r\n',
    'an endless header': `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n`,
    'thousands of headers': `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(10_000)}`,
    'two lengths': `${jsonHead}content-length: 2\r\ncontent-length: 11\r\n`,
    'a length of text': `${jsonHead}content-length: many\r\n`,
    'a negative length': `${jsonHead}content-length: -1\r\n`,
    'a bad chunk': `${jsonHead}transfer-encoding: chunked\r\n`,
    'an upgrade': 'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n',
    'a header with a NUL': 'HTTP/1.1 200 OK\r\nx: a\0b\r\n',
  }

  describe.each(Object.keys(heads))('%s', (name) => {
    it.each(['listKeys', 'createKey', 'revokeKey'])('%s fails', async (operation) => {
      serve('{"data":[]}', heads[name])
      const code = codeOf(await (calls[operation] as (typeof calls)[string])(api))
      expect(code).not.toBe('ok')
      if (changes.has(operation)) expect(['outcomeUnknown', 'serverError']).toContain(code)
    })
  })
})

// Lists and created keys in which something is wrong, while the rest is not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countHostile } from '../../../test/support/hostile-count.ts'
import { apiKeySchema, modelSchema } from '../../shared/domain/api-key.ts'
import { noNotes } from '../../shared/domain/key-notes.ts'
import type { ErrorCode, Result } from '../../shared/errors.ts'
import type { IoApi } from '../ports/remote.ts'
import { connectTo, draft, row, startRawServer, value } from './test-support.ts'

const noteAnswer = countHostile('Hostile rows of keys')

// A connection serves one answer at a time, set before each call.
let answer = Buffer.alloc(0)
let server: Awaited<ReturnType<typeof startRawServer>>
let api: IoApi

beforeAll(async () => {
  server = await startRawServer((socket) => {
    socket.write(`${jsonHead}connection: close\r\n\r\n`)
    socket.end(answer)
  })
  api = connectTo(server.url, { maxTries: 1, callMs: 5000, headersMs: 5000 })
})

afterAll(async () => {
  await api.close()
  await server.close()
})

const jsonHead = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'

function serve(body: string): void {
  noteAnswer()
  answer = Buffer.from(body)
}

function codeOf(result: Result<unknown>): ErrorCode | 'ok' {
  return result.ok ? 'ok' : result.error.code
}

describe('R39 a list with rows that cannot be read', () => {
  const wrong = [null, true, 0, -1, 1e308, 'text', '', [], {}, [[]], { a: 1 }, '2026-99-99', 'x'.repeat(5000)]
  const fields = Object.keys(row) as (keyof typeof row)[]
  const cases = fields.flatMap((field) => wrong.map((bad, index) => ({ field, index, bad })))

  it.each(cases)('$field = wrong value $index leaves the good row alone', async ({ field, bad }) => {
    serve(
      JSON.stringify({
        status: 'succeeded',
        data: [
          { ...row, id: 'good' },
          { ...row, [field]: bad },
        ],
      }),
    )
    const result = await api.listKeys()
    if (!result.ok) throw new Error('the list should be readable')
    expect(result.value.keys.length + result.value.skippedRows).toBe(2)
    expect(result.value.keys[0]?.id).toBe('good')
    for (const key of result.value.keys) {
      const whole = {
        ...key,
        usedToday: null,
        usedAllTime: null,
        lastUseSeenAt: null,
        hasSealedCopy: false,
        notes: noNotes,
        frozen: null,
        ending: null,
      }
      expect(apiKeySchema.safeParse(whole).success).toBe(true)
    }
    const [, spoiled] = result.value.keys
    // What would be a lie about reach or end of a key is never guessed.
    if (spoiled !== undefined && field === 'allowed_models' && bad !== null) {
      expect(bad).toEqual([])
      expect(spoiled.access).toEqual({ kind: 'all' })
    }
    if (spoiled !== undefined && field === 'expires_at') expect(bad).toBeNull()
  })

  // A pattern that goes back over such a text again and again takes minutes: this test would not come to its end in time.
  it('texts made to be slow to check are not', async () => {
    const slow = ['1', '1.', ' ', '-', '2026-', 'a-v1-'].map((unit) => `${unit.repeat(100_000)}x`)
    const fields = ['credit_limit', 'credit_used', 'expires_at', 'created_at', 'id']
    serve(JSON.stringify({ data: slow.flatMap((bad) => fields.map((field) => ({ ...row, [field]: bad }))) }))
    const patient = connectTo(server.url, { maxTries: 1, callMs: 120_000, headersMs: 120_000 })
    expect(await patient.listKeys()).toMatchObject({ ok: true })
    await patient.close()
  })

  it('rows that are no objects are counted', async () => {
    serve(JSON.stringify({ data: [null, 1, 'x', [], true, {}, row] }))
    expect(await api.listKeys()).toMatchObject({
      ok: true,
      value: { skippedRows: 6, keys: [{ id: 'id-1' }] },
    })
  })

  it('an id that appears twice is one key', async () => {
    serve(JSON.stringify({ data: [row, row, { ...row, description: 'again' }] }))
    const result = await api.listKeys()
    expect(result).toMatchObject({ ok: true, value: { skippedRows: 0 } })
    expect(result.ok && result.value.keys.map((key) => key.name)).toEqual([row.description])
  })

  it.each(['../x', 'a/b', 'a?b', 'a b', 'a\nb', 'a%2fb', '😀', 'x'.repeat(101)])(
    'an id that is no plain identifier is left out (%j)',
    async (id) => {
      serve(JSON.stringify({ data: [{ ...row, id }] }))
      expect(await api.listKeys()).toMatchObject({ ok: true, value: { keys: [], skippedRows: 1 } })
      expect(codeOf(await api.revokeKey(id))).toBe('invalidInput')
      expect(codeOf(await api.updateKey(id, { name: 'x' }))).toBe('invalidInput')
    },
  )

  it('a key named __proto__ in the answer changes nothing', async () => {
    serve('{"__proto__":{"data":[]},"data":[{"__proto__":{"polluted":1},"id":"id-1"}]}')
    expect(await api.listKeys()).toMatchObject({ ok: true, value: { keys: [{ id: 'id-1' }] } })
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it.each([0, 1, 10_000])('%i rows are read', async (count) => {
    const rows = Array.from({ length: count }, (_, index) => ({ ...row, id: `id-${index}` }))
    serve(JSON.stringify({ status: 'succeeded', data: rows }))
    const result = await api.listKeys()
    expect(result.ok && result.value.keys.length).toBe(count)
  })

  it('a mark in front and unknown fields are ignored', async () => {
    serve(
      `\ufeff${JSON.stringify({ next: { data: [1] }, data: [{ ...row, new_field: { deep: [] } }], extra: [1] })}`,
    )
    expect(await api.listKeys()).toMatchObject({
      ok: true,
      value: { skippedRows: 0, keys: [{ id: 'id-1' }] },
    })
  })

  it('numbers as text, instants with and without a zone, and missing fields are understood', async () => {
    const rows = [
      { ...row, id: 'a', credit_limit: '12.50', credit_used: '1e2', expires_at: '2026-11-23T12:00:00' },
      { ...row, id: 'b', expires_at: '2026-11-23T12:00:00.123456' },
      { ...row, id: 'c', expires_at: '2026-11-23T14:00:00+02:00', allowed_models: null },
      { id: 'd' },
    ]
    serve(JSON.stringify({ data: rows }))
    const result = await api.listKeys()
    if (!result.ok) throw new Error('should be readable')
    const noon = Date.UTC(2026, 10, 23, 12)
    expect(result.value.keys[0]).toMatchObject({ creditLimit: 12.5, creditUsed: 100, expiresAt: noon })
    expect(result.value.keys[1]).toMatchObject({ expiresAt: noon + 123 })
    expect(result.value.keys[2]).toMatchObject({ expiresAt: noon, access: { kind: 'all' } })
    expect(result.value.keys[3]).toEqual({
      id: 'd',
      name: '',
      display: '',
      createdAt: null,
      expiresAt: null,
      access: { kind: 'all' },
      creditLimit: null,
      creditUsed: 0,
      creditCycle: null,
    })
  })
})

describe('R39 a created key with something wrong', () => {
  const data = { key_id: 'id-1', value, display: 'd', expires_at: null }

  it.each([
    ['no value', { ...data, value: undefined }],
    ['an empty value', { ...data, value: '' }],
    ['a value of null', { ...data, value: null }],
    ['a number as value', { ...data, value: 12_345_678 }],
    ['a value with a line break', { ...data, value: `${value}\n${value}` }],
    ['a value with a space', { ...data, value: `${value} x` }],
    ['a value that is not ASCII', { ...data, value: `${value}é` }],
    ['a value without end', { ...data, value: 'x'.repeat(9000) }],
    ['no id', { ...data, key_id: undefined }],
    ['an id that is a path', { ...data, key_id: '../x' }],
  ])('%s: the outcome is unknown', async (_name, wrong) => {
    serve(JSON.stringify({ status: 'succeeded', data: wrong }))
    expect(await api.createKey(draft, 'x')).toMatchObject({
      ok: false,
      error: { code: 'outcomeUnknown', effect: 'unknown' },
    })
  })

  it.each([
    ['no display', { ...data, display: undefined }],
    ['a wrong display', { ...data, display: 7 }],
    ['a wrong expiry', { ...data, expires_at: 'whenever' }],
    ['no expiry', { ...data, expires_at: undefined }],
  ])('%s: the value is not thrown away for that', async (_name, odd) => {
    serve(JSON.stringify({ status: 'succeeded', data: odd }))
    const result = await api.createKey({ ...draft, expiresAt: 1_800_000_000_999 }, 'x')
    expect(result).toMatchObject({ ok: true, value: { keyId: 'id-1', value } })
    expect(result.ok && result.value.display).not.toContain(value)
  })
})

describe('R39 lists of models', () => {
  const model = { model_id: 'm', name: 'a/b', status: 'active', metadata: { developer: 'x' } }
  const pageHead = (request: string): number => Number(/[?&]page=(\d+)/.exec(request)?.[1])

  async function readPages(
    pageOf: (page: number) => unknown,
  ): Promise<{ result: Result<unknown>; pages: number }> {
    const paged = await startRawServer((socket, head) => {
      const body = Buffer.from(JSON.stringify(pageOf(pageHead(head))))
      socket.write(`${jsonHead}content-length: ${body.length}\r\n\r\n`)
      socket.write(body)
    })
    const io = connectTo(paged.url, { maxModelPages: 7 })
    const result = await io.listModels()
    await io.close()
    await paged.close()
    expect(paged.heads.every((head) => head.includes('page_size=100'))).toBe(true)
    return { result, pages: paged.heads.length }
  }

  it('a page that repeats for ever ends the list', async () => {
    const { result, pages } = await readPages(() => ({ data: [model], pagination: { has_next: true } }))
    expect(pages).toBe(2)
    expect(result).toMatchObject({ ok: true, value: [{ name: 'a/b' }] })
  })

  it('pages without end are cut off', async () => {
    const { pages } = await readPages((page) => ({
      data: [{ ...model, name: `m${page}` }],
      pagination: { has_next: true },
    }))
    expect(pages).toBe(7)
  })

  it('a page without pagination is the last one', async () => {
    const { result, pages } = await readPages(() => ({ data: [model] }))
    expect(pages).toBe(1)
    expect(result.ok).toBe(true)
  })

  it('wrong details do not cost the model', async () => {
    const wrong = [7, 'x', [], {}, null, true, 'y'.repeat(400)]
    const data = wrong.flatMap((bad, index) => [
      {
        ...model,
        name: `d${index}`,
        metadata: { developer: bad, context_window: bad, input_token_price: bad },
      },
      { ...model, name: `m${index}`, metadata: bad },
      { ...model, name: bad },
    ])
    const { result } = await readPages(() => ({ data, pagination: 'none' }))
    if (!result.ok) throw new Error('should be readable')
    const models = result.value as unknown[]
    expect(models.length).toBeGreaterThanOrEqual(2 * wrong.length)
    expect(models.every((entry) => modelSchema.safeParse(entry).success)).toBe(true)
  })
})

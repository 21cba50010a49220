// Listing, changing and revoking sub-keys, and their usage, over real HTTP.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestRequest, type TestSandbox } from '../test-client.ts'

const path = '/v1/api-keys/sub-keys'
const unknownId = '3c90c3cc-0d44-4b50-8888-8dd25736052a'
const llama = 'meta-llama/Llama-3.3-70B-Instruct'
const dayMs = 86_400_000

interface Issued {
  readonly key_id: string
  readonly value: string
  readonly display: string
  readonly admin_user_id: string
  readonly expires_at: string | null
}

let test: TestSandbox
beforeAll(async () => {
  test = await startTestSandbox()
})
afterAll(() => test.sandbox.close())

const issue = async (body: object = {}): Promise<Issued> => {
  const answer = await test.call('POST', path, { body: { description: 'A key', ...body } })
  expect(answer.status).toBe(201)
  return (answer.json as { data: Issued }).data
}

const list = async (): Promise<Record<string, unknown>[]> =>
  ((await test.call('GET', path)).json as { data: Record<string, unknown>[] }).data

const listed = async (id: string): Promise<Record<string, unknown> | undefined> =>
  (await list()).find((key) => key.id === id)

const errors = async (method: string, target: string, request: TestRequest) => {
  const answer = await test.call(method, target, request)
  expect(answer.status).toBe(422)
  return (answer.json as { detail: { loc: (string | number)[]; msg: string; type: string }[] }).detail
}

describe('who may ask', () => {
  it.each([
    ['GET', path],
    ['POST', path],
    ['PATCH', `${path}/${unknownId}`],
    ['DELETE', `${path}/${unknownId}`],
    ['GET', `${path}/usage`],
    ['GET', `${path}/${unknownId}/usage`],
  ])('%s %s answers 401 without a key or with a wrong one, and 403 to a sub-key', async (method, target) => {
    const { value } = await issue()
    for (const key of [null, '', 'sandbox-v2-wrong', value.slice(0, -1)])
      expect((await test.call(method, target, { key })).status).toBe(401)
    expect((await test.call(method, target, { key: value })).status).toBe(403)
  })

  it('takes the key in x-api-key alone', async () => {
    const headers = { authorization: `Bearer ${test.sandbox.adminKey}` }
    expect((await test.call('GET', path, { key: null, headers })).status).toBe(401)
  })

  it('a sub-key may ask for its own usage, which the admin key may not', async () => {
    const { value, key_id } = await issue()
    const own = await test.call('GET', `${path}/me/usage`, { key: value })
    expect(own.status).toBe(200)
    expect(own.json).toMatchObject({ status: 'succeeded', data: { key_id } })
    expect((await test.call('GET', `${path}/me/usage`)).status).toBe(403)
    expect((await test.call('GET', `${path}/me/usage`, { key: null })).status).toBe(401)
  })

  it('every answer carries a request id and the date of the service', async () => {
    const answers = [
      await test.call('GET', path),
      await test.call('GET', path, { key: null }),
      await test.call('GET', '/nowhere'),
      await test.call('PUT', path),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([200, 401, 404, 405])
    expect(new Set(answers.map((answer) => answer.headers.get('x-request-id'))).size).toBe(4)
    for (const answer of answers) {
      expect(answer.headers.get('date')).toBe(new Date(test.now()).toUTCString())
      expect(answer.headers.get('content-type')).toBe('application/json')
    }
    expect(answers[3]?.headers.get('allow')).toBe('GET, HEAD, POST')
  })
})

describe('changing a sub-key', () => {
  let id: string
  const change = (body: unknown) => test.call('PATCH', `${path}/${id}`, { body })
  beforeEach(async () => {
    const full = { allowed_models: [llama], credit_limit: 10, credit_refresh_cycle: 'daily' }
    id = (await issue({ description: 'Before', ...full, expires_at: '2026-06-01T00:00:00' })).key_id
  })

  it.each([
    [{ description: 'After' }, { description: 'After' }],
    [{ credit_limit: 25.5 }, { credit_limit: 25.5 }],
    [{ credit_limit: 0 }, { credit_limit: 0 }],
    [{ credit_limit: null }, { credit_limit: null }],
    [{ allowed_models: [] }, { allowed_models: null }],
    [{ allowed_models: null }, { allowed_models: null }],
    [{ allowed_models: ['Qwen/QwQ-32B'] }, { allowed_models: ['Qwen/QwQ-32B'] }],
    [{ credit_refresh_cycle: '8h' }, { credit_refresh_cycle: '8h' }],
    [{ expires_at: '2026-07-01T00:00:00Z' }, { expires_at: '2026-07-01T00:00:00' }],
    [{ expires_at: 'never' }, { expires_at: null }],
    [{ expires_at: null }, { expires_at: null }],
    [{ description: null, credit_refresh_cycle: null }, {}],
    [{}, {}],
    [{ scopes: ['all'], key_prefix: 'other' }, {}],
  ])('%j changes only %j', async (body, changed) => {
    const before = await listed(id)
    const answer = await change(body)
    expect([answer.status, answer.json]).toEqual([200, { status: 'succeeded' }])
    expect(await listed(id)).toEqual({ ...before, ...changed })
  })

  it.each([
    [{ credit_limit: -1 }, 'credit_limit'],
    [{ expires_at: '2020-01-01' }, 'expires_at'],
    [{ allowed_models: ['nope'] }, 'allowed_models'],
    [{ description: 'x'.repeat(256) }, 'description'],
  ])('refuses %j and changes nothing', async (body, field) => {
    const before = await listed(id)
    const found = await errors('PATCH', `${path}/${id}`, {
      body: { credit_refresh_cycle: 'weekly', ...body },
    })
    expect(found.map((error) => error.loc)).toEqual([['body', field]])
    expect(await listed(id)).toEqual(before)
  })
})

describe('ids', () => {
  it.each([
    ['PATCH', ''],
    ['DELETE', ''],
    ['GET', '/usage'],
  ])('%s …/{key_id}%s answers 404 to an unknown id and 422 to what is no UUID', async (method, rest) => {
    const request = method === 'PATCH' ? { body: {} } : {}
    for (const id of [unknownId, '00000000-0000-0000-0000-000000000000', unknownId.replaceAll('-', '')])
      expect((await test.call(method, `${path}/${id}${rest}`, request)).status).toBe(404)
    for (const id of ['abc', `${unknownId}0`, unknownId.replace('3', 'g')]) {
      const [error] = await errors(method, `${path}/${id}${rest}`, request)
      expect(error).toMatchObject({ loc: ['path', 'key_id'], type: 'uuid_parsing', input: id })
    }
  })
})

describe('the end of a sub-key', () => {
  it('revoking takes effect at once: gone from the list, 401 for its holder, 404 the second time', async () => {
    const { key_id, value } = await issue()
    expect((await test.call('GET', '/api/v1/models', { key: value })).status).toBe(200)
    const answer = await test.call('DELETE', `${path}/${key_id}`)
    expect([answer.status, answer.json]).toEqual([200, { status: 'succeeded' }])
    expect(await listed(key_id)).toBeUndefined()
    expect((await test.call('GET', `${path}/me/usage`, { key: value })).status).toBe(401)
    expect((await test.call('GET', '/api/v1/models', { key: value })).status).toBe(401)
    for (const [method, rest] of [
      ['DELETE', ''],
      ['PATCH', ''],
      ['GET', '/usage'],
    ] as const)
      expect((await test.call(method, `${path}/${key_id}${rest}`)).status).toBe(404)
  })

  it('a key works until the instant of its expiry, and can be extended after it', async () => {
    const { key_id, value } = await issue({ expires_at: new Date(test.now() + 1000).toISOString() })
    test.advance(999)
    expect((await test.call('GET', `${path}/me/usage`, { key: value })).status).toBe(200)
    test.advance(1)
    expect((await test.call('GET', `${path}/me/usage`, { key: value })).status).toBe(401)
    expect(await listed(key_id)).toBeUndefined()
    expect((await test.call('PATCH', `${path}/${key_id}`, { body: { expires_at: 'never' } })).status).toBe(
      200,
    )
    expect((await test.call('GET', `${path}/me/usage`, { key: value })).status).toBe(200)
    expect(await listed(key_id)).toMatchObject({ expired: false, expires_at: null })
  })
})

describe('usage', () => {
  it('counts the current cycle from the same ledger as today and all time', async () => {
    const { key_id } = await issue({ credit_limit: 10, credit_refresh_cycle: '8h' })
    const use = (credits: number, agoMs: number, modelName = llama) =>
      test.control.addUsage(key_id, {
        credits,
        modelName,
        inputTokens: 100,
        outputTokens: 20,
        usedAt: test.now() - agoMs,
      })
    await use(1.5, 0)
    await use(0.1, 0)
    await use(0.2, 0)
    await use(2, 3 * 3_600_000, 'Qwen/QwQ-32B') // 07:30: today, but an earlier cycle
    await use(4, dayMs)

    expect((await test.call('GET', `${path}/${key_id}/usage`)).json).toEqual({
      status: 'succeeded',
      data: { key_id, credit_used: 1.8, credit_limit: 10, remaining_credit: 8.2, credit_refresh_cycle: '8h' },
    })
    expect(await listed(key_id)).toMatchObject({ credit_used: 1.8 })

    const all = (await test.call('GET', `${path}/usage`)).json as { data: { keys: { api_key_id: string }[] } }
    expect(all.data.keys.find((entry) => entry.api_key_id === key_id)).toMatchObject({
      today: {
        models: [
          { model_name: llama, input_tokens: 300, output_tokens: 60, credit_cost: 1.8 },
          { model_name: 'Qwen/QwQ-32B', input_tokens: 100, output_tokens: 20, credit_cost: 2 },
        ],
        total_input_tokens: 400,
        total_output_tokens: 80,
        total_credit_cost: 3.8,
      },
      all_time: { total_input_tokens: 500, total_output_tokens: 100, total_credit_cost: 7.8 },
    })
    expect(all.data).toMatchObject({ totals: { today_credit_cost: 3.8, all_time_credit_cost: 7.8 } })

    test.advance(6 * 3_600_000)
    expect(await listed(key_id)).toMatchObject({ credit_used: 0 })
    await test.call('PATCH', `${path}/${key_id}`, { body: { credit_refresh_cycle: 'monthly' } })
    expect(await listed(key_id)).toMatchObject({ credit_used: 7.8 })
  })

  it('without a cap nothing remains to be told; over the cap the rest is below zero', async () => {
    const free = await issue({})
    const capped = await issue({ credit_limit: 1 })
    await test.control.addUsage(free.key_id, { credits: 5 })
    await test.control.addUsage(capped.key_id, { credits: 1.25 })
    const rest = async (id: string) =>
      ((await test.call('GET', `${path}/${id}/usage`)).json as { data: { remaining_credit: unknown } }).data
        .remaining_credit
    expect(await rest(free.key_id)).toBeNull()
    expect(await rest(capped.key_id)).toBe(-0.25)
  })
})

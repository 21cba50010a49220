// Issuing sub-keys over real HTTP: the value, the defaults, and what is refused.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestRequest, type TestSandbox } from './test-client.ts'

const path = '/v1/api-keys/sub-keys'
const llama = 'meta-llama/Llama-3.3-70B-Instruct'

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

describe('issuing a sub-key', () => {
  it('answers the whole value once, in the shape PREFIX-v2-JWT', async () => {
    const made = await issue({ description: 'Shown once', expires_at: '2026-04-01T00:00:00' })
    const [, jwt = ''] = made.value.split('-v2-')
    const [header, claims] = jwt
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown)
    expect(made.value.startsWith('sandbox-v2-eyJ')).toBe(true)
    expect(header).toEqual({ alg: 'RS256', typ: 'JWT' })
    expect(claims).toEqual({
      iss: 'latchkey-sandbox',
      owner: made.admin_user_id,
      key_id: made.key_id,
      iat: test.now() / 1000,
      exp: Date.parse('2026-04-01T00:00:00Z') / 1000,
    })
    expect(made.display).toBe(`sandbox-v2-${jwt.slice(0, 4)}...${jwt.slice(-4)}`)
    const everythingElse = [await test.call('GET', path), await test.call('GET', `${path}/usage`)]
    for (const answer of everythingElse) {
      expect(answer.text).toContain(made.display)
      expect(answer.text).not.toContain(made.value)
    }
  })

  it('gives the documented defaults: 180 days, monthly, no cap, every model', async () => {
    const made = await issue({ description: 'Defaults' })
    expect(made.expires_at).toBe('2026-09-14T10:30:00')
    expect(await listed(made.key_id)).toEqual({
      id: made.key_id,
      description: 'Defaults',
      display: made.display,
      created_at: '2026-03-18T10:30:00',
      expires_at: '2026-09-14T10:30:00',
      expired: false,
      allowed_models: null,
      credit_limit: null,
      credit_used: 0,
      credit_refresh_cycle: 'monthly',
    })
  })

  it.each([
    ['never', null],
    ['2026-06-01T12:00:00', '2026-06-01T12:00:00'],
    ['2026-06-01T12:00:00+02:00', '2026-06-01T10:00:00'],
    ['2026-06-01T12:00:00.250Z', '2026-06-01T12:00:00.250000'],
    [null, '2026-09-14T10:30:00'],
  ])('expires_at %s means %s', async (sent, expected) => {
    expect((await issue({ expires_at: sent })).expires_at).toBe(expected)
  })

  it('a key that never expires carries no exp', async () => {
    const made = await issue({ expires_at: 'never' })
    expect(Buffer.from(made.value.split('.')[1] ?? '', 'base64url').toString()).not.toContain('"exp"')
  })

  it('takes a prefix of its own, and a list of models', async () => {
    const made = await issue({ key_prefix: 'acme', allowed_models: [llama] })
    expect(made.value.startsWith('acme-v2-eyJ')).toBe(true)
    expect(made.display.startsWith('acme-v2-eyJh...')).toBe(true)
    expect((await listed(made.key_id))?.allowed_models).toEqual([llama])
  })

  it('reads an empty or null list of models as no restriction', async () => {
    for (const allowed_models of [[], null])
      expect((await listed((await issue({ allowed_models })).key_id))?.allowed_models).toBeNull()
  })

  it.each([
    ['a missing name', {}, 'description', 'missing'],
    ['a name that is no text', { description: 7 }, 'description', 'string_type'],
    ['a name of 256 characters', { description: 'é'.repeat(256) }, 'description', 'string_too_long'],
    ['a negative cap', { credit_limit: -0.01 }, 'credit_limit', 'greater_than_equal'],
    ['a cap that is no number', { credit_limit: 'ten' }, 'credit_limit', 'float_type'],
    ['an unknown cycle', { credit_refresh_cycle: 'yearly' }, 'credit_refresh_cycle', 'literal_error'],
    ['an unknown model', { allowed_models: ['no/such-model'] }, 'allowed_models', 'value_error'],
    ['models that are no list', { allowed_models: llama }, 'allowed_models', 'list_type'],
    ['a date that is none', { expires_at: '2026-02-30' }, 'expires_at', 'datetime_from_date_parsing'],
    ['a past date', { expires_at: '2026-03-18T10:29:59' }, 'expires_at', 'value_error'],
    ['a prefix of one letter', { key_prefix: 'a' }, 'key_prefix', 'string_too_short'],
    ['a prefix of nine letters', { key_prefix: 'abcdefghi' }, 'key_prefix', 'string_too_long'],
    ['a prefix with capitals', { key_prefix: 'Acme' }, 'key_prefix', 'string_pattern_mismatch'],
    ['a prefix that ends in a hyphen', { key_prefix: 'acme-' }, 'key_prefix', 'string_pattern_mismatch'],
    ['a prefix of the service', { key_prefix: 'ioacme' }, 'key_prefix', 'value_error'],
    ['a prefix with a version marker', { key_prefix: 'acme-v2' }, 'key_prefix', 'value_error'],
  ])('refuses %s', async (_, body, field, type) => {
    const isNamed = field === 'description'
    const found = await errors('POST', path, { body: isNamed ? body : { description: 'x', ...body } })
    expect(found.map((error) => [error.loc, error.type])).toContainEqual([['body', field], type])
  })

  it('words an error as FastAPI does, with the place, the input and every error at once', async () => {
    const body = { credit_limit: -1, allowed_models: [llama, 5] }
    expect(await errors('POST', path, { body })).toEqual([
      { type: 'missing', loc: ['body', 'description'], msg: 'Field required', input: body },
      {
        type: 'string_type',
        loc: ['body', 'allowed_models', 1],
        msg: 'Input should be a valid string',
        input: 5,
      },
      {
        type: 'greater_than_equal',
        loc: ['body', 'credit_limit'],
        msg: 'Input should be greater than or equal to 0',
        input: -1,
        ctx: { ge: 0 },
      },
    ])
  })

  it.each([
    ['no body', undefined, {}, 'missing'],
    ['broken JSON', '{"description":', {}, 'json_invalid'],
    ['a list', '[]', {}, 'model_attributes_type'],
    [
      'another content type',
      '{"description":"x"}',
      { 'content-type': 'text/plain' },
      'model_attributes_type',
    ],
  ])('refuses %s for a body', async (_, body, headers, type) => {
    const found = await errors('POST', path, { body, headers })
    expect(found.map((error) => [error.loc[0], error.type])).toEqual([['body', type]])
  })

  it('refuses a body beyond a megabyte with 413', async () => {
    const answer = await test.call('POST', path, { body: { description: 'x'.repeat(1_100_000) } })
    expect(answer.status).toBe(413)
    expect(answer.headers.get('x-request-id')).not.toBeNull()
  })
})

it('the made admin key looks like any value, and its own hash opens nothing', async () => {
  const { adminKey } = test.sandbox
  expect(adminKey).toMatch(/^sandbox-v2-eyJ[\w-]+\.[\w-]+\.[\w-]+$/)
  const hash = createHash('sha256').update(adminKey).digest('hex')
  expect((await test.call('GET', path, { key: hash })).status).toBe(401)
})

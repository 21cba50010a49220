// Storing, changing and deleting secrets over real HTTP, and the limits of the account.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../test-client.ts'

const path = '/api/v1/secrets/'
const unknownId = '3c90c3cc-0d44-4b50-8888-8dd25736052a'
const value = 'sandbox-secret-value-0123456789-abcdef'

interface Stored {
  readonly secret_id: string
  readonly display: string
  readonly updated_at: string
}

let test: TestSandbox
beforeAll(async () => {
  test = await startTestSandbox()
})
afterAll(() => test.sandbox.close())

const store = async (body: object = {}): Promise<Stored> => {
  const answer = await test.call('POST', path, {
    body: { secret_name: 'Linear', secret_value: value, ...body },
  })
  expect(answer.status).toBe(200)
  return answer.json as Stored
}
const read = async (id: string) => (await test.call('GET', path + id)).json

describe('storing a secret', () => {
  it('answers everything but the value, which no later answer holds either', async () => {
    const body = { tool_name: 'agno__linear__*', tool_arg: 'api_token', is_default_for_tool: true }
    const secret = await store(body)
    expect(secret).toEqual({
      secret_id: secret.secret_id,
      user_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      secret_name: 'Linear',
      display: 'sand****cdef',
      ...body,
      created_at: '2026-03-18T10:30:00Z',
      updated_at: '2026-03-18T10:30:00Z',
    })
    expect(await read(secret.secret_id)).toEqual(secret)
    const list = await test.call('GET', path)
    expect(list.json).toEqual({ data: [secret] })
    expect(list.text).not.toContain(value)
  })

  it('leaves what was not said empty', async () => {
    expect(await store()).toMatchObject({ tool_name: null, tool_arg: null, is_default_for_tool: false })
    const nulls = { tool_name: null, tool_arg: null, is_default_for_tool: null }
    expect(await store(nulls)).toMatchObject({ tool_name: null, tool_arg: null, is_default_for_tool: false })
  })

  it.each([
    ['abcd', '****'],
    ['abcdefgh', 'a****h'],
    ['🔑🔑🔑🔑🔑🔑🔑🗝', '🔑****🗝'],
    ['0123456789abcdef0123456789abcdef', '0123****cdef'],
  ])('masks %s as %s', async (secret_value, display) => {
    expect((await store({ secret_value })).display).toBe(display)
  })

  it.each([
    ['secret_name', '', 'string_too_short'],
    ['secret_name', 'x'.repeat(1025), 'string_too_long'],
    ['secret_name', undefined, 'missing'],
    ['secret_value', 'abc', 'string_too_short'],
    ['secret_value', 'x'.repeat(1025), 'string_too_long'],
    ['secret_value', undefined, 'missing'],
    ['secret_value', null, 'string_type'],
    ['tool_name', '', 'string_too_short'],
    ['tool_arg', 'x'.repeat(1025), 'string_too_long'],
    ['is_default_for_tool', 'yes', 'bool_type'],
  ])('refuses %s %j', async (field, content, type) => {
    const body = { secret_name: 'n', secret_value: value, [field]: content }
    const answer = await test.call('POST', path, { body })
    expect(answer.status).toBe(422)
    expect(answer.json).toMatchObject({ detail: [{ loc: ['body', field], type }] })
  })

  it('counts characters, not UTF-16 units', async () => {
    expect(
      (await test.call('POST', path, { body: { secret_name: '🔑'.repeat(1024), secret_value: value } }))
        .status,
    ).toBe(200)
    expect((await test.call('POST', path, { body: { secret_name: 'n', secret_value: '🔑🔑' } })).status).toBe(
      422,
    )
  })
})

describe('changing and deleting a secret', () => {
  it('changes only the fields sent', async () => {
    const before = await store({ tool_name: 'agno__jira__*', tool_arg: 'token' })
    test.advance(60_000)
    const answer = await test.call('PATCH', path + before.secret_id, { body: { secret_name: 'Jira' } })
    expect(answer.status).toBe(200)
    expect(await read(before.secret_id)).toEqual({
      ...before,
      secret_name: 'Jira',
      updated_at: new Date(test.now()).toISOString().replace('.000', ''),
    })
  })

  it('a new value shows in the mask alone', async () => {
    const { secret_id } = await store()
    const answer = await test.call('PATCH', path + secret_id, {
      body: { secret_value: 'another-sandbox-secret-value-here' },
    })
    expect(answer.text).not.toContain('another-sandbox-secret-value-here')
    expect(await read(secret_id)).toMatchObject({ display: 'anot****here', secret_name: 'Linear' })
  })

  it('null clears the tool and leaves what cannot be empty', async () => {
    const secret = await store({ tool_name: 'a', tool_arg: 'b', is_default_for_tool: true })
    const nulls = {
      tool_name: null,
      tool_arg: null,
      secret_name: null,
      secret_value: null,
      is_default_for_tool: null,
    }
    expect((await test.call('PATCH', path + secret.secret_id, { body: nulls })).status).toBe(200)
    expect(await read(secret.secret_id)).toMatchObject({
      ...secret,
      tool_name: null,
      tool_arg: null,
      updated_at: expect.any(String) as string,
    })
  })

  it('deleting is final', async () => {
    const { secret_id } = await store()
    expect((await test.call('DELETE', path + secret_id)).status).toBe(200)
    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect((await test.call(method, path + secret_id)).status).toBe(404)
  })

  it.each(['GET', 'PATCH', 'DELETE'])(
    '%s answers 404 to an unknown id and 422 to what is no UUID',
    async (method) => {
      expect((await test.call(method, path + unknownId)).status).toBe(404)
      expect((await test.call(method, `${path}abc`)).status).toBe(422)
    },
  )
})

describe('listing secrets', () => {
  it('shows the newest first and takes a limit', async () => {
    test.advance(1000)
    const first = await store({ secret_name: 'first' })
    test.advance(1000)
    const second = await store({ secret_name: 'second' })
    const { json } = await test.call('GET', `${path}?limit=2`)
    expect((json as { data: Stored[] }).data.map((secret) => secret.secret_id)).toEqual([
      second.secret_id,
      first.secret_id,
    ])
    const all = await test.call('GET', `${path}?limit=99999999999999999999`)
    expect((all.json as { data: Stored[] }).data.length).toBeGreaterThan(2)
    expect((await test.call('GET', `${path}?limit=0`)).status).toBe(422)
    expect((await test.call('GET', `${path}?limit=many`)).status).toBe(422)
  })
})

describe('an account with many secrets', () => {
  it('lists all of them, and tells the total only where a limit cut the list', async () => {
    const large = await startTestSandbox({ seed: { keys: 0, secrets: 1000 } })
    const list = async (query: string) =>
      (await large.call('GET', path + query)).json as { data: Stored[]; total?: number }
    try {
      const all = await list('')
      expect(new Set(all.data.map((secret) => secret.secret_id)).size).toBe(1000)
      expect(all).not.toHaveProperty('total')
      const cut = await list('?limit=999')
      expect([cut.data.length, cut.total]).toEqual([999, 1000])
      expect(cut.data).toEqual(all.data.slice(0, 999))
      for (const limit of [1000, 1001]) expect(await list(`?limit=${limit}`)).toEqual(all)
    } finally {
      await large.sandbox.close()
    }
  })
})

describe('who may ask', () => {
  it('takes either header, from the admin key and from a sub-key, and 401 without', async () => {
    const { value: subKey } = await test.control.addKey({ description: 'agent' })
    for (const key of [test.sandbox.adminKey, subKey]) {
      expect((await test.call('GET', path, { key })).status).toBe(200)
      const headers = { authorization: `Bearer ${key}` }
      expect((await test.call('GET', path, { key: null, headers })).status).toBe(200)
    }
    for (const method of ['GET', 'POST'])
      expect((await test.call(method, path, { key: null })).status).toBe(401)
    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect((await test.call(method, path + unknownId, { key: 'wrong' })).status).toBe(401)
  })
})

describe('limits of the account', () => {
  it('refuses with 413 what would exceed the total size, on storing and on changing', async () => {
    const small = await startTestSandbox({ maxTotalSecretBytes: 256 * 1024 })
    const long = '🔑'.repeat(1024)
    const body = { secret_name: long, secret_value: long, tool_name: long, tool_arg: long }
    try {
      // Sixteen of 16 KiB fill the 256 KiB to the last byte.
      for (let count = 0; count < 15; count += 1)
        expect((await small.call('POST', path, { body })).status).toBe(200)
      const { secret_id } = (await small.call('POST', path, { body: { ...body, tool_arg: 'x' } }))
        .json as Stored
      expect((await small.call('PATCH', path + secret_id, { body: { tool_arg: long } })).status).toBe(200)
      const tooMuch = await small.call('POST', path, { body: { secret_name: 'n', secret_value: 'four' } })
      expect(tooMuch.status).toBe(413)
      expect(tooMuch.json).toEqual({ detail: expect.stringContaining('262144') as string })
      await small.call('PATCH', path + secret_id, { body: { tool_arg: long.slice(0, 2044) } })
      expect(
        (await small.call('POST', path, { body: { secret_name: 'n', secret_value: 'four' } })).status,
      ).toBe(200)
      expect((await small.call('PATCH', path + secret_id, { body: { tool_arg: long } })).status).toBe(413)
    } finally {
      await small.sandbox.close()
    }
  })

  it('never refuses what is seeded, nor a change that adds nothing to it', async () => {
    const full = await startTestSandbox({ seed: { keys: 0, secrets: 12 }, maxTotalSecretBytes: 100 })
    try {
      const { data } = (await full.call('GET', path)).json as { data: Stored[] }
      expect(data).toHaveLength(12)
      const one = path + data[0]?.secret_id
      expect((await full.call('PATCH', one, { body: { is_default_for_tool: true } })).status).toBe(200)
      expect((await full.call('PATCH', one, { body: { secret_value: 'four' } })).status).toBe(200)
      expect((await full.call('PATCH', one, { body: { secret_value: value } })).status).toBe(413)
      expect(
        (await full.call('POST', path, { body: { secret_name: 'n', secret_value: value } })).status,
      ).toBe(413)
    } finally {
      await full.sandbox.close()
    }
  })

  it('has room for a new secret beside 5,000 seeded ones', async () => {
    const large = await startTestSandbox({ seed: { keys: 0, secrets: 5000 } })
    try {
      const body = { secret_name: 'n', secret_value: value }
      expect((await large.call('POST', path, { body })).status).toBe(200)
      expect((await large.control.secrets()).length).toBe(5001)
    } finally {
      await large.sandbox.close()
    }
  })

  it('refuses the third write within a second where it was told to, and never a read', async () => {
    const limited = await startTestSandbox({ rateLimitSecrets: true })
    const body = { secret_name: 'n', secret_value: value }
    try {
      expect((await limited.call('POST', path, { body })).status).toBe(200)
      expect((await limited.call('POST', path, { body })).status).toBe(200)
      const third = await limited.call('POST', path, { body })
      expect([third.status, third.headers.get('retry-after')]).toEqual([429, '1'])
      expect((await limited.call('DELETE', path + unknownId)).status).toBe(429)
      expect((await limited.call('GET', path)).status).toBe(200)
      limited.advance(1000)
      expect((await limited.call('POST', path, { body })).status).toBe(200)
    } finally {
      await limited.sandbox.close()
    }
  })

  it('does not slow writes down otherwise, until it is switched on, and again once it is off', async () => {
    const writes = async () => {
      const body = { secret_name: 'n', secret_value: value }
      const answers = await Promise.all([1, 2, 3, 4].map(() => test.call('POST', path, { body })))
      return answers.map(({ status }) => status).sort()
    }
    expect(await writes()).toEqual([200, 200, 200, 200])
    await test.control.limitSecretWrites(true)
    expect(await writes()).toEqual([200, 200, 429, 429])
    await test.control.limitSecretWrites(false)
    expect(await writes()).toEqual([200, 200, 200, 200])
  })
})

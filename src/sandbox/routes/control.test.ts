// The control endpoint: who may use it, what the request log tells, and what happens to keys elsewhere.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createControlClient } from '../control-client.ts'
import { startTestSandbox, type TestSandbox, testToken } from '../test-client.ts'

const keysPath = '/v1/api-keys/sub-keys'

let test: TestSandbox
beforeAll(async () => {
  test = await startTestSandbox()
})
afterAll(() => test.sandbox.close())

const holderStatus = async (key: string) => (await test.call('GET', `${keysPath}/me/usage`, { key })).status

describe('who may use it', () => {
  it('nobody without the token', async () => {
    for (const token of ['', 'wrong', `${testToken}x`]) {
      const headers = { 'x-control-token': token }
      for (const path of ['/keys', '/secrets', '/faults', '/requests', '/nowhere'])
        expect((await test.call('GET', `/__control${path}`, { headers })).status).toBe(401)
    }
    await expect(createControlClient(test.sandbox.url, 'wrong').keys()).rejects.toThrow('401')
  })

  it('nobody at all where the sandbox was started without one', async () => {
    const closed = await startTestSandbox({ hasControl: false })
    try {
      for (const token of ['', 'undefined', testToken]) {
        const headers = { 'x-control-token': token }
        expect((await closed.call('GET', '/__control/keys', { headers })).status).toBe(404)
        expect((await closed.call('POST', '/__control/faults', { headers, body: {} })).status).toBe(404)
      }
      expect((await closed.call('GET', keysPath)).status).toBe(200)
    } finally {
      await closed.sandbox.close()
    }
  })
})

describe('the log of requests', () => {
  beforeEach(() => test.control.clearRequests())

  it('names headers, query and body fields, and holds no value of any of them', async () => {
    const body = {
      description: 'TOP-SECRET',
      credit_limit: 5,
      allowed_models: ['Qwen/QwQ-32B'],
      expires_at: null,
    }
    await test.call('POST', `${keysPath}?hint=TOP-SECRET`, { body, headers: { 'x-note': 'TOP-SECRET' } })
    await test.call('GET', '/nowhere', { key: 'TOP-SECRET' })
    const requests = await test.control.requests()
    expect(requests).toMatchObject([
      {
        at: test.now(),
        method: 'POST',
        path: keysPath,
        queryNames: ['hint'],
        bodyShape: {
          description: 'string',
          credit_limit: 'number',
          allowed_models: 'array(1)',
          expires_at: 'null',
        },
        status: 201,
        fault: null,
      },
      { method: 'GET', path: '/nowhere', queryNames: [], bodyShape: null, status: 404, fault: null },
    ])
    expect(requests[0]?.headerNames).toEqual(expect.arrayContaining(['x-api-key', 'x-note', 'content-type']))
    expect(JSON.stringify(requests)).not.toContain('TOP-SECRET')
    expect(JSON.stringify(requests)).not.toContain(test.sandbox.adminKey)
  })

  it('knows other bodies by their type', async () => {
    for (const body of ['[1,2]', '"text"', 'no json']) await test.call('POST', keysPath, { body })
    expect((await test.control.requests()).map((request) => request.bodyShape)).toEqual([
      'array(2)',
      'string',
      'not JSON',
    ])
  })

  it('counts by method and path', async () => {
    for (let count = 0; count < 3; count += 1) await test.call('GET', '/api/v1/models?page=2')
    await test.call('GET', keysPath)
    await test.call('POST', keysPath, { body: {} })
    expect(await test.control.countRequests()).toBe(5)
    expect(await test.control.countRequests({ method: 'get' })).toBe(4)
    expect(await test.control.countRequests({ pathPattern: /\/models$/ })).toBe(3)
    expect(await test.control.requests({ method: 'POST', pathPattern: /sub-keys/ })).toHaveLength(1)
    await test.control.clearRequests()
    expect(await test.control.countRequests()).toBe(0)
    expect(await test.control.requests()).toEqual([])
  })

  it('tells which fault a request met; a dropped one has no status', async () => {
    await test.control.addFault({ fault: { kind: 'status', status: 503 } })
    await test.control.addFault({ fault: { kind: 'dropAfter' } })
    await test.call('GET', keysPath)
    await test.call('GET', keysPath).catch(() => undefined)
    await expect
      .poll(async () => (await test.control.requests()).map(({ status, fault }) => [status, fault]), {
        timeout: 5000,
      })
      .toEqual([
        [503, 'status'],
        [null, 'dropAfter'],
      ])
  })
})

describe('what happens to keys elsewhere', () => {
  it('a key made elsewhere appears in the list, with the rules of the service', async () => {
    const added = await test.control.addKey({
      description: 'From the web console',
      key_prefix: 'web',
      credit_limit: 3,
    })
    expect(added).toMatchObject({
      state: 'active',
      creditLimit: 3,
      creditCycle: 'monthly',
      creditUsed: 0,
      revokedAt: null,
    })
    expect(added.value.startsWith('web-v2-eyJ')).toBe(true)
    expect((await test.call('GET', keysPath)).text).toContain(added.id)
    expect(await holderStatus(added.value)).toBe(200)
    await expect(test.control.addKey({ description: 'x', credit_limit: -1 })).rejects.toThrow('422')
  })

  it('revoked elsewhere: gone from the list, still known here', async () => {
    const { id, value } = await test.control.addKey({ description: 'revoked elsewhere' })
    expect(await test.control.revokeKey(id)).toMatchObject({ state: 'revoked', revokedAt: test.now() })
    expect(await holderStatus(value)).toBe(401)
    expect((await test.call('GET', keysPath)).text).not.toContain(id)
    expect((await test.control.keys()).find((key) => key.id === id)).toMatchObject({ state: 'revoked' })
  })

  it('expiry moved elsewhere: expired now, later, and never', async () => {
    const { id, value } = await test.control.addKey({ description: 'moved' })
    expect(await test.control.moveExpiry(id, test.now())).toMatchObject({ state: 'expired' })
    expect(await holderStatus(value)).toBe(401)
    expect(await test.control.moveExpiry(id, test.now() + 1)).toMatchObject({ state: 'active' })
    expect(await test.control.moveExpiry(id, null)).toMatchObject({ state: 'active', expiresAt: null })
    expect(await holderStatus(value)).toBe(200)
  })

  it('usage made elsewhere counts at its instant, for the key’s first model unless named', async () => {
    const { id } = await test.control.addKey({
      description: 'busy',
      allowed_models: ['microsoft/phi-4'],
      credit_refresh_cycle: 'daily',
    })
    expect(await test.control.addUsage(id, { credits: 2 })).toMatchObject({ creditUsed: 2 })
    expect(await test.control.addUsage(id, { credits: 5, usedAt: test.now() - 86_400_000 })).toMatchObject({
      creditUsed: 2,
    })
    const { text } = await test.call('GET', `${keysPath}/usage`)
    expect(text).toContain('"model_name":"microsoft/phi-4"')
    await expect(test.control.addUsage(id, { credits: -1 })).rejects.toThrow('422')
  })

  it('an unknown key is 404', async () => {
    await expect(test.control.revokeKey('3c90c3cc-0d44-4b50-8888-8dd25736052a')).rejects.toThrow('404')
  })
})

describe('what happens to secrets elsewhere', () => {
  const secretsPath = '/api/v1/secrets/'
  const secret = {
    secret_name: 'From the web console',
    secret_value: 'made-up-value-of-elsewhere-0001',
    tool_name: 'agno__slack__*',
    tool_arg: 'token',
    is_default_for_tool: true,
  }

  it('a secret stored elsewhere appears in the list, with the rules of the service', async () => {
    const added = await test.control.addSecret(secret)
    expect(added).toEqual({
      id: added.id,
      name: 'From the web console',
      valueBytes: 31,
      display: 'mad****001',
      toolName: 'agno__slack__*',
      toolArg: 'token',
      isDefaultForTool: true,
      createdAt: test.now(),
      updatedAt: test.now(),
    })
    expect(await test.control.secrets()).toEqual([added])
    expect((await test.call('GET', secretsPath)).text).toContain(added.id)
    await expect(test.control.addSecret({ ...secret, secret_value: 'abc' })).rejects.toThrow('422')
    await test.control.removeSecret(added.id)
  })

  it('changed elsewhere: another mask and another time', async () => {
    const added = await test.control.addSecret(secret)
    test.advance(5000)
    const changed = await test.control.changeSecret(added.id, {
      secret_value: 'another-made-up-value-of-elsewhere',
    })
    expect(changed).toEqual({ ...added, valueBytes: 34, display: 'anot****here', updatedAt: test.now() })
    expect((await test.call('GET', secretsPath + added.id)).json).toMatchObject({
      display: 'anot****here',
      created_at: new Date(added.createdAt).toISOString().replace('.000', ''),
      updated_at: new Date(test.now()).toISOString().replace('.000', ''),
    })
    await expect(test.control.changeSecret(added.id, { secret_name: '' })).rejects.toThrow('422')
    await test.control.removeSecret(added.id)
  })

  it('deleted elsewhere: gone', async () => {
    const { id } = await test.control.addSecret(secret)
    await test.control.removeSecret(id)
    expect((await test.call('GET', secretsPath + id)).status).toBe(404)
    await expect(test.control.removeSecret(id)).rejects.toThrow('404')
    await expect(test.control.changeSecret(id, {})).rejects.toThrow('404')
  })

  it('no limiter slows it down, and it leaves the writes of the user alone', async () => {
    await test.control.limitSecretWrites(true)
    const added = []
    for (let count = 0; count < 5; count += 1) added.push(await test.control.addSecret(secret))
    const body = { secret_name: 'n', secret_value: 'made-up' }
    expect((await test.call('POST', secretsPath, { body })).status).toBe(200)
    await test.control.limitSecretWrites(false)
    expect(added).toHaveLength(5)
  })
})

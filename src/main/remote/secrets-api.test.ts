// The operations on secrets and agents against the local service that keeps the public contract.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SecretService, startSecretService } from '../../../test/support/secret-service.ts'
import type { Result } from '../../shared/errors.ts'
import { errorOf, linear, tick, unwrap, value } from './secret-test-support.ts'
import { connectTo } from './test-support.ts'

let service: SecretService
let control: SecretService['control']
let api: SecretService['api']

beforeEach(async () => {
  service = await startSecretService()
  control = service.control
  api = service.api
})

afterEach(() => service.close())

describe('a user who manages secrets', () => {
  it('stores one, and sees everything of it but its value', async () => {
    const stored = unwrap(await api.createSecret(linear))
    expect(stored).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Linear',
      display: 'lin_****WXYZ',
      toolName: 'agno__linear__*',
      toolArg: 'api_token',
      isDefault: true,
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
    })
    expect(Math.abs((stored.createdAt ?? 0) - Date.now())).toBeLessThan(60_000)
    expect(unwrap(await api.listSecrets())).toEqual({ secrets: [stored], skippedRows: 0, missingRows: 0 })
    expect(await api.readSecret(stored.id)).toEqual({ ok: true, value: stored })
  })

  it('stores one for no tool', async () => {
    const stored = unwrap(
      await api.createSecret({ ...linear, toolName: null, toolArg: null, isDefault: false }),
    )
    expect(stored).toMatchObject({ toolName: null, toolArg: null, isDefault: false })
  })

  it('changes each field alone and takes tool and argument away', async () => {
    const stored = unwrap(await api.createSecret(linear))
    for (const changes of [
      { name: 'Linear of the team' },
      { toolName: 'agno__linear__get_user' },
      { toolArg: 'api_key' },
      { isDefault: false },
      { toolName: null, toolArg: null },
    ]) {
      const before = unwrap(await api.readSecret(stored.id))
      await tick()
      unwrap(await api.updateSecret(before, changes))
      const after = unwrap(await api.readSecret(stored.id))
      expect(after).toEqual({ ...before, ...changes, updatedAt: after.updatedAt })
      expect(after.updatedAt).toBeGreaterThan(before.updatedAt ?? 0)
    }
  })

  it('replaces the value, which shows in the mask alone', async () => {
    const stored = unwrap(await api.createSecret(linear))
    unwrap(await api.updateSecret(stored, { value: 'lin_api_another0123456789abcdefghijABCD' }))
    expect(unwrap(await api.readSecret(stored.id))).toMatchObject({ name: 'Linear', display: 'lin_****ABCD' })
  })

  it('changing nothing sends nothing', async () => {
    const stored = unwrap(await api.createSecret(linear))
    unwrap(await api.updateSecret(stored, {}))
    expect(await control.countRequests({ method: 'PATCH' })).toBe(0)
  })

  it('deletes one, and is told that it is gone when deleting, changing or reading it again', async () => {
    const stored = unwrap(await api.createSecret(linear))
    unwrap(await api.deleteSecret(stored.id))
    expect(unwrap(await api.listSecrets()).secrets).toEqual([])
    for (const gone of [
      await api.deleteSecret(stored.id),
      await api.readSecret(stored.id),
      await api.updateSecret(stored, { name: 'x' }),
    ]) {
      expect(errorOf(gone)).toMatchObject({ code: 'notFound', effect: 'none', status: 404 })
    }
  })

  it('sees every agent', async () => {
    const agents = unwrap(await api.listAgents())
    expect(agents.length).toBeGreaterThan(5)
    expect(agents.find(({ id }) => id === 'linear_agent')).toMatchObject({
      name: 'Linear Agent',
      tags: ['Tools'],
    })
    expect(agents.every(({ description }) => typeof description === 'string')).toBe(true)
    expect(await control.requests({ pathPattern: /agents/ })).toMatchObject([{ method: 'GET' }])
  })
})

describe('what the service refuses', () => {
  it('names the fields of our forms', async () => {
    const long = 'x'.repeat(1025)
    const error = errorOf(
      await api.createSecret({ name: '', value: 'abc', toolName: '', toolArg: long, isDefault: true }),
    )
    expect(error).toMatchObject({ code: 'invalid', effect: 'none', isRetryable: false, status: 422 })
    expect(error.fields?.map(({ field }) => field).sort()).toEqual(['name', 'toolArg', 'toolName', 'value'])
    const stored = unwrap(await api.createSecret(linear))
    const change = errorOf(await api.updateSecret(stored, { value: 'abc' }))
    expect(change.fields?.map(({ field }) => field)).toEqual(['value'])
  })

  it('what would be too much for the account, and nothing is changed by it', async () => {
    const large = { ...linear, name: 'n'.repeat(1024), value: 'v'.repeat(1024) }
    let refused: Result<unknown> = await api.createSecret(large)
    for (let count = 0; refused.ok && count < 30; count += 1) refused = await api.createSecret(large)
    expect(errorOf(refused)).toMatchObject({
      code: 'tooLarge',
      effect: 'none',
      isRetryable: false,
      status: 413,
    })
    const small = unwrap(await api.listSecrets()).secrets[0]
    if (small === undefined) throw new Error('something was stored')
    const grown = await api.updateSecret(small, { toolName: 't'.repeat(1024), toolArg: 'a'.repeat(1024) })
    if (!grown.ok) expect(grown.error).toMatchObject({ code: 'tooLarge', effect: 'none' })
  })

  it('a key that it does not know', async () => {
    const stranger = connectTo(service.url, {}, 'sandbox-v2-made-up-and-unknown')
    expect(errorOf(await stranger.listSecrets())).toMatchObject({ code: 'unauthorized', effect: 'none' })
    expect(errorOf(await stranger.createSecret(linear))).toMatchObject({
      code: 'unauthorized',
      effect: 'none',
    })
    expect((await stranger.listAgents()).ok).toBe(true)
    await stranger.close()
  })

  it.each(['../x', 'a/b', '', 'a?b', '😀'])(
    'an id that is no plain identifier leaves nothing here (%j)',
    async (id) => {
      const known = { ...linear, id, display: '', createdAt: null, updatedAt: null }
      expect(errorOf(await api.readSecret(id)).code).toBe('invalidInput')
      expect(errorOf(await api.deleteSecret(id)).code).toBe('invalidInput')
      expect(errorOf(await api.updateSecret(known, { name: 'x' })).code).toBe('invalidInput')
      expect(await control.countRequests({ pathPattern: /secrets/ })).toBe(0)
    },
  )
})

describe('R8 the value in what the service says', () => {
  const odd = 'made-up "value" \\ with\nlines and ümläuts 0123456789'
  const json = JSON.stringify(odd).slice(1, -1)
  const echoes = [
    odd,
    json,
    encodeURIComponent(odd),
    odd.slice(0, 20),
    `${odd.slice(0, 14)}...${odd.slice(-14)}`,
  ]

  it.each(echoes)('is hidden: %#', async (echo) => {
    const stored = unwrap(await api.createSecret(linear))
    const detail = [
      { loc: ['body', 'secret_value'], msg: `Value error, ${echo} is not allowed`, input: odd },
      { loc: ['body', echo], msg: 'bad field' },
    ]
    for (const status of [400, 409, 413, 422, 500]) {
      const fault = { kind: 'body', status, body: JSON.stringify({ detail }) } as const
      for (const method of ['POST', 'PATCH']) await control.addFault({ method, times: 3, fault })
      for (const result of [
        await api.createSecret({ ...linear, value: odd }),
        await api.updateSecret(stored, { value: odd }),
      ]) {
        const shown = JSON.stringify(errorOf(result))
        expect(shown).not.toContain('made-up')
        expect(shown).not.toContain('0123456789')
        if (status === 422) expect(errorOf(result).fields?.[0]).toMatchObject({ field: 'value' })
      }
      await control.clearFaults()
    }
    const sentence = { kind: 'body', status: 422, body: JSON.stringify({ detail: `no: ${echo}` }) } as const
    await control.addFault({ method: 'POST', fault: sentence })
    expect(JSON.stringify(errorOf(await api.createSecret({ ...linear, value: odd })))).not.toContain(
      'made-up',
    )
    expect(JSON.stringify(api.lines)).not.toMatch(/made-up|0123456789/)
  })

  it('is never read, also where a row holds it', async () => {
    const row = { secret_id: 'id-1', secret_name: 'n', secret_value: value, value }
    await control.addFault({ method: 'GET', fault: { kind: 'body', body: JSON.stringify({ data: [row] }) } })
    expect(JSON.stringify(await api.listSecrets())).not.toContain(value)
  })
})

describe('a service that takes two writes of secrets a second', () => {
  it('is not asked more often, so it refuses none of a burst', async () => {
    await control.limitSecretWrites(true)
    const paced = connectTo(service.url, { secretPace: { maxWrites: 2, windowMs: 1100 } }, service.adminKey)
    const results = await Promise.all(
      Array.from({ length: 5 }, (_, index) => paced.createSecret({ ...linear, name: `n${index}` })),
    )
    await paced.close()
    expect(results.filter((result) => !result.ok)).toEqual([])
    expect(await control.countRequests({ method: 'POST' })).toBe(5)
    expect(unwrap(await api.listSecrets()).secrets).toHaveLength(5)
  })
})

describe('callers of the list', () => {
  it('share one request, but never one that is older than a change', async () => {
    await Promise.all([api.listSecrets(), api.listSecrets(), api.listSecrets()])
    expect(await control.countRequests({ method: 'GET', pathPattern: /secrets/ })).toBe(1)
    await control.addFault({ method: 'GET', pathPattern: 'secrets', fault: { kind: 'delay', ms: 300 } })
    const early = api.listSecrets()
    await api.createSecret(linear)
    expect(unwrap(await api.listSecrets()).secrets).toHaveLength(1)
    expect((await early).ok).toBe(true)
    expect(await control.countRequests({ method: 'GET', pathPattern: /secrets/ })).toBe(3)
  })

  it('of agents share one request too', async () => {
    await Promise.all([api.listAgents(), api.listAgents()])
    expect(await control.countRequests({ pathPattern: /agents/ })).toBe(1)
  })
})

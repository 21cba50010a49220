// The operations against the local service that keeps the public contract.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ControlClient, createControlClient } from '../../sandbox/control-client.ts'
import { createSandbox, type Sandbox } from '../../sandbox/server.ts'
import type { KeyDraft } from '../../shared/domain/api-key.ts'
import type { AppError, Result } from '../../shared/errors.ts'
import type { IoApi } from '../ports/remote.ts'
import { connectTo } from './test-support.ts'

const token = 'made-up-control-token'
const dayMs = 86_400_000
const draft: KeyDraft = {
  name: 'ci runner',
  expiresAt: null,
  access: { kind: 'all' },
  creditLimit: 25.5,
  creditCycle: 'weekly',
  prefix: 'acme',
  keepSealedCopy: true,
}

let sandbox: Sandbox
let control: ControlClient
let api: IoApi

beforeEach(async () => {
  sandbox = await createSandbox({
    databasePath: ':memory:',
    port: 0,
    controlToken: token,
    seed: { keys: 12 },
  })
  control = createControlClient(sandbox.url, token)
  api = connectTo(sandbox.url, {}, sandbox.adminKey)
})

afterEach(async () => {
  await api.close()
  await sandbox.close()
})

function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed with ${JSON.stringify(result.error)}`)
  return result.value
}

function errorOf(result: Result<unknown>): AppError {
  if (result.ok) throw new Error('should have failed')
  return result.error
}

async function rowOf(keyId: string) {
  return unwrap(await api.listKeys()).keys.find((key) => key.id === keyId)
}

describe('an admin who manages keys', () => {
  it('sees every key with its limits, its use and its expiry', async () => {
    const list = unwrap(await api.listKeys())
    expect(list.keys).toHaveLength(12)
    expect(list.skippedRows).toBe(0)
    expect(Math.abs(list.clockSkewMs)).toBeLessThan(60_000)
    expect(list.keys.every((key) => key.createdAt !== null && key.display.includes('-v2-'))).toBe(true)
    expect(list.keys.some((key) => key.access.kind === 'only')).toBe(true)
  })

  it('creates a key that never expires, and gets its value this once', async () => {
    const created = unwrap(await api.createKey(draft, 'ci runner [t:abc]'))
    expect(created.value).toMatch(/^acme-v2-eyJ/)
    expect(created.expiresAt).toBeNull()
    const row = await rowOf(created.keyId)
    expect(row).toMatchObject({
      name: 'ci runner [t:abc]',
      expiresAt: null,
      access: { kind: 'all' },
      creditLimit: 25.5,
      creditCycle: 'weekly',
    })
  })

  it('creates a key with an expiry, an allow-list and no limit', async () => {
    const models = unwrap(await api.listModels())
    const access = { kind: 'only' as const, models: [models[0]?.name ?? ''] }
    const expiresAt = Math.floor((Date.now() + 30 * dayMs) / 1000) * 1000
    const asked = { ...draft, expiresAt, access, creditLimit: null, prefix: null }
    const created = unwrap(await api.createKey(asked, 'short lived'))
    expect(created.expiresAt).toBe(expiresAt)
    expect(await rowOf(created.keyId)).toMatchObject({ expiresAt, access, creditLimit: null })
  })

  it('changes every field, and clears limit, expiry and allow-list again', async () => {
    const { keyId } = unwrap(await api.createKey(draft, 'before'))
    const expiresAt = Math.floor((Date.now() + 60 * dayMs) / 1000) * 1000
    const [model] = unwrap(await api.listModels())
    const access = { kind: 'only' as const, models: [model?.name ?? ''] }
    const changes = { name: 'after', access, creditLimit: 3, creditCycle: 'daily' as const, expiresAt }
    unwrap(await api.updateKey(keyId, changes))
    expect(await rowOf(keyId)).toMatchObject(changes)
    const cleared = { access: { kind: 'all' as const }, creditLimit: null, expiresAt: null }
    unwrap(await api.updateKey(keyId, cleared))
    expect(await rowOf(keyId)).toMatchObject({ name: 'after', ...cleared })
  })

  it('revokes a key, and is told that it is gone when revoking it again', async () => {
    const { keyId } = unwrap(await api.createKey(draft, 'doomed'))
    unwrap(await api.revokeKey(keyId))
    expect(await rowOf(keyId)).toBeUndefined()
    expect(errorOf(await api.revokeKey(keyId))).toMatchObject({
      code: 'notFound',
      effect: 'none',
      status: 404,
    })
  })

  it('sees the use of every key', async () => {
    const { keyId } = unwrap(await api.createKey(draft, 'busy'))
    const [model] = unwrap(await api.listModels())
    await control.addUsage(keyId, {
      modelName: model?.name ?? '',
      inputTokens: 1000,
      outputTokens: 500,
      credits: 1.25,
    })
    const usage = unwrap(await api.listUsage()).find((entry) => entry.keyId === keyId)
    expect(usage).toEqual({
      ...{ keyId, today: 1.25, allTime: 1.25 },
      models: [{ model: model?.name, today: 1.25, allTime: 1.25, inputTokens: 1000, outputTokens: 500 }],
    })
  })

  it('sees all models over all pages, each once', async () => {
    const models = unwrap(await api.listModels())
    expect(models.length).toBeGreaterThan(10)
    expect(new Set(models.map((model) => model.name)).size).toBe(models.length)
    expect(models.some((model) => model.inputPrice !== null && model.contextWindow !== null)).toBe(true)
  })
})

describe('what the service refuses', () => {
  it('names the field of our form and says why', async () => {
    const error = errorOf(await api.createKey({ ...draft, prefix: 'iox', creditLimit: -1 }, 'refused'))
    expect(error).toMatchObject({ code: 'invalid', effect: 'none', isRetryable: false, status: 422 })
    expect(error.fields).toEqual([
      { field: 'creditLimit', message: 'Input should be greater than or equal to 0' },
      { field: 'prefix', message: expect.stringContaining("may not start with 'io'") },
    ])
  })

  it('a wrong admin key is not accepted', async () => {
    const stranger = connectTo(sandbox.url, {}, 'sandbox-v2-made-up-and-unknown')
    expect(errorOf(await stranger.listKeys())).toMatchObject({ code: 'unauthorized', effect: 'none' })
    expect(errorOf(await stranger.createKey(draft, 'x'))).toMatchObject({
      code: 'unauthorized',
      effect: 'none',
    })
    await stranger.close()
  })

  it('an API key cannot manage keys, and is told from an admin key by asking for its own use', async () => {
    const { value } = unwrap(await api.createKey(draft, 'a sub-key'))
    const asSubKey = connectTo(sandbox.url, {}, value)
    expect(errorOf(await asSubKey.listKeys()).code).toMatch(/^(forbidden|unauthorized)$/)
    expect((await asSubKey.readOwnUsage()).ok).toBe(true)
    expect(errorOf(await api.readOwnUsage())).toMatchObject({ code: 'forbidden' })
    await asSubKey.close()
  })

  it('usage may be away while the list works', async () => {
    await control.addFault({
      method: 'GET',
      pathPattern: '/usage$',
      times: 'always',
      fault: { kind: 'status', status: 503 },
    })
    expect(errorOf(await api.listUsage())).toMatchObject({ code: 'unavailable', isRetryable: true })
    expect((await api.listKeys()).ok).toBe(true)
  })
})

describe('R38 a create whose answer is lost', () => {
  it.each(['dropAfter', 'dropHalfway', 'truncatedJson', 'malformedJson'] as const)(
    'is never sent twice and its outcome is unknown (%s)',
    async (kind) => {
      await control.addFault({ method: 'POST', fault: { kind } })
      const before = unwrap(await api.listKeys()).keys.length
      expect(errorOf(await api.createKey(draft, 'lost one'))).toMatchObject({
        code: 'outcomeUnknown',
        effect: 'unknown',
        isRetryable: false,
      })
      expect(await control.countRequests({ method: 'POST' })).toBe(1)
      const after = unwrap(await api.listKeys()).keys
      expect(after).toHaveLength(before + 1)
      expect(after.filter((key) => key.name === 'lost one')).toHaveLength(1)
    },
  )
})

describe('R41 a change whose answer is lost', () => {
  it.each(['dropAfter', 'dropHalfway', 'truncatedJson', 'malformedJson'] as const)(
    'is looked up, and true where the list proves it (%s)',
    async (kind) => {
      const { keyId } = unwrap(await api.createKey(draft, 'lookup'))
      await control.addFault({ method: 'PATCH', fault: { kind } })
      expect(await api.updateKey(keyId, { name: 'renamed', creditLimit: 7 })).toEqual({
        ok: true,
        value: undefined,
      })
      await control.addFault({ method: 'DELETE', fault: { kind } })
      expect(await api.revokeKey(keyId)).toEqual({ ok: true, value: undefined })
      expect(await control.countRequests({ method: 'PATCH' })).toBe(1)
      expect(await control.countRequests({ method: 'DELETE' })).toBe(1)
    },
  )

  it('stays unknown where the list shows the old state', async () => {
    const { keyId } = unwrap(await api.createKey(draft, 'still here'))
    await control.addFault({ method: 'DELETE', fault: { kind: 'dropBefore' } })
    expect(errorOf(await api.revokeKey(keyId))).toMatchObject({ code: 'outcomeUnknown', effect: 'unknown' })
    expect(await rowOf(keyId)).toBeDefined()
  })
})

describe('R59 an empty allow-list', () => {
  it('never leaves for a create or a change', async () => {
    const access = { kind: 'only' as const, models: [] }
    const { keyId } = unwrap(await api.createKey(draft, 'guarded'))
    await control.clearRequests()
    expect(errorOf(await api.createKey({ ...draft, access }, 'x')).code).toBe('invalidInput')
    expect(errorOf(await api.updateKey(keyId, { access })).code).toBe('invalidInput')
    expect(await control.requests({ pathPattern: /sub-keys/ })).toEqual([])
  })
})

describe('closing', () => {
  it('ends what is under way and refuses what comes later', async () => {
    await control.addFault({ method: 'GET', times: 'always', fault: { kind: 'delay', ms: 60_000 } })
    await control.addFault({ method: 'POST', times: 'always', fault: { kind: 'delay', ms: 60_000 } })
    const slow = connectTo(
      sandbox.url,
      { callMs: 60_000, headersMs: 60_000, totalMs: 60_000 },
      sandbox.adminKey,
    )
    const list = slow.listKeys()
    const create = slow.createKey(draft, 'aborted')
    const deadline = Date.now() + 5000
    while ((await control.countRequests({ pathPattern: /sub-keys/ })) < 2) {
      if (Date.now() > deadline) throw new Error('the requests never arrived')
    }
    // Whatever close does not end would go on for a minute, longer than this test may take.
    await slow.close()
    expect(errorOf(await list)).toMatchObject({ code: 'notConnected', effect: 'none' })
    expect(errorOf(await create)).toMatchObject({ code: 'outcomeUnknown', effect: 'unknown' })
    expect(errorOf(await slow.listModels())).toMatchObject({ code: 'notConnected', effect: 'none' })
    expect(errorOf(await slow.createKey(draft, 'late'))).toMatchObject({
      code: 'notConnected',
      effect: 'none',
    })
  })
})

// How far the list of secrets is read, from services that page in every way that the contract leaves open.
import { afterEach, describe, expect, it } from 'vitest'
import type { SecretList } from '../ports/remote.ts'
import { connectTo, sendJson, startServer, type TestServer } from './test-support.ts'

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ secret_id: `id-${index}`, secret_name: `n${index}` }))

let server: TestServer
let api: ReturnType<typeof connectTo>

afterEach(async () => {
  await api.close()
  await server.close()
})

interface Shelf {
  readonly count: number
  /** Most rows of an answer. */
  readonly cap?: number
  /** Larger limits are refused with this status. */
  readonly maxLimit?: number
  readonly refusal?: number
  /** Rows without a limit. */
  readonly usual?: number
  readonly more?: (rows: readonly unknown[]) => unknown
}

async function serve({ count, cap = 1e9, maxLimit = 1e9, refusal = 422, usual = 20, more }: Shelf) {
  server = await startServer((request, response) => {
    const asked = new URL(request.path, 'http://x').searchParams.get('limit')
    const limit = asked === null ? usual : Number(asked)
    if (asked !== null && limit > maxLimit) return sendJson(response, refusal, { detail: [] })
    const data = rowsOf(Math.min(count, limit, cap))
    sendJson(response, 200, more === undefined ? { data } : more(data))
  })
  api = connectTo(server.url)
}

async function read(): Promise<SecretList> {
  const result = await api.listSecrets()
  if (!result.ok) throw new Error(`failed with ${result.error.code}`)
  return result.value
}

const asked = () => server.seen.map(({ path }) => new URL(path, 'http://x').searchParams.get('limit'))

describe('a service that takes any limit', () => {
  it.each([
    [0, ['1000']],
    [1, ['1000']],
    [999, ['1000']],
    [1000, ['1000', '4000']],
    [3999, ['1000', '4000']],
    [4000, ['1000', '4000', '16000']],
    [63_999, ['1000', '4000', '16000', '64000']],
  ])('%i secrets are all read', async (count, limits) => {
    await serve({ count })
    const list = await read()
    expect([list.secrets.length, list.skippedRows, list.missingRows]).toEqual([count, 0, 0])
    expect(asked()).toEqual(limits)
    expect(server.seen.every(({ path }) => path.startsWith('/api/v1/secrets/'))).toBe(true)
  })

  it('more than it ever asks for are told to be missing', async () => {
    await serve({ count: 70_000 })
    const list = await read()
    expect([list.secrets.length, list.missingRows]).toEqual([64_000, 1])
  })
})

describe('a service with a limit of its own', () => {
  it('that ignores what is asked for is not asked for ever', async () => {
    await serve({ count: 5000, more: () => ({ data: rowsOf(5000) }) })
    expect((await read()).secrets).toHaveLength(5000)
    expect(asked()).toEqual(['1000', '4000'])
  })

  it('that cuts off and says how many there are', async () => {
    await serve({ count: 250, cap: 100, more: (data) => ({ data, total: 250 }) })
    const list = await read()
    expect([list.secrets.length, list.missingRows]).toEqual([100, 150])
  })

  it('that gives fewer for a limit that it finds too large: the longer answer counts', async () => {
    server = await startServer((request, response) => {
      const limit = Number(new URL(request.path, 'http://x').searchParams.get('limit'))
      sendJson(response, 200, { data: rowsOf(limit > 1000 ? 50 : limit) })
    })
    api = connectTo(server.url)
    const list = await read()
    expect([list.secrets.length, list.missingRows]).toEqual([1000, 1])
  })

  it.each([
    [500, 400, ['1000', '500'], 400, 0],
    [200, 199, ['1000', '500', '200'], 199, 0],
    [100, 100, ['1000', '500', '200', '100'], 100, 1],
    [50, 7, ['1000', '500', '200', '100', '50'], 7, 0],
    [0, 7, ['1000', '500', '200', '100', '50', null], 7, 0],
  ])('of %i, refusing larger ones, with %i secrets', async (maxLimit, count, limits, shown, missing) => {
    for (const refusal of [422, 400]) {
      await serve({ count, maxLimit, refusal })
      const list = await read()
      expect([list.secrets.length, list.missingRows]).toEqual([shown, missing])
      expect(asked()).toEqual(limits)
      await read()
      // What was refused once is not asked for again.
      expect(asked()).toEqual([...limits, limits.at(-1)])
      await api.close()
      await server.close()
    }
  })

  it('of 1,000 when there are more: at least one is missing', async () => {
    await serve({ count: 3000, maxLimit: 1000 })
    const list = await read()
    expect([list.secrets.length, list.missingRows]).toEqual([1000, 1])
    expect(asked()).toEqual(['1000', '4000'])
  })

  it('that refuses even without one: the refusal is the answer', async () => {
    server = await startServer((_request, response) => sendJson(response, 422, { detail: 'no' }))
    api = connectTo(server.url)
    expect(await api.listSecrets()).toMatchObject({ ok: false, error: { code: 'invalid', status: 422 } })
    expect(server.seen).toHaveLength(6)
  })
})

describe('how many there are', () => {
  it.each<[string, (data: readonly unknown[]) => unknown, number]>([
    ['total', (data) => ({ data, total: 12 }), 2],
    ['count', (data) => ({ data, count: 11 }), 1],
    ['pagination.total', (data) => ({ data, pagination: { total: 110 } }), 100],
    ['the largest of them', (data) => ({ data, count: 10, total: 15, pagination: { total: 3 } }), 5],
    ['as many as there are', (data) => ({ data, total: 10 }), 0],
    ['fewer than there are', (data) => ({ data, total: 1 }), 0],
    ['a negative number', (data) => ({ data, total: -5 }), 0],
    ['text', (data) => ({ data, total: '99', pagination: 'none' }), 0],
    ['null', (data) => ({ data, total: null, count: null, pagination: null }), 0],
    ['a part', (data) => ({ data, total: 10.5 }), 0],
    ['an absurd number', (data) => ({ data, total: 1e15 }), 999_990],
    ['with rows that cannot be read', (data) => ({ data: [...data.slice(1), null], total: 12 }), 2],
    ['of a bare list', (data) => data, 0],
  ])('%s', async (_name, more, missing) => {
    await serve({ count: 10, more })
    expect((await read()).missingRows).toBe(missing)
  })
})

describe('where the rows are', () => {
  it.each<[string, (data: readonly unknown[]) => unknown]>([
    ['data', (data) => ({ data })],
    ['secrets', (secrets) => ({ secrets, status: 'succeeded' })],
    ['items', (items) => ({ items, page: 1 })],
    ['results', (results) => ({ next: null, results })],
    ['a bare list', (data) => data],
    ['data, with other lists about', (data) => ({ results: [1], items: [{}], data, secrets: 7 })],
    ['items, with data that is none', (items) => ({ data: null, items })],
  ])('%s', async (_name, more) => {
    await serve({ count: 3, more })
    expect(await read()).toMatchObject({
      secrets: [{ name: 'n0' }, { name: 'n1' }, { name: 'n2' }],
      skippedRows: 0,
    })
  })
})

describe('a service without this operation', () => {
  it.each([404, 405])('%i: it is the wrong host for it', async (status) => {
    server = await startServer((_request, response) => sendJson(response, status, { detail: 'Not Found' }))
    api = connectTo(server.url)
    expect(await api.listSecrets()).toMatchObject({ ok: false, error: { code: 'wrongHost', effect: 'none' } })
    expect(await api.listAgents()).toMatchObject({ ok: false })
    expect(server.seen).toHaveLength(2)
  })

  it('an answer that fails later on fails the list: half of it would look whole', async () => {
    server = await startServer((request, response) => {
      if (request.path.endsWith('=1000')) return sendJson(response, 200, { data: rowsOf(1000) })
      sendJson(response, 401, { detail: 'no' })
    })
    api = connectTo(server.url)
    expect(await api.listSecrets()).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
  })
})

describe('R34 the list of agents', () => {
  it('is asked for without the key, which it does not need', async () => {
    server = await startServer((_request, response) => sendJson(response, 200, { agents: {} }))
    api = connectTo(server.url)
    expect(await api.listAgents()).toEqual({ ok: true, value: [] })
    expect(server.seen[0]?.headers).not.toHaveProperty('x-api-key')
    await api.listSecrets()
    expect(server.seen[1]?.headers).toHaveProperty('x-api-key')
  })
})

// Lists of secrets and agents in which something is wrong, while the rest is not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countHostile } from '../../../test/support/hostile-count.ts'
import { noSecretNotes } from '../../shared/domain/notes.ts'
import { agentSchema, secretSchema } from '../../shared/domain/secret.ts'
import type { IoApi } from '../ports/remote.ts'
import { known, row, startToldServer, type ToldServer } from './secret-test-support.ts'
import { connectTo } from './test-support.ts'

const noteAnswer = countHostile('Hostile rows of secrets')
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

const wholeOf = (secret: object) => ({
  ...secret,
  ...{
    valueSetFrom: null,
    valueSetUntil: null,
    hasSealedCopy: false,
    fingerprint: 'none',
    sharedGroup: null,
    notes: noSecretNotes,
  },
})

describe('R39 a list of secrets with rows that cannot be read', () => {
  const wrong = [null, true, 0, -1, 1e308, 'text', '', [], {}, [[]], { a: 1 }, '2026-99-99', 'x'.repeat(5000)]
  const fields = Object.keys(row) as (keyof typeof row)[]
  const cases = fields.flatMap((field) => wrong.map((bad, index) => ({ field, index, bad })))

  it.each(cases)('$field = wrong value $index leaves the good row alone', async ({ field, bad }) => {
    const good = { ...row, secret_id: 'good' }
    serve(JSON.stringify({ data: [good, { ...row, [field]: bad }] }))
    const result = await api.listSecrets()
    if (!result.ok) throw new Error('the list should be readable')
    const [first, spoiled] = result.value.secrets
    expect(result.value.secrets.length + result.value.skippedRows).toBe(2)
    expect(first?.id).toBe('good')
    for (const secret of result.value.secrets) {
      expect(secretSchema.safeParse(wholeOf(secret)).success).toBe(true)
    }
    if (spoiled === undefined) return
    // What would be a lie about who gets the value is never guessed.
    if (field === 'is_default_for_tool') {
      expect(typeof bad === 'boolean' || bad === null).toBe(true)
      expect(spoiled.isDefault).toBe(bad === true)
    }
    if (field === 'tool_name') expect(bad === null || typeof bad === 'string').toBe(true)
  })

  it('fields that are missing, empty or without a zone are understood', async () => {
    const rows = [
      { id: 'a' },
      { secret_id: 'b', id: 'not this one', tool_name: '', tool_arg: '' },
      { secret_id: 'c', created_at: '2026-03-18T10:30:00', updated_at: '2026-03-18T12:30:00+02:00' },
      { secret_id: null, id: 'd', is_default_for_tool: null },
    ]
    serve(JSON.stringify({ data: rows }))
    const result = await api.listSecrets()
    if (!result.ok) throw new Error('should be readable')
    const empty = { ...known, id: 'a' }
    const at = Date.UTC(2026, 2, 18, 10, 30)
    expect(result.value.secrets).toEqual([
      empty,
      { ...empty, id: 'b' },
      { ...empty, id: 'c', createdAt: at, updatedAt: at },
      { ...empty, id: 'd' },
    ])
  })

  it('an id that appears twice is one secret, and rows that are no objects are counted', async () => {
    serve(JSON.stringify({ data: [null, 1, 'x', [], true, {}, row, row, { ...row, secret_name: 'again' }] }))
    expect(await api.listSecrets()).toMatchObject({
      ok: true,
      value: { skippedRows: 6, missingRows: 0, secrets: [{ id: 'id-1', name: row.secret_name }] },
    })
  })

  it.each(['../x', 'a/b', 'a?b', 'a b', 'a\nb', 'a%2fb', '😀', 'x'.repeat(101), ''])(
    'an id that is no plain identifier is left out (%j)',
    async (id) => {
      serve(JSON.stringify({ data: [{ ...row, secret_id: id }] }))
      expect(await api.listSecrets()).toMatchObject({ ok: true, value: { secrets: [], skippedRows: 1 } })
    },
  )

  it('names like __proto__ in the answer change nothing', async () => {
    serve('{"__proto__":{"data":[]},"data":[{"__proto__":{"polluted":1},"secret_id":"id-1"}]}')
    expect(await api.listSecrets()).toMatchObject({ ok: true, value: { secrets: [{ id: 'id-1' }] } })
    serve('{"agents":{"__proto__":{"name":"x","polluted":1},"constructor":{"name":"y"}}}')
    expect((await api.listAgents()).ok).toBe(true)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('texts made to be slow to check are not', async () => {
    const slow = ['1', '1.', ' ', '-', '2026-', '*', '\u{1f511}'].map((unit) => `${unit.repeat(100_000)}x`)
    const data = slow.flatMap((bad) => Object.keys(row).map((field) => ({ ...row, [field]: bad })))
    serve(JSON.stringify({ data }))
    const patient = connectTo(server.url, { maxTries: 1, callMs: 120_000, headersMs: 120_000 })
    expect(await patient.listSecrets()).toMatchObject({ ok: true })
    await patient.close()
  })
})

describe('R39 a list of agents', () => {
  const agent = {
    name: 'A',
    description: 'Does it.',
    persona: null,
    metadata: { image_url: null, tags: ['Tools'] },
  }

  async function read(agents: unknown) {
    serve(JSON.stringify({ agents }))
    const result = await api.listAgents()
    if (!result.ok) throw new Error('should be readable')
    expect(result.value.every((entry) => agentSchema.safeParse(entry).success)).toBe(true)
    return result.value
  }

  it('is an object by id, or a list', async () => {
    const expected = [{ id: 'a_agent', name: 'A', description: 'Does it.', tags: ['Tools'] }]
    expect(await read({ a_agent: agent })).toEqual(expected)
    expect(await read([{ id: 'a_agent', ...agent }])).toEqual(expected)
  })

  it('wrong details do not cost the agent, a wrong agent costs itself alone', async () => {
    const wrong = [7, 'x', [], {}, null, true, 'y'.repeat(9000), '\ud800']
    for (const bad of wrong) {
      const entries = {
        good: agent,
        name: { ...agent, name: bad },
        text: { ...agent, description: bad },
        meta: { ...agent, metadata: bad },
        tags: { ...agent, metadata: { tags: bad } },
        tag: { ...agent, metadata: { tags: [bad, 'T'] } },
      }
      expect((await read(entries)).map(({ id }) => id)).toEqual(Object.keys(entries))
      expect((await read({ good: agent, bad })).length).toBe(
        typeof bad === 'object' && bad !== null && !Array.isArray(bad) ? 2 : 1,
      )
      expect(
        (
          await read([
            { ...agent, id: 'good' },
            { ...agent, id: bad },
          ])
        ).length,
      ).toBe(bad === 'x' ? 2 : 1)
    }
  })

  it('an id that cannot be shown as it is leaves the agent out', async () => {
    const ids = ['', 'x'.repeat(201), 'a\nb', 'a\0b', 'a\u202eb', '\u200b']
    expect(await read(Object.fromEntries(ids.map((id) => [id, agent])))).toEqual([])
  })

  it('holds a thousand at most, twenty tags each, and each id once', async () => {
    const tags = Array.from({ length: 25 }, (_, index) => `${index}${'t'.repeat(110)}`)
    const many = Array.from({ length: 1200 }, (_, index) => ({
      ...agent,
      id: `a${index}`,
      metadata: { tags },
    }))
    const agents = await read([...many.slice(0, 1), ...many])
    expect(agents).toHaveLength(1000)
    expect(agents[0]?.tags).toHaveLength(20)
    expect(new Set(agents.map(({ id }) => id)).size).toBe(1000)
  })
})

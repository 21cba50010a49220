// What a fresh sandbox holds: keys in every state, weeks of usage, secrets; the same at every start.
import { describe, expect, it } from 'vitest'
import type { ControlKey } from './routes/control.ts'
import { startTestSandbox } from './test-client.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const seeded = async (seed: { keys?: number; secrets?: number }, startAt?: number) => {
  const test = await startTestSandbox({ seed }, startAt)
  try {
    const read = async (path: string) =>
      (await test.call('GET', path)).json as { data: Record<string, unknown>[] }
    return {
      now: test.now(),
      keys: await test.control.keys(),
      listed: (await read('/v1/api-keys/sub-keys')).data,
      usage: (await test.call('GET', '/v1/api-keys/sub-keys/usage')).json,
      secrets: (await read('/api/v1/secrets/')).data,
    }
  } finally {
    await test.sandbox.close()
  }
}

describe('a fresh sandbox', () => {
  it('lists 40 keys and keeps four that ended', async () => {
    const { keys, listed, secrets } = await seeded({ keys: 40, secrets: 12 })
    expect(listed).toHaveLength(40)
    expect(keys.filter((key) => key.state === 'expired')).toHaveLength(3)
    expect(keys.filter((key) => key.state === 'revoked')).toHaveLength(1)
    expect(new Set(keys.map((key) => key.id)).size).toBe(44)
    expect(new Set(keys.map((key) => key.display)).size).toBe(44)
    expect(secrets).toHaveLength(12)
  })

  it('has a key in every state that a user can meet', async () => {
    const { keys, now } = await seeded({ keys: 40 })
    const active = keys.filter((key) => key.state === 'active')
    const some = (isWanted: (key: ControlKey) => boolean) => active.filter(isWanted).length
    const left = (key: ControlKey) => (key.expiresAt ?? Number.POSITIVE_INFINITY) - now
    const share = (key: ControlKey) => (key.creditLimit ? key.creditUsed / key.creditLimit : 0)
    expect({
      inHours: some((key) => left(key) < dayMs),
      inDays: some((key) => left(key) >= dayMs && left(key) < 7 * dayMs),
      never: some((key) => key.expiresAt === null),
      noCap: some((key) => key.creditLimit === null),
      capOfZero: some((key) => key.creditLimit === 0),
      nearCap: some((key) => share(key) > 0.9 && share(key) < 1),
      atCap: some((key) => share(key) === 1),
      overCap: some((key) => share(key) > 1),
      unused: some((key) => key.creditUsed === 0),
      oneModel: some((key) => key.allowedModels?.length === 1),
      threeModels: some((key) => key.allowedModels?.length === 3),
      twelveModels: some((key) => key.allowedModels?.length === 12),
      allModels: some((key) => key.allowedModels === null),
      longName: some((key) => key.description.length > 150),
      unicodeName: some((key) => /[^\p{ASCII}]/u.test(key.description)),
      markupName: some((key) => key.description.includes('<b>')),
      researchAndDevelopment: some((key) => key.description === 'R&D'),
    }).toSatisfy((counts: Record<string, number>) => Object.values(counts).every((count) => count > 0))
    expect(new Set(active.map((key) => key.creditCycle))).toEqual(
      new Set(['8h', 'daily', 'weekly', 'monthly']),
    )
    expect(new Set(active.map((key) => key.display.split('-v2-')[0])).size).toBeGreaterThan(10)
  })

  it.each([
    ['the first millisecond of a month', '2026-06-01T00:00:00.000Z'],
    ['the last millisecond of a year', '2026-12-31T23:59:59.999Z'],
    ['a Monday morning', '2026-11-23T08:00:00.000Z'],
  ])('shows the same caps and shares at %s', async (_, startAt) => {
    const usual = await seeded({ keys: 40 })
    const other = await seeded({ keys: 40 }, Date.parse(startAt))
    const shares = (keys: readonly ControlKey[]) =>
      keys
        .filter((key) => key.state === 'active')
        .map((key) => [key.description, key.creditUsed, key.creditLimit])
    expect(shares(other.keys)).toEqual(shares(usual.keys))
  })

  it('is the same at every start, so that pictures and tests can rely on it', async () => {
    const [one, two] = [await seeded({ keys: 60, secrets: 12 }), await seeded({ keys: 60, secrets: 12 })]
    expect(two.keys).toEqual(one.keys)
    expect(two.usage).toEqual(one.usage)
    expect(two.secrets.map(({ user_id: _, ...secret }) => secret)).toEqual(
      one.secrets.map(({ user_id: _, ...secret }) => secret),
    )
  })

  it('has a history of weeks behind the current cycle, made with models that the key may call', async () => {
    const { usage, keys } = await seeded({ keys: 40 })
    const { data } = usage as {
      data: {
        keys: {
          api_key_id: string
          today: { total_credit_cost: number }
          all_time: { total_credit_cost: number; models: { model_name: string }[] }
        }[]
      }
    }
    const byId = new Map(keys.map((key) => [key.id, key]))
    for (const { api_key_id: id, all_time: all } of data.keys) {
      const key = byId.get(id)
      expect(all.total_credit_cost).toBeGreaterThanOrEqual((key?.creditUsed ?? 0) - 1e-5)
      const allowed = key?.allowedModels
      if (allowed)
        expect(allowed).toEqual(expect.arrayContaining(all.models.map((model) => model.model_name)))
    }
    expect(data.keys.filter(({ today }) => today.total_credit_cost > 0).length).toBeGreaterThan(15)
    const longer = data.keys.filter(
      ({ api_key_id: id, all_time: all }) => all.total_credit_cost > 2 * (byId.get(id)?.creditUsed ?? 0) + 1,
    )
    expect(longer.length).toBeGreaterThan(15)
  })

  it('has secrets that show what there is to explain about them', async () => {
    const { secrets, now } = await seeded({ keys: 0, secrets: 12 })
    const age = (field: string) => (secret: Record<string, unknown>) =>
      (now - Date.parse(String(secret[field]))) / dayMs
    const of = (tool: string, arg: string) =>
      secrets.filter((secret) => secret.tool_name === tool && secret.tool_arg === arg)
    const defaults = (tool: string, arg: string) =>
      of(tool, arg).filter((secret) => secret.is_default_for_tool).length
    expect({
      linear: defaults('agno__linear__*', 'api_token'),
      oneToolOfLinear: defaults('agno__linear__create_issue', 'api_token'),
      github: defaults('agno__github__*', 'access_token'),
      slack: defaults('agno__slack__*', 'token'),
      tavily: defaults('agno__tavily__*', 'api_key'),
      jira: ['server_url', 'username', 'token'].map((arg) => defaults('agno__jira__*', arg)),
      unknownTool: of('acme__warehouse__query', 'password').map((secret) => secret.display),
      noTool: secrets.filter((secret) => secret.tool_name === null && secret.tool_arg === null).length,
      old: secrets.filter((secret) => age('created_at')(secret) > 180).map((secret) => secret.secret_name),
      changed: secrets.filter((secret) => secret.updated_at !== secret.created_at).length,
    }).toEqual({
      linear: 1,
      oneToolOfLinear: 1,
      github: 1,
      slack: 1,
      tavily: 2,
      jira: [1, 1, 1],
      unknownTool: ['****'],
      noTool: 1,
      old: ['Zendesk – Köln'],
      changed: 2,
    })
    expect(secrets.every((secret) => age('updated_at')(secret) <= age('created_at')(secret))).toBe(true)
    expect(secrets.map((secret) => secret.display)).toEqual(
      expect.arrayContaining(['lin_****7Qxa', 'gith****9dKe', 'xoxb****kP5n']),
    )
  })

  it('can hold 5,000 secrets with names of their own, none in the way of another', async () => {
    const { secrets, now } = await seeded({ keys: 0, secrets: 5000 })
    const names = (field: string) => new Set(secrets.map((secret) => secret[field])).size
    expect([names('secret_id'), names('secret_name')]).toEqual([5000, 5000])
    const few = (await seeded({ keys: 0, secrets: 12 })).secrets.length
    const taken = secrets
      .filter((secret) => secret.is_default_for_tool)
      .map((secret) => `${secret.tool_name} ${secret.tool_arg}`)
    // Only the two of the small account that clash on purpose.
    expect(taken.length - new Set(taken).size).toBe(1)
    expect(taken.length).toBeGreaterThan(few + 1000)
    expect(secrets.every((secret) => Date.parse(String(secret.updated_at)) <= now)).toBe(true)
    expect(secrets.every((secret) => String(secret.updated_at) >= String(secret.created_at))).toBe(true)
  })

  it('can be empty', async () => {
    const { keys, secrets } = await seeded({ keys: 0, secrets: 0 })
    expect([keys, secrets]).toEqual([[], []])
  })

  it('can be large: 10,000 keys with names and caps of their own', async () => {
    const { listed, secrets } = await seeded({ keys: 10_000, secrets: 30 })
    expect(listed).toHaveLength(10_000)
    expect(new Set(listed.map((key) => key.description)).size).toBe(10_000)
    expect(new Set(listed.map((key) => key.credit_limit)).size).toBeGreaterThan(100)
    expect(new Set(secrets.map((secret) => secret.secret_name)).size).toBe(30)
  })
})

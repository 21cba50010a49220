// The lists of models and agents over real HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestRequest, type TestSandbox } from '../test-client.ts'

interface ModelList {
  readonly data: { name: string; status: string }[]
  readonly pagination: Record<string, unknown>
}

let test: TestSandbox
beforeAll(async () => {
  test = await startTestSandbox()
})
afterAll(() => test.sandbox.close())

const models = async (query = '', request: TestRequest = {}): Promise<ModelList> =>
  (await test.call('GET', `/api/v1/models${query}`, request)).json as ModelList

describe('the list of models', () => {
  it('holds 30 models, each with a name of its own, and some that are inactive', async () => {
    const { data, pagination } = await models()
    expect(new Set(data.map((model) => model.name)).size).toBe(30)
    expect(new Set(data.map((model) => model.status))).toEqual(new Set(['active', 'inactive']))
    expect(pagination).toEqual({
      total: 30,
      page: 1,
      page_size: 50,
      total_pages: 1,
      has_next: false,
      has_previous: false,
    })
  })

  it('comes in pages that together are the whole list', async () => {
    const pages = await Promise.all([1, 2, 3].map((page) => models(`?page=${page}&page_size=13`)))
    expect(
      pages.map((page) => [page.data.length, page.pagination.has_next, page.pagination.has_previous]),
    ).toEqual([
      [13, true, false],
      [13, true, true],
      [4, false, true],
    ])
    expect(pages.flatMap((page) => page.data)).toEqual((await models()).data)
    expect((await models('?page=9')).data).toEqual([])
  })

  it('finds by a part of the name, in any case', async () => {
    const { data } = await models('?q=LLAMA-3')
    expect(data.map((model) => model.name)).toContain('meta-llama/Llama-3.3-70B-Instruct')
    expect(data.every((model) => model.name.toLowerCase().includes('llama-3'))).toBe(true)
    expect((await models('?q=no-such-model')).pagination).toMatchObject({
      total: 0,
      total_pages: 0,
      has_next: false,
    })
  })

  it.each(['?page=0', '?page=-1', '?page=one', '?page_size=0', '?page_size=101', '?page=1.5'])(
    'refuses %s',
    async (query) => {
      expect((await test.call('GET', `/api/v1/models${query}`)).status).toBe(422)
    },
  )

  it('shows a restricted sub-key only the models that it may call', async () => {
    const allowed_models = ['Qwen/QwQ-32B', 'microsoft/phi-4']
    const { value } = await test.control.addKey({ description: 'restricted', allowed_models })
    const seen = await models('', { key: value })
    expect(seen.data.map((model) => model.name)).toEqual(allowed_models)
    expect(seen.pagination.total).toBe(2)
    const bearer = await models('?q=phi', { key: null, headers: { authorization: `bearer ${value}` } })
    expect(bearer.data.map((model) => model.name)).toEqual(['microsoft/phi-4'])
    const free = await test.control.addKey({ description: 'free' })
    expect((await models('', { key: free.value })).pagination.total).toBe(30)
  })

  it.each([
    ['no key', {}],
    ['a wrong key', { 'x-api-key': 'wrong' }],
    ['a wrong bearer', { authorization: 'Bearer wrong' }],
    ['another scheme', { authorization: 'Basic abc' }],
  ])('answers 401 to %s', async (_, headers) => {
    expect((await test.call('GET', '/api/v1/models', { key: null, headers })).status).toBe(401)
  })
})

it('the list of agents needs no key, and holds agents with and without tools', async () => {
  const answer = await test.call('GET', '/api/v1/agents', { key: null })
  expect(answer.status).toBe(200)
  const { agents } = answer.json as { agents: Record<string, { metadata: { tags: string[] | null } }> }
  const withTools = Object.keys(agents).filter((id) => agents[id]?.metadata.tags?.includes('Tools'))
  expect(withTools).toEqual(['linear_agent', 'github_agent', 'jira_agent', 'slack_agent', 'discord_agent'])
  expect(Object.keys(agents)).toEqual(expect.arrayContaining(['reasoning_agent', 'summary_agent']))
})

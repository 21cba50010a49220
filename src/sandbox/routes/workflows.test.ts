// Putting agents to work over real HTTP, also with the very code that Latchkey shows for it.
import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderAgentSnippet } from '../../shared/domain/agents.ts'
import { startTestSandbox, type TestSandbox } from '../test-client.ts'

const path = '/api/v1/workflows/run'
const task = { text: 'What is it about?', args: { type: 'custom', name: 'a', objective: 'b' } }

let test: TestSandbox
beforeAll(async () => {
  test = await startTestSandbox()
})
afterAll(() => test.sandbox.close())

const run = (...agent_names: string[]) => test.call('POST', path, { body: { ...task, agent_names } })

describe('a run', () => {
  it('answers for every agent of the list', async () => {
    const { agents } = (await test.call('GET', '/api/v1/agents')).json as { agents: object }
    for (const id of Object.keys(agents)) {
      const answer = await run(id)
      expect([id, answer.status, answer.json]).toEqual([id, 200, { result: expect.anything() as unknown }])
    }
  })

  it('of several agents answers for each', async () => {
    expect((await run('linear_agent', 'summary_agent')).json).toEqual({
      result: { linear_agent: expect.any(String) as string, summary_agent: expect.any(Object) as object },
    })
  })

  it.each(['no_such_agent', 'constructor', '__proto__', ''])(
    'of %j, which is unknown, is 404',
    async (id) => {
      expect((await run(id)).status).toBe(404)
      expect((await run('linear_agent', id)).status).toBe(404)
    },
  )

  it('without args is taken, and an empty list of agents is not', async () => {
    const body = { text: 'x', agent_names: ['custom_agent'] }
    expect((await test.call('POST', path, { body })).status).toBe(200)
    expect((await test.call('POST', path, { body: { ...body, args: null } })).status).toBe(200)
    const empty = await run()
    expect(empty.status).toBe(422)
    expect(empty.json).toMatchObject({ detail: [{ loc: ['body', 'agent_names'], type: 'too_short' }] })
    expect((await test.call('POST', path, { body: { ...body, args: [] } })).json).toMatchObject({
      detail: [{ loc: ['body', 'args'], type: 'dict_type' }],
    })
  })

  it('takes either header, from a sub-key too, and nothing else', async () => {
    const body = { ...task, agent_names: ['linear_agent'] }
    const { value } = await test.control.addKey({ description: 'agent' })
    expect((await test.call('POST', path, { body, key: value })).status).toBe(200)
    const headers = { authorization: `Bearer ${value}` }
    expect((await test.call('POST', path, { body, key: null, headers })).status).toBe(200)
    expect((await test.call('POST', path, { body, key: 'wrong' })).status).toBe(401)
    expect((await test.call('GET', path)).status).toBe(405)
  })
})

it('the code that Latchkey shows for curl is understood', async () => {
  const text = renderAgentSnippet('curl', {
    agentId: 'linear_agent',
    baseUrl: `${test.sandbox.url}/api/v1`,
    variable: 'IOINTELLIGENCE_API_KEY',
  })
  const args = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }\n${text}`], {
    env: { IOINTELLIGENCE_API_KEY: test.sandbox.adminKey },
  })
    .toString()
    .split('\n')
  const headers = args.flatMap((arg, index): [string, string][] => {
    const [name = '', value = ''] = args[index + 1]?.split(': ') ?? []
    return arg === '-H' ? [[name, value]] : []
  })
  const answer = await fetch(args[0] ?? '', {
    method: 'POST',
    headers,
    body: args[args.indexOf('-d') + 1] ?? '',
  })
  expect([answer.status, await answer.json()]).toEqual([200, { result: expect.any(String) as string }])
})

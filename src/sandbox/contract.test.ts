// Every answer of the sandbox against the public contract, with an independent validator of JSON Schema.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { startTestSandbox, type TestRequest, type TestSandbox } from './test-client.ts'

interface Json {
  readonly [name: string]: Json
}

const contract = parse(
  readFileSync(join(import.meta.dirname, '../../contract/io-intelligence.openapi.yaml'), 'utf8'),
) as Json

/** The contract with every documented property of an answer required, to show that none is left out. */
const complete = JSON.parse(JSON.stringify(contract), (_, value: unknown) =>
  typeof value === 'object' && value !== null && 'properties' in value
    ? { ...value, required: Object.keys(value.properties as object) }
    : value,
) as Json

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(contract, 'contract')
ajv.addSchema(complete, 'complete')

const pointer = (...parts: string[]): string =>
  parts.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')

interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly statuses: readonly string[]
}

const operations: Operation[] = Object.entries(contract.paths ?? {}).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([, operation]) => 'operationId' in operation)
    .map(([method, operation]) => ({
      id: String(operation.operationId),
      method,
      path,
      statuses: Object.keys(operation.responses ?? {}),
    })),
)

/** Where the contract describes the body of an answer; undefined where it does not. */
const bodyPointer = ({ path, method }: Operation, status: string): string | undefined => {
  const response = contract.paths?.[path]?.[method]?.responses?.[status]
  const reference = response?.$ref as unknown as string | undefined
  const parts = reference?.split('/').slice(1) ?? ['paths', path, method, 'responses', status]
  const target = parts.reduce<Json | undefined>((value, part) => value?.[part], contract)
  return target?.content === undefined
    ? undefined
    : pointer(...parts, 'content', 'application/json', 'schema')
}

const validate = (schema: string, body: unknown): void => {
  const check = ajv.compile({ $ref: schema })
  if (!check(body))
    throw new Error(`${schema}: ${ajv.errorsText(check.errors)}\n${JSON.stringify(body, null, 1)}`)
}

const exercised = new Set<string>()

let test: TestSandbox
beforeAll(async () => {
  test = await startTestSandbox({ seed: { keys: 40, secrets: 12 }, maxTotalSecretBytes: 256 * 1024 })
})
afterAll(() => test.sandbox.close())

/** Performs one operation and holds its answer against the contract. */
const perform = async (
  id: string,
  status: number,
  request: TestRequest & { params?: string; query?: string } = {},
) => {
  const operation = operations.find((candidate) => candidate.id === id)
  if (operation === undefined) throw new Error(`The contract has no operation ${id}`)
  const path = operation.path.replace(/\{\w+\}/, request.params ?? '') + (request.query ?? '')
  const answer = await test.call(operation.method.toUpperCase(), path, request)
  expect([id, answer.status, answer.headers.get('content-type')]).toEqual([id, status, 'application/json'])
  expect(operation.statuses).toContain(String(status))
  expect(answer.json).not.toBeUndefined()
  const schema = bodyPointer(operation, String(status))
  if (schema !== undefined) {
    validate(`contract#${schema}`, answer.json)
    validate(`complete#${schema}`, answer.json)
  }
  exercised.add(`${id} ${status}`)
  return answer.json as Json
}

/** For what the sandbox never answers of itself: an outage, and errors that its data cannot lead to. */
const performFailing = async (id: string, status: number, request: TestRequest = {}) => {
  await test.control.addFault({ fault: { kind: 'status', status } })
  await perform(id, status, request)
}

const unknown = '3c90c3cc-0d44-4b50-8888-8dd25736052a'
const newRun = { text: 'x', agent_names: ['custom_agent'], args: { type: 'custom' } }
const newSecret = { secret_name: 'n', secret_value: 'sandbox-value' }

describe('sub-keys keep the contract', () => {
  let id: string
  let value: string

  it('createSubKey', async () => {
    for (const body of [
      { description: 'a' },
      {
        description: 'b',
        allowed_models: ['Qwen/QwQ-32B'],
        credit_limit: 0.5,
        expires_at: 'never',
        key_prefix: 'acme',
      },
      {
        description: 'c',
        scopes: ['intelligence'],
        credit_refresh_cycle: '8h',
        expires_at: '2026-12-01T00:00:00',
      },
    ]) {
      const { data } = await perform('createSubKey', 201, { body })
      id = String(data?.key_id)
      value = String(data?.value)
    }
    await perform('createSubKey', 401, { key: 'wrong', body: { description: 'x' } })
    await perform('createSubKey', 403, { key: value, body: { description: 'x' } })
    await perform('createSubKey', 422, { body: {} })
    await perform('createSubKey', 422, { body: '{' })
  })

  it('listSubKeys', async () => {
    await perform('listSubKeys', 200)
    await perform('listSubKeys', 401, { key: null })
  })

  it('updateSubKey', async () => {
    await perform('updateSubKey', 200, { params: id, body: { allowed_models: [], credit_limit: null } })
    await perform('updateSubKey', 401, { params: id, key: null, body: {} })
    await perform('updateSubKey', 404, { params: unknown, body: {} })
    await perform('updateSubKey', 422, { params: 'abc', body: {} })
    await perform('updateSubKey', 422, { params: id, body: { credit_limit: -1 } })
  })

  it('usage', async () => {
    await test.control.addUsage(id, { credits: 0.25, inputTokens: 10, outputTokens: 5 })
    await perform('subKeyUsage', 200, { params: id })
    await perform('subKeyUsage', 401, { params: id, key: null })
    await perform('subKeyUsage', 404, { params: unknown })
    await perform('subKeyUsage', 422, { params: 'abc' })
    await perform('ownUsage', 200, { key: value })
    await perform('ownUsage', 401, { key: null })
    await perform('ownUsage', 403)
    await performFailing('ownUsage', 404, { key: value })
    await perform('allSubKeysUsage', 200)
    await perform('allSubKeysUsage', 401, { key: null })
    await performFailing('allSubKeysUsage', 503)
  })

  it('revokeSubKey', async () => {
    await perform('revokeSubKey', 200, { params: id })
    await perform('revokeSubKey', 404, { params: id })
    await perform('revokeSubKey', 401, { params: id, key: value })
    await perform('revokeSubKey', 422, { params: 'abc' })
  })
})

describe('secrets keep the contract', () => {
  let id: string

  it('createSecret', async () => {
    const body = {
      ...newSecret,
      tool_name: 'agno__linear__*',
      tool_arg: 'api_token',
      is_default_for_tool: true,
    }
    id = String((await perform('createSecret', 200, { body })).secret_id)
    await perform('createSecret', 422, { body: { secret_name: '', secret_value: 'abc' } })
    await performFailing('createSecret', 404, { body })
    await performFailing('createSecret', 429, { body })
    const long = '🔑'.repeat(1024)
    const heavy = { secret_name: long, secret_value: long, tool_name: long, tool_arg: long }
    for (let count = 0; count < 15; count += 1) await perform('createSecret', 200, { body: heavy })
    await perform('createSecret', 413, { body: heavy })
    await perform('updateSecret', 413, { params: id, body: heavy })
  })

  it('listSecrets, getSecret, updateSecret, deleteSecret', async () => {
    await perform('listSecrets', 200)
    await perform('listSecrets', 200, { query: '?limit=3' })
    await perform('listSecrets', 401, { key: null })
    await perform('updateSecret', 200, { params: id, body: { secret_value: 'another-sandbox-value' } })
    await perform('getSecret', 200, { params: id })
    await perform('deleteSecret', 200, { params: id })
    for (const operation of ['getSecret', 'updateSecret', 'deleteSecret']) {
      const body = operation === 'updateSecret' ? { body: {} } : {}
      await perform(operation, 404, { params: id, ...body })
      await perform(operation, 422, { params: 'abc', ...body })
    }
  })
})

describe('models and agents keep the contract', () => {
  it('listModels', async () => {
    await perform('listModels', 200)
    await perform('listModels', 200, { query: '?page=2&page_size=7&q=l' })
    await perform('listModels', 401, { key: null })
  })

  it('listAgents', async () => {
    await perform('listAgents', 200, { key: null })
  })

  it('runWorkflow', async () => {
    for (const agent of ['summary_agent', 'sentiment_analysis_agent', 'linear_agent', 'custom_agent'])
      await perform('runWorkflow', 200, { body: { ...newRun, agent_names: [agent] } })
    await perform('runWorkflow', 401, { key: null, body: newRun })
    await perform('runWorkflow', 404, { body: { ...newRun, agent_names: ['no_such_agent'] } })
    await perform('runWorkflow', 422, { body: {} })
    await perform('runWorkflow', 422, { body: '{' })
  })
})

describe('what the contract calls invalid, the sandbox refuses', () => {
  const subKey = { description: 'x' }
  it.each([
    ['CreateSubKey', {}],
    ['CreateSubKey', { description: null }],
    ['CreateSubKey', { ...subKey, scopes: [1] }],
    ['CreateSubKey', { ...subKey, allowed_models: 'all' }],
    ['CreateSubKey', { ...subKey, credit_limit: -0.5 }],
    ['CreateSubKey', { ...subKey, credit_limit: '5' }],
    ['CreateSubKey', { ...subKey, credit_refresh_cycle: null }],
    ['CreateSubKey', { ...subKey, expires_at: 5 }],
    ['CreateSubKey', { ...subKey, key_prefix: 'a' }],
    ['CreateSubKey', { ...subKey, key_prefix: '1a' }],
    ['CreateSubKey', { ...subKey, key_prefix: 'much-too-long' }],
    ['UpdateSubKey', { credit_limit: -1 }],
    ['UpdateSubKey', { credit_refresh_cycle: 'hourly' }],
    ['UpdateSubKey', { description: [] }],
    ['CreateSecret', { secret_name: 'n' }],
    ['CreateSecret', { ...newSecret, secret_name: '' }],
    ['CreateSecret', { ...newSecret, secret_value: 'abc' }],
    ['CreateSecret', { ...newSecret, tool_arg: '' }],
    ['CreateSecret', { ...newSecret, is_default_for_tool: 1 }],
    ['UpdateSecret', { secret_value: 'x'.repeat(1025) }],
    ['UpdateSecret', { tool_name: '' }],
    ['RunWorkflow', { text: 'x' }],
    ['RunWorkflow', { ...newRun, text: null }],
    ['RunWorkflow', { ...newRun, agent_names: [] }],
    ['RunWorkflow', { ...newRun, agent_names: 'custom_agent' }],
    ['RunWorkflow', { ...newRun, agent_names: [1] }],
    ['RunWorkflow', { ...newRun, args: 'custom' }],
  ])('%s %j', async (schema, body) => {
    expect(ajv.compile({ $ref: `contract#/components/schemas/${schema}` })(body)).toBe(false)
    const key = await test.control.addKey({ description: 'to be changed' })
    const secrets = (await test.call('GET', '/api/v1/secrets/?limit=1')).json as {
      data: { secret_id: string }[]
    }
    const [method, path] = {
      CreateSubKey: ['POST', '/v1/api-keys/sub-keys'],
      UpdateSubKey: ['PATCH', `/v1/api-keys/sub-keys/${key.id}`],
      CreateSecret: ['POST', '/api/v1/secrets/'],
      UpdateSecret: ['PATCH', `/api/v1/secrets/${secrets.data[0]?.secret_id}`],
      RunWorkflow: ['POST', '/api/v1/workflows/run'],
    }[schema] as [string, string]
    const answer = await test.call(method, path, { body })
    expect(answer.status).toBe(422)
    validate('complete#/components/responses/Invalid/content/application~1json/schema', answer.json)
  })
})

it('every operation of the contract was exercised, with every answer it documents', () => {
  const documented = operations.flatMap(({ id, statuses }) => statuses.map((status) => `${id} ${status}`))
  expect(operations.length).toBeGreaterThanOrEqual(14)
  expect(documented.filter((name) => !exercised.has(name))).toEqual([])
})

// Starts a sandbox for one test file and talks to it over real HTTP.
import { type ControlClient, createControlClient } from './control-client.ts'
import { createSandbox, type Sandbox, type SandboxOptions } from './server.ts'

export const testToken = 'sandbox-control-token-of-a-test'

/** An answer with its body read. `json` is undefined where the body is no JSON. */
interface TestAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
}

export interface TestRequest {
  readonly body?: unknown
  /** Sent as x-api-key; the admin key where left out, none where null. */
  readonly key?: string | null
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

export interface TestSandbox {
  readonly sandbox: Sandbox
  readonly control: ControlClient
  readonly call: (method: string, path: string, request?: TestRequest) => Promise<TestAnswer>
  /** Moves the sandbox's clock forward. */
  readonly advance: (ms: number) => void
  readonly now: () => number
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A sandbox in memory, empty unless seeded, whose clock stands at `startAt` until it is moved. */
export const startTestSandbox = async (
  { hasControl = true, ...options }: Partial<SandboxOptions> & { readonly hasControl?: boolean } = {},
  startAt = Date.parse('2026-03-18T10:30:00Z'),
): Promise<TestSandbox> => {
  let nowAt = startAt
  const unexpected: unknown[] = []
  const sandbox = await createSandbox({
    databasePath: ':memory:',
    port: 0,
    seed: { keys: 0, secrets: 0 },
    ...(hasControl ? { controlToken: testToken } : {}),
    clock: () => nowAt,
    onUnexpectedError: (error) => unexpected.push(error),
    ...options,
  })
  return {
    sandbox,
    control: createControlClient(sandbox.url, testToken),
    advance: (ms) => {
      nowAt += ms
    },
    now: () => nowAt,
    call: async (method, path, { body, key = sandbox.adminKey, headers = {}, signal } = {}) => {
      const response = await fetch(`${sandbox.url}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(key === null ? {} : { 'x-api-key': key }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      })
      const text = await response.text()
      if (unexpected.length > 0) throw new Error('The sandbox has a defect', { cause: unexpected[0] })
      return { status: response.status, headers: response.headers, text, json: parse(text) }
    },
  }
}

// A typed client of the sandbox's control endpoint, for tests.
import type { ActiveFaultRule, FaultRuleInput } from './fault-rules.ts'
import type { LoggedRequest } from './request-log.ts'
import type { CreateSecretInput, CreateSubKeyInput, UpdateSecretInput } from './request-schemas.ts'
import { type ControlKey, controlTokenHeader, type UsageInput } from './routes/control.ts'
import type { Secret } from './secret-store.ts'

interface RequestFilter {
  readonly method?: string
  readonly pathPattern?: RegExp
}

/** Every call throws an Error that carries the sandbox's answer where the sandbox says no. */
export interface ControlClient {
  readonly addFault: (rule: FaultRuleInput) => Promise<ActiveFaultRule>
  readonly listFaults: () => Promise<ActiveFaultRule[]>
  readonly removeFault: (id: number) => Promise<void>
  readonly clearFaults: () => Promise<void>
  /** The logged requests that pass the filter, the oldest first. */
  readonly requests: (filter?: RequestFilter) => Promise<LoggedRequest[]>
  /** How many requests passed the filter since the log was cleared. */
  readonly countRequests: (filter?: RequestFilter) => Promise<number>
  readonly clearRequests: () => Promise<void>
  /** Every key, also revoked and expired ones. */
  readonly keys: () => Promise<ControlKey[]>
  /** Adds a key as if it had been issued elsewhere; takes the body of the contract's create operation. */
  readonly addKey: (key: CreateSubKeyInput) => Promise<ControlKey & { readonly value: string }>
  readonly revokeKey: (id: string) => Promise<ControlKey>
  /** Moves the end of a key: epoch ms, or null for never; an instant that has passed expires it at once. */
  readonly moveExpiry: (id: string, expiresAt: number | null) => Promise<ControlKey>
  readonly addUsage: (id: string, usage: UsageInput) => Promise<ControlKey>
  /** Every secret, the newest first; instants are epoch ms. */
  readonly secrets: () => Promise<Secret[]>
  /** Adds a secret as if it had been stored elsewhere; takes the body of the contract's create operation. */
  readonly addSecret: (secret: CreateSecretInput) => Promise<Secret>
  /** Somebody else changes a secret, or its value; takes the body of the contract's update operation. */
  readonly changeSecret: (id: string, changes: UpdateSecretInput) => Promise<Secret>
  readonly removeSecret: (id: string) => Promise<void>
  /** Whether the third write of secrets within a second is refused; writes of this client never are. */
  readonly limitSecretWrites: (isOn: boolean) => Promise<void>
}

export const createControlClient = (url: string, token: string): ControlClient => {
  const call = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${url}/__control${path}`, {
      method,
      headers: { [controlTokenHeader]: token, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as Answer
  }

  const isWanted = (filter: RequestFilter, method: string, path: string): boolean =>
    (filter.method === undefined || filter.method.toUpperCase() === method) &&
    (filter.pathPattern === undefined || filter.pathPattern.test(path))

  const readLog = () => call<{ counts: Record<string, number>; entries: LoggedRequest[] }>('GET', '/requests')

  return {
    addFault: (rule) => call('POST', '/faults', rule),
    listFaults: () => call('GET', '/faults'),
    removeFault: (id) => call('DELETE', `/faults/${id}`),
    clearFaults: () => call('DELETE', '/faults'),
    requests: async (filter = {}) =>
      (await readLog()).entries.filter(({ method, path }) => isWanted(filter, method, path)),
    countRequests: async (filter = {}) =>
      Object.entries((await readLog()).counts)
        .filter(([name]) => isWanted(filter, name.split(' ')[0] ?? '', name.slice(name.indexOf(' ') + 1)))
        .reduce((sum, [, count]) => sum + count, 0),
    clearRequests: () => call('DELETE', '/requests'),
    keys: () => call('GET', '/keys'),
    addKey: (key) => call('POST', '/keys', key),
    revokeKey: (id) => call('POST', `/keys/${id}/revoke`),
    moveExpiry: (id, expiresAt) => call('POST', `/keys/${id}/expiry`, { expiresAt }),
    addUsage: (id, usage) => call('POST', `/keys/${id}/usage`, usage),
    secrets: () => call('GET', '/secrets'),
    addSecret: (secret) => call('POST', '/secrets', secret),
    changeSecret: (id, changes) => call('PATCH', `/secrets/${id}`, changes),
    removeSecret: (id) => call('DELETE', `/secrets/${id}`),
    limitSecretWrites: (isOn) => call('PUT', '/secrets/limiter', { isOn }),
  }
}

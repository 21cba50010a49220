// Makes connections to the remote API: where the key may go, with which limits, and what all of them share.
import { fail, type Result } from '../../shared/errors.ts'
import type { ConnectApi, IoApi } from '../ports/remote.ts'
import type { Clock, Log } from '../ports/system.ts'
import { createHttpClient, defaultHttpLimits, type HttpLimits } from './http-client.ts'
import { createIoApi } from './io-api.ts'
import type { ListLimits } from './lists.ts'
import { mayConnectTo } from './origins.ts'
import { createPerform, defaultRetryLimits, type RetryLimits } from './perform.ts'
import { createRetryBudget } from './retry.ts'
import { createWritePacer, type Pace } from './write-pacer.ts'

export interface RemoteLimits extends HttpLimits, RetryLimits, ListLimits {
  /** Repeated calls of all connections together; a call that succeeds gives one back. */
  readonly retryBudget: number
  /** How fast secrets are written. */
  readonly secretPace: Pace
}

const defaultLimits: RemoteLimits = {
  ...defaultHttpLimits,
  ...defaultRetryLimits,
  // The list and its usage come in one piece: at 10,000 keys both are near 5 MiB already, and ten times as
  // many have to work.
  rowsBytes: 128 * 1024 * 1024,
  jsonDepth: 32,
  maxModelPages: 50,
  retryBudget: 10,
  // The service has been seen to refuse more than two a second; the rest is for requests that travel unevenly.
  secretPace: { maxWrites: 2, windowMs: 1100 },
}

export interface RemoteDeps {
  readonly clock: Clock
  readonly log: Log
  /** 0 up to 1; spreads repeated calls. */
  readonly random: () => number
  /** PEM texts of the authorities to trust; undefined means the runtime's own. */
  readonly authorities: readonly string[] | undefined
  readonly limits?: Partial<RemoteLimits>
}

/** The function that connects; all its connections share one retry budget. */
export function createConnectApi(deps: RemoteDeps): ConnectApi {
  const { clock, log, random, authorities } = deps
  const limits = { ...defaultLimits, ...deps.limits }
  const budget = createRetryBudget(limits.retryBudget)
  return (origins, adminKey, proxyOf) => {
    // Refused before anything exists that could send: a changed origin must not receive the key.
    if (!mayConnectTo(origins)) return createRefusingApi(fail('insecure'))
    if (!/^[\x21-\x7e]{1,8192}$/.test(adminKey)) {
      const message = 'An admin key holds no spaces or special characters.'
      return createRefusingApi(fail('invalidInput', { fields: [{ field: 'adminKey', message }] }))
    }
    const closing = new AbortController()
    const proxy = proxyOf === undefined ? {} : { proxyOf }
    const http = createHttpClient({ clock, limits, adminKey, authorities, ...proxy })
    const perform = createPerform({
      http,
      clock,
      log,
      random,
      limits,
      budget,
      adminKey,
      closing: closing.signal,
    })
    const close = async (): Promise<void> => {
      closing.abort()
      await http.close()
    }
    const secretPacer = createWritePacer(clock, limits.secretPace, closing.signal)
    return { ...createIoApi(perform, origins, limits, secretPacer), close }
  }
}

function createRefusingApi(refusal: Result<never>): IoApi {
  const refuse = async (): Promise<Result<never>> => refusal
  return {
    listKeys: refuse,
    createKey: refuse,
    updateKey: refuse,
    revokeKey: refuse,
    listUsage: refuse,
    readOwnUsage: refuse,
    listModels: refuse,
    listSecrets: refuse,
    readSecret: refuse,
    createSecret: refuse,
    updateSecret: refuse,
    deleteSecret: refuse,
    listAgents: refuse,
    close: async () => {},
  }
}

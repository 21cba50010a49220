// Asks a third-party service whether a credential works: one call of its own, with nothing of the account in it.
import type { LookupFunction } from 'node:net'
import { type buildConnector, Client } from 'undici'
import type { CheckVerdict } from '../../shared/domain/secret-check.ts'
import { fail, ok } from '../../shared/errors.ts'
import type { CredentialCheck, ProxyOf } from '../ports/remote.ts'
import type { Clock } from '../ports/system.ts'
import { type CredentialRequest, credentialRequest } from './credential-request.ts'
import { needsBody, type ServiceAnswer, verdictOf } from './credential-verdict.ts'
import { parseJson } from './json-text.ts'
import { isLoopbackOrigin } from './origins.ts'
import { createConnector } from './tls-connector.ts'

/** Durations in ms, sizes in bytes. */
export interface CheckLimits {
  readonly connectMs: number
  /** The whole call, connecting included. */
  readonly callMs: number
  readonly bodyBytes: number
}

const defaultLimits: CheckLimits = { connectMs: 10_000, callMs: 15_000, bodyBytes: 256 * 1024 }
const maxDepth = 32
const jsonType = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i

export interface CredentialCheckDeps {
  readonly clock: Clock
  /** PEM texts of the authorities to trust; undefined means the runtime's own. */
  readonly authorities: readonly string[] | undefined
  readonly limits?: Partial<CheckLimits>
  /** Replaces the system's resolver of names. */
  readonly lookup?: LookupFunction
  readonly proxyOf?: ProxyOf
}

/** Nothing of the credential is logged, kept, or part of any result. */
export function createCredentialCheck(deps: CredentialCheckDeps): CredentialCheck {
  const limits = { ...defaultLimits, ...deps.limits }
  let connectorMade: buildConnector.connector | null = null
  // At the first use: it parses all authorities, and most days nobody tests a credential.
  const connector = (): buildConnector.connector => {
    connectorMade ??= createConnector({
      timeoutMs: limits.connectMs,
      authorities: deps.authorities,
      onError: () => {},
      ...(deps.lookup === undefined ? {} : { lookup: deps.lookup }),
      ...(deps.proxyOf === undefined ? {} : { proxyOf: deps.proxyOf }),
    })
    return connectorMade
  }

  /** Rejects where there is no answer. */
  async function exchange(
    serviceId: string,
    origin: string,
    request: CredentialRequest,
  ): Promise<ServiceAnswer> {
    const ending = new AbortController()
    const cancelEnd = deps.clock.after(limits.callMs, () => ending.abort())
    const client = new Client(origin, {
      connect: connector(),
      headersTimeout: limits.callMs,
      bodyTimeout: limits.callMs,
    })
    try {
      const response = await client.request({ ...wireForm(request), signal: ending.signal })
      const { statusCode: status, body } = response
      const isJson = jsonType.test(String(response.headers['content-type'] ?? ''))
      body.on('error', () => {})
      const isRead = isJson && needsBody(serviceId, status)
      return { status, isJson, body: isRead ? await readBody(body, limits.bodyBytes) : undefined }
    } finally {
      cancelEnd()
      await client.destroy()
    }
  }

  const hostOf: CredentialCheck['hostOf'] = (service, args) => {
    const request = credentialRequest(service, args)
    return request.ok ? ok(request.value.host) : request
  }

  const ask: CredentialCheck['ask'] = async (service, args, playedBy) => {
    const made = credentialRequest(service, args)
    if (!made.ok) return made
    if (playedBy !== null && !isLoopbackOrigin(playedBy)) return fail('insecure')
    const { host, path } = made.value
    const origin = playedBy ?? `https://${host}`
    const request = { ...made.value, path: playedBy === null ? path : `/__services/${host}${path}` }
    // What went wrong may quote the request, so nothing of it goes on.
    const answer = await exchange(service.id, origin, request).catch(() => null)
    const verdict: CheckVerdict =
      answer === null
        ? { verdict: 'unreachable', host, status: null }
        : { verdict: verdictOf(service.id, answer), host, status: answer.status }
    return ok(verdict)
  }

  return { hostOf, ask }
}

function wireForm({ method, path, headers, body }: CredentialRequest) {
  return {
    method,
    path,
    headers: {
      accept: 'application/json',
      'user-agent': 'Latchkey',
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body,
  } as const
}

/** The parsed body; undefined where it is too long, breaks off, or is no JSON. */
async function readBody(body: AsyncIterable<Buffer>, maxBytes: number): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.length
      if (size > maxBytes) return undefined
      chunks.push(chunk)
    }
  } catch {
    return undefined
  }
  return (await parseJson(Buffer.concat(chunks), { maxDepth }))?.envelope
}

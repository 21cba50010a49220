// How connections are made: TLS 1.2 or newer, certificates always checked, through a proxy where there is one.
import type { LookupFunction } from 'node:net'
import { createSecureContext } from 'node:tls'
import { buildConnector } from 'undici'
import type { ProxyOf } from '../ports/remote.ts'
import { createTunnels, ProxyError } from './proxy.ts'

export interface ConnectorOptions {
  readonly timeoutMs: number
  /** PEM texts of the authorities to trust; undefined means the runtime's own. */
  readonly authorities: readonly string[] | undefined
  /** Told each error: after one of them, nothing was sent. */
  readonly onError: (error: Error) => void
  /** Replaces the system's resolver of names. */
  readonly lookup?: LookupFunction
  /** The proxy for an https origin. Plain http is for this computer alone and never takes one. */
  readonly proxyOf?: ProxyOf
}

/** A connector for undici's clients. */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  const { authorities, lookup, proxyOf, timeoutMs } = options
  // Made once: parsing a few hundred certificates for every connection would hold up the main process.
  const secureContext = createSecureContext({
    minVersion: 'TLSv1.2',
    ...(authorities === undefined ? {} : { ca: [...authorities] }),
  })
  const connect = buildConnector({
    timeout: timeoutMs,
    allowH2: false,
    // Explicit, because NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment only changes the default.
    rejectUnauthorized: true,
    secureContext,
    ...(lookup === undefined ? {} : { lookup }),
  })
  const openTunnel = proxyOf && createTunnels({ proxyOf, timeoutMs, secureContext })
  return (target, callback) => {
    const failWith = (error: Error) => {
      options.onError(error)
      callback(error, null)
    }
    const start = (found: buildConnector.Options) =>
      connect(found, (...[error, socket]) => (error === null ? callback(null, socket) : failWith(error)))
    if (openTunnel === undefined || target.protocol !== 'https:') return start(target)
    // The handshake is with the server itself, by the same rules, whoever carries its bytes.
    openTunnel(target).then(
      (httpSocket) => start(httpSocket === null ? target : { ...target, httpSocket }),
      (error: unknown) => failWith(error instanceof Error ? error : new ProxyError('UND_ERR_PROXY')),
    )
  }
}

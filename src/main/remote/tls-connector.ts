// How connections are made: TLS 1.2 or newer, certificates always checked.
import type { LookupFunction } from 'node:net'
import { createSecureContext } from 'node:tls'
import { buildConnector } from 'undici'

export interface ConnectorOptions {
  readonly timeoutMs: number
  /** PEM texts of the authorities to trust; undefined means the runtime's own. */
  readonly authorities: readonly string[] | undefined
  /** Told each error: after one of them, nothing was sent. */
  readonly onError: (error: Error) => void
  /** Replaces the system's resolver of names. */
  readonly lookup?: LookupFunction
}

/** A connector for undici's clients. */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  const { authorities, lookup } = options
  const connect = buildConnector({
    timeout: options.timeoutMs,
    allowH2: false,
    // Explicit, because NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment only changes the default.
    rejectUnauthorized: true,
    // Made once: parsing a few hundred certificates for every connection would hold up the main process.
    secureContext: createSecureContext({
      minVersion: 'TLSv1.2',
      ...(authorities === undefined ? {} : { ca: [...authorities] }),
    }),
    ...(lookup === undefined ? {} : { lookup }),
  })
  return (target, callback) => {
    connect(target, (...[error, socket]) => {
      if (error === null) return callback(null, socket)
      options.onError(error)
      callback(error, null)
    })
  }
}

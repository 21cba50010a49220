// The certificate authorities that the connection trusts: the runtime's own and the operating system's.
import { createSecureContext, getCACertificates } from 'node:tls'

/** PEM texts, or undefined where the runtime cannot read the system's store and its default has to do. */
export function readTrustedAuthorities(): readonly string[] | undefined {
  try {
    const ca = [...new Set([...getCACertificates('default'), ...getCACertificates('system')])]
    // One certificate that the runtime cannot parse would make every connection fail.
    createSecureContext({ ca })
    return ca
  } catch {
    return undefined
  }
}

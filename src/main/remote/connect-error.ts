// Tells why a connection could not be made, from the code of its error alone.
import { constants } from 'node:os'

const timeouts: ReadonlySet<string> = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT'])
const resolverErrors: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'])

/**
 * `insecure` for everything TLS complains of, also for complaints not known yet: whatever is neither the
 * resolver's nor the operating system's comes from the handshake or the check of the certificate.
 */
export function classifyConnectError(error: Error): 'offline' | 'timeout' | 'insecure' {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (timeouts.has(code)) return 'timeout'
  const isHandshake = code === 'EPROTO'
  const isNetwork =
    resolverErrors.has(code) || code.startsWith('UND_ERR_') || Object.hasOwn(constants.errno, code)
  return isNetwork && !isHandshake ? 'offline' : 'insecure'
}

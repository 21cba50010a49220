// The override by which an unpackaged build talks to a service on this computer.
import type { AppOptions } from '../app-ports.ts'

/**
 * Reads `LATCHKEY_KEYS_URL` and `LATCHKEY_INTELLIGENCE_URL` (the second defaults to the first). Null where
 * neither is set; throws where one is not plain http on a loopback address.
 */
export function developmentUrls(
  environment: Readonly<Record<string, string | undefined>>,
): AppOptions['developmentUrls'] {
  const keys = environment.LATCHKEY_KEYS_URL
  if (keys === undefined || keys === '') return null
  return {
    keys: loopbackUrl('LATCHKEY_KEYS_URL', keys),
    intelligence: loopbackUrl('LATCHKEY_INTELLIGENCE_URL', environment.LATCHKEY_INTELLIGENCE_URL || keys),
  }
}

function loopbackUrl(variable: string, text: string): string {
  const url = URL.parse(text)
  const isLoopback = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (!isLoopback || url.protocol !== 'http:') {
    throw new Error(`${variable} must be an http:// address of this computer, such as http://127.0.0.1:8787`)
  }
  return url.origin
}

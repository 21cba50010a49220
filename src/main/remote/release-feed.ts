// Reads the announcement of the newest version: one small text over https, with nothing of the account in it.
import { Client } from 'undici'
import type { ProxyOf, ReadRelease } from '../ports/remote.ts'
import type { Clock } from '../ports/system.ts'
import { createConnector } from './tls-connector.ts'

export interface ReleaseFeedDeps {
  readonly clock: Clock
  /** PEM texts of the authorities to trust; undefined means the runtime's own. */
  readonly authorities: readonly string[] | undefined
  readonly proxyOf?: ProxyOf
}

const callMs = 15_000
const maxBytes = 16 * 1024

/** Null for whatever is not a short text with status 200 from an https address. Follows no redirect. */
export function createReleaseFeed(deps: ReleaseFeedDeps): ReadRelease {
  return async (url) => {
    const address = URL.parse(url)
    if (address?.protocol !== 'https:') return null
    const ending = new AbortController()
    const cancelEnd = deps.clock.after(callMs, () => ending.abort())
    const client = new Client(address.origin, {
      connect: createConnector({
        timeoutMs: callMs,
        authorities: deps.authorities,
        onError: () => {},
        ...(deps.proxyOf === undefined ? {} : { proxyOf: deps.proxyOf }),
      }),
    })
    try {
      const { statusCode, body } = await client.request({
        ...{ method: 'GET', path: `${address.pathname}${address.search}`, signal: ending.signal },
        headers: { accept: 'application/json', 'user-agent': 'Latchkey' },
      })
      body.on('error', () => {})
      return statusCode === 200 ? await readText(body) : null
    } catch {
      return null
    } finally {
      cancelEnd()
      await client.destroy()
    }
  }
}

async function readText(body: AsyncIterable<Buffer>): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

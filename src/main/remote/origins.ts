// Which origins the API may live at: io.net's own hosts over https, and loopback for sandbox and development.
import { intelligenceHost, keysHosts } from '../../shared/domain/settings.ts'
import type { Origins } from '../ports/remote.ts'

const liveOrigins: ReadonlySet<string> = new Set(
  [...keysHosts, intelligenceHost].map((host) => `https://${host}`),
)
/** Literal addresses only: the name "localhost" is whatever the hosts file says. */
const loopbackOrigin = /^http:\/\/(127\.0\.0\.1|\[::1\]):\d{1,5}$/

/** Whether this is the origin of a service on this computer, by its literal address. */
export function isLoopbackOrigin(origin: string): boolean {
  return loopbackOrigin.test(origin)
}

/** The origins of a live account whose keys live at the chosen host. */
export function liveOriginsOf(keysHost: (typeof keysHosts)[number]): Origins {
  return { keys: `https://${keysHost}`, intelligence: `https://${intelligenceHost}`, kind: 'live' }
}

/** The origins of a service on this computer that answers for both halves of the API. */
export function loopbackOriginsOf(kind: 'sandbox' | 'development', url: string): Origins {
  const { origin } = new URL(url)
  return { keys: origin, intelligence: origin, kind }
}

/**
 * R33: whether the admin key may be sent there. Exact comparison with a closed list; no pattern that a host
 * name, a port or user information could slip through.
 */
export function mayConnectTo(origins: Origins): boolean {
  const isLive = origins.kind === undefined || origins.kind === 'live'
  return [origins.keys, origins.intelligence].every((origin) =>
    isLive ? liveOrigins.has(origin) : isLoopbackOrigin(origin),
  )
}

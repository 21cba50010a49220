// Asks the operating system for the proxy of an address, its scripts and exceptions included.
import type { Session } from 'electron/main'
import type { ResolveProxy } from '../ports/system.ts'
import { proxyOfAnswer } from './proxy-answer.ts'

/** Use it after `ready`. Nothing is fetched through the session; it only knows the system's settings. */
export function createResolveProxy(session: Pick<Session, 'resolveProxy'>): ResolveProxy {
  return async (url) => proxyOfAnswer(await session.resolveProxy(url))
}

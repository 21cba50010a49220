// Which proxy a connection takes: none, the one of the settings, or the one that the operating system names.
import type { ProxySetting } from '../../shared/domain/settings.ts'
import type { ProxyOf } from '../ports/remote.ts'
import type { Clock, Log, ResolveProxy } from '../ports/system.ts'
import { within } from './within.ts'

/** The system may run a script of the network to find out. */
const deadlineMs = 5000

export function createProxyChoice(deps: {
  readonly setting: () => ProxySetting
  readonly resolveProxy: ResolveProxy
  readonly clock: Clock
  readonly log: Log
}): ProxyOf {
  return async (origin) => {
    const setting = deps.setting()
    if (setting.kind === 'none') return null
    if (setting.kind === 'manual') return setting.url
    const ask = async () => ({ url: await deps.resolveProxy(origin) })
    const found = await within(deps.clock, deadlineMs, ask())
    if (found === null) deps.log('proxy.notFound')
    return found?.url ?? null
  }
}

// In-memory stand-ins for what the system does with settings: starting at login, and knowing a proxy.
import type { LoginItem, ResolveProxy } from '../../src/main/ports/system.ts'

export interface FakeLoginItem extends LoginItem {
  mode: 'ok' | 'refuses' | 'unsupported'
  /** How the session starts Latchkey; null = it does not. */
  start: { readonly isInTray: boolean } | null
}

export function createFakeLoginItem(): FakeLoginItem {
  const item: FakeLoginItem = {
    mode: 'ok',
    start: null,
    isSupported: () => item.mode !== 'unsupported',
    set: async ({ isOn, isInTray }) => {
      if (item.mode !== 'ok') throw new Error('the system said no')
      item.start = isOn ? { isInTray } : null
    },
  }
  return item
}

export interface FakeProxies {
  /** What the system names for every address. */
  url: string | null
  readonly resolve: ResolveProxy
  readonly asked: string[]
}

export function createFakeProxies(): FakeProxies {
  const proxies: FakeProxies = {
    url: null,
    asked: [],
    resolve: async (url) => {
      proxies.asked.push(url)
      return proxies.url
    },
  }
  return proxies
}

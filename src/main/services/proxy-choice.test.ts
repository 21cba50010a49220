// Which proxy a connection takes, by the settings and by the system.
import { expect, test } from 'vitest'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { createFakeLog } from '../../../test/support/fake-ports.ts'
import type { ProxySetting } from '../../shared/domain/settings.ts'
import type { ResolveProxy } from '../ports/system.ts'
import { createProxyChoice } from './proxy-choice.ts'

const origin = 'https://api.io.solutions:443'
const choice = (setting: ProxySetting, resolveProxy: ResolveProxy) => {
  const clock = createFakeClock()
  const { log, lines } = createFakeLog()
  return { clock, lines, proxyOf: createProxyChoice({ setting: () => setting, resolveProxy, clock, log }) }
}
const never: ResolveProxy = () => {
  throw new Error('nobody asked for the system’s')
}

test('none is none, and a chosen one is taken for every host, without asking the system', async () => {
  expect(await choice({ kind: 'none' }, never).proxyOf(origin)).toBeNull()
  const url = 'http://proxy.example.com:8080'
  expect(await choice({ kind: 'manual', url }, never).proxyOf(origin)).toBe(url)
})

test('the system is asked for each host', async () => {
  const { proxyOf } = choice({ kind: 'system' }, async (asked) => `http://for-${new URL(asked).hostname}:1`)
  expect(await proxyOf(origin)).toBe('http://for-api.io.solutions:1')
})

test('a system that fails or does not answer in time names none, which is logged', async () => {
  const failing = choice({ kind: 'system' }, () => Promise.reject(new Error('no network service')))
  expect(await failing.proxyOf(origin)).toBeNull()
  const silent = choice({ kind: 'system' }, () => new Promise(() => {}))
  const answer = silent.proxyOf(origin)
  silent.clock.advance(5000)
  expect(await answer).toBeNull()
  expect([...failing.lines, ...silent.lines].map(({ event }) => event)).toEqual([
    'proxy.notFound',
    'proxy.notFound',
  ])
})

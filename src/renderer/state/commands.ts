// Everything the page may ask of main, each as a function that returns a Result; the only caller of bridge.ts.

import { fail, type Result } from '../../shared/errors.ts'
import type { Commands } from '../../shared/ipc/bridge.ts'
import { bridge } from '../bridge.ts'

type Call = (input: never) => Promise<Result<unknown>>

/** A call that breaks on its way is a failure like any other: nobody downstream handles rejections. */
function guard<F extends Call>(call: F): F {
  const guarded = async (input: never): Promise<Result<unknown>> => {
    try {
      return await call(input)
    } catch {
      return fail('internal', { effect: 'unknown', isRetryable: true })
    }
  }
  return guarded as F
}

function guardAll<T extends Readonly<Record<string, Call>>>(topic: T): T {
  return Object.fromEntries(Object.entries(topic).map(([verb, call]) => [verb, guard(call)])) as T
}

/** `commands.keys.create(draft)`, `commands.values.copy({ keyId })` …: the contract, topic by topic. */
export const commands: Commands = {
  app: guardAll(bridge.app),
  keys: guardAll(bridge.keys),
  secrets: guardAll(bridge.secrets),
  agents: guardAll(bridge.agents),
  values: guardAll(bridge.values),
  rotations: guardAll(bridge.rotations),
  panic: guardAll(bridge.panic),
  usage: guardAll(bridge.usage),
  hygiene: guardAll(bridge.hygiene),
  reminders: guardAll(bridge.reminders),
  timeline: guardAll(bridge.timeline),
  history: guardAll(bridge.history),
  accounts: guardAll(bridge.accounts),
  quick: guardAll(bridge.quick),
  creations: guardAll(bridge.creations),
  clipboard: guardAll(bridge.clipboard),
  session: guardAll(bridge.session),
  vault: guardAll(bridge.vault),
  lock: guardAll(bridge.lock),
  sync: guardAll(bridge.sync),
  settings: guardAll(bridge.settings),
  links: guardAll(bridge.links),
}

/** Subscriptions to what main tells; each returns the function that ends it. */
export const onPatched = bridge.on['state.patched']
export const onViewRequested = bridge.on['view.requested']

// The feed while Latchkey is locked: nothing is read, nothing stays, and all is read anew when it opens.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createStore, type StoreApi } from 'zustand'
import { aKey, aLock, aSnapshot } from '../../../test/support/key-builders.ts'
import { aSecret } from '../../../test/support/secret-builders.ts'
import type { Patch, Snapshot } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { AppState } from './app-state.ts'
import { startFeed } from './feed.ts'

let store: StoreApi<AppState>
let truth: Snapshot
let send: (patch: Patch) => void
let stop: () => void
let reads: string[]

const isOpen = () => truth.lock.state === 'open'
/** Main, which refuses rows while it is locked. */
const rows =
  <T>(name: string, row: T) =>
  async (): Promise<Result<{ rows: T[]; next: null }>> => {
    reads.push(name)
    return isOpen() ? ok({ rows: [row], next: null }) : fail('locked')
  }

beforeEach(() => {
  vi.useFakeTimers()
  reads = []
  truth = aSnapshot()
  store = createStore<AppState>(() => ({
    ...{ snapshot: null, loadProblem: null, now: 0 },
    ...{ keys: new Map(), secrets: new Map() },
  }))
  const start = () =>
    startFeed(
      {
        readSnapshot: async () => ok(truth),
        readKeys: rows('keys', aKey({ id: 'a' })),
        readSecrets: rows('secrets', aSecret({ id: 's' })),
        onPatched: (listener) => {
          send = listener
          return () => {}
        },
      },
      store,
    )
  stop = start()
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

const settle = () => vi.advanceTimersByTimeAsync(0)
const change = (state: Snapshot['lock']['state']) => {
  const lock = aLock({ state, hasPassphrase: true })
  const shown = state === 'open' ? aSnapshot() : aSnapshot({ account: null })
  truth = { ...shown, lock, revision: truth.revision + 1 }
  send({ revision: truth.revision, parts: { lock } })
}

it('R48 locking takes rows and account out of the page', async () => {
  await settle()
  expect(store.getState().keys.size).toBe(1)
  reads.length = 0
  change('locked')
  expect(store.getState().snapshot?.lock.state).toBe('locked')
  await settle()
  const { keys, secrets, snapshot, loadProblem } = store.getState()
  expect([keys.size, secrets.size, snapshot?.account, loadProblem]).toEqual([0, 0, null, null])
  expect(reads).toEqual([])
})

it('R48 unlocking reads everything anew, and shows no window without an account meanwhile', async () => {
  await settle()
  change('locked')
  await settle()
  change('open')
  expect(store.getState().snapshot?.lock.state).toBe('locked')
  await settle()
  expect(store.getState().snapshot).toMatchObject({ lock: { state: 'open' }, account: { id: 'account-1' } })
  expect([...store.getState().keys.keys()]).toEqual(['a'])
})

it('R48 a lock in the middle of the reading ends in the lock view', async () => {
  change('locked')
  await settle()
  await vi.advanceTimersByTimeAsync(2000)
  expect(store.getState()).toMatchObject({ loadProblem: null, snapshot: { lock: { state: 'locked' } } })
  expect(store.getState().keys.size).toBe(0)
})

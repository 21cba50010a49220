// The feed keeps the page's state equal to main's, whatever order messages come in.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStore, type StoreApi } from 'zustand'
import { aKey, aSnapshot, aSync } from '../../../test/support/key-builders.ts'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { Patch, Snapshot } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { AppState } from './app-state.ts'
import { applyPatch, type FeedSource, startFeed } from './feed.ts'

let store: StoreApi<AppState>
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  store = createStore<AppState>(() => ({ snapshot: null, loadProblem: null, rows: new Map(), now: 0 }))
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

/** Main as the page sees it: a truth, and messages sent by hand. */
function fakeMain(keys: readonly ApiKey[], snapshot: Result<Snapshot> = ok(aSnapshot())) {
  const listeners = new Set<(patch: Patch) => void>()
  const main = {
    snapshot,
    keys,
    /** Runs before a page of rows is answered. */
    beforePage: (_afterId: string | null) => {},
    reads: 0,
    send: (patch: Patch) => {
      for (const listener of listeners) listener(patch)
    },
  }
  const source: FeedSource = {
    readSnapshot: async () => {
      main.reads += 1
      return main.snapshot
    },
    readRows: async ({ afterId }) => {
      main.beforePage(afterId)
      const rest = main.keys.filter(({ id }) => afterId === null || id > afterId)
      const rows = rest.slice(0, 2)
      return ok({ rows, next: rest.length > 2 ? (rows.at(-1)?.id ?? null) : null })
    },
    onPatched: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  stop = startFeed(source, store)
  return { ...main, main, listeners }
}

const settle = () => vi.advanceTimersByTimeAsync(0)
const ids = () => [...store.getState().rows.keys()].sort()
const upsert = (revision: number, ...keys: ApiKey[]): Patch => ({
  revision,
  rows: { isReset: false, upserted: keys, removedIds: [] },
})
const fiveKeys = ['a', 'b', 'c', 'd', 'e'].map((id) => aKey({ id }))

describe('the first reading', () => {
  it('C9 listens before it asks, and reads every page', async () => {
    const { listeners } = fakeMain(fiveKeys)
    expect(listeners.size).toBe(1)
    await settle()
    expect(ids()).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(store.getState().snapshot?.revision).toBe(1)
  })

  it('shows nothing half read', async () => {
    const { main } = fakeMain(fiveKeys)
    const seen: number[] = []
    store.subscribe(({ rows }) => seen.push(rows.size))
    main.beforePage = () => expect(store.getState().rows.size).toBe(0)
    await settle()
    expect(seen.filter((size) => size > 0 && size < 5)).toEqual([])
  })

  it('a patch that comes while pages are read is applied after them', async () => {
    const { main } = fakeMain(fiveKeys)
    main.beforePage = (afterId) => {
      if (afterId === 'b') {
        main.send({ revision: 2, rows: { isReset: false, upserted: [], removedIds: ['a', 'c'] } })
        main.send(upsert(3, aKey({ id: 'f' })))
      }
    }
    await settle()
    expect(ids()).toEqual(['b', 'd', 'e', 'f'])
    expect(store.getState().snapshot?.revision).toBe(3)
  })

  it('another account in the middle of it starts it over', async () => {
    const { main } = fakeMain(fiveKeys)
    main.beforePage = (afterId) => {
      if (afterId !== 'b') return
      main.beforePage = () => {}
      main.keys = [aKey({ id: 'z' })]
      main.snapshot = ok(aSnapshot({ revision: 2 }))
      main.send({ revision: 2, rows: { isReset: true, upserted: [], removedIds: [] } })
    }
    await settle()
    expect(ids()).toEqual(['z'])
  })

  it('a failure is told and tried again', async () => {
    const { main } = fakeMain(fiveKeys, fail('internal'))
    await settle()
    expect(store.getState().loadProblem?.code).toBe('internal')
    main.snapshot = ok(aSnapshot())
    await vi.advanceTimersByTimeAsync(1_500)
    expect(store.getState().loadProblem).toBeNull()
    expect(ids()).toHaveLength(5)
  })
})

describe('afterwards', () => {
  it('a missed revision has everything read again; an old one is ignored', async () => {
    const { main } = fakeMain(fiveKeys)
    await settle()
    main.send(upsert(1, aKey({ id: 'old' })))
    expect(ids()).not.toContain('old')
    main.snapshot = ok(aSnapshot({ revision: 7 }))
    main.keys = [...fiveKeys, aKey({ id: 'g' })]
    main.send(upsert(7, aKey({ id: 'g' })))
    await settle()
    expect(main.reads).toBe(2)
    expect(ids()).toContain('g')
    expect(store.getState().snapshot?.revision).toBe(7)
  })

  it('the time is the service’s and moves on', async () => {
    fakeMain(fiveKeys, ok(aSnapshot({ sync: aSync({ clockSkewMs: 600_000 }) })))
    await settle()
    expect(store.getState().now).toBe(Date.now() + 600_000)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(store.getState().now).toBeGreaterThan(Date.now() + 590_000)
  })

  it('after its end it changes nothing', async () => {
    const { main } = fakeMain(fiveKeys)
    await settle()
    stop()
    main.send(upsert(2, aKey({ id: 'late' })))
    expect(ids()).not.toContain('late')
  })
})

describe('a patch', () => {
  it('leaves what it does not name as it was, by identity', () => {
    const rows = new Map()
    const truth = { snapshot: aSnapshot(), rows }
    const next = applyPatch(truth, { revision: 2, parts: { hasTray: false } })
    expect(next.rows).toBe(rows)
    expect(next.snapshot.sync).toBe(truth.snapshot.sync)
    expect(next.snapshot).toMatchObject({ hasTray: false, revision: 2 })
  })

  it('a reset empties the table before new rows come in', () => {
    const rows = new Map([['a', { key: aKey({ id: 'a' }), searchText: 'a' }]])
    const patch = { revision: 2, rows: { isReset: true, upserted: [aKey({ id: 'b' })], removedIds: [] } }
    expect([...applyPatch({ snapshot: aSnapshot(), rows }, patch).rows.keys()]).toEqual(['b'])
    expect([...rows.keys()]).toEqual(['a'])
  })
})

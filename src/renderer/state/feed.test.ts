// The feed keeps the page's state equal to main's, whatever order messages come in.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStore, type StoreApi } from 'zustand'
import { aKey, aSnapshot, aSync } from '../../../test/support/key-builders.ts'
import { aSecret } from '../../../test/support/secret-builders.ts'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { Secret } from '../../shared/domain/secret.ts'
import type { Patch, Snapshot } from '../../shared/domain/snapshot.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { AppState } from './app-state.ts'
import { applyPatch, type FeedSource, startFeed } from './feed.ts'

let store: StoreApi<AppState>
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  store = createStore<AppState>(() => ({
    snapshot: null,
    loadProblem: null,
    keys: new Map(),
    secrets: new Map(),
    now: 0,
  }))
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
    secrets: [] as readonly Secret[],
    secretsProblem: null as Result<never> | null,
    /** Runs before a page of rows is answered. */
    beforePage: (_afterId: string | null) => {},
    beforeSecretsPage: (_afterId: string | null) => {},
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
    readKeys: async ({ afterId }) => {
      main.beforePage(afterId)
      return ok(twoAfter(main.keys, afterId))
    },
    readSecrets: async ({ afterId }) => {
      main.beforeSecretsPage(afterId)
      return main.secretsProblem ?? ok(twoAfter(main.secrets, afterId))
    },
    onPatched: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  stop = startFeed(source, store)
  return { ...main, main, listeners }
}

function twoAfter<Row extends { readonly id: string }>(all: readonly Row[], afterId: string | null) {
  const rest = all.filter(({ id }) => afterId === null || id > afterId)
  const rows = rest.slice(0, 2)
  return { rows, next: rest.length > 2 ? (rows.at(-1)?.id ?? null) : null }
}

const settle = () => vi.advanceTimersByTimeAsync(0)
const ids = () => [...store.getState().keys.keys()].sort()
const upsert = (revision: number, ...keys: ApiKey[]): Patch => ({
  revision,
  keys: { isReset: false, upserted: keys, removedIds: [] },
})
const secretIds = () => [...store.getState().secrets.keys()].sort()
const upsertSecrets = (revision: number, ...secrets: Secret[]): Patch => ({
  revision,
  secrets: { isReset: false, upserted: secrets, removedIds: [] },
})
const fiveSecrets = ['a', 'b', 'c', 'd', 'e'].map((id) => aSecret({ id }))
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
    store.subscribe(({ keys }) => seen.push(keys.size))
    main.beforePage = () => expect(store.getState().keys.size).toBe(0)
    await settle()
    expect(seen.filter((size) => size > 0 && size < 5)).toEqual([])
  })

  it('a patch that comes while pages are read is applied after them', async () => {
    const { main } = fakeMain(fiveKeys)
    main.beforePage = (afterId) => {
      if (afterId === 'b') {
        main.send({ revision: 2, keys: { isReset: false, upserted: [], removedIds: ['a', 'c'] } })
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
      main.send({ revision: 2, keys: { isReset: true, upserted: [], removedIds: [] } })
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

describe('the secrets', () => {
  it('are read page by page after the keys, and shown together with them', async () => {
    const { main } = fakeMain(fiveKeys)
    main.secrets = fiveSecrets
    const order: string[] = []
    main.beforePage = (afterId) => order.push(`keys ${afterId}`)
    main.beforeSecretsPage = (afterId) => {
      order.push(`secrets ${afterId}`)
      expect(store.getState().keys.size).toBe(0)
    }
    await settle()
    expect(order).toEqual(['keys null', 'keys b', 'keys d', 'secrets null', 'secrets b', 'secrets d'])
    expect(ids()).toHaveLength(5)
    expect(secretIds()).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('carry the text that a search looks at', async () => {
    const { main } = fakeMain([])
    main.secrets = [aSecret({ id: 'a', name: 'Ticket BOT' })]
    await settle()
    expect(store.getState().secrets.get('a')?.searchText).toContain('ticket bot\nlinear\n')
    main.send(upsertSecrets(2, aSecret({ id: 'a', name: 'Renamed' })))
    expect(store.getState().secrets.get('a')?.searchText).toMatch(/^renamed\n/)
  })

  it('a patch that comes while they are read is applied after them', async () => {
    const { main } = fakeMain(fiveKeys)
    main.secrets = fiveSecrets
    main.beforeSecretsPage = (afterId) => {
      if (afterId !== 'b') return
      main.send({ revision: 2, secrets: { isReset: false, upserted: [], removedIds: ['a', 'c'] } })
      main.send(upsertSecrets(3, aSecret({ id: 'f' })))
      main.send({ revision: 4, keys: { isReset: false, upserted: [], removedIds: ['a'] } })
    }
    await settle()
    expect(secretIds()).toEqual(['b', 'd', 'e', 'f'])
    expect(ids()).toEqual(['b', 'c', 'd', 'e'])
    expect(main.reads).toBe(1)
  })

  it.each(['beforePage', 'beforeSecretsPage'] as const)(
    'their reset starts the reading over, %s',
    async (moment) => {
      const { main } = fakeMain(fiveKeys)
      main.secrets = fiveSecrets
      main[moment] = (afterId) => {
        if (afterId !== 'b') return
        main[moment] = () => {}
        main.secrets = [aSecret({ id: 'z' })]
        main.snapshot = ok(aSnapshot({ revision: 2 }))
        main.send({ revision: 2, secrets: { isReset: true, upserted: [], removedIds: [] } })
      }
      await settle()
      expect(secretIds()).toEqual(['z'])
      expect(ids()).toHaveLength(5)
      expect(main.reads).toBe(2)
    },
  )

  it('a failure to read them shows nothing half read, and is tried again', async () => {
    const { main } = fakeMain(fiveKeys)
    main.secrets = fiveSecrets
    main.secretsProblem = fail('internal')
    await settle()
    expect(store.getState()).toMatchObject({ snapshot: null, loadProblem: { code: 'internal' } })
    expect(ids()).toEqual([])
    main.secretsProblem = null
    await vi.advanceTimersByTimeAsync(1_500)
    expect(store.getState().loadProblem).toBeNull()
    expect([ids().length, secretIds().length]).toEqual([5, 5])
  })

  it('are emptied without the keys, and the keys without them', async () => {
    const { main } = fakeMain(fiveKeys)
    main.secrets = fiveSecrets
    await settle()
    const { keys } = store.getState()
    main.send({ revision: 2, secrets: { isReset: true, upserted: [aSecret({ id: 'z' })], removedIds: [] } })
    expect(secretIds()).toEqual(['z'])
    expect(store.getState().keys).toBe(keys)
    const { secrets } = store.getState()
    main.send({ revision: 3, keys: { isReset: true, upserted: [], removedIds: [] } })
    expect(ids()).toEqual([])
    expect(store.getState().secrets).toBe(secrets)
    expect(main.reads).toBe(1)
  })
})

describe('a patch', () => {
  it('leaves what it does not name as it was, by identity', () => {
    const truth = { snapshot: aSnapshot(), keys: new Map(), secrets: new Map() }
    const next = applyPatch(truth, { revision: 2, parts: { hasTray: false } })
    expect(next.keys).toBe(truth.keys)
    expect(next.secrets).toBe(truth.secrets)
    expect(next.snapshot.sync).toBe(truth.snapshot.sync)
    expect(next.snapshot).toMatchObject({ hasTray: false, revision: 2 })
  })

  it('a reset empties the table before new rows come in', () => {
    const keys = new Map([['a', { key: aKey({ id: 'a' }), searchText: 'a' }]])
    const patch = { revision: 2, keys: { isReset: true, upserted: [aKey({ id: 'b' })], removedIds: [] } }
    expect([...applyPatch({ snapshot: aSnapshot(), keys, secrets: new Map() }, patch).keys.keys()]).toEqual([
      'b',
    ])
    expect([...keys.keys()]).toEqual(['a'])
  })

  it('of both tables changes both, and leaves what was there before untouched', () => {
    const secrets = new Map([['a', { secret: aSecret({ id: 'a' }), searchText: 'a' }]])
    const before = { snapshot: aSnapshot(), keys: new Map(), secrets }
    const next = applyPatch(before, {
      revision: 2,
      keys: { isReset: false, upserted: [aKey({ id: 'a' })], removedIds: [] },
      secrets: { isReset: false, upserted: [aSecret({ id: 'b' })], removedIds: ['a', 'nobody'] },
    })
    expect([...next.keys.keys()]).toEqual(['a'])
    expect([...next.secrets.keys()]).toEqual(['b'])
    expect([...secrets.keys()]).toEqual(['a'])
    expect(next.snapshot).toEqual({ ...before.snapshot, revision: 2 })
  })
})

// R45: lists of ten thousand keys are daily work and a hundred thousand must do, in short turns of main.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { aKey, aSnapshot } from '../../../test/support/key-builders.ts'
import { type TurnWatch, watchTurns } from '../../../test/support/turns.ts'
import { noNotes } from '../../shared/domain/key-notes.ts'
import { maxRowsPerMessage } from '../../shared/domain/snapshot.ts'
import type { KeyUsage, RemoteKey } from '../ports/remote.ts'
import { type CacheStore, StoreError, type VaultStore } from '../ports/store.ts'
import { createState } from '../state/app-state.ts'
import { createCacheStore } from '../store/cache-store.ts'
import { createVaultStore } from '../store/vault-store.ts'
import { createActivityLog } from './activity-log.ts'
import { createCreationTags } from './creation-tags.ts'
import { createDrift } from './drift.ts'
import { createKeyTable } from './key-table.ts'
import { createLocalChanges } from './local-changes.ts'
import { createOwnChanges } from './own-changes.ts'

const log = () => {}
const clock = createFakeClock()
let folder: string
let cache: CacheStore
let vaultStore: VaultStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
  cache = createCacheStore(join(folder, 'cache.db'), { log })
  vaultStore = createVaultStore(join(folder, 'vault.db'), { clock, log, onQuarantined: () => {} })
})
afterEach(() => {
  cache.close()
  vaultStore.close()
  rmSync(folder, { recursive: true })
})

function createTable(cacheInUse = cache) {
  const { revision: _, ...parts } = aSnapshot()
  const state = createState(parts)
  const table = createKeyTable({
    ...{ state, vaultStore, clock, log, cache: cacheInUse },
    tags: createCreationTags(),
    changes: createLocalChanges(),
    hasSealedCopy: () => false,
    keyFacts: { of: () => ({ notes: noNotes, frozen: null }) },
    drift: createDrift({
      ...{ state, vaultStore, clock, log, ownChanges: createOwnChanges() },
      activity: createActivityLog({ state, vaultStore, clock, log }),
    }),
  })
  return { state, table }
}

const remoteKeys = (count: number): RemoteKey[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `key-${(index * 7919) % 1_000_003}`,
    name: `key ${index}`,
    display: `sandbox-v2-eyJh...${index}`,
    createdAt: 1,
    expiresAt: index % 3 === 0 ? null : clock.now() + index * 1000,
    access: index % 2 === 0 ? { kind: 'all' } : { kind: 'only', models: ['a/model', 'another/model'] },
    creditLimit: 50,
    creditUsed: 0,
    creditCycle: 'daily',
  }))
const listOf = (keys: RemoteKey[]) => ({ keys, skippedRows: 0, clockSkewMs: 0 })
const reading = { accountId: 'account-1', generation: 0, isCurrent: () => true }

/** All cached rows at once, as no service may read them. */
const cachedKeys = () => cache.readKeys('account-1', null, 1_000_000)

/** Counts the rows that the state takes in a turn. */
function watchState(state: ReturnType<typeof createTable>['state']): TurnWatch {
  const watch = watchTurns()
  state.subscribe(({ keys }) => watch.note(keys?.upserted.length ?? 0))
  return watch
}

describe.each([10_000, 100_000])('R45 %i keys', (count) => {
  test('are read, merged, stored and shown again, 500 a turn at most', { timeout: 120_000 }, async () => {
    const { state, table } = createTable()
    const keys = remoteKeys(count)
    const usage: KeyUsage[] = keys.map(({ id }, index) => ({
      keyId: id,
      today: 1,
      allTime: index,
      models: [],
    }))
    const watch = watchState(state)
    await table.applyList(listOf(keys), reading)
    // Each is an answer of its own, which never comes in the turn of the one before.
    await nextTurn()
    await table.applyUsage(usage, reading)
    await nextTurn()
    await table.applyList(listOf(keys), reading)
    await table.written()
    const { turns, most } = watch.stop()
    expect(most).toBe(maxRowsPerMessage)
    const pieces = (3 * count) / maxRowsPerMessage
    expect(turns).toBeGreaterThanOrEqual(pieces - 1)
    expect([...state.keys.values()]).toHaveLength(count)
    expect(cachedKeys()).toHaveLength(count)
  })

  test('a quarter of which has ended are told apart, 20 a turn at most', async () => {
    const { state, table } = createTable()
    const keys = remoteKeys(Math.min(count, 20_000))
    await table.applyList(listOf(keys), reading)
    await table.written()
    const left = listOf(keys.filter((_, index) => index % 4 !== 0))
    const watch = watchState(state)
    await table.applyList(left, reading)
    await table.written()
    const { turns, most } = watch.stop()
    expect(most).toBe(20)
    expect(turns).toBeGreaterThanOrEqual(keys.length / 4 / 20)
    const ended = [...state.keys.values()].filter((row) => row.ending !== null)
    expect(ended).toHaveLength(keys.length / 4)
    expect(vaultStore.listEndedKeys('account-1')).toHaveLength(keys.length / 4)
    expect(cachedKeys()).toHaveLength(left.keys.length)
  })

  test('are there again at the start page by page, the ended ones after them', async () => {
    const rows = remoteKeys(count).map((key) => aKey(key))
    await cache.writeKeys('account-1', rows)
    for (const id of ['gone', 'key-0']) {
      vaultStore.addEndedKey('account-1', { ...aKey({ id }), ending: { how: 'revokedHere', at: 1 } })
    }
    const steps: string[] = []
    const { state, table } = createTable({
      ...cache,
      readKeys: (accountId, afterId, limit) => {
        steps.push('read')
        return cache.readKeys(accountId, afterId, limit)
      },
    })
    state.subscribe(() => steps.push('shown'))
    const watch = watchState(state)
    await table.restore('account-1')
    const { turns, most } = watch.stop()
    expect(most).toBe(maxRowsPerMessage)
    expect(turns).toBeGreaterThanOrEqual(count / maxRowsPerMessage)
    // What was read is shown before more is read; the last page that is read is empty.
    const pages = Array.from({ length: count / maxRowsPerMessage + 1 }, () => ['read', 'shown'])
    expect(steps).toEqual(pages.flat())
    expect([...state.keys.values()]).toHaveLength(count + 1)
    expect(state.keys.get('gone')?.ending).not.toBeNull()
    expect(state.keys.get('key-0')?.ending).toBeNull()
  })
})

test('a cache that cannot be read any further shows what was read, and what has ended', async () => {
  await cache.writeKeys(
    'account-1',
    remoteKeys(1200).map((key) => aKey(key)),
  )
  vaultStore.addEndedKey('account-1', { ...aKey({ id: 'gone' }), ending: { how: 'revokedHere', at: 1 } })
  const { state, table } = createTable({
    ...cache,
    readKeys: (accountId, afterId, limit) => {
      if (afterId !== null) throw new StoreError('damaged')
      return cache.readKeys(accountId, afterId, limit)
    },
  })
  await table.restore('account-1')
  expect([...state.keys.values()]).toHaveLength(501)
  expect(state.keys.get('gone')?.ending?.how).toBe('revokedHere')
})

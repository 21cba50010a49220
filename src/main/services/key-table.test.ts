// R45: lists of ten thousand keys are daily work and a hundred thousand must do, without a long turn of main.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { measureTurns } from '../../../test/support/cpu-time.ts'
import { createFakeClock } from '../../../test/support/fake-clock.ts'
import { aSnapshot } from '../../../test/support/key-builders.ts'
import type { CacheStore, KeyUsage, RemoteKey, VaultStore } from '../ports.ts'
import { createState } from '../state/app-state.ts'
import { createCacheStore } from '../store/cache-store.ts'
import { createVaultStore } from '../store/vault-store.ts'
import { createCreationTags } from './creation-tags.ts'
import { createKeyTable } from './key-table.ts'
import { createLocalChanges } from './local-changes.ts'

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

function createTable() {
  const { revision: _, ...parts } = aSnapshot()
  const state = createState(parts)
  const table = createKeyTable({
    ...{ state, cache, vaultStore, clock, log },
    tags: createCreationTags(),
    changes: createLocalChanges(),
    hasSealedCopy: () => false,
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

describe.each([10_000, 100_000])('R45 %i keys', (count) => {
  test('are read, merged, stored and shown again without a turn above 50 ms', {
    timeout: 120_000,
  }, async () => {
    const { state, table } = createTable()
    const keys = remoteKeys(count)
    const usage: KeyUsage[] = keys.map(({ id }, index) => ({ keyId: id, today: 1, allTime: index }))
    const listed = listOf(keys)
    const meter = measureTurns()
    await table.applyList(listed, reading)
    await table.applyUsage(usage, reading)
    await table.applyList(listed, reading)
    await table.written()
    const longest = meter.stop()
    expect([...state.rows()]).toHaveLength(count)
    expect(cache.readKeys('account-1')).toHaveLength(count)
    expect(longest).toBeLessThan(50)
  })

  test('a quarter of which has ended are told apart without a turn above 50 ms', async () => {
    const { state, table } = createTable()
    const keys = remoteKeys(Math.min(count, 20_000))
    await table.applyList(listOf(keys), reading)
    await table.written()
    const left = listOf(keys.filter((_, index) => index % 4 !== 0))
    const meter = measureTurns()
    await table.applyList(left, reading)
    await table.written()
    expect(meter.stop()).toBeLessThan(50)
    const ended = [...state.rows()].filter((row) => row.ending !== null)
    expect(ended).toHaveLength(keys.length / 4)
    expect(vaultStore.listEndedKeys('account-1')).toHaveLength(keys.length / 4)
    expect(cache.readKeys('account-1')).toHaveLength(left.keys.length)
  })
})

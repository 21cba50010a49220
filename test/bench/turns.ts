// How long main is held up at a time: the longest turn of its event loop while ten and a hundred thousand rows come in.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createActivityLog } from '../../src/main/services/activity-log.ts'
import { createCreationTags } from '../../src/main/services/creation-tags.ts'
import { createDrift } from '../../src/main/services/drift.ts'
import { createKeyTable } from '../../src/main/services/key-table.ts'
import { createLocalChanges } from '../../src/main/services/local-changes.ts'
import { createOwnChanges } from '../../src/main/services/own-changes.ts'
import { trayMenu } from '../../src/main/services/tray-menu.ts'
import { createState } from '../../src/main/state/app-state.ts'
import { createCacheStore } from '../../src/main/store/cache-store.ts'
import { createVaultStore } from '../../src/main/store/vault-store.ts'
import { noNotes } from '../../src/shared/domain/key-notes.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { aSnapshot } from '../support/key-builders.ts'
import { cpuMsOf, measureTurns } from './cpu-time.ts'
import { spread } from './figures.ts'
import { makeUpKeys } from './made-up-keys.ts'

const rounds = 3
const now = Date.UTC(2026, 10, 23)
const log = () => {}

/** Prints, for 10,000 and 100,000 rows, the longest turn of each path that rows take through main, ms of CPU. */
export async function measureLongestTurns(): Promise<void> {
  for (const count of [10_000, 100_000]) {
    const rows = makeUpKeys(count, now)
    await print(count, 'into the state', () => fillState(rows))
    await print(count, 'merged, shown and written into cache.db', () => fillTable(rows))
    await print(count, 'read from cache.db at the start', () => restoreTable(rows))
    await print(count, 'sorted into the menu of the tray', async () => buildMenu(rows))
  }
}

type Rows = ReturnType<typeof makeUpKeys>

async function print(count: number, name: string, longestTurn: () => Promise<number>): Promise<void> {
  const turns: number[] = []
  for (let round = 0; round <= rounds; round += 1) turns.push(await longestTurn())
  // The first one warms up.
  const { min, median, max } = spread(turns.slice(1))
  console.log(
    `${count.toLocaleString('en')} keys ${name}: longest turn ${median.toFixed(1)} ms of CPU ` +
      `(${min.toFixed(1)} to ${max.toFixed(1)})`,
  )
}

async function fillState(rows: Rows): Promise<number> {
  const state = createEmptyState()
  const meter = measureTurns()
  await state.keys.upsert(rows)
  return meter.stop()
}

function fillTable(rows: Rows): Promise<number> {
  return withTable(async ({ table }) => {
    const meter = measureTurns()
    await table.applyList({ keys: rows, skippedRows: 0, clockSkewMs: 0 }, reading)
    await table.written()
    return meter.stop()
  })
}

function restoreTable(rows: Rows): Promise<number> {
  return withTable(async ({ table, cache }) => {
    await cache.writeKeys(reading.accountId, rows)
    const meter = measureTurns()
    await table.restore(reading.accountId)
    return meter.stop()
  })
}

function buildMenu(rows: Rows): number {
  const nothing = () => {}
  const handlers = {
    ...{ open: nothing, lock: nothing, createKey: nothing, revoke: nothing, quit: nothing },
    showReminders: nothing,
    ...{ emergency: nothing, retryFailed: nothing },
  }
  return cpuMsOf(() => trayMenu(aSnapshot(), rows, now, handlers))
}

const reading = { accountId: 'account', generation: 0, isCurrent: () => true }

function createEmptyState() {
  const { revision: _, ...parts } = aSnapshot()
  return createState(parts)
}

/** A key table on new databases, as the app puts it together. */
async function withTable<T>(work: (parts: ReturnType<typeof createTable>) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const parts = createTable(folder)
  try {
    return await work(parts)
  } finally {
    parts.cache.close()
    parts.vaultStore.close()
    rmSync(folder, { recursive: true })
  }
}

function createTable(folder: string) {
  const clock = createFakeClock()
  const cache = createCacheStore(join(folder, 'cache.db'), { log })
  const vaultStore = createVaultStore(join(folder, 'vault.db'), { clock, log, onQuarantined: () => {} })
  const state = createEmptyState()
  const activity = createActivityLog({ state, vaultStore, clock, log })
  const table = createKeyTable({
    ...{ state, cache, vaultStore, clock, log },
    tags: createCreationTags(),
    changes: createLocalChanges(),
    hasSealedCopy: () => false,
    keyFacts: { of: () => ({ notes: noNotes, frozen: null }) },
    drift: createDrift({ state, vaultStore, clock, log, activity, ownChanges: createOwnChanges() }),
  })
  return { table, cache, vaultStore }
}

// What the cache costs: writing ten thousand rows through it against a bare bulk insert of the same rows.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createCacheStore } from '../../src/main/store/cache-store.ts'
import type { ApiKey } from '../../src/shared/domain/api-key.ts'
import { pairs, printRatio, timed } from './figures.ts'
import { makeUpKeys } from './made-up-keys.ts'

const rows = makeUpKeys(10_000, Date.UTC(2026, 10, 23))

const columns = Object.keys(rows[0] ?? {}) as (keyof ApiKey)[]

/** Prints the ratio. Both write into new files, in WAL mode with `synchronous=NORMAL`. */
export async function measureCacheWrite(): Promise<void> {
  const figures = await pairs(7, writeThroughCache, writeBare)
  printRatio('write 10,000 keys into cache.db', figures, 'a bare bulk insert')
}

async function writeThroughCache(): Promise<number> {
  return inNewFolder(async (folder) => {
    const store = createCacheStore(join(folder, 'cache.db'), { log: () => {} })
    const ms = await timed(() => store.writeKeys('account', rows))
    store.close()
    return ms
  })
}

function writeBare(): Promise<number> {
  return inNewFolder(async (folder) => {
    const database = new Database(join(folder, 'bare.db'))
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    database.exec(`CREATE TABLE keys (${columns.map((column) => `${column} ANY`).join(', ')}) STRICT`)
    const insert = database.prepare(`INSERT INTO keys VALUES (${columns.map(() => '?').join(', ')})`)
    const insertAll = database.transaction(() => {
      for (const row of rows) insert.run(columns.map((column) => sqlValue(row[column])))
    })
    const ms = await timed(insertAll)
    database.close()
    return ms
  })
}

/** Objects and booleans as SQLite can hold them. */
function sqlValue(value: ApiKey[keyof ApiKey]): string | number | null {
  return typeof value === 'object' && value !== null
    ? JSON.stringify(value)
    : typeof value === 'boolean'
      ? Number(value)
      : value
}

async function inNewFolder(work: (folder: string) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

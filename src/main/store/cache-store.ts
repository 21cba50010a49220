// cache.db as the services use it: the rows as last seen, the models, and when each was confirmed.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import type { ApiKey, CreditCycle, Ending, Model } from '../../shared/domain/api-key.ts'
import { type CacheStore, type Log, StoreError } from '../ports.ts'
import { cacheKind } from './cache-schema.ts'
import { discardDatabase, openDatabase } from './open-database.ts'
import { withStoreErrors } from './store-error.ts'

/** Rows written before other work gets its turn: about 2 ms (R45). */
const rowsPerTurn = 250

export interface CacheStoreDeps {
  readonly log: Log
}

/** Opens or makes the cache at `path`; one that is damaged or of another version is thrown away first. */
export function createCacheStore(path: string, { log }: CacheStoreDeps): CacheStore {
  return withStoreErrors(createStatements(openOrRemake(path, log)))
}

function openOrRemake(path: string, log: Log): Database.Database {
  try {
    return openDatabase(path, cacheKind)
  } catch (error) {
    const isUseless = error instanceof StoreError && ['damaged', 'newer'].includes(error.reason)
    if (!isUseless) throw error
    log('cache.remade')
    discardDatabase(path)
    return openDatabase(path, cacheKind)
  }
}

function createStatements(database: Database.Database): CacheStore {
  return {
    ...createKeyStatements(database),
    ...createModelStatements(database),
    ...createConfirmationStatements(database),
    close: () => {
      database.close()
    },
  }
}

/** The columns in the order of `toKey` and `toColumns`. */
type KeyColumns = [
  id: string,
  name: string,
  display: string,
  createdAt: number | null,
  expiresAt: number | null,
  /** JSON; null for all models. */
  allowedModels: string | null,
  creditLimit: number | null,
  creditUsed: number,
  creditCycle: CreditCycle | null,
  usedToday: number | null,
  usedAllTime: number | null,
  lastUseSeenAt: number | null,
  hasSealedCopy: number,
  /** JSON; null while the service lists the key. */
  ending: string | null,
]

function createKeyStatements(
  database: Database.Database,
): Pick<CacheStore, 'readKeys' | 'writeKeys' | 'removeKeys' | 'forgetAccount'> {
  // Arrays instead of objects: ten thousand rows in half the time.
  const read = database
    .prepare<[string, string, number], KeyColumns>(
      `SELECT id, name, display, created_at, expires_at, allowed_models, credit_limit, credit_used,
         credit_cycle, used_today, used_all_time, last_use_seen_at, has_sealed_copy, ending
       FROM keys WHERE account_id = ? AND id > ? ORDER BY id LIMIT ?`,
    )
    .raw()
  const write = database.prepare<[string, ...KeyColumns]>(
    `INSERT OR REPLACE INTO keys (account_id, id, name, display, created_at, expires_at, allowed_models,
       credit_limit, credit_used, credit_cycle, used_today, used_all_time, last_use_seen_at, has_sealed_copy,
       ending)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const remove = database.prepare<[string, string]>('DELETE FROM keys WHERE account_id = ? AND id = ?')
  const removals = [
    'DELETE FROM keys WHERE account_id = ?',
    'DELETE FROM models WHERE account_id = ?',
    'DELETE FROM confirmations WHERE account_id = ?',
  ].map((sql) => database.prepare<[string]>(sql))
  const forget = database.transaction((accountId: string) => {
    for (const removal of removals) removal.run(accountId)
  })
  // Rows still to be written when their account is forgotten must not come back.
  let forgotten = 0

  async function inTurns<T>(items: readonly T[], store: (item: T) => void): Promise<void> {
    const startedAt = forgotten
    const storeAll = database.transaction((chunk: readonly T[]) => {
      for (const item of chunk) store(item)
    })
    for (let from = 0; from < items.length; from += rowsPerTurn) {
      if (from > 0) await nextTurn()
      if (!database.open || forgotten !== startedAt) return
      storeAll.immediate(items.slice(from, from + rowsPerTurn))
    }
  }

  return {
    // No id is empty, so all of them come after the empty one.
    readKeys: (accountId, afterId, limit) => read.all(accountId, afterId ?? '', limit).map(toKey),
    writeKeys: (accountId, keys) =>
      inTurns(keys, (key) => {
        write.run(accountId, ...toColumns(key))
      }),
    removeKeys: (accountId, ids) =>
      inTurns(ids, (id) => {
        remove.run(accountId, id)
      }),
    forgetAccount: (accountId) => {
      forgotten += 1
      forget.immediate(accountId)
    },
  }
}

function toColumns(key: ApiKey): KeyColumns {
  return [
    key.id,
    key.name,
    key.display,
    key.createdAt,
    key.expiresAt,
    key.access.kind === 'all' ? null : JSON.stringify(key.access.models),
    key.creditLimit,
    key.creditUsed,
    key.creditCycle,
    key.usedToday,
    key.usedAllTime,
    key.lastUseSeenAt,
    Number(key.hasSealedCopy),
    key.ending === null ? null : JSON.stringify(key.ending),
  ]
}

function toKey(columns: KeyColumns): ApiKey {
  const [
    id,
    name,
    display,
    createdAt,
    expiresAt,
    models,
    creditLimit,
    creditUsed,
    creditCycle,
    usedToday,
    usedAllTime,
    lastUseSeenAt,
    hasSealedCopy,
    ending,
  ] = columns
  return {
    id,
    name,
    display,
    createdAt,
    expiresAt,
    access: models === null ? { kind: 'all' } : { kind: 'only', models: JSON.parse(models) as string[] },
    creditLimit,
    creditUsed,
    creditCycle,
    usedToday,
    usedAllTime,
    lastUseSeenAt,
    hasSealedCopy: hasSealedCopy === 1,
    ending: ending === null ? null : (JSON.parse(ending) as Ending),
  }
}

function createModelStatements(database: Database.Database): Pick<CacheStore, 'readModels' | 'writeModels'> {
  const read = database.prepare<[string], { list: string }>('SELECT list FROM models WHERE account_id = ?')
  const write = database.prepare<[string, string]>(
    'INSERT OR REPLACE INTO models (account_id, list) VALUES (?, ?)',
  )
  return {
    readModels: (accountId) => {
      const row = read.get(accountId)
      return row === undefined ? [] : (JSON.parse(row.list) as Model[])
    },
    writeModels: (accountId, models) => {
      write.run(accountId, JSON.stringify(models))
    },
  }
}

function createConfirmationStatements(
  database: Database.Database,
): Pick<CacheStore, 'readAsOf' | 'writeAsOf'> {
  const read = database.prepare<[string, string], { as_of: number }>(
    'SELECT as_of FROM confirmations WHERE account_id = ? AND resource = ?',
  )
  const write = database.prepare<[string, string, number]>(
    'INSERT OR REPLACE INTO confirmations (account_id, resource, as_of) VALUES (?, ?, ?)',
  )
  return {
    readAsOf: (accountId, resource) => read.get(accountId, resource)?.as_of ?? null,
    writeAsOf: (accountId, resource, at) => {
      write.run(accountId, resource, at)
    },
  }
}

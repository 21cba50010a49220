// cache.db as the services use it: rows, models and agents as last seen, use over time, and when each was confirmed.
import type Database from 'better-sqlite3'
import type { Model } from '../../shared/domain/api-key.ts'
import type { Agent } from '../../shared/domain/secret.ts'
import { type CacheStore, StoreError } from '../ports/store.ts'
import type { Log } from '../ports/system.ts'
import { cacheKind } from './cache-schema.ts'
import { createCachedKeyStatements } from './cached-key-statements.ts'
import { createCachedSecretStatements } from './cached-secret-statements.ts'
import { discardDatabase } from './database-files.ts'
import { openDatabase } from './open-database.ts'
import { createRowWriter } from './row-writer.ts'
import { withStoreErrors } from './store-error.ts'
import { createUseStatements } from './use-statements.ts'

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
  const writer = createRowWriter(database)
  const models = createListStatements<Model>(database, 'models')
  const agents = createListStatements<Agent>(database, 'agents')
  return {
    ...createCachedKeyStatements(database, writer),
    ...createCachedSecretStatements(database, writer),
    readModels: models.read,
    writeModels: models.write,
    readAgents: agents.read,
    writeAgents: agents.write,
    ...createConfirmationStatements(database),
    ...createUseStatements(database, writer),
    ...createForgetting(database, writer.noteForgotten),
    close: () => {
      database.close()
    },
  }
}

/** A list that is small and always read as a whole. */
function createListStatements<T>(database: Database.Database, table: 'models' | 'agents') {
  const read = database.prepare<[string], { list: string }>(`SELECT list FROM ${table} WHERE account_id = ?`)
  const write = database.prepare<[string, string]>(
    `INSERT OR REPLACE INTO ${table} (account_id, list) VALUES (?, ?)`,
  )
  return {
    read: (accountId: string): readonly T[] => {
      const row = read.get(accountId)
      return row === undefined ? [] : (JSON.parse(row.list) as T[])
    },
    write: (accountId: string, list: readonly T[]): void => {
      write.run(accountId, JSON.stringify(list))
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

function createForgetting(
  database: Database.Database,
  noteForgotten: (accountId: string) => void,
): Pick<CacheStore, 'forgetAccount' | 'forgetAll'> {
  const tables = [
    'keys',
    'secrets',
    'models',
    'agents',
    'confirmations',
    'use_points',
    'use_readings',
    'model_use',
  ]
  const removals = tables.map((table) =>
    database.prepare<[string]>(`DELETE FROM ${table} WHERE account_id = ?`),
  )
  const accounts = database
    .prepare<[], string>(tables.map((table) => `SELECT account_id FROM ${table}`).join(' UNION '))
    .pluck()
  const forget = database.transaction((accountId: string) => {
    for (const removal of removals) removal.run(accountId)
  })
  const forgetAccount = (accountId: string) => {
    noteForgotten(accountId)
    forget.immediate(accountId)
  }
  return { forgetAccount, forgetAll: () => accounts.all().forEach(forgetAccount) }
}

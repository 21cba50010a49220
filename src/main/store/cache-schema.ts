// The schema of cache.db: what the service can tell again.
import type { DatabaseKind, Migration } from './open-database.ts'

const version1: Migration = (database) => {
  database.exec(`
    CREATE TABLE keys (
      account_id TEXT NOT NULL,
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      display TEXT NOT NULL,
      created_at INTEGER,
      expires_at INTEGER,
      allowed_models TEXT,
      credit_limit REAL,
      credit_used REAL NOT NULL,
      credit_cycle TEXT,
      used_today REAL,
      used_all_time REAL,
      last_use_seen_at INTEGER,
      has_sealed_copy INTEGER NOT NULL,
      ending TEXT,
      PRIMARY KEY (account_id, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE models (
      account_id TEXT PRIMARY KEY,
      list TEXT NOT NULL
    ) STRICT;
    CREATE TABLE confirmations (
      account_id TEXT NOT NULL,
      resource TEXT NOT NULL,
      as_of INTEGER NOT NULL,
      PRIMARY KEY (account_id, resource)
    ) STRICT;
  `)
}

/** Secrets and agents. */
const version2: Migration = (database) => {
  database.exec(`
    CREATE TABLE secrets (
      account_id TEXT NOT NULL,
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      display TEXT NOT NULL,
      tool_name TEXT,
      tool_arg TEXT,
      is_default INTEGER NOT NULL,
      created_at INTEGER,
      updated_at INTEGER,
      value_set_from INTEGER,
      value_set_until INTEGER,
      has_sealed_copy INTEGER NOT NULL,
      fingerprint TEXT NOT NULL CHECK (fingerprint IN ('none', 'current', 'stale')),
      shared_group TEXT,
      PRIMARY KEY (account_id, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE agents (
      account_id TEXT PRIMARY KEY,
      list TEXT NOT NULL
    ) STRICT;
  `)
}

/** Use over time: points where a figure moved, when it was read, and the last reading by model. */
const version3: Migration = (database) => {
  database.exec(`
    CREATE TABLE use_points (
      account_id TEXT NOT NULL,
      key_id TEXT NOT NULL,
      at INTEGER NOT NULL,
      all_time REAL NOT NULL,
      PRIMARY KEY (account_id, key_id, at)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE use_readings (
      account_id TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (account_id, at)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE model_use (
      account_id TEXT NOT NULL,
      key_id TEXT NOT NULL,
      model TEXT NOT NULL,
      today REAL NOT NULL,
      all_time REAL NOT NULL,
      input_tokens REAL NOT NULL,
      output_tokens REAL NOT NULL,
      PRIMARY KEY (account_id, key_id, model)
    ) STRICT, WITHOUT ROWID;
  `)
}

export const cacheKind: DatabaseKind = {
  // "LkCa"
  applicationId: 0x4c6b4361,
  synchronous: 'NORMAL',
  migrations: [version1, version2, version3],
}

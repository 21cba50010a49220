// The sandbox's own SQLite file: opening it, its numbered migrations, and its few settings.
import Database from 'better-sqlite3'
import { SandboxStartError } from './errors.ts'

export type SandboxDatabase = Database.Database

/** "LKSB": marks a file as the sandbox's own, so that another program's database is never migrated. */
const applicationId = 0x4c4b5342

/** Each entry takes the schema one version further; entries are only ever added. */
const migrations: readonly string[] = [
  `CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

   CREATE TABLE sub_keys (
     id TEXT PRIMARY KEY,
     value_hash BLOB NOT NULL UNIQUE,
     display TEXT NOT NULL,
     description TEXT NOT NULL,
     scopes TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     expires_at INTEGER,
     revoked_at INTEGER,
     allowed_models TEXT,
     credit_limit REAL,
     credit_cycle TEXT NOT NULL CHECK (credit_cycle IN ('8h', 'daily', 'weekly', 'monthly'))
   ) STRICT;

   CREATE TABLE usage (
     id INTEGER PRIMARY KEY,
     key_id TEXT NOT NULL REFERENCES sub_keys (id),
     model_name TEXT NOT NULL,
     used_at INTEGER NOT NULL,
     input_tokens INTEGER NOT NULL,
     output_tokens INTEGER NOT NULL,
     credits REAL NOT NULL
   ) STRICT;
   CREATE INDEX usage_of_key ON usage (key_id, used_at, credits);

   CREATE TABLE secrets (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     value_bytes INTEGER NOT NULL,
     display TEXT NOT NULL,
     tool_name TEXT,
     tool_arg TEXT,
     is_default_for_tool INTEGER NOT NULL,
     created_at INTEGER NOT NULL,
     updated_at INTEGER NOT NULL
   ) STRICT;`,
]

const readPragma = (database: SandboxDatabase, name: string): number =>
  Number(database.pragma(name, { simple: true }))

const checkOwnership = (database: SandboxDatabase, path: string): void => {
  const isEmpty = database.prepare('SELECT count(*) AS count FROM sqlite_schema').pluck().get() === 0
  if (!isEmpty && readPragma(database, 'application_id') !== applicationId)
    throw new SandboxStartError(`${path} is a database of another program; choose another file.`)
  if (readPragma(database, 'user_version') > migrations.length)
    throw new SandboxStartError(`${path} was made by a newer version of the sandbox; choose another file.`)
}

const migrate = (database: SandboxDatabase): void => {
  database.pragma(`application_id = ${applicationId}`)
  migrations.slice(readPragma(database, 'user_version')).forEach((sql, index, pending) => {
    database.exec(sql)
    database.pragma(`user_version = ${migrations.length - pending.length + index + 1}`)
  })
}

/**
 * Opens (or makes) the database at `path`; `:memory:` lives as long as the connection.
 * Throws SandboxStartError where the path cannot be opened or the file is not the sandbox's.
 */
export const openDatabase = (path: string): SandboxDatabase => {
  let database: SandboxDatabase | undefined
  try {
    database = new Database(path)
    checkOwnership(database, path)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    database.pragma('foreign_keys = ON')
    const opened = database
    opened.transaction(() => migrate(opened)).immediate()
    return opened
  } catch (error) {
    database?.close()
    if (error instanceof SandboxStartError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new SandboxStartError(`${path} cannot be used as the sandbox's database: ${reason}`)
  }
}

/** Named texts that belong to one sandbox database, such as its signing key. */
export interface Settings {
  readonly get: (name: string) => string | undefined
  readonly set: (name: string, value: string) => void
}

export const createSettings = (database: SandboxDatabase): Settings => {
  const select = database.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  const upsert = database.prepare<[string, string]>(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  return {
    get: (name) => select.get(name),
    set: (name, value) => {
      upsert.run(name, value)
    },
  }
}

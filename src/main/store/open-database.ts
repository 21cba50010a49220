// The one place that opens a database: checks what lies there, sets every pragma, brings the schema up to date.
import { rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { StoreError } from '../ports/store.ts'
import {
  discardDatabase,
  isNothingThere,
  isPresent,
  isRegularFile,
  protectFiles,
  protectFolder,
  putInPlace,
} from './database-files.ts'
import { storeErrorOf } from './store-error.ts'

/** One step of a schema; runs in its own transaction. */
export type Migration = (database: Database.Database) => void

/** What makes one kind of database file. */
export interface DatabaseKind {
  /** Stored in the file, so that a foreign database is never taken for ours. */
  readonly applicationId: number
  /** FULL where nobody can give the data back: every commit is then on disk when it returns. */
  readonly synchronous: 'FULL' | 'NORMAL'
  /** Version n of the schema is the state after n of them. */
  readonly migrations: readonly Migration[]
  /** False where rows are missing that SQLite itself does not miss; `hasLog`: a log lies beside the file. */
  readonly isComplete?: (database: Database.Database, hasLog: boolean) => boolean
}

export interface OpenOptions {
  /** Called before an existing database is changed to a newer version. Where it throws nothing is changed. */
  readonly beforeMigration?: (database: Database.Database) => void
}

/** How long a call waits for another process that holds the file, ms. Main stands still meanwhile. */
export const busyTimeoutMs = 2000

/**
 * Opens, or makes, the database at `path`. Throws `StoreError`: `newer` and `damaged` leave every byte as it
 * was. A file that is empty or whose log lies there alone is damaged too; SQLite would show it as a healthy
 * new database.
 */
export function openDatabase(path: string, kind: DatabaseKind, options: OpenOptions = {}): Database.Database {
  try {
    protectFolder(dirname(path))
    if (isNothingThere(path)) makeEmpty(path, kind)
    else inspect(path, kind)
    protectFiles(path)
    return openChecked(path, kind, options)
  } catch (error) {
    throw storeErrorOf(error)
  }
}

/** Throws `damaged` where the database is of another kind, `newer` where a later version of the app wrote it. */
export function checkKind(database: Database.Database, kind: DatabaseKind): void {
  // Also what an empty file ends in, which SQLite shows as a database without an id.
  if (database.pragma('application_id', { simple: true }) !== kind.applicationId) {
    throw new StoreError('damaged')
  }
  if (readVersion(database) > kind.migrations.length) throw new StoreError('newer')
}

/** The version of the schema: how many migrations the file has seen. */
function readVersion(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}

function openChecked(path: string, kind: DatabaseKind, { beforeMigration }: OpenOptions): Database.Database {
  const database = new Database(path, { fileMustExist: true, timeout: busyTimeoutMs })
  try {
    setPragmas(database, kind)
    const version = readVersion(database)
    if (version > 0 && version < kind.migrations.length) beforeMigration?.(database)
    migrate(database, kind.migrations)
    protectFiles(path)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** R42. SQLite keeps most of these per connection, some not even for a file: all are set at every open. */
function setPragmas(database: Database.Database, kind: DatabaseKind): void {
  database.pragma(`busy_timeout = ${busyTimeoutMs}`)
  database.pragma('trusted_schema = OFF')
  database.pragma('cell_size_check = ON')
  database.pragma('mmap_size = 0')
  database.pragma('journal_mode = WAL')
  database.pragma(`synchronous = ${kind.synchronous}`)
  // Where every commit counts the file takes it in at once: a log that is lost or spoiled then costs nothing.
  if (kind.synchronous === 'FULL') database.pragma('wal_autocheckpoint = 1')
  database.pragma('foreign_keys = ON')
  database.pragma('secure_delete = ON')
}

function migrate(database: Database.Database, migrations: readonly Migration[]): void {
  for (const [index, migration] of migrations.entries()) {
    const step = database.transaction(() => {
      // Read inside the transaction: another process may have migrated since.
      if (readVersion(database) !== index) return
      migration(database)
      database.pragma(`user_version = ${index + 1}`)
      // R44: what came out is looked at while it can still be taken back.
      checkStructure(database)
    })
    step.immediate()
  }
}

function checkStructure(database: Database.Database): void {
  if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new StoreError('damaged')
}

/**
 * Judges an existing file without changing it: a connection that may only read never takes the log into a
 * damaged file.
 */
function inspect(path: string, kind: DatabaseKind): void {
  // A link, a folder or a log without its database: nothing of this was made by us. SQLite takes an empty file
  // for a new database and deletes the log beside it.
  if (!isRegularFile(path) || statSync(path).size === 0) throw new StoreError('damaged')
  const hasLog = isPresent(`${path}-wal`)
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs })
  try {
    // As it is at one moment: whatever another process writes meanwhile would look like rows that are missing.
    const judge = database.transaction(() => {
      checkKind(database, kind)
      checkStructure(database)
      if (kind.isComplete?.(database, hasLog) === false) throw new StoreError('damaged')
    })
    judge()
  } catch (cause) {
    const error = storeErrorOf(cause)
    // Looking made an empty log. It must not pass for the one that is missed.
    if (!hasLog && error instanceof StoreError && error.reason === 'damaged') discardEmptyLog(database, path)
    throw error
  } finally {
    database.close()
  }
}

function discardEmptyLog(database: Database.Database, path: string): void {
  database.close()
  if (isPresent(`${path}-wal`) && statSync(`${path}-wal`).size === 0) rmSync(`${path}-wal`)
}

/** Makes the file under another name first, so that a kill leaves either none or a whole one. */
function makeEmpty(path: string, kind: DatabaseKind): void {
  const draft = `${path}.new`
  discardDatabase(draft)
  const database = new Database(draft)
  database.pragma(`application_id = ${kind.applicationId}`)
  database.close()
  putInPlace(draft, path)
}

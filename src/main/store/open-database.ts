// The one place that opens a database: checks what lies there, sets every pragma, brings the schema up to date.
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { StoreError } from '../ports.ts'
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
}

/** How long a call waits for another process that holds the file, ms. Main stands still meanwhile. */
const busyTimeoutMs = 2000
const sideFiles = ['-wal', '-shm', '-journal'] as const

/**
 * Opens, or makes, the database at `path`. Throws `StoreError`: `newer` and `damaged` leave every byte as it
 * was. A file that is empty or whose log lies there alone is damaged too; SQLite would show it as a healthy
 * new database.
 */
export function openDatabase(path: string, kind: DatabaseKind): Database.Database {
  try {
    protectFolder(dirname(path))
    if (isNothingThere(path)) makeEmpty(path, kind)
    else inspect(path, kind)
    protectFiles(path)
    return openChecked(path, kind)
  } catch (error) {
    throw storeErrorOf(error)
  }
}

/** Moves the database with its side files into a new folder below `parent`, named `name` where that is free. */
export function moveAway(path: string, parent: string, name: string): string {
  try {
    mkdirSync(parent, { recursive: true, mode: 0o700 })
    const folder = makeFreeFolder(join(parent, name))
    // The log goes first: a log left behind without its database could be replayed into the next one.
    for (const file of [...sideFiles.map((suffix) => path + suffix), path]) {
      if (isPresent(file)) renameSync(file, join(folder, basename(file)))
    }
    return folder
  } catch (error) {
    throw storeErrorOf(error)
  }
}

/** Deletes the database with its side files. */
export function discardDatabase(path: string): void {
  try {
    for (const file of [...sideFiles.map((suffix) => path + suffix), path]) {
      rmSync(file, { force: true, recursive: true })
    }
  } catch (error) {
    throw storeErrorOf(error)
  }
}

function openChecked(path: string, kind: DatabaseKind): Database.Database {
  const database = new Database(path, { fileMustExist: true, timeout: busyTimeoutMs })
  try {
    setPragmas(database, kind)
    if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new StoreError('damaged')
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
    })
    step.immediate()
  }
}

/** Judges an existing file without changing it. */
function inspect(path: string, kind: DatabaseKind): void {
  const file = isPresent(path) ? lstatSync(path) : null
  // A link, a folder or a log without its database: nothing of this was made by us.
  if (file === null || !file.isFile()) throw new StoreError('damaged')
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs })
  try {
    // Also what an empty file ends in, which SQLite shows as a database without an id.
    if (database.pragma('application_id', { simple: true }) !== kind.applicationId) {
      throw new StoreError('damaged')
    }
    if (readVersion(database) > kind.migrations.length) throw new StoreError('newer')
  } finally {
    database.close()
  }
}

/** Makes the file under another name first, so that a kill leaves either none or a whole one. */
function makeEmpty(path: string, kind: DatabaseKind): void {
  const draft = `${path}.new`
  discardDatabase(draft)
  const database = new Database(draft)
  database.pragma(`application_id = ${kind.applicationId}`)
  database.close()
  protectFiles(draft)
  sync(draft)
  renameSync(draft, path)
  // Windows cannot sync a folder and does not need it.
  if (process.platform !== 'win32') sync(dirname(path))
}

/** Never an existing one: what lies there must not be overwritten. */
function makeFreeFolder(wanted: string): string {
  for (let count = 1; ; count += 1) {
    const folder = count === 1 ? wanted : `${wanted}-${count}`
    if (isPresent(folder)) continue
    mkdirSync(folder, { mode: 0o700 })
    return folder
  }
}

function readVersion(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}

function isNothingThere(path: string): boolean {
  return [path, ...sideFiles.map((suffix) => path + suffix)].every((file) => !isPresent(file))
}

/** Also true for a link that leads nowhere. */
function isPresent(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** R23: nobody but the user. Windows has no such modes; the profile's own rights hold there. */
function protectFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (process.platform !== 'win32') chmodSync(folder, 0o700)
}

function protectFiles(path: string): void {
  if (process.platform === 'win32') return
  for (const file of [path, ...sideFiles.map((suffix) => path + suffix)]) {
    if (existsSync(file)) chmodSync(file, 0o600)
  }
}

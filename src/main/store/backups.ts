// Backups of vault.db in a folder beside it, and whole copies of a database in general.
import { closeSync, copyFileSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { StoreError } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import { discardDatabase, isRegularFile, protectFiles, protectFolder, putInPlace } from './database-files.ts'
import type { Eraser, Removal } from './erasure.ts'
import { agreesWithLedger, markOpen } from './ledger.ts'
import { busyTimeoutMs, checkKind } from './open-database.ts'
import { storeErrorOf } from './store-error.ts'
import { vaultKind } from './vault-schema.ts'

export interface Backup {
  readonly path: string
  /** Epoch ms. */
  readonly madeAt: number
}

export interface Backups {
  /** The latest first. Empty where the folder cannot be read. */
  readonly list: () => readonly Backup[]
  /**
   * R47: writes a copy of the vault as it is now, proves it whole, and lets the oldest beyond three go. Throws
   * `StoreError`, after which those that were there are as before. Main stands still for about 2 ms a thousand
   * rows.
   */
  readonly backUp: (database: Database.Database) => void
  /** R24: a backup out of which it cannot be taken is deleted. */
  readonly erase: Eraser['eraseFromBackups']
}

export interface BackupDeps {
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

const keptCount = 3
const draftEnding = '.new'
/** The number tells the order, whatever somebody does to the clock. */
const namePattern = /^vault-(\d{6,15})-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.db$/

export function createBackups(folder: string, { clock, log }: BackupDeps): Backups {
  const numbered = () =>
    namesIn(folder)
      .flatMap((name) => readName(folder, name))
      .sort((a, b) => b.number - a.number)

  /** What a kill left of a backup under way; it may hold what is erased since. */
  const discardDrafts = () => {
    for (const name of namesIn(folder)) {
      if (name.endsWith(draftEnding)) discardDatabase(join(folder, name))
    }
  }

  return {
    list: numbered,
    backUp: (database) => {
      try {
        protectFolder(folder)
        discardDrafts()
        const path = join(folder, nameOf(1 + (numbered()[0]?.number ?? 0), clock.now()))
        write(database, path)
        for (const { path: old } of numbered().slice(keptCount)) discardDatabase(old)
        log('vault.backedUp')
      } catch (error) {
        throw storeErrorOf(error)
      }
    },
    erase: (take) => {
      discardDrafts()
      for (const { path } of numbered()) {
        try {
          eraseFrom(path, take)
        } catch {
          log('vault.backupDiscarded')
          discardDatabase(path)
        }
      }
    },
  }
}

function nameOf(number: number, at: number): string {
  const time = new Date(at).toISOString().replaceAll(':', '-')
  return `vault-${String(number).padStart(6, '0')}-${time}.db`
}

function readName(folder: string, name: string): readonly (Backup & { readonly number: number })[] {
  const [, number, day, hours, minutes, seconds] = namePattern.exec(name) ?? []
  const madeAt = Date.parse(`${day}T${hours}:${minutes}:${seconds}`)
  return Number.isNaN(madeAt) ? [] : [{ path: join(folder, name), madeAt, number: Number(number) }]
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function write(database: Database.Database, path: string): void {
  const draft = path + draftEnding
  try {
    // SQLite fills an empty file and would make one by the umask.
    closeSync(openSync(draft, 'wx', 0o600))
    database.prepare('VACUUM INTO ?').run(draft)
    settle(draft)
    putInPlace(draft, path)
  } catch (error) {
    discardDatabase(draft)
    throw error
  }
}

function eraseFrom(path: string, take: Removal): void {
  const backup = new Database(path, { fileMustExist: true, timeout: busyTimeoutMs })
  try {
    backup.pragma('trusted_schema = OFF')
    backup.pragma('secure_delete = ON')
    backup.transaction(take).immediate(backup)
  } finally {
    backup.close()
  }
}

/**
 * Makes a copy of `source` at `draft` that stands for itself; false where there is nothing, or nothing whole.
 * `source` stays as it is, and its log is left out. Throws where the disk has no room for it.
 */
export function draftCopy(source: string, draft: string): boolean {
  try {
    if (!isRegularFile(source)) return false
    if (source !== draft) {
      discardDatabase(draft)
      copyFileSync(source, draft)
      // A change of it that a kill interrupted is taken back by its journal.
      if (isRegularFile(`${source}-journal`)) copyFileSync(`${source}-journal`, `${draft}-journal`)
      protectFiles(draft)
    }
    settle(draft)
    return true
  } catch (error) {
    const failure = storeErrorOf(error)
    discardDatabase(draft)
    if (!(failure instanceof StoreError) || failure.reason === 'full') throw failure
    return false
  }
}

/** Makes a copied vault one file that was left in good order. Throws `StoreError` where it is not whole. */
function settle(path: string): void {
  const database = new Database(path, { fileMustExist: true, timeout: busyTimeoutMs })
  try {
    database.pragma('trusted_schema = OFF')
    database.pragma('cell_size_check = ON')
    checkKind(database, vaultKind)
    database.pragma('journal_mode = DELETE')
    const isWhole = database.pragma('integrity_check(1)', { simple: true }) === 'ok'
    if (!isWhole || !agreesWithLedger(database)) throw new StoreError('damaged')
    markOpen(database, false)
  } finally {
    database.close()
  }
}

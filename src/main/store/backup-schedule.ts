// When the vault is backed up: after a session that was killed, every few hours of use, and at the end of it.
import type Database from 'better-sqlite3'
import { StoreError } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { Backups } from './backups.ts'
import { hasUnsavedChanges, isLeftOpen, markOpen, noteBackedUp } from './ledger.ts'
import { storeErrorOf } from './store-error.ts'

export interface BackupScheduleDeps {
  readonly backups: Pick<Backups, 'backUp'>
  readonly clock: Pick<Clock, 'after'>
  readonly log: Log
}

const everyMs = 6 * 3_600_000

/**
 * Begins the use of an open vault. The returned function ends it; false where the file could not be told so and
 * goes on saying that it is in use. A backup that fails is tried again later.
 */
export function scheduleBackups(
  database: Database.Database,
  { backups, clock, log }: BackupScheduleDeps,
): () => boolean {
  let cancel = (): void => {}

  /** Neither start nor end of the app may fail by this. */
  function attempt(event: string, work: () => void): boolean {
    try {
      work()
      return true
    } catch (cause) {
      const error = storeErrorOf(cause)
      log(event, { reason: error instanceof StoreError ? error.reason : 'unexpected' })
      return false
    }
  }

  function backUpChanges(): void {
    attempt('vault.notBackedUp', () => {
      if (!hasUnsavedChanges(database)) return
      backups.backUp(database)
      noteBackedUp(database)
    })
  }

  function wait(): void {
    cancel = clock.after(everyMs, () => {
      backUpChanges()
      wait()
    })
  }

  if (isLeftOpen(database)) backUpChanges()
  attempt('vault.notMarked', () => {
    markOpen(database, true)
    // The file itself has to say that its log belongs to it. Also completes an erasure that a kill interrupted
    // between its commit and its checkpoint.
    database.pragma('wal_checkpoint(TRUNCATE)')
  })
  wait()
  return () => {
    cancel()
    backUpChanges()
    return attempt('vault.notMarked', () => markOpen(database, false))
  }
}

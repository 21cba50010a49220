// Opens the vault, or what can be had of it where it is damaged: moved aside whole, and the last good state put back.
import { lstatSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import { StoreError, type VaultRescue } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import { type Backup, type Backups, draftCopy } from './backups.ts'
import { discardDatabase, isNothingThere, moveAway, putInPlace } from './database-files.ts'
import { holdsData } from './ledger.ts'
import { openDatabase } from './open-database.ts'
import { vaultKind } from './vault-schema.ts'

export interface RescueDeps {
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
  readonly backups: Pick<Backups, 'list' | 'backUp'>
  readonly onQuarantined: (rescue: VaultRescue) => void
}

/** Throws `StoreError`, never `damaged` unless what was put back is damaged on the spot. */
export function openOrRescue(path: string, deps: RescueDeps): Database.Database {
  const { backups } = deps
  const draft = `${path}.restored`
  try {
    // Backups without a vault: it was taken away, or a rescue was killed before the new one had its name.
    const isGone = isNothingThere(path) && (backups.list().length > 0 || !isNothingThere(draft))
    if (!isGone) {
      const database = openVault(path, deps)
      discardDatabase(draft)
      return database
    }
  } catch (error) {
    if (!(error instanceof StoreError) || error.reason !== 'damaged') throw error
  }
  deps.onQuarantined(rescue(path, draft, deps))
  return openVault(path, deps)
}

/** R44: a vault with data is backed up before it becomes one of a newer version. */
function openVault(path: string, { backups }: RescueDeps): Database.Database {
  return openDatabase(path, vaultKind, {
    beforeMigration: (database) => {
      if (holdsData(database)) backups.backUp(database)
    },
  })
}

function rescue(path: string, draft: string, { clock, log, backups }: RescueDeps): VaultRescue {
  const isGone = isNothingThere(path)
  // Drafted before anything moves: a disk without room for it then leaves all as it was. Where only the log is
  // damaged or gone, the file itself holds the latest state.
  const sources = [isGone ? fileAt(draft) : fileAt(path), ...backups.list()]
  const restored = sources.find((source) => draftCopy(source.path, draft)) ?? null
  const time = new Date(clock.now()).toISOString().replaceAll(':', '-')
  const folder = isGone ? null : moveAway(path, join(dirname(path), 'quarantine'), time)
  if (restored !== null) putInPlace(draft, path)
  log('vault.quarantined', { isRestored: restored !== null })
  return { folder, restoredAt: restored?.madeAt ?? null }
}

function fileAt(path: string): Backup {
  const madeAt = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return { path, madeAt: Math.floor(madeAt) }
}

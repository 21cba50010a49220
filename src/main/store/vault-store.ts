// vault.db as the services use it: wraps, accounts, creations under way, values, secrets, keys, the history.
import { dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import { apiKeySchema } from '../../shared/domain/api-key.ts'
import { noNotes } from '../../shared/domain/key-notes.ts'
import type { VaultRescue, VaultStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import { createAccountStatements } from './account-statements.ts'
import { createActivityStatements } from './activity-statements.ts'
import { scheduleBackups } from './backup-schedule.ts'
import { type Backups, createBackups } from './backups.ts'
import { type Books, createBookStatements, createBooks, withSealedChanges } from './books.ts'
import { createClipboardMarkStatements } from './clipboard-mark-statements.ts'
import { leaveLog } from './database-files.ts'
import { createEraseAll } from './erase-all.ts'
import { createEraser } from './erasure.ts'
import { withPlaceChecks } from './file-place.ts'
import { createFingerprintStatements } from './fingerprint-statements.ts'
import { createIgnoredFindingStatements } from './ignored-finding-statements.ts'
import { createIntentStatements } from './intent-statements.ts'
import { createKeyFactsStatements } from './key-facts-statements.ts'
import { createReminderStatements } from './reminder-statements.ts'
import { createRotationStatements } from './rotation-statements.ts'
import { createSealedSampleStatements } from './sealed-sample-statements.ts'
import { createValueStatements } from './sealed-value-statements.ts'
import { createSecretCopyStatements } from './secret-copy-statements.ts'
import { createSecretFactsStatements } from './secret-facts-statements.ts'
import { withStoreErrors } from './store-error.ts'
import { readStored } from './stored-json.ts'
import { openOrRescue } from './vault-rescue.ts'
import { createWrapStatements } from './wrap-statements.ts'

export interface VaultStoreDeps {
  readonly clock: Clock
  readonly log: Log
  /** Told before the vault is used that this one is not the one that was there. */
  readonly onQuarantined: (rescue: VaultRescue) => void
}

/** Opens or makes the vault at `path`. Throws `StoreError`, of which `newer` leaves the file untouched. */
export function createVaultStore(path: string, deps: VaultStoreDeps): VaultStore {
  const backups = createBackups(join(dirname(path), 'backups'), deps)
  const database = openOrRescue(path, { ...deps, backups })
  // As they are before anything is written.
  const books = createBooks(database)
  const endUse = scheduleBackups(database, { ...deps, backups })
  const statements = withSealedChanges(createStatements(database, backups, books), books)
  const close = createClosing(database, books, endUse)
  return withStoreErrors(withPlaceChecks(path, { ...statements, ...createBookStatements(books), close }))
}

type Statements = Omit<VaultStore, 'close' | 'readBooks' | 'sealBooks'>

function createStatements(database: Database.Database, backups: Backups, books: Books): Statements {
  const eraser = createEraser(database, backups.erase, books)
  return {
    ...createWrapStatements(database, eraser),
    ...createClipboardMarkStatements(database),
    ...createEraseAll(eraser, books),
    ...createAccountStatements(database, eraser),
    ...createIntentStatements(database),
    ...createValueStatements(database, eraser),
    ...createFingerprintStatements(database, eraser),
    ...createSecretCopyStatements(database, eraser),
    ...createEndedKeyStatements(database),
    ...createKeyFactsStatements(database),
    ...createIgnoredFindingStatements(database),
    ...createSecretFactsStatements(database),
    ...createRotationStatements(database),
    ...createReminderStatements(database),
    ...createActivityStatements(database),
    ...createSealedSampleStatements(database),
  }
}

function createClosing(database: Database.Database, books: Books, endUse: () => boolean): () => void {
  return () => {
    let isEnded = !database.open
    try {
      if (!isEnded) books.sealRows()
      isEnded ||= endUse()
    } finally {
      database.close()
      // The log went with the last connection, and the next start would miss it: the file says it is in use.
      if (!isEnded) leaveLog(database.name)
    }
  }
}

/** What rows of the versions before notes lack. */
const beforeNotes = { notes: noNotes, frozen: null }

function createEndedKeyStatements(
  database: Database.Database,
): Pick<VaultStore, 'addEndedKey' | 'listEndedKeys'> {
  const add = database.prepare<[string, string, number, string]>(
    `INSERT INTO ended_keys (account_id, key_id, ended_at, details) VALUES (?, ?, ?, ?)
     ON CONFLICT (account_id, key_id) DO UPDATE SET ended_at = excluded.ended_at, details = excluded.details`,
  )
  const list = database.prepare<[string], { details: string }>(
    'SELECT details FROM ended_keys WHERE account_id = ? ORDER BY ended_at DESC, key_id',
  )
  return {
    addEndedKey: (accountId, key) => {
      add.run(accountId, key.id, key.ending.at, JSON.stringify(key))
    },
    listEndedKeys: (accountId) =>
      list.all(accountId).flatMap(({ details }) => readStored(apiKeySchema, details, beforeNotes) ?? []),
  }
}

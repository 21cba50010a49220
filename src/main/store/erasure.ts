// Bytes that leave the database, and bytes that must not stay in it.
import type Database from 'better-sqlite3'
import { StoreError } from '../ports/store.ts'
import type { Books } from './books.ts'

/** Takes something out of one database; works alike on the vault and on a backup of it. */
export type Removal = (database: Database.Database) => void

export interface Eraser {
  /**
   * R24: no byte of what `take` removes stays in the files. `write` runs in the same transaction, on the vault
   * alone. Throws `StoreError`, of which `busy` means that the log may still hold it.
   */
  readonly erase: (take: Removal, write?: () => void) => void
  /** Removes it from the backups only: where the vault itself is about to write over it. */
  readonly eraseFromBackups: (take: Removal) => void
  /** A change of the vault alone that keeps its seal. */
  readonly change: (write: () => void) => void
}

/** Whatever is taken out is sealed in the same transaction, in the vault and in each backup. */
export function createEraser(
  database: Database.Database,
  eraseFromBackups: Eraser['eraseFromBackups'],
  { reseal, change }: Pick<Books, 'reseal' | 'change'>,
): Eraser {
  const sealed =
    (take: Removal): Removal =>
    (one) => {
      take(one)
      reseal(one)
    }
  return {
    change,
    eraseFromBackups: (take) => eraseFromBackups(sealed(take)),
    erase: (take, write = () => {}) => {
      // Before the vault's own: a kill in between leaves what the vault still shows, and not what it forgot.
      eraseFromBackups(sealed(take))
      change(() => {
        take(database)
        write()
      })
      truncateLog(database)
    },
  }
}

/** Overwrites the ciphertexts of the rows and deletes them. The tables are ours, never text from outside. */
export function eraseSealedRows(
  table: 'sealed_values' | 'sealed_secrets',
  condition: string,
  ...parameters: readonly string[]
): Removal {
  return (database) => {
    if (!hasTable(database, table)) return
    database
      .prepare(`UPDATE ${table} SET sealed = zeroblob(length(sealed)) WHERE ${condition}`)
      .run(parameters)
    database.prepare(`DELETE FROM ${table} WHERE ${condition}`).run(parameters)
  }
}

/** Deletes rows that hold no ciphertext; `secure_delete` fills their place. */
export function deleteRows(table: string, condition: string, ...parameters: readonly string[]): Removal {
  return (database) => {
    if (!hasTable(database, table)) return
    database.prepare(`DELETE FROM ${table} WHERE ${condition}`).run(parameters)
  }
}

/** A backup from before a migration lacks the tables that came with it. */
function hasTable(database: Database.Database, table: string): boolean {
  const find = database.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`)
  return find.get(table) !== undefined
}

/**
 * R24: the log keeps old pages until it is emptied, ciphertexts included. `busy` where another process reads
 * just now; what was to be erased may then still be in the log.
 */
function truncateLog(database: Database.Database): void {
  const rows = database.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[]
  if (rows[0]?.busy !== 0) throw new StoreError('busy')
}

/** A plain Uint8Array of its own, as the port says, and not a view into SQLite's memory pool. */
export function toBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer)
}

// Bytes that leave the database, and bytes that must not stay in it.
import type Database from 'better-sqlite3'
import { StoreError } from '../ports.ts'

/**
 * R24: the log keeps old pages until it is emptied, ciphertexts included. `busy` where another process reads
 * just now; what was to be erased may then still be in the log.
 */
export function truncateLog(database: Database.Database): void {
  const rows = database.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[]
  if (rows[0]?.busy !== 0) throw new StoreError('busy')
}

/** A plain Uint8Array of its own, as the port says, and not a view into SQLite's memory pool. */
export function toBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer)
}

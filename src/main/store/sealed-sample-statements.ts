// The statements of vault.db that draw a sample of its sealed records.
import type Database from 'better-sqlite3'
import type { SealedSample } from '../ports/books.ts'
import type { VaultStore } from '../ports/store.ts'
import { toBytes } from './erasure.ts'

type SampleRow = SealedSample & { readonly sealed: Buffer }

/** Of values and of copies the newest and two others, and the admin keys of the two accounts connected last. */
export function createSealedSampleStatements(
  database: Database.Database,
): Pick<VaultStore, 'readSealedSample'> {
  const samples = [
    database.prepare<[], SampleRow>(
      `SELECT 'accounts' AS "table", id AS rowId, id AS accountId, sealed_admin_key AS sealed FROM accounts
       WHERE sealed_admin_key IS NOT NULL ORDER BY connected_at DESC LIMIT 2`,
    ),
    database.prepare<[], SampleRow>(
      `WITH newest AS (SELECT rowid AS place FROM sealed_values ORDER BY created_at DESC, rowid DESC LIMIT 1)
       SELECT 'sealed_values' AS "table", key_id AS rowId, account_id AS accountId, sealed FROM sealed_values
       WHERE rowid IN (SELECT place FROM newest UNION ALL SELECT place FROM (SELECT rowid AS place
         FROM sealed_values WHERE rowid NOT IN (SELECT place FROM newest) ORDER BY random() LIMIT 2))`,
    ),
    database.prepare<[], SampleRow>(
      `WITH newest AS (SELECT rowid AS place FROM sealed_secrets ORDER BY created_at DESC, rowid DESC LIMIT 1)
       SELECT 'sealed_secrets' AS "table", secret_id AS rowId, account_id AS accountId, sealed FROM sealed_secrets
       WHERE rowid IN (SELECT place FROM newest UNION ALL SELECT place FROM (SELECT rowid AS place
         FROM sealed_secrets WHERE rowid NOT IN (SELECT place FROM newest) ORDER BY random() LIMIT 2))`,
    ),
  ]
  return {
    readSealedSample: () =>
      samples.flatMap((sample) => sample.all().map((row) => ({ ...row, sealed: toBytes(row.sealed) }))),
  }
}

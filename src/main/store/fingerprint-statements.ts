// The statements of vault.db that concern fingerprints of secrets' values.
import type Database from 'better-sqlite3'
import type { StoredFingerprint, VaultStore } from '../ports/store.ts'
import { deleteRows, type Eraser, toBytes } from './erasure.ts'

interface FingerprintRow {
  readonly account_id: string
  readonly secret_id: string
  readonly generation: number
  readonly digest: Buffer
  readonly set_at: number | null
}

/** Keeps one digest for each secret. */
export function createFingerprintStatements(
  database: Database.Database,
  { erase }: Pick<Eraser, 'erase'>,
): Pick<VaultStore, 'writeFingerprint' | 'listFingerprints' | 'removeFingerprint'> {
  const write = database.prepare<[string, string, number, Uint8Array, number | null]>(
    `INSERT INTO fingerprints (account_id, secret_id, generation, digest, set_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (account_id, secret_id) DO UPDATE SET generation = excluded.generation,
       digest = excluded.digest, set_at = excluded.set_at`,
  )
  const list = database.prepare<[string], FingerprintRow>(
    `SELECT account_id, secret_id, generation, digest, set_at FROM fingerprints
     WHERE account_id = ? ORDER BY secret_id`,
  )
  return {
    writeFingerprint: ({ accountId, secretId, generation, digest, setAt }) => {
      write.run(accountId, secretId, generation, digest, setAt)
    },
    listFingerprints: (accountId) => list.all(accountId).map(toFingerprint),
    removeFingerprint: (accountId, secretId) => {
      erase(deleteRows('fingerprints', 'account_id = ? AND secret_id = ?', accountId, secretId))
    },
  }
}

function toFingerprint(row: FingerprintRow): StoredFingerprint {
  return {
    accountId: row.account_id,
    secretId: row.secret_id,
    generation: row.generation,
    digest: toBytes(row.digest),
    setAt: row.set_at,
  }
}

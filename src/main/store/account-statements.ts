// The statements of vault.db that concern the account and all that is its own.
import type Database from 'better-sqlite3'
import type { Account } from '../../shared/domain/snapshot.ts'
import type { Origins } from '../ports/remote.ts'
import type { VaultStore } from '../ports/store.ts'
import { deleteRows, type Eraser, eraseSealedRows, toBytes } from './erasure.ts'

/** Keeps the account; removing it removes whatever the vault holds of it. */
export function createAccountStatements(
  database: Database.Database,
  { erase, eraseFromBackups }: Eraser,
): Pick<VaultStore, 'readAccount' | 'writeAccount' | 'removeAccount'> {
  type Row = { details: string; sealed_admin_key: Buffer | null }
  const read = database.prepare<[], Row>(
    'SELECT details, sealed_admin_key FROM accounts ORDER BY connected_at DESC LIMIT 1',
  )
  const write = database.prepare<[string, number, string, Uint8Array | null]>(
    `INSERT INTO accounts (id, connected_at, details, sealed_admin_key) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET connected_at = excluded.connected_at, details = excluded.details,
       sealed_admin_key = excluded.sealed_admin_key`,
  )
  return {
    readAccount: () => {
      const row = read.get()
      if (row === undefined) return null
      const details: Account & { origins: Origins } = JSON.parse(row.details)
      const sealedAdminKey = row.sealed_admin_key === null ? null : toBytes(row.sealed_admin_key)
      return { ...details, sealedAdminKey }
    },
    writeAccount: ({ sealedAdminKey, ...details }) => {
      eraseFromBackups((backup) => {
        const forget =
          'UPDATE accounts SET sealed_admin_key = NULL WHERE id = ? AND sealed_admin_key IS NOT ?'
        backup.prepare(forget).run(details.id, sealedAdminKey)
      })
      write.run(details.id, details.connectedAt, JSON.stringify(details), sealedAdminKey)
      // Takes a sealed admin key that this one replaces out of the log. The write itself counts.
      database.pragma('wal_checkpoint(TRUNCATE)')
    },
    removeAccount: (accountId) => {
      const removals = [
        eraseSealedRows('sealed_values', 'account_id = ?', accountId),
        eraseSealedRows('sealed_secrets', 'account_id = ?', accountId),
        deleteRows('fingerprints', 'account_id = ?', accountId),
        deleteRows('intents', 'account_id = ?', accountId),
        deleteRows('ended_keys', 'account_id = ?', accountId),
        deleteRows('accounts', 'id = ?', accountId),
      ]
      erase((one) => {
        for (const remove of removals) remove(one)
      })
    },
  }
}

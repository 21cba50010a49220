// The statements of vault.db that concern accounts and all that is their own.
import type Database from 'better-sqlite3'
import {
  type Account,
  type AccountLook,
  accountColours,
  accountLookSchema,
} from '../../shared/domain/snapshot.ts'
import type { Origins } from '../ports/remote.ts'
import type { StoredAccount, VaultStore } from '../ports/store.ts'
import { deleteRows, type Eraser, eraseSealedRows, toBytes } from './erasure.ts'
import { parseJson } from './stored-json.ts'

interface AccountRow {
  readonly id: string
  readonly details: string
  readonly sealed_admin_key: Buffer | null
}

/** Keeps accounts; removing one removes whatever the vault holds of it. */
export function createAccountStatements(
  database: Database.Database,
  { erase, eraseFromBackups, change }: Eraser,
): Pick<VaultStore, 'listAccounts' | 'writeAccount' | 'removeAccount'> {
  const list = database.prepare<[], AccountRow>(
    'SELECT id, details, sealed_admin_key FROM accounts ORDER BY connected_at DESC, id',
  )
  const write = database.prepare<[string, number, string, Uint8Array | null]>(
    `INSERT INTO accounts (id, connected_at, details, sealed_admin_key) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET connected_at = excluded.connected_at, details = excluded.details,
       sealed_admin_key = excluded.sealed_admin_key`,
  )
  return {
    listAccounts: () => list.all().flatMap(toAccount),
    writeAccount: ({ sealedAdminKey, ...details }) => {
      eraseFromBackups((backup) => {
        const forget =
          'UPDATE accounts SET sealed_admin_key = NULL WHERE id = ? AND sealed_admin_key IS NOT ?'
        backup.prepare(forget).run(details.id, sealedAdminKey)
      })
      change(() => {
        write.run(details.id, details.connectedAt, JSON.stringify(details), sealedAdminKey)
      })
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
        deleteRows('key_facts', 'account_id = ?', accountId),
        deleteRows('key_fingerprints', 'account_id = ?', accountId),
        deleteRows('rotations', 'account_id = ?', accountId),
        deleteRows('told_reminders', 'account_id = ?', accountId),
        deleteRows('activity', 'account_id = ?', accountId),
        deleteRows('seen', 'account_id = ?', accountId),
        deleteRows('ignored_findings', 'account_id = ?', accountId),
        deleteRows('secret_facts', 'account_id = ?', accountId),
        deleteRows('accounts', 'id = ?', accountId),
      ]
      erase((one) => {
        for (const remove of removals) remove(one)
      })
    },
  }
}

function toAccount(row: AccountRow): readonly StoredAccount[] {
  const details = parseJson(row.details) as (Account & { readonly origins: Origins }) | null
  if (details === null) return []
  const sealedAdminKey = row.sealed_admin_key === null ? null : toBytes(row.sealed_admin_key)
  return [{ ...details, look: lookOf(details.look, row.id), sealedAdminKey }]
}

/** An account of a version that knew no looks gets one that stays the same at each start. */
function lookOf(look: unknown, accountId: string): AccountLook {
  const parsed = accountLookSchema.safeParse(look)
  if (parsed.success) return parsed.data
  const sum = [...accountId].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  return { label: '', colour: accountColours[sum % accountColours.length] ?? accountColours[0] }
}

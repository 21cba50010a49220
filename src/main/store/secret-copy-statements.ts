// The statements of vault.db that concern sealed copies of secrets' values.
import type Database from 'better-sqlite3'
import type { SealedSecret, VaultStore } from '../ports/store.ts'
import { type Eraser, eraseSealedRows, type Removal, toBytes } from './erasure.ts'

interface CopyRow {
  readonly account_id: string
  readonly secret_id: string
  readonly created_at: number
}

/** Keeps, lists and erases the ciphertexts of secrets' values, one for each secret. */
export function createSecretCopyStatements(
  database: Database.Database,
  { erase }: Pick<Eraser, 'erase'>,
): Pick<VaultStore, 'storeSecretCopy' | 'readSecretCopy' | 'listSecretCopies' | 'eraseSecretCopy'> {
  const columns = 'account_id, secret_id, created_at' as const
  const add = database.prepare<[string, string, number, Uint8Array]>(
    `INSERT INTO sealed_secrets (${columns}, sealed) VALUES (?, ?, ?, ?)`,
  )
  const read = database.prepare<[string, string], CopyRow & { sealed: Buffer }>(
    `SELECT ${columns}, sealed FROM sealed_secrets WHERE account_id = ? AND secret_id = ?`,
  )
  const list = database.prepare<[string], CopyRow>(
    `SELECT ${columns} FROM sealed_secrets WHERE account_id = ? ORDER BY secret_id`,
  )
  return {
    storeSecretCopy: ({ accountId, secretId, createdAt, sealed }) => {
      erase(copyOf(accountId, secretId), () => add.run(accountId, secretId, createdAt, sealed))
    },
    readSecretCopy: (accountId, secretId) => {
      const row = read.get(accountId, secretId)
      return row === undefined ? null : { ...toCopy(row), sealed: toBytes(row.sealed) }
    },
    listSecretCopies: (accountId) => list.all(accountId).map(toCopy),
    eraseSecretCopy: (accountId, secretId) => {
      erase(copyOf(accountId, secretId))
    },
  }
}

function copyOf(accountId: string, secretId: string): Removal {
  return eraseSealedRows('sealed_secrets', 'account_id = ? AND secret_id = ?', accountId, secretId)
}

function toCopy(row: CopyRow): Omit<SealedSecret, 'sealed'> {
  return { accountId: row.account_id, secretId: row.secret_id, createdAt: row.created_at }
}

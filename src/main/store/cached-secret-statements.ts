// The statements of cache.db that concern secrets.
import type Database from 'better-sqlite3'
import { noSecretNotes } from '../../shared/domain/notes.ts'
import type { Secret } from '../../shared/domain/secret.ts'
import type { CacheStore } from '../ports/store.ts'
import type { RowWriter } from './row-writer.ts'

/** The columns in the order of `toSecret` and `toColumns`. */
type SecretColumns = [
  id: string,
  name: string,
  display: string,
  toolName: string | null,
  toolArg: string | null,
  isDefault: number,
  createdAt: number | null,
  updatedAt: number | null,
  valueSetFrom: number | null,
  valueSetUntil: number | null,
  hasSealedCopy: number,
  fingerprint: Secret['fingerprint'],
  sharedGroup: string | null,
]

/** Reads, replaces and removes the rows of secrets. */
export function createCachedSecretStatements(
  database: Database.Database,
  { inTurns }: Pick<RowWriter, 'inTurns'>,
): Pick<CacheStore, 'readSecrets' | 'writeSecrets' | 'removeSecrets'> {
  const columns =
    'id, name, display, tool_name, tool_arg, is_default, created_at, updated_at, value_set_from, value_set_until, has_sealed_copy, fingerprint, shared_group' as const
  const read = database
    .prepare<[string, string, number], SecretColumns>(
      `SELECT ${columns} FROM secrets WHERE account_id = ? AND id > ? ORDER BY id LIMIT ?`,
    )
    .raw()
  const write = database.prepare<[string, ...SecretColumns]>(
    `INSERT OR REPLACE INTO secrets (account_id, ${columns})
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const remove = database.prepare<[string, string]>('DELETE FROM secrets WHERE account_id = ? AND id = ?')
  return {
    readSecrets: (accountId, afterId, limit) => read.all(accountId, afterId ?? '', limit).map(toSecret),
    writeSecrets: (accountId, secrets) =>
      inTurns(accountId, secrets, (secret) => {
        write.run(accountId, ...toColumns(secret))
      }),
    removeSecrets: (accountId, ids) =>
      inTurns(accountId, ids, (id) => {
        remove.run(accountId, id)
      }),
  }
}

function toColumns(secret: Secret): SecretColumns {
  return [
    secret.id,
    secret.name,
    secret.display,
    secret.toolName,
    secret.toolArg,
    Number(secret.isDefault),
    secret.createdAt,
    secret.updatedAt,
    secret.valueSetFrom,
    secret.valueSetUntil,
    Number(secret.hasSealedCopy),
    secret.fingerprint,
    secret.sharedGroup,
  ]
}

function toSecret(columns: SecretColumns): Secret {
  const [
    id,
    name,
    display,
    toolName,
    toolArg,
    isDefault,
    createdAt,
    updatedAt,
    valueSetFrom,
    valueSetUntil,
    hasSealedCopy,
    fingerprint,
    sharedGroup,
  ] = columns
  return {
    id,
    name,
    display,
    toolName,
    toolArg,
    isDefault: isDefault === 1,
    createdAt,
    updatedAt,
    valueSetFrom,
    valueSetUntil,
    hasSealedCopy: hasSealedCopy === 1,
    fingerprint,
    sharedGroup,
    // The service cannot tell these again: they lie in the vault.
    notes: noSecretNotes,
  }
}

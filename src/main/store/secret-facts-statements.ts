// The statements of vault.db that concern what only this computer knows of secrets.
import type Database from 'better-sqlite3'
import * as z from 'zod'
import { notesSchema } from '../../shared/domain/notes.ts'
import type { SecretFacts, VaultStore } from '../ports/store.ts'
import { readStored } from './stored-json.ts'

const detailsSchema = z.strictObject({ notes: notesSchema })

/** Keeps one row of facts for each secret. */
export function createSecretFactsStatements(
  database: Database.Database,
): Pick<VaultStore, 'listSecretFacts' | 'writeSecretFacts' | 'removeSecretFacts'> {
  const list = database.prepare<[string], { secret_id: string; details: string }>(
    'SELECT secret_id, details FROM secret_facts WHERE account_id = ? ORDER BY secret_id',
  )
  const write = database.prepare<[string, string, string]>(
    `INSERT INTO secret_facts (account_id, secret_id, details) VALUES (?, ?, ?)
     ON CONFLICT (account_id, secret_id) DO UPDATE SET details = excluded.details`,
  )
  const remove = database.prepare<[string, string]>(
    'DELETE FROM secret_facts WHERE account_id = ? AND secret_id = ?',
  )
  const writeAll = database.transaction((accountId: string, all: readonly SecretFacts[]) => {
    for (const { secretId, notes } of all) write.run(accountId, secretId, JSON.stringify({ notes }))
  })
  const removeAll = database.transaction((accountId: string, ids: readonly string[]) => {
    for (const id of ids) remove.run(accountId, id)
  })
  return {
    listSecretFacts: (accountId) =>
      list.all(accountId).flatMap(({ secret_id, details }): SecretFacts[] => {
        const facts = readStored(detailsSchema, details)
        return facts === null ? [] : [{ secretId: secret_id, ...facts }]
      }),
    writeSecretFacts: (accountId, ...facts) => writeAll(accountId, facts),
    removeSecretFacts: (accountId, ...ids) => removeAll(accountId, ids),
  }
}

// The statements of vault.db that concern rotations.
import type Database from 'better-sqlite3'
import { rotationSchema } from '../../shared/domain/rotation.ts'
import type { VaultStore } from '../ports/store.ts'
import { readStored } from './stored-json.ts'

/** Keeps rotations; they are listed in the order they began in. */
export function createRotationStatements(
  database: Database.Database,
): Pick<VaultStore, 'listRotations' | 'writeRotation' | 'removeRotation'> {
  const list = database.prepare<[string], { details: string }>(
    'SELECT details FROM rotations WHERE account_id = ? ORDER BY started_at, id',
  )
  const write = database.prepare<[string, string, number, string]>(
    `INSERT INTO rotations (account_id, id, started_at, details) VALUES (?, ?, ?, ?)
     ON CONFLICT (account_id, id) DO UPDATE SET started_at = excluded.started_at, details = excluded.details`,
  )
  const remove = database.prepare<[string, string]>('DELETE FROM rotations WHERE account_id = ? AND id = ?')
  return {
    listRotations: (accountId) =>
      list.all(accountId).flatMap(({ details }) => readStored(rotationSchema, details) ?? []),
    writeRotation: (accountId, rotation) => {
      write.run(accountId, rotation.id, rotation.startedAt, JSON.stringify(rotation))
    },
    removeRotation: (accountId, id) => {
      remove.run(accountId, id)
    },
  }
}

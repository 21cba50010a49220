// The statements of vault.db that concern reminders that were raised.
import type Database from 'better-sqlite3'
import type { ToldReminder, VaultStore } from '../ports/store.ts'

interface ToldRow {
  readonly id: string
  readonly told_at: number
  readonly snoozed_until: number | null
  readonly is_put_away: number
}

/** Keeps one row for each occasion. */
export function createReminderStatements(
  database: Database.Database,
): Pick<VaultStore, 'listTold' | 'writeTold' | 'removeTold'> {
  const list = database.prepare<[string], ToldRow>(
    `SELECT id, told_at, snoozed_until, is_put_away FROM told_reminders
     WHERE account_id = ? ORDER BY told_at, id`,
  )
  const write = database.prepare<[string, string, number, number | null, number]>(
    `INSERT INTO told_reminders (account_id, id, told_at, snoozed_until, is_put_away) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (account_id, id) DO UPDATE SET told_at = excluded.told_at,
       snoozed_until = excluded.snoozed_until, is_put_away = excluded.is_put_away`,
  )
  const remove = database.prepare<[string, string]>(
    'DELETE FROM told_reminders WHERE account_id = ? AND id = ?',
  )
  return {
    listTold: (accountId) =>
      list.all(accountId).map((row) => ({
        id: row.id,
        toldAt: row.told_at,
        snoozedUntil: row.snoozed_until,
        isPutAway: row.is_put_away === 1,
      })),
    writeTold: database.transaction((accountId: string, reminders: readonly ToldReminder[]) => {
      for (const { id, toldAt, snoozedUntil, isPutAway } of reminders) {
        write.run(accountId, id, toldAt, snoozedUntil, Number(isPutAway))
      }
    }),
    removeTold: database.transaction((accountId: string, ids: readonly string[]) => {
      for (const id of ids) remove.run(accountId, id)
    }),
  }
}

// The statements of vault.db that concern the history of this computer and what of it was seen.
import type Database from 'better-sqlite3'
import { type Activity, activitySchema } from '../../shared/domain/activity.ts'
import type { NewActivity, VaultStore } from '../ports/store.ts'
import { readStored } from './stored-json.ts'

type ActivityStatements = Pick<VaultStore, 'addActivity' | 'readActivity' | 'readSeen' | 'writeSeen'>

interface ActivityRow {
  readonly id: number
  readonly at: number
  readonly kind: string
  readonly subject_id: string | null
  readonly subject: string
  readonly details: string
}

interface NewRow {
  readonly account_id: string | null
  readonly at: number
  readonly kind: string
  readonly subject_id: string | null
  readonly subject: string
  readonly words: string
  readonly details: string
}

interface Query {
  readonly account: string | null
  readonly before: number
  /** JSON; null for all kinds. */
  readonly kinds: string | null
  readonly subject: string | null
  readonly since: number
  /** JSON: a pattern for each word that has to be there. */
  readonly patterns: string
}

const maxEntries = 20_000

/** Keeps the newest entries, each with an id that is higher than all before it. */
export function createActivityStatements(database: Database.Database): ActivityStatements {
  const add = database.prepare<[NewRow]>(
    `INSERT INTO activity (account_id, at, kind, subject_id, subject, words, details)
     VALUES (@account_id, @at, @kind, @subject_id, @subject, @words, @details)`,
  )
  // The ledger's own count: the same, without counting.
  const count = database
    .prepare<[], number>(`SELECT row_count FROM ledger WHERE counted = 'activity'`)
    .pluck()
  const dropOldest = database.prepare<[number]>(
    'DELETE FROM activity WHERE id IN (SELECT id FROM activity ORDER BY id LIMIT ?)',
  )
  const addAll = database.transaction((entries: readonly NewActivity[]) => {
    for (const entry of entries) add.run(toRow(entry))
    const surplus = (count.get() ?? 0) - maxEntries
    if (surplus > 0) dropOldest.run(surplus)
  })
  const read = database.prepare<[Query], ActivityRow>(
    `SELECT id, at, kind, subject_id, subject, details FROM activity
     WHERE id < @before AND at >= @since
       AND (@account IS NULL OR account_id IS NULL OR account_id = @account)
       AND (@subject IS NULL OR subject_id = @subject)
       AND (@kinds IS NULL OR kind IN (SELECT value FROM json_each(@kinds)))
       AND NOT EXISTS (SELECT 1 FROM json_each(@patterns) WHERE words NOT LIKE value ESCAPE '\\')
     ORDER BY id DESC`,
  )
  const readSeen = database.prepare<[string], { id: number; at: number }>(
    'SELECT entry_id AS id, at FROM seen WHERE account_id = ?',
  )
  const writeSeen = database.prepare<[string, number, number]>(
    `INSERT INTO seen (account_id, entry_id, at) VALUES (?, ?, ?)
     ON CONFLICT (account_id) DO UPDATE SET entry_id = excluded.entry_id, at = excluded.at`,
  )
  return {
    addActivity: (entries) => {
      if (entries.length > 0) addAll.immediate(entries)
    },
    readActivity: (accountId, { text, kinds, subjectId, since }, { beforeId, limit }) => {
      // A statement that is begun and not gone on with would keep the database busy.
      if (limit < 1) return []
      const rows = read.iterate({
        account: accountId,
        before: beforeId ?? Number.MAX_SAFE_INTEGER,
        kinds: kinds === null ? null : JSON.stringify(kinds),
        subject: subjectId,
        since: since ?? Number.MIN_SAFE_INTEGER,
        patterns: JSON.stringify(patternsOf(text)),
      })
      return firstReadable(rows, limit)
    },
    readSeen: (accountId) => readSeen.get(accountId) ?? null,
    writeSeen: (accountId, { id, at }) => {
      writeSeen.run(accountId, id, at)
    },
  }
}

/** One that cannot be read does not end a page early, which would pass for the end of the history. */
function firstReadable(rows: Iterable<ActivityRow>, limit: number): readonly Activity[] {
  const entries: Activity[] = []
  for (const { id, at, kind, subject_id, subject, details } of rows) {
    const entry = readStored(activitySchema, details, { id, at, kind, subjectId: subject_id, subject })
    if (entry !== null) entries.push(entry)
    if (entries.length >= limit) break
  }
  return entries
}

function toRow({ accountId, at, kind, subjectId, subject, ...details }: NewActivity): NewRow {
  const changed = details.changes.flatMap(({ field, before, after }) => [field, before, after])
  const words = [subject, details.account, details.detail, ...changed].filter((text) => text !== null)
  return {
    account_id: accountId,
    at,
    kind,
    subject_id: subjectId,
    subject,
    words: words.join('\n').toLowerCase(),
    details: JSON.stringify(details),
  }
}

function patternsOf(text: string): readonly string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
}

// The vault's books: how many rows each table holds, and the sentinel. SQLite does not miss a lost row or log.
import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'

/** The version of the vault's schema that brought the books. */
const firstVersion = 4
const firstTables = [
  'wraps',
  'accounts',
  'intents',
  'sealed_values',
  'ended_keys',
  'fingerprints',
  'sealed_secrets',
] as const
/** Those that later versions of the schema brought: each opens its account in the migration that makes it. */
const laterTables = {
  6: ['key_facts', 'key_fingerprints', 'rotations', 'told_reminders', 'activity', 'seen'],
  7: ['ignored_findings'],
  8: ['secret_facts'],
} as const
const countedTables: readonly string[] = [...firstTables, ...Object.values(laterTables).flat()]

/**
 * Opens the books over the tables as they are. Triggers keep them, so that each change and its entry are one
 * transaction. The sentinel is one row that is always there.
 */
export function openLedger(database: Database.Database): void {
  database.exec(`
    CREATE TABLE ledger (
      counted TEXT PRIMARY KEY,
      row_count INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sentinel (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      changes INTEGER NOT NULL,
      backed_up_changes INTEGER NOT NULL,
      is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
    ) STRICT;
  `)
  openAccountsOf(database, firstTables)
  database.exec('INSERT INTO sentinel SELECT 1, sum(row_count), 0, 0 FROM ledger')
}

/** Opens the accounts of the tables that this version brought, in the migration that makes them. */
export function extendLedger(database: Database.Database, version: keyof typeof laterTables): void {
  openAccountsOf(database, laterTables[version])
}

function openAccountsOf(database: Database.Database, tables: readonly string[]): void {
  for (const table of tables) {
    database.exec(`
      INSERT INTO ledger SELECT '${table}', count(*) FROM ${table};
      CREATE TRIGGER ${table}_added AFTER INSERT ON ${table} BEGIN
        UPDATE ledger SET row_count = row_count + 1 WHERE counted = '${table}';
        UPDATE sentinel SET changes = changes + 1;
      END;
      CREATE TRIGGER ${table}_removed AFTER DELETE ON ${table} BEGIN
        UPDATE ledger SET row_count = row_count - 1 WHERE counted = '${table}';
        UPDATE sentinel SET changes = changes + 1;
      END;
      CREATE TRIGGER ${table}_changed AFTER UPDATE ON ${table} BEGIN
        UPDATE sentinel SET changes = changes + 1;
      END;
    `)
  }
}

/** Whether every row is there that was written. A vault of a version without books is taken at its word. */
export function agreesWithLedger(database: Database.Database): boolean {
  if (!hasLedger(database)) return true
  try {
    const entries = database.prepare<[], [string, number]>('SELECT * FROM ledger').raw().all()
    const counts = new Map(presentTables(database).map((table) => [table, countRows(database, table)]))
    return (
      countRows(database, 'sentinel') === 1 &&
      entries.length === counts.size &&
      entries.every(([table, count]) => counts.get(table) === count)
    )
  } catch (error) {
    // A table or a column that is not there, where the version says that it is.
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR') return false
    throw error
  }
}

/** Whether the file was left as it is while in use. Its log must lie beside it then, with the latest changes. */
export function isLeftOpen(database: Database.Database): boolean {
  if (!hasLedger(database)) return false
  return database.prepare('SELECT is_open FROM sentinel').pluck().get() === 1
}

/** Marks the file as in use, or as whole without a log. */
export function markOpen(database: Database.Database, isOpen: boolean): void {
  if (hasLedger(database)) database.prepare('UPDATE sentinel SET is_open = ?').run(Number(isOpen))
}

/** Whether anything was written since the last backup. */
export function hasUnsavedChanges(database: Database.Database): boolean {
  return database.prepare('SELECT changes <> backed_up_changes FROM sentinel').pluck().get() === 1
}

export function noteBackedUp(database: Database.Database): void {
  database.exec('UPDATE sentinel SET backed_up_changes = changes')
}

/** Whether there is anything in it that nobody could give back. Also of versions without books. */
export function holdsData(database: Database.Database): boolean {
  return presentTables(database).some((table) => countRows(database, table) > 0)
}

/** How many rows each table holds, by the ledger itself. */
export function ledgerCounts(database: Database.Database): Readonly<Record<string, number>> {
  const rows = database.prepare<[], [string, number]>('SELECT * FROM ledger ORDER BY counted').raw().all()
  return Object.fromEntries(rows)
}

/**
 * A digest over the rows of all tables; of a table with more than 2,500, over the last of them in the order of
 * their keys. A few milliseconds a thousand rows.
 */
export function digestRows(database: Database.Database): string {
  const hash = createHash('sha256')
  for (const table of presentTables(database)) {
    const rows = database.prepare<[], unknown[]>(`SELECT * FROM ${table} ORDER BY 1 DESC, 2 DESC LIMIT 2500`)
    hash.update(`${table}\n`)
    for (const row of rows.raw().iterate()) hash.update(textOf(row))
  }
  return hash.digest('base64')
}

/** The same for the same row alone: bytes stand in a list of their own, apart from text. */
function textOf(row: readonly unknown[]): string {
  return JSON.stringify(row.map((value) => (Buffer.isBuffer(value) ? [value.toString('base64')] : value)))
}

function presentTables(database: Database.Database): readonly string[] {
  const names = database.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck()
  const present = new Set(names.all())
  return countedTables.filter((table) => present.has(table))
}

function hasLedger(database: Database.Database): boolean {
  return Number(database.pragma('user_version', { simple: true })) >= firstVersion
}

function countRows(database: Database.Database, table: string): number {
  return Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
}

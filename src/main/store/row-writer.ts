// Many rows into cache.db without holding up other work.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type Database from 'better-sqlite3'

/** Rows written before other work gets its turn: about 2 ms (R45). */
const rowsPerTurn = 250

export interface RowWriter {
  /**
   * Stores each item of an account, a few hundred a transaction and a transaction a turn. Ends early where the
   * database is closed or the account forgotten meanwhile.
   */
  readonly inTurns: <T>(accountId: string, items: readonly T[], store: (item: T) => void) => Promise<void>
  /** Rows still to be written when their account is forgotten must not come back. */
  readonly noteForgotten: (accountId: string) => void
}

export function createRowWriter(database: Database.Database): RowWriter {
  const forgotten = new Map<string, number>()
  return {
    inTurns: async <T>(accountId: string, items: readonly T[], store: (item: T) => void) => {
      const startedAt = forgotten.get(accountId)
      const storeAll = database.transaction((chunk: readonly T[]) => {
        for (const item of chunk) store(item)
      })
      for (let from = 0; from < items.length; from += rowsPerTurn) {
        if (from > 0) await nextTurn()
        if (!database.open || forgotten.get(accountId) !== startedAt) return
        storeAll.immediate(items.slice(from, from + rowsPerTurn))
      }
    },
    noteForgotten: (accountId) => {
      forgotten.set(accountId, (forgotten.get(accountId) ?? 0) + 1)
    },
  }
}

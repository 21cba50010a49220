// Many rows into cache.db without holding up other work.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type Database from 'better-sqlite3'

/** Rows written before other work gets its turn: about 2 ms (R45). */
const rowsPerTurn = 250

export interface RowWriter {
  /**
   * Stores each item of an account, a few hundred a transaction and a transaction a turn. Ends early where the
   * database is closed or the account forgotten meanwhile. Items may be made as they are asked for.
   */
  readonly inTurns: <T>(
    accountId: string,
    items: Iterable<T>,
    store: (item: T) => void,
    perTurn?: number,
  ) => Promise<void>
  /** Rows still to be written when their account is forgotten must not come back. */
  readonly noteForgotten: (accountId: string) => void
}

export function createRowWriter(database: Database.Database): RowWriter {
  const forgotten = new Map<string, number>()
  return {
    inTurns: async <T>(
      accountId: string,
      items: Iterable<T>,
      store: (item: T) => void,
      perTurn = rowsPerTurn,
    ) => {
      if (!database.open) return
      const startedAt = forgotten.get(accountId)
      const rest = items[Symbol.iterator]()
      let next = rest.next()
      const storeSome = database.transaction(() => {
        for (let count = 0; count < perTurn && !next.done; count += 1) {
          store(next.value)
          next = rest.next()
        }
      })
      while (!next.done) {
        storeSome.immediate()
        if (next.done) return
        await nextTurn()
        if (!database.open || forgotten.get(accountId) !== startedAt) return
      }
    },
    noteForgotten: (accountId) => {
      forgotten.set(accountId, (forgotten.get(accountId) ?? 0) + 1)
    },
  }
}

// The rows of one table: by id, readable in the order of ids, told onward in pieces that fit one message.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { maxRowsPerMessage } from '../../shared/domain/snapshot.ts'

export interface RowSet<Row> {
  readonly get: (id: string) => Row | undefined
  /** All rows in no particular order. */
  readonly values: () => Iterable<Row>
  /** Rows in the order of their ids, after the given one; `next` is null on the last page. */
  readonly read: (afterId: string | null, limit: number) => { rows: Row[]; next: string | null }
  /**
   * Adds or replaces rows by id. The first `maxRowsPerMessage` are in place when the call returns; longer
   * lists follow in turns of the event loop, and the promise resolves after the last.
   */
  readonly upsert: (rows: readonly Row[]) => Promise<void>
  readonly remove: (ids: readonly string[]) => void
  /**
   * Empties the table, then fills it page by page, each of at most `maxRowsPerMessage` rows and in a turn of
   * its own; a page is not asked for before its turn. A later reset ends a running one.
   */
  readonly reset: (pages: Iterable<readonly Row[]>) => Promise<void>
}

export interface RowChange<Row> {
  readonly isReset: boolean
  readonly upserted: Row[]
  readonly removedIds: string[]
}

/** Creates an empty set; `tell` hears of each change. */
export function createRowSet<Row extends { readonly id: string }>(
  tell: (change: RowChange<Row>) => void,
): RowSet<Row> {
  const table = createRowTable<Row>()
  let resetCount = 0

  const put = async (pages: Iterable<readonly Row[]>, isReset: boolean) => {
    const current = resetCount
    let isResetUntold = isReset
    for (const upserted of pages) {
      for (const row of upserted) table.put(row)
      tell({ isReset: isResetUntold, upserted: [...upserted], removedIds: [] })
      isResetUntold = false
      await nextTurn()
      if (current !== resetCount) return
    }
    if (isResetUntold) tell({ isReset: true, upserted: [], removedIds: [] })
  }

  return {
    get: table.get,
    values: table.values,
    read: table.page,
    upsert: (rows) => put(pagesOf(rows), false),
    remove: (ids) => {
      const removedIds = table.remove(ids)
      if (removedIds.length > 0) tell({ isReset: false, upserted: [], removedIds })
    },
    reset: (pages) => {
      resetCount += 1
      table.clear()
      return put(pages, true)
    },
  }
}

/** The rows in pieces that fit one patch. */
export function* pagesOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += maxRowsPerMessage) {
    yield rows.slice(start, start + maxRowsPerMessage)
  }
}

/** From this many unsorted ids on they are sorted in, so that no single sort takes long. */
const maxUnsortedIds = 10_000

/** Rows by id, readable in the order of ids: a sorted run with an unsorted tail that is merged in when needed. */
function createRowTable<Row extends { readonly id: string }>() {
  const rows = new Map<string, Row>()
  let ids: string[] = []
  let unsortedCount = 0

  const sortIds = () => {
    if (unsortedCount > 0) ids.sort()
    unsortedCount = 0
  }

  return {
    get: (id: string) => rows.get(id),
    values: () => rows.values(),
    put: (row: Row) => {
      if (!rows.has(row.id)) {
        ids.push(row.id)
        unsortedCount += 1
        if (unsortedCount >= maxUnsortedIds) sortIds()
      }
      rows.set(row.id, row)
    },
    remove: (goneIds: readonly string[]) => {
      const removed = goneIds.filter((id) => rows.delete(id))
      if (removed.length > 0) ids = ids.filter((id) => rows.has(id))
      return removed
    },
    clear: () => {
      rows.clear()
      ids = []
      unsortedCount = 0
    },
    page: (afterId: string | null, limit: number) => {
      sortIds()
      const start = afterId === null ? 0 : firstAfter(ids, afterId)
      const pageIds = ids.slice(start, start + limit)
      return {
        rows: pageIds.flatMap((id) => rows.get(id) ?? []),
        next: start + limit < ids.length ? (pageIds.at(-1) ?? null) : null,
      }
    },
  }
}

/** Index of the first sorted id behind `afterId`, which itself may be gone. */
function firstAfter(ids: readonly string[], afterId: string): number {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ids[middle] ?? '') <= afterId) low = middle + 1
    else high = middle
  }
  return low
}

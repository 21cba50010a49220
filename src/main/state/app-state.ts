// The one truth that window and tray show: snapshot, revision and key rows, told onward as patches.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import {
  maxRowsPerMessage,
  type Patch,
  type Snapshot,
  type SnapshotParts,
} from '../../shared/domain/snapshot.ts'

export interface AppState {
  readonly snapshot: () => Snapshot
  readonly row: (keyId: string) => ApiKey | undefined
  /** All rows in no particular order, keys that left the service's list among them. */
  readonly rows: () => Iterable<ApiKey>
  /** Rows in the order of their ids, after the given one; `next` is null on the last page. */
  readonly readRows: (afterId: string | null, limit: number) => { rows: ApiKey[]; next: string | null }
  /** Replaces parts of the snapshot and tells it in one patch. */
  readonly change: (parts: Partial<SnapshotParts>) => void
  /**
   * Adds or replaces rows by id. The first `maxRowsPerMessage` are in place when the call returns; longer
   * lists follow in turns of the event loop, and the promise resolves after the last.
   */
  readonly upsertRows: (rows: readonly ApiKey[]) => Promise<void>
  readonly removeRows: (keyIds: readonly string[]) => void
  /**
   * Empties the table, then fills it page by page, each of at most `maxRowsPerMessage` rows and in a turn of
   * its own; a page is not asked for before its turn. A later reset ends a running one.
   */
  readonly resetRows: (pages: Iterable<readonly ApiKey[]>) => Promise<void>
  /** Calls back with each patch, in order; the returned function ends the subscription. */
  readonly subscribe: (listener: (patch: Patch) => void) => () => void
}

/** From this many unsorted ids on they are sorted in, so that no single sort takes long. */
const maxUnsortedIds = 10_000

/** Creates the state at revision 0 without rows. */
export function createState(initial: SnapshotParts): AppState {
  let snapshot: Snapshot = { ...initial, revision: 0 }
  const table = createRowTable()
  const listeners = new Set<(patch: Patch) => void>()
  let resetCount = 0

  const tell = (change: { parts?: Partial<SnapshotParts>; rows?: NonNullable<Patch['rows']> }) => {
    const revision = snapshot.revision + 1
    snapshot = { ...snapshot, ...change.parts, revision }
    for (const listener of listeners) listener({ revision, ...change })
  }

  const put = async (pages: Iterable<readonly ApiKey[]>, isReset: boolean) => {
    const current = resetCount
    let isResetUntold = isReset
    for (const upserted of pages) {
      for (const row of upserted) table.put(row)
      tell({ rows: { isReset: isResetUntold, upserted: [...upserted], removedIds: [] } })
      isResetUntold = false
      await nextTurn()
      if (current !== resetCount) return
    }
    if (isResetUntold) tell({ rows: { isReset: true, upserted: [], removedIds: [] } })
  }

  return {
    snapshot: () => snapshot,
    row: table.get,
    rows: table.values,
    readRows: table.page,
    change: (parts) => tell({ parts }),
    upsertRows: (rows) => put(pagesOf(rows), false),
    removeRows: (keyIds) => {
      const removedIds = table.remove(keyIds)
      if (removedIds.length > 0) tell({ rows: { isReset: false, upserted: [], removedIds } })
    },
    resetRows: (pages) => {
      resetCount += 1
      table.clear()
      return put(pages, true)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The rows in pieces that fit one patch. */
export function* pagesOf(rows: readonly ApiKey[]): Generator<readonly ApiKey[]> {
  for (let start = 0; start < rows.length; start += maxRowsPerMessage) {
    yield rows.slice(start, start + maxRowsPerMessage)
  }
}

/** Rows by id, readable in the order of ids: a sorted run with an unsorted tail that is merged in when needed. */
function createRowTable() {
  const rows = new Map<string, ApiKey>()
  let ids: string[] = []
  let unsortedCount = 0

  const sortIds = () => {
    if (unsortedCount > 0) ids.sort()
    unsortedCount = 0
  }

  return {
    get: (keyId: string) => rows.get(keyId),
    values: () => rows.values(),
    put: (row: ApiKey) => {
      if (!rows.has(row.id)) {
        ids.push(row.id)
        unsortedCount += 1
        if (unsortedCount >= maxUnsortedIds) sortIds()
      }
      rows.set(row.id, row)
    },
    remove: (keyIds: readonly string[]) => {
      const removed = keyIds.filter((keyId) => rows.delete(keyId))
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

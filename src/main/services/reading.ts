// A reading of the service, and how its rows are taken over without holding up the main process.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { maxRowsPerMessage } from '../../shared/domain/snapshot.ts'

/** A reading of the service for one account; `isCurrent` turns false when its connection is over. */
export interface Reading {
  readonly accountId: string
  /** The generation of local changes when the reading began. */
  readonly generation: number
  readonly isCurrent: () => boolean
}

/** Calls `work` with pieces small enough for one turn each; ends early when the reading is over. */
export async function inChunks<T>(
  items: readonly T[],
  reading: Pick<Reading, 'isCurrent'>,
  work: (chunk: readonly T[]) => void,
): Promise<void> {
  for (let start = 0; start < items.length; start += maxRowsPerMessage) {
    if (start > 0) await nextTurn()
    if (!reading.isCurrent()) return
    work(items.slice(start, start + maxRowsPerMessage))
  }
}

/**
 * The rows of a table in the cache, each page read when it is asked for. `readPage` gives the rows after an
 * id, and none where the cache cannot be read.
 */
export function* cachedPages<Row extends { readonly id: string }>(
  readPage: (afterId: string | null) => readonly Row[],
): Generator<readonly Row[]> {
  for (let page = readPage(null); page.length > 0; page = readPage(page.at(-1)?.id ?? null)) yield page
}

// Writes changed rows to the cache behind the screen, one write at a time.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Log } from '../ports/system.ts'

export interface CacheWriter {
  /** The rows of these ids have changed; they are written as they stand when their turn comes. */
  readonly note: (accountId: string, ids: readonly string[]) => void
  /** Resolves when everything noted is written. */
  readonly written: () => Promise<void>
}

/**
 * `write` brings the cache in step for the given ids. One write at a time, so that an older state of a row can
 * never overwrite a newer one.
 */
export function createCacheWriter(
  write: (accountId: string, ids: readonly string[]) => Promise<void>,
  log: Log,
): CacheWriter {
  const noted = new Map<string, Set<string>>()
  let writing: Promise<void> | null = null

  const writeAll = async () => {
    for (const [accountId, ids] of noted) {
      noted.delete(accountId)
      await write(accountId, [...ids])
    }
  }

  const start = () => {
    // Deferred, so that the rows of one merge are written together.
    writing = nextTurn()
      .then(writeAll)
      // The cache can be told again by the service: losing a write costs a refresh and nothing else.
      .catch(() => log('cache.notWritten'))
      .then(() => {
        writing = null
        if (noted.size > 0) start()
      })
  }

  return {
    note: (accountId, ids) => {
      const all = noted.get(accountId) ?? new Set()
      for (const id of ids) all.add(id)
      noted.set(accountId, all)
      if (writing === null) start()
    },
    written: async () => {
      while (writing !== null) await writing
    },
  }
}

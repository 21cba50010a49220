// Brings rows into the table and keeps the databases behind it in step: what the service lists, and what has ended.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ApiKey, Ending } from '../../shared/domain/api-key.ts'
import { maxRowsPerMessage } from '../../shared/domain/snapshot.ts'
import type { CacheStore, Clock, KeyList, KeyUsage, Log, VaultStore } from '../ports.ts'
import { type AppState, pagesOf } from '../state/app-state.ts'
import type { CreationTags } from './creation-tags.ts'
import type { LocalChanges } from './local-changes.ts'
import { endingOf, isSameRow, mergeRow, mergeUsage } from './merge-keys.ts'

export interface KeyTableDeps {
  readonly state: AppState
  readonly cache: CacheStore
  readonly vaultStore: VaultStore
  readonly tags: CreationTags
  readonly changes: LocalChanges
  readonly hasSealedCopy: (keyId: string) => boolean
  readonly clock: Clock
  readonly log: Log
}

/** A reading of the service for one account; `isCurrent` turns false when its connection is over. */
export interface Reading {
  readonly accountId: string
  /** The generation of local changes when the reading began. */
  readonly generation: number
  readonly isCurrent: () => boolean
}

export interface KeyTable {
  /** Shows what the databases know of the account, page by page; resolves after the last. */
  readonly restore: (accountId: string) => Promise<void>
  /** Merges a list. Keys missing from it have ended, unless rows of it could not be read. */
  readonly applyList: (list: KeyList, reading: Reading) => Promise<void>
  readonly applyUsage: (usage: readonly KeyUsage[], reading: Reading) => Promise<void>
  /** Shows a row that a change of ours made. */
  readonly put: (accountId: string, row: ApiKey) => void
  readonly end: (accountId: string, row: ApiKey, ending: Ending) => void
  /** Resolves when everything shown is in the cache. */
  readonly written: () => Promise<void>
}

/** So many ended keys are written before the event loop gets its turn: each is a commit of its own. */
const endedPerTurn = 20

export function createKeyTable(deps: KeyTableDeps): KeyTable {
  const { state, vaultStore, changes, clock, log } = deps
  const cacheWriter = createCacheWriter(deps)

  const end = (accountId: string, row: ApiKey, ending: Ending) => {
    const ended = { ...row, ending, hasSealedCopy: deps.hasSealedCopy(row.id) }
    // The row is shown as ended even where the history cannot be written: that is what is true.
    attempt(log, 'history.notWritten', () => vaultStore.addEndedKey(accountId, ended))
    void state.upsertRows([ended])
    cacheWriter.note(accountId, [row.id])
  }

  const endMissing = async (listed: ReadonlySet<string>, reading: Reading) => {
    const now = clock.now()
    const serverNow = now + state.snapshot().sync.clockSkewMs
    const missing = [...state.rows()].filter((row) => row.ending === null && !listed.has(row.id))
    for (const [index, { id }] of missing.entries()) {
      if (index > 0 && index % endedPerTurn === 0) await nextTurn()
      if (!reading.isCurrent()) return
      const row = state.row(id)
      if (row === undefined || row.ending !== null || !changes.isSettled(id, reading.generation)) continue
      const wasRevokeAsked = changes.wasRevokeAsked(id)
      end(reading.accountId, row, endingOf(row, { wasRevokeAsked, serverNow, now }))
    }
  }

  const mergeChunk = (chunk: KeyList['keys'], { accountId, generation }: Reading) => {
    const now = clock.now()
    const changed = chunk.flatMap((remote) => {
      if (!changes.isSettled(remote.id, generation)) return []
      const previous = state.row(remote.id)
      const name = deps.tags.untagged(remote.name)
      const row = mergeRow(previous, remote, { now, name, hasSealedCopy: deps.hasSealedCopy(remote.id) })
      return previous !== undefined && isSameRow(previous, row) ? [] : [row]
    })
    show(accountId, changed)
  }

  const usageChunk = (chunk: readonly KeyUsage[], { accountId }: Reading) => {
    const now = clock.now()
    const changed = chunk.flatMap((usage) => {
      const previous = state.row(usage.keyId)
      if (previous === undefined || previous.ending !== null) return []
      const row = mergeUsage(previous, usage, now)
      return isSameRow(previous, row) ? [] : [row]
    })
    show(accountId, changed)
  }

  const withCopyMark = (row: ApiKey): ApiKey => {
    const hasSealedCopy = deps.hasSealedCopy(row.id)
    return row.hasSealedCopy === hasSealedCopy ? row : { ...row, hasSealedCopy }
  }

  function* storedPages(accountId: string): Generator<readonly ApiKey[]> {
    const listed = new Set<string>()
    for (const page of cachedPages(deps, accountId)) {
      for (const { id } of page) listed.add(id)
      yield page.map(withCopyMark)
    }
    const ended = attempt(log, 'history.notRead', () => vaultStore.listEndedKeys(accountId)) ?? []
    // A key that the service lists again is not ended, whatever the history says.
    yield* pagesOf(ended.filter((row) => !listed.has(row.id)).map(withCopyMark))
  }

  const show = (accountId: string, rows: readonly ApiKey[]) => {
    if (rows.length === 0) return
    void state.upsertRows(rows)
    cacheWriter.note(
      accountId,
      rows.map((row) => row.id),
    )
  }

  return {
    restore: (accountId) => state.resetRows(storedPages(accountId)),
    applyList: async (list, reading) => {
      const listed = new Set<string>()
      await inChunks(list.keys, reading, (chunk) => {
        for (const { id } of chunk) listed.add(id)
        mergeChunk(chunk, reading)
      })
      if (list.skippedRows === 0 && reading.isCurrent()) await endMissing(listed, reading)
    },
    applyUsage: (usage, reading) => inChunks(usage, reading, (chunk) => usageChunk(chunk, reading)),
    put: (accountId, row) => show(accountId, [row]),
    end,
    written: cacheWriter.written,
  }
}

/** The cached rows, each page read when it is asked for; ends early where the cache cannot be read. */
function* cachedPages(
  { cache, log }: Pick<KeyTableDeps, 'cache' | 'log'>,
  accountId: string,
): Generator<readonly ApiKey[]> {
  const pageAfter = (id: string | null) =>
    attempt(log, 'cache.notRead', () => cache.readKeys(accountId, id, maxRowsPerMessage)) ?? []
  for (let page = pageAfter(null); page.length > 0; page = pageAfter(page.at(-1)?.id ?? null)) yield page
}

/** Calls `work` with pieces small enough for one turn each; ends early when the reading is over. */
async function inChunks<T>(items: readonly T[], reading: Reading, work: (chunk: readonly T[]) => void) {
  for (let start = 0; start < items.length; start += maxRowsPerMessage) {
    if (start > 0) await nextTurn()
    if (!reading.isCurrent()) return
    work(items.slice(start, start + maxRowsPerMessage))
  }
}

/**
 * Writes noted rows as they stand when their turn comes: one write at a time, so that an older state of a row
 * can never overwrite a newer one.
 */
function createCacheWriter({ state, cache, log }: Pick<KeyTableDeps, 'state' | 'cache' | 'log'>) {
  const noted = new Map<string, Set<string>>()
  let writing: Promise<void> | null = null

  const writeAll = async () => {
    for (const [accountId, ids] of noted) {
      noted.delete(accountId)
      const rows = [...ids].flatMap((id) => state.row(id) ?? [])
      const ended = rows.filter((row) => row.ending !== null)
      await cache.writeKeys(
        accountId,
        rows.filter((row) => row.ending === null),
      )
      await cache.removeKeys(
        accountId,
        ended.map((row) => row.id),
      )
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
    note: (accountId: string, ids: readonly string[]) => {
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

function attempt<T>(log: Log, event: string, work: () => T): T | null {
  try {
    return work()
  } catch {
    log(event)
    return null
  }
}

// Brings rows into the table and keeps the databases behind it in step: what the service lists, and what has ended.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type ApiKey, type Ending, shownFrozen } from '../../shared/domain/api-key.ts'
import { utcDayOf } from '../../shared/domain/credit-cycle.ts'
import { maxRowsPerMessage } from '../../shared/domain/snapshot.ts'
import type { KeyList, KeyUsage } from '../ports/remote.ts'
import type { CacheStore, VaultStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { pagesOf } from '../state/row-set.ts'
import { attempt } from './attempt.ts'
import { createCacheWriter } from './cache-writer.ts'
import type { CreationTags } from './creation-tags.ts'
import type { Drift, DriftWatch } from './drift.ts'
import type { KeyFactsService } from './key-facts.ts'
import type { LocalChanges } from './local-changes.ts'
import { endingOf, isSameRow, mergeRow, mergeUsage } from './merge-keys.ts'
import { cachedPages, inChunks, type Reading } from './reading.ts'

export interface KeyTableDeps {
  readonly state: AppState
  readonly cache: CacheStore
  readonly vaultStore: VaultStore
  readonly tags: CreationTags
  readonly changes: LocalChanges
  readonly hasSealedCopy: (keyId: string) => boolean
  readonly keyFacts: Pick<KeyFactsService, 'of'>
  readonly drift: Pick<Drift, 'watch'>
  readonly clock: Clock
  readonly log: Log
}

export interface KeyTable {
  /** Shows what the databases know of the account, page by page; resolves after the last. */
  readonly restore: (accountId: string) => Promise<void>
  /** Merges a list. Keys missing from it have ended, unless rows of it could not be read. */
  readonly applyList: (list: KeyList, reading: Reading) => Promise<void>
  readonly applyUsage: (usage: readonly KeyUsage[], reading: Reading) => Promise<void>
  /** Shows rows that a change of ours made. */
  readonly put: (accountId: string, ...rows: readonly ApiKey[]) => void
  readonly end: (accountId: string, row: ApiKey, ending: Ending) => void
  /** What was spent "today" is not known any more: the day has turned. Resolves when all rows say so. */
  readonly forgetToday: () => Promise<void>
  /** Resolves when everything shown is in the cache. */
  readonly written: () => Promise<void>
}

/** So many ended keys are written before the event loop gets its turn: each is a commit of its own. */
const endedPerTurn = 20

export function createKeyTable(deps: KeyTableDeps): KeyTable {
  const { state, vaultStore, changes, clock, log } = deps
  const cacheWriter = createCacheWriter(async (accountId, ids) => {
    const rows = ids.flatMap((id) => state.keys.get(id) ?? [])
    const [ended, listed] = [
      rows.filter((row) => row.ending !== null),
      rows.filter((row) => row.ending === null),
    ]
    await deps.cache.writeKeys(accountId, listed)
    await deps.cache.removeKeys(
      accountId,
      ended.map((row) => row.id),
    )
  }, log)

  const end = (accountId: string, row: ApiKey, ending: Ending) => {
    const ended = { ...row, ending, hasSealedCopy: deps.hasSealedCopy(row.id) }
    // The row is shown as ended even where the history cannot be written: that is what is true.
    attempt(log, 'history.notWritten', () => vaultStore.addEndedKey(accountId, ended))
    void state.keys.upsert([ended])
    cacheWriter.note(accountId, [row.id])
  }

  const endMissing = async (listed: ReadonlySet<string>, reading: Reading, watch: DriftWatch) => {
    const now = clock.now()
    const serverNow = now + state.snapshot().sync.clockSkewMs
    const missing = [...state.keys.values()].filter((row) => row.ending === null && !listed.has(row.id))
    for (const [index, { id }] of missing.entries()) {
      if (index > 0 && index % endedPerTurn === 0) await nextTurn()
      if (!reading.isCurrent()) return
      const row = state.keys.get(id)
      if (row === undefined || row.ending !== null || !changes.isSettled(id, reading.generation)) continue
      const wasRevokeAsked = changes.wasRevokeAsked(id)
      const ending = endingOf(row, { wasRevokeAsked, serverNow, now })
      watch.ended(row, ending)
      end(reading.accountId, row, ending)
    }
  }

  const mergeChunk = (chunk: KeyList['keys'], { accountId, generation }: Reading, watch: DriftWatch) => {
    const now = clock.now()
    const changed = chunk.flatMap((remote) => {
      if (!changes.isSettled(remote.id, generation)) return []
      const previous = state.keys.get(remote.id)
      const name = deps.tags.untagged(remote.name)
      const row = mergeRow(previous, remote, {
        ...{ now, name, hasSealedCopy: deps.hasSealedCopy(remote.id), facts: deps.keyFacts.of(remote.id) },
      })
      watch.listed(previous, row, name !== remote.name)
      return previous !== undefined && isSameRow(previous, row) ? [] : [row]
    })
    show(accountId, changed)
    watch.write()
  }

  const usageChunk = (chunk: readonly KeyUsage[], { accountId }: Reading) => {
    const now = clock.now()
    const changed = chunk.flatMap((usage) => {
      const previous = state.keys.get(usage.keyId)
      if (previous === undefined || previous.ending !== null) return []
      const row = mergeUsage(previous, usage, now)
      return isSameRow(previous, row) ? [] : [row]
    })
    show(accountId, changed)
  }

  /** What only this computer knows is kept elsewhere than the rows. */
  const withOwnFacts = (row: ApiKey): ApiKey => {
    const { notes, frozen } = deps.keyFacts.of(row.id)
    const own = { notes, frozen: shownFrozen(frozen, row.creditLimit) }
    return { ...row, ...own, hasSealedCopy: deps.hasSealedCopy(row.id) }
  }

  function* storedPages(accountId: string): Generator<readonly ApiKey[]> {
    const listed = new Set<string>()
    const readPage = (afterId: string | null) =>
      attempt(log, 'cache.notRead', () => deps.cache.readKeys(accountId, afterId, maxRowsPerMessage)) ?? []
    const usageAsOf = attempt(log, 'cache.notRead', () => deps.cache.readAsOf(accountId, 'usage'))
    const isOfToday = usageAsOf !== null && utcDayOf(usageAsOf) >= utcDayOf(clock.now())
    const ofToday = (row: ApiKey) => (isOfToday ? row : { ...row, usedToday: null })
    for (const page of cachedPages(readPage)) {
      for (const { id } of page) listed.add(id)
      yield page.map(withOwnFacts).map(ofToday)
    }
    const ended = attempt(log, 'history.notRead', () => vaultStore.listEndedKeys(accountId)) ?? []
    // A key that the service lists again is not ended, whatever the history says.
    yield* pagesOf(ended.filter((row) => !listed.has(row.id)).map(withOwnFacts))
  }

  const show = (accountId: string, rows: readonly ApiKey[]) => {
    if (rows.length === 0) return
    void state.keys.upsert(rows)
    cacheWriter.note(
      accountId,
      rows.map((row) => row.id),
    )
  }

  return {
    restore: (accountId) => state.keys.reset(storedPages(accountId)),
    applyList: async (list, reading) => {
      const listed = new Set<string>()
      const watch = deps.drift.watch()
      await inChunks(list.keys, reading, (chunk) => {
        for (const { id } of chunk) listed.add(id)
        mergeChunk(chunk, reading, watch)
      })
      if (list.skippedRows === 0 && reading.isCurrent()) await endMissing(listed, reading, watch)
      if (reading.isCurrent()) watch.end()
    },
    applyUsage: (usage, reading) => inChunks(usage, reading, (chunk) => usageChunk(chunk, reading)),
    forgetToday: async () => {
      const stale = [...state.keys.values()].filter((row) => row.usedToday !== null).map(({ id }) => id)
      for (const page of pagesOf(stale)) {
        const rows = page.flatMap((id) => state.keys.get(id) ?? [])
        await state.keys.upsert(rows.map((row) => ({ ...row, usedToday: null })))
      }
    },
    put: (accountId, ...rows) => show(accountId, rows),
    end,
    written: cacheWriter.written,
  }
}

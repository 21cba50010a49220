// Keeps the app state equal to main's: subscribe first, then snapshot, then the rows page by page, then patches.
import type { StoreApi } from 'zustand'
import type { Patch, Snapshot } from '../../shared/domain/snapshot.ts'
import { maxRowsPerMessage } from '../../shared/domain/snapshot.ts'
import type { Result } from '../../shared/errors.ts'
import type { Commands } from '../../shared/ipc/bridge.ts'
import { type AppState, type KeyRow, toKeyRow } from './app-state.ts'

export interface FeedSource {
  readonly readSnapshot: Commands['app']['readSnapshot']
  readonly readRows: Commands['keys']['readRows']
  readonly onPatched: (listener: (patch: Patch) => void) => () => void
}

const tickMs = 15_000
/** After a failed first read; main is on the same machine, so this is rare and short. */
const retryMs = 1_000

/**
 * Starts the feed and returns the function that ends it. A missed revision, or another account while the
 * rows are being read, starts the whole reading over; what is on screen stays there meanwhile.
 */
export function startFeed(source: FeedSource, store: StoreApi<AppState>): () => void {
  let isStopped = false
  let isLoading = false
  let queue: Patch[] = []
  let retryTimer: ReturnType<typeof setTimeout> | undefined

  const load = async () => {
    clearTimeout(retryTimer)
    isLoading = true
    queue = []
    const loaded = await readAll(source, () => isStopped)
    if (isStopped) return
    isLoading = false
    if (!loaded.ok) {
      store.setState({ loadProblem: loaded.error })
      retryTimer = setTimeout(() => void load(), retryMs)
      return
    }
    const { snapshot, rows } = loaded.value
    const missed = queue.filter((patch) => patch.revision > snapshot.revision)
    if (missed.some((patch) => patch.rows?.isReset)) return void load()
    store.setState({ snapshot, rows, loadProblem: null })
    tick()
    for (const patch of missed) receive(patch)
  }

  const receive = (patch: Patch) => {
    if (isLoading) {
      queue.push(patch)
      return
    }
    const { snapshot } = store.getState()
    if (!snapshot) return
    if (patch.revision <= snapshot.revision) return
    if (patch.revision > snapshot.revision + 1) void load()
    else store.setState(applyPatch({ snapshot, rows: store.getState().rows }, patch))
  }

  const tick = () => {
    const skewMs = store.getState().snapshot?.sync.clockSkewMs ?? 0
    store.setState({ now: Date.now() + skewMs })
  }

  const unsubscribe = source.onPatched(receive)
  const ticker = setInterval(tick, tickMs)
  void load()
  return () => {
    isStopped = true
    clearTimeout(retryTimer)
    clearInterval(ticker)
    unsubscribe()
  }
}

interface Truth {
  readonly snapshot: Snapshot
  readonly rows: ReadonlyMap<string, KeyRow>
}

async function readAll(source: FeedSource, isStopped: () => boolean): Promise<Result<Truth>> {
  const snapshot = await source.readSnapshot({})
  if (!snapshot.ok) return snapshot
  const rows = new Map<string, KeyRow>()
  let afterId: string | null = null
  do {
    const page: Awaited<ReturnType<FeedSource['readRows']>> = await source.readRows({
      afterId,
      limit: maxRowsPerMessage,
    })
    if (!page.ok) return page
    for (const key of page.value.rows) rows.set(key.id, toKeyRow(key))
    afterId = page.value.next
  } while (afterId !== null && !isStopped())
  return { ok: true, value: { snapshot: snapshot.value, rows } }
}

/** The truth one revision later. Parts and rows that a patch does not name keep their identity. */
export function applyPatch({ snapshot, rows }: Truth, patch: Patch): Truth {
  const nextSnapshot = Object.assign({}, snapshot, patch.parts, { revision: patch.revision })
  if (!patch.rows) return { snapshot: nextSnapshot, rows }
  const nextRows = patch.rows.isReset ? new Map<string, KeyRow>() : new Map(rows)
  for (const keyId of patch.rows.removedIds) nextRows.delete(keyId)
  for (const key of patch.rows.upserted) nextRows.set(key.id, toKeyRow(key))
  return { snapshot: nextSnapshot, rows: nextRows }
}

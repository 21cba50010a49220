// Keeps the app state equal to main's: subscribe first, then snapshot, then the rows page by page, then patches.
import type { StoreApi } from 'zustand'
import type { Patch, Snapshot } from '../../shared/domain/snapshot.ts'
import { maxRowsPerMessage } from '../../shared/domain/snapshot.ts'
import type { Result } from '../../shared/errors.ts'
import type { Commands } from '../../shared/ipc/bridge.ts'
import { type AppState, toKeyRow, toSecretRow } from './app-state.ts'

export interface FeedSource {
  readonly readSnapshot: Commands['app']['readSnapshot']
  readonly readKeys: Commands['keys']['readRows']
  readonly readSecrets: Commands['secrets']['readRows']
  readonly onPatched: (listener: (patch: Patch) => void) => () => void
}

const tickMs = 15_000
/** After a failed first read; main is on the same machine, so this is rare and short. */
const retryMs = 1_000

/**
 * Starts the feed and returns the function that ends it. A missed revision, or another account while the
 * rows are being read, starts the whole reading over; what is on screen stays there meanwhile. While Latchkey is
 * locked there are no rows to read.
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
    const { snapshot } = loaded.value
    const missed = queue.filter((patch) => patch.revision > snapshot.revision)
    if (missed.some((patch) => patch.keys?.isReset || patch.secrets?.isReset || patch.parts?.lock)) {
      return void load()
    }
    store.setState({ ...loaded.value, loadProblem: null })
    tick()
    for (const patch of missed) receive(patch)
  }

  const receive = (patch: Patch) => {
    if (isLoading) {
      queue.push(patch)
      return
    }
    const { snapshot, keys, secrets } = store.getState()
    if (!snapshot) return
    if (patch.revision <= snapshot.revision) return
    const lock = patch.parts?.lock
    const isOpened = lock?.state === 'open' && snapshot.lock.state !== 'open'
    // What was opened is not in the patch, and nobody shall see a window without an account until it is read.
    if (patch.revision > snapshot.revision + 1 || isOpened) return void load()
    store.setState(applyPatch({ snapshot, keys, secrets }, patch))
    if (lock && lock.state !== 'open') void load()
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

type Truth = Pick<AppState, 'keys' | 'secrets'> & { readonly snapshot: Snapshot }

async function readAll(source: FeedSource, isStopped: () => boolean): Promise<Result<Truth>> {
  const snapshot = await source.readSnapshot({})
  if (!snapshot.ok) return snapshot
  if (snapshot.value.lock.state !== 'open') {
    return { ok: true, value: { snapshot: snapshot.value, keys: new Map(), secrets: new Map() } }
  }
  const keys = await readRows(source.readKeys, toKeyRow, isStopped)
  if (!keys.ok) return keys
  const secrets = await readRows(source.readSecrets, toSecretRow, isStopped)
  if (!secrets.ok) return secrets
  return { ok: true, value: { snapshot: snapshot.value, keys: keys.value, secrets: secrets.value } }
}

type ReadRows<Row> = (input: {
  afterId: string | null
  limit: number
}) => Promise<Result<{ rows: readonly Row[]; next: string | null }>>

/** Every row of one table, page by page. */
async function readRows<Row extends { readonly id: string }, Shown>(
  read: ReadRows<Row>,
  toShown: (row: Row) => Shown,
  isStopped: () => boolean,
): Promise<Result<ReadonlyMap<string, Shown>>> {
  const rows = new Map<string, Shown>()
  let afterId: string | null = null
  do {
    const page: Awaited<ReturnType<ReadRows<Row>>> = await read({ afterId, limit: maxRowsPerMessage })
    if (!page.ok) return page
    for (const row of page.value.rows) rows.set(row.id, toShown(row))
    afterId = page.value.next
  } while (afterId !== null && !isStopped())
  return { ok: true, value: rows }
}

/** The truth one revision later. Parts and rows that a patch does not name keep their identity. */
export function applyPatch(truth: Truth, patch: Patch): Truth {
  return {
    // By its type a spread could leave a part undefined; a patch has only parts that changed.
    snapshot: Object.assign({}, truth.snapshot, patch.parts, { revision: patch.revision }),
    keys: changeRows(truth.keys, patch.keys, toKeyRow),
    secrets: changeRows(truth.secrets, patch.secrets, toSecretRow),
  }
}

function changeRows<Row extends { readonly id: string }, Shown>(
  rows: ReadonlyMap<string, Shown>,
  change: { isReset: boolean; upserted: readonly Row[]; removedIds: readonly string[] } | undefined,
  toShown: (row: Row) => Shown,
): ReadonlyMap<string, Shown> {
  if (!change) return rows
  const next = change.isReset ? new Map<string, Shown>() : new Map(rows)
  for (const id of change.removedIds) next.delete(id)
  for (const row of change.upserted) next.set(row.id, toShown(row))
  return next
}

// Keeps the table true: reads list, usage and models from the service, one reading at a time, and says how old they are.
import type { SyncStatus } from '../../shared/domain/snapshot.ts'
import { type AppError, fail, ok, type Result } from '../../shared/errors.ts'
import type { IoApi, KeyList, KeyUsage } from '../ports/remote.ts'
import type { CacheStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt } from './attempt.ts'
import { steadySkew } from './clock-skew.ts'
import type { Connection, Connections } from './connection.ts'
import type { KeyTable } from './key-table.ts'
import type { LocalChanges } from './local-changes.ts'
import type { Reading } from './reading.ts'
import type { SecretSync } from './secret-sync.ts'
import type { UsageSeries } from './usage-series.ts'

export interface SyncDeps {
  readonly state: AppState
  readonly connections: Connections
  readonly table: KeyTable
  readonly changes: LocalChanges
  readonly secretSync: SecretSync
  readonly usageSeries: Pick<UsageSeries, 'note'>
  readonly cache: CacheStore
  readonly clock: Clock
  readonly log: Log
}

export interface Sync {
  /** Reads everything, or joins a refresh under way; fails only where the list failed. */
  readonly refresh: () => Promise<Result<void>>
  /** A list whose reading began after this call: what it says includes every change answered before. */
  readonly confirmList: () => Promise<Result<KeyList>>
  /** Takes over a list that `connection` has just been tested with, then reads the rest behind it. */
  readonly adopt: (connection: Connection, list: KeyList, generation: number) => Promise<void>
  readonly refreshIfOld: () => void
  /** Calls back after each merged list, with the generation of local changes at which its reading began. */
  readonly onList: (listener: (list: KeyList, generation: number) => void) => void
  /** Calls back after each reading of all keys' use, when its figures are in the rows. */
  readonly onUsage: (listener: (usage: readonly KeyUsage[]) => void) => void
  /** The service's time, epoch ms. */
  readonly serverNow: () => number
  readonly stop: () => void
}

const refreshEveryMs = 5 * 60_000
const firstRetryMs = 15_000
/** A window that comes to the front refreshes what is older than this. */
const oldOnFocusMs = 15_000

/** Trying again by itself is pointless after these: a person has to act first. */
const waitsForPerson = new Set<AppError['code']>([
  'unauthorized',
  'forbidden',
  'isSubKey',
  'vaultWaiting',
  'vaultLocked',
  'vaultUnavailable',
  'vaultWeak',
  'locked',
  'adminKeyUnreadable',
])

export function createSync(deps: SyncDeps): Sync {
  const { state, connections, table, changes, clock } = deps
  const listeners: ((list: KeyList, generation: number) => void)[] = []
  const usageListeners: ((usage: readonly KeyUsage[]) => void)[] = []
  const reader = createListReader(readList)
  let refreshing: { connection: Connection | null; result: Promise<Result<void>> } | null = null
  let failureCount = 0
  let lastStartedAtMs = Number.NEGATIVE_INFINITY
  let cancelTimer = () => {}
  let isStopped = false

  const changeStatus = (parts: Partial<SyncStatus>) =>
    state.change({ sync: { ...state.snapshot().sync, ...parts } })

  async function readList(): Promise<Result<KeyList>> {
    const required = connections.require()
    if (!required.ok) {
      if (connections.current() !== null) changeStatus({ listProblem: required.error })
      return required
    }
    const { connection, api } = required.value
    const generation = changes.generation()
    const answer = await api.listKeys()
    if (connections.current() !== connection) return fail('notConnected')
    if (!answer.ok) {
      changeStatus({ listProblem: answer.error })
      return answer
    }
    await takeList(connection, answer.value, generation)
    return answer
  }

  const takeList = async (connection: Connection, list: KeyList, generation: number) => {
    const clockSkewMs = steadySkew(state.snapshot().sync.clockSkewMs, list.clockSkewMs)
    changeStatus({ skippedRows: list.skippedRows, clockSkewMs })
    const reading = readingOf(connection, generation)
    await table.applyList(list, reading)
    if (!reading.isCurrent()) return
    changeStatus({ listAsOf: clock.now(), listProblem: null })
    noteAsOf(connection, 'keys')
    for (const listener of listeners) listener(list, generation)
  }

  const readUsage = async (connection: Connection, api: IoApi) => {
    const reading = readingOf(connection, changes.generation())
    const answer = await api.listUsage()
    if (!reading.isCurrent()) return
    if (!answer.ok) return changeStatus({ usageProblem: answer.error })
    await table.applyUsage(answer.value, reading)
    // Before the page hears of new figures: it then asks for their history.
    await deps.usageSeries.note(connection.accountId, answer.value, reading)
    if (!reading.isCurrent()) return
    changeStatus({ usageAsOf: clock.now(), usageProblem: null })
    noteAsOf(connection, 'usage')
    for (const listener of usageListeners) listener(answer.value)
  }

  const readModels = async (connection: Connection, api: IoApi) => {
    const answer = await api.listModels()
    // Without an answer the models known so far serve on; the table does not depend on them.
    if (!answer.ok || connections.current() !== connection) return
    const models = [...answer.value]
    if (JSON.stringify(models) !== JSON.stringify(state.snapshot().models)) state.change({ models })
    tryCache(() => deps.cache.writeModels(connection.accountId, models))
    noteAsOf(connection, 'models')
  }

  const readRest = (connection: Connection, api: IoApi) =>
    Promise.all([readUsage(connection, api), readModels(connection, api), deps.secretSync.read()])

  const runRefresh = async (): Promise<Result<void>> => {
    cancelTimer()
    lastStartedAtMs = clock.monotonic()
    changeStatus({ isRefreshing: true })
    const connection = connections.current()
    try {
      const list = await reader.next()
      const required = connections.require()
      // Secrets and agents live on another host: they may be there while the list of keys is not.
      if (!list.ok && required.ok) await deps.secretSync.read()
      if (!list.ok) return list
      if (required.ok) await readRest(required.value.connection, required.value.api)
      return ok(undefined)
    } finally {
      if (connections.current() === connection) finish()
    }
  }

  const finish = () => {
    changeStatus({ isRefreshing: false })
    const { listProblem } = state.snapshot().sync
    failureCount = listProblem === null ? 0 : failureCount + 1
    schedule(listProblem)
  }

  const schedule = (problem: AppError | null) => {
    cancelTimer()
    if (isStopped || connections.current() === null) return
    if (problem !== null && waitsForPerson.has(problem.code)) return
    const pauseMs = problem === null ? refreshEveryMs : firstRetryMs * 2 ** (failureCount - 1)
    const delayMs = Math.max(Math.min(pauseMs, refreshEveryMs), problem?.retryAfterMs ?? 0)
    cancelTimer = clock.after(delayMs, () => void refresh())
  }

  const refresh = (): Promise<Result<void>> => {
    const connection = connections.current()
    if (connection === null || isStopped) return Promise.resolve(fail('notConnected'))
    if (refreshing !== null && refreshing.connection === connection) return refreshing.result
    const result = runRefresh()
      .catch(unexpected)
      .finally(() => {
        if (refreshing?.result === result) refreshing = null
      })
    refreshing = { connection, result }
    return result
  }

  /** Timers and focus call without anybody waiting for the answer: a surprise may not become a crash. */
  const unexpected = (): Result<never> => {
    deps.log('sync.failed')
    return fail('internal')
  }

  const readingOf = (connection: Connection, generation: number): Reading => ({
    accountId: connection.accountId,
    generation,
    isCurrent: () => connections.current() === connection,
  })

  const noteAsOf = ({ accountId }: Connection, resource: 'keys' | 'usage' | 'models') =>
    tryCache(() => deps.cache.writeAsOf(accountId, resource, clock.now()))

  const tryCache = (write: () => void) => attempt(deps.log, 'cache.notWritten', write)

  return {
    refresh,
    confirmList: () => reader.nextAfterThis().catch(unexpected),
    adopt: async (connection, list, generation) => {
      lastStartedAtMs = clock.monotonic()
      failureCount = 0
      await reader.start(async () => {
        await takeList(connection, list, generation)
        return ok(list)
      })
      if (connection.api.ok) readRest(connection, connection.api.value).catch(unexpected)
      schedule(null)
    },
    refreshIfOld: () => {
      const { listProblem } = state.snapshot().sync
      if (listProblem !== null && waitsForPerson.has(listProblem.code)) return
      if (clock.monotonic() - lastStartedAtMs >= oldOnFocusMs) void refresh()
    },
    onList: (listener) => listeners.push(listener),
    onUsage: (listener) => usageListeners.push(listener),
    serverNow: () => clock.now() + state.snapshot().sync.clockSkewMs,
    stop: () => {
      isStopped = true
      cancelTimer()
    },
  }
}

/** One reading at a time: callers that need a later one wait for the present one and share the next. */
function createListReader(read: () => Promise<Result<KeyList>>) {
  let running: Promise<Result<KeyList>> | null = null
  let waiting: Promise<Result<KeyList>> | null = null

  const start = (work = read) => {
    const current = work().finally(() => {
      if (running === current) running = null
    })
    running = current
    return current
  }
  const next = () => running ?? start()
  const nextAfterThis = () => {
    if (running === null) return start()
    waiting ??= running
      .catch(() => {})
      .then(() => {
        waiting = null
        return next()
      })
    return waiting
  }

  return { start, next, nextAfterThis }
}

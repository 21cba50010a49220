// Asks for news of the accounts that are not in use: now and then, one after the other, and never in anybody's way.
import type { Account, AccountReading } from '../../shared/domain/snapshot.ts'
import { type AppError, type ErrorCode, fail, type Result } from '../../shared/errors.ts'
import type { ConnectApi, IoApi } from '../ports/remote.ts'
import type { CacheStore } from '../ports/store.ts'
import type { Clock, Log, Presence } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import type { AccountKeeper } from './account-keeper.ts'
import type { AccountReader } from './account-reader.ts'
import { shownAccount } from './accounts.ts'
import { attempt } from './attempt.ts'

export interface OtherAccountsDeps {
  readonly state: AppState
  readonly keeper: Pick<AccountKeeper, 'current' | 'list' | 'openKept'>
  readonly reader: AccountReader
  readonly connectApi: ConnectApi
  readonly cache: Pick<CacheStore, 'readAsOf'>
  /** Shared: others wait for sleep and its end as well. */
  readonly presence: Pick<Presence, 'onSuspend' | 'onResume'>
  readonly clock: Clock
  readonly log: Log
}

export interface OtherAccounts {
  readonly start: () => void
  /** Ends a reading under way, then does the work; while that goes on nothing is asked or written. */
  readonly heldDuring: <T>(work: () => Promise<T>) => Promise<T>
  /** Calls back when an account was asked, whatever came of it. */
  readonly onRead: (listener: (accountId: string) => void) => void
  /** Server time minus this computer's, ms: as the account's service told it, else as that in use does. */
  readonly skewOf: (accountId: string) => number
  /** Whether what is known of the account is old and will be asked for in a moment. */
  readonly isExpected: (accountId: string) => boolean
  readonly stop: () => Promise<void>
}

const everyMs = 20 * 60_000
/** The start and the end of sleep are busy enough; two accounts are never asked closer together than this. */
const gapMs = 60_000
/** What is due within this time is waited for by those who would tell of it. */
const expectedMs = 2 * gapMs

/** Asking again is pointless after these, until the account has been in use. */
const refusals: ReadonlySet<ErrorCode> = new Set(['unauthorized', 'forbidden', 'isSubKey'])
/** Not worth telling: the account in use says so already, or it passes. */
const untold: ReadonlySet<ErrorCode> = new Set(['vaultWaiting', 'vaultLocked', 'locked'])
const unreachable: ReadonlySet<ErrorCode> = new Set(['offline', 'captivePortal'])

/** What is known of one account in this run. */
interface Known {
  problem: AppError | null
  skewMs: number | null
  /** By the monotonic clock; null = by the age of its rows. */
  nextMs: number | null
  /** Since it left use, or since the computer woke. */
  wasAsked: boolean
}

/** One reading; `isOver` when somebody has ended it. */
interface Run {
  readonly api: IoApi
  isOver: boolean
  done: Promise<void>
}

export function createOtherAccounts(deps: OtherAccountsDeps): OtherAccounts {
  const { state, keeper, clock, log } = deps
  const known = new Map<string, Known>()
  const listeners: ((accountId: string) => void)[] = []
  let run: Run | null = null
  let inUseId: string | null = null
  let holdCount = 0
  let isStarted = false
  let cancelTimer = () => {}

  const knownOf = (accountId: string): Known => {
    const made = known.get(accountId) ?? { problem: null, skewMs: null, nextMs: null, wasAsked: false }
    known.set(accountId, made)
    return made
  }

  const others = () =>
    keeper.list().filter(({ id, kind }) => kind !== 'sandbox' && id !== keeper.current()?.id)
  const asOf = (accountId: string) =>
    attempt(log, 'cache.notRead', () => deps.cache.readAsOf(accountId, 'keys'))

  const skewOf = (accountId: string) => {
    const { account, sync } = state.snapshot()
    // A sandbox goes by this computer's own clock and proves nothing about that of the service.
    const elsewhere = account?.kind === 'sandbox' ? 0 : sync.clockSkewMs
    return account?.id === accountId ? sync.clockSkewMs : (known.get(accountId)?.skewMs ?? elsewhere)
  }

  const mayBeAsked = ({ id, adminKeyExpiresAt }: Pick<Account, 'id' | 'adminKeyExpiresAt'>) => {
    const { problem } = knownOf(id)
    if (problem !== null && refusals.has(problem.code)) return false
    return adminKeyExpiresAt === null || adminKeyExpiresAt > clock.now() + skewOf(id)
  }

  /** What was read a moment ago, because the account was in use, waits for its turn. */
  const dueMs = (accountId: string): number => {
    const entry = knownOf(accountId)
    if (entry.nextMs === null) {
      const ageMs = clock.now() - (asOf(accountId) ?? 0)
      entry.nextMs = clock.monotonic() + Math.min(everyMs, Math.max(everyMs - ageMs, gapMs))
    }
    return entry.nextMs
  }

  const isQuiet = () => {
    const { lock, account, sync } = state.snapshot()
    const isOffline = account?.kind !== 'sandbox' && unreachable.has(sync.listProblem?.code ?? 'internal')
    return lock.state === 'locked' || isOffline
  }

  /** Neither a change of account nor the end of a reading may fail by this (R60). */
  const schedule = () => {
    attempt(log, 'otherAccounts.failed', plan)
  }

  const plan = () => {
    cancelTimer()
    // The next step comes with whatever ends this.
    const isLocked = state.snapshot().lock.state === 'locked'
    if (!isStarted || holdCount > 0 || run !== null || isLocked) return
    const due = others()
      .filter(mayBeAsked)
      .map(({ id }) => dueMs(id))
    if (due.length === 0) return
    cancelTimer = clock.after(Math.max(0, Math.min(...due) - clock.monotonic()), () =>
      attempt(log, 'otherAccounts.failed', askNext),
    )
  }

  const askNext = () => {
    if (!isStarted || holdCount > 0 || run !== null) return
    const due = others()
      .filter((each) => mayBeAsked(each) && dueMs(each.id) <= clock.monotonic())
      .sort((a, b) => dueMs(a.id) - dueMs(b.id))
    // The rest of what is due comes after a pause, and so does all of it while nothing may be asked.
    for (const { id } of isQuiet() ? due : due.slice(1)) knownOf(id).nextMs = clock.monotonic() + gapMs
    const [first] = due
    if (first !== undefined && !isQuiet()) ask(shownAccount(first))
    else schedule()
  }

  const ask = (account: Account) => {
    const opened = keeper.openKept(account.id)
    if (!opened.ok) {
      settle(account.id, opened)
      return schedule()
    }
    const { origins, adminKey } = opened.value
    const current: Run = { api: deps.connectApi(origins, adminKey), isOver: false, done: Promise.resolve() }
    run = current
    current.done = readWith(account, current)
      .catch(() => log('otherAccounts.failed'))
      .finally(() => {
        run = null
        schedule()
      })
  }

  const readWith = async (account: Account, current: Run) => {
    const result = await deps.reader
      .read(account, current.api, () => !current.isOver)
      .catch(() => {
        log('otherAccounts.failed')
        return fail('internal')
      })
    await current.api.close().catch(() => log('otherAccounts.notClosed'))
    if (current.isOver) knownOf(account.id).nextMs = clock.monotonic() + gapMs
    else settle(account.id, result)
  }

  const settle = (accountId: string, result: Result<{ readonly clockSkewMs: number }>) => {
    const entry = knownOf(accountId)
    const error = result.ok ? null : result.error
    if (result.ok) entry.skewMs = result.value.clockSkewMs
    const waitsForVault = error !== null && untold.has(error.code)
    if (!waitsForVault) entry.problem = error
    entry.wasAsked = true
    const pauseMs = Math.max(everyMs, error?.retryAfterMs ?? 0)
    entry.nextMs = clock.monotonic() + (waitsForVault ? gapMs : pauseMs)
    publish()
    for (const listener of listeners) listener(accountId)
  }

  const publish = () => {
    const accountReadings = others()
      .slice(0, maxReadings)
      .map(
        ({ id }): AccountReading => ({
          ...{ accountId: id, listAsOf: asOf(id), problem: knownOf(id).problem },
        }),
      )
    if (JSON.stringify(accountReadings) !== JSON.stringify(state.snapshot().accountReadings))
      state.change({ accountReadings })
  }

  const update = () => {
    publish()
    schedule()
  }

  const end = async () => {
    if (run === null) return
    run.isOver = true
    const { api, done } = run
    await api.close().catch(() => log('otherAccounts.notClosed'))
    await done
  }

  /** Another account is in use from now on; what the one before was last told stays known of it. */
  const follow = () => {
    const { account, sync } = state.snapshot()
    if (account !== null) {
      const entry = knownOf(account.id)
      const problem = sync.listProblem as AppError | null
      entry.problem = problem !== null && untold.has(problem.code) ? null : problem
      // Nothing is known of it before the first answer.
      if (sync.clockSkewMs !== 0) entry.skewMs = sync.clockSkewMs
    }
    const id = account?.id ?? null
    if (id === inUseId) return
    if (inUseId !== null) Object.assign(knownOf(inUseId), { nextMs: null, wasAsked: false })
    inUseId = id
  }

  const unsubscribe = state.subscribe(({ parts }) => {
    const { account, accounts, sync, lock, vault } = parts ?? {}
    if ([account, accounts, sync, lock, vault].every((part) => part === undefined)) return
    follow()
    if (lock?.state === 'locked') void end()
    // The one in use is read all the time; that is no news of the others.
    if ([account, accounts, lock, vault].every((part) => part === undefined)) return
    // Not within this patch: whoever hears of it after this would hear of the next one first.
    queueMicrotask(() => attempt(log, 'otherAccounts.failed', update))
  })
  deps.presence.onSuspend(() => void end())
  deps.presence.onResume(() => {
    for (const entry of known.values()) Object.assign(entry, { nextMs: null, wasAsked: false })
    schedule()
  })

  return {
    start: () => {
      isStarted = true
      update()
    },
    heldDuring: async (work) => {
      holdCount += 1
      cancelTimer()
      try {
        await end()
        return await work()
      } finally {
        holdCount -= 1
        schedule()
      }
    },
    onRead: (listener) => listeners.push(listener),
    skewOf,
    isExpected: (accountId) => {
      const account = others().find(({ id }) => id === accountId)
      if (!isStarted || account === undefined || knownOf(accountId).wasAsked || isQuiet()) return false
      return mayBeAsked(account) && dueMs(accountId) - clock.monotonic() <= expectedMs
    },
    stop: async () => {
      isStarted = false
      cancelTimer()
      unsubscribe()
      await end()
    },
  }
}

/** As many as the snapshot takes. */
const maxReadings = 50

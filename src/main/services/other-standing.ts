// What stands in the accounts that are not in use, by the rows in the cache: read in turns, and anew when that may change.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type ApiKey, shownFrozen } from '../../shared/domain/api-key.ts'
import { noNotes } from '../../shared/domain/key-notes.ts'
import { type Account, maxRowsPerMessage } from '../../shared/domain/snapshot.ts'
import type { CacheStore, VaultStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import type { AccountReminders } from './account-reminders.ts'
import { attempt } from './attempt.ts'
import { cachedPages } from './reading.ts'
import { findOccasions, type Rate } from './reminder-rules.ts'
import { isSpending } from './spend-rates.ts'

export interface OtherStandingDeps {
  readonly state: AppState
  readonly cache: Pick<CacheStore, 'readKeys' | 'readAsOf'>
  readonly vaultStore: Pick<VaultStore, 'listKeyFacts' | 'listRotations'>
  /** Asked for the keys in use alone: each costs a query. */
  readonly rateOf: (key: ApiKey, accountId: string) => Rate
  /** The service's time as that account knows it, epoch ms. */
  readonly serverNow: (accountId: string) => number
  /** What stands was read: look again. */
  readonly onRead: () => void
  readonly clock: Clock
  readonly log: Log
}

interface Watched {
  readonly account: Account
  readonly reminders: AccountReminders
}

export interface OtherStanding {
  /** Begins to read those of whom something else may stand than was read last. */
  readonly readIfStale: (others: readonly Watched[]) => void
  readonly isReading: () => boolean
  /** When time alone brings something else, by the service's clock; null = never, or while it is being read. */
  readonly nextAt: (accountId: string) => number | null
  /** Its rows or notes have changed since. */
  readonly markStale: (accountId: string) => void
}

interface Read {
  /** By the service's clock. */
  readonly until: number
  readonly lead: string
}

/** What could not be read is not asked for at each look. */
const pauseMs = 3_600_000
const ratesPerTurn = 20
const unknown: Rate = { perHour: null, usualPerHour: null }

export function createOtherStanding(deps: OtherStandingDeps): OtherStanding {
  const { state, cache, vaultStore, clock, log } = deps
  const known = new Map<string, Read>()
  /** Counts the changes of each account, so that one that comes while its rows are read is not missed. */
  const changes = new Map<string, number>()
  let isReading = false

  const isOther = (accountId: string) => {
    const { account, accounts } = state.snapshot()
    return account?.id !== accountId && accounts.some(({ id }) => id === accountId)
  }
  const lead = () => state.snapshot().settings.remindDays.join()
  const isStale = (accountId: string) => {
    const read = known.get(accountId)
    return read === undefined || read.lead !== lead() || read.until <= deps.serverNow(accountId)
  }

  const rowsOf = async (accountId: string): Promise<ApiKey[]> => {
    const facts = attempt(log, 'vault.notRead', () => vaultStore.listKeyFacts(accountId)) ?? []
    const factsOf = new Map(facts.map((each) => [each.keyId, each]))
    const rows: ApiKey[] = []
    const readPage = (afterId: string | null) =>
      attempt(log, 'cache.notRead', () => cache.readKeys(accountId, afterId, maxRowsPerMessage)) ?? []
    for (const page of cachedPages(readPage)) {
      for (const row of page) {
        const own = factsOf.get(row.id)
        const frozen = shownFrozen(own?.frozen ?? null, row.creditLimit)
        rows.push({ ...row, notes: own?.notes ?? noNotes, frozen })
      }
      await nextTurn()
    }
    return rows
  }

  const ratesOf = async (accountId: string, rows: readonly ApiKey[]) => {
    const rates = new Map<string, Rate>()
    for (const row of rows.filter((each) => isSpending(each, clock.now()))) {
      if (rates.size > 0 && rates.size % ratesPerTurn === 0) await nextTurn()
      rates.set(row.id, deps.rateOf(row, accountId))
    }
    return rates
  }

  const read = async ({ account, reminders }: Watched) => {
    const { id } = account
    const change = changes.get(id)
    const rows = await rowsOf(id)
    const rates = await ratesOf(id, rows)
    // By now it may be the one in use, or gone.
    if (!isOther(id)) return
    const serverNow = deps.serverNow(id)
    const asOf = attempt(log, 'cache.notRead', () => cache.readAsOf(id, 'keys'))
    const { occasions, nextAt } = findOccasions({
      ...{ account, keys: rows, now: serverNow, remindDays: state.snapshot().settings.remindDays },
      rotations: attempt(log, 'vault.notRead', () => vaultStore.listRotations(id)) ?? [],
      readAt: asOf === null ? null : asOf + serverNow - clock.now(),
      rateOf: (keyId) => rates.get(keyId) ?? unknown,
    })
    const byId = new Map(rows.map((row) => [row.id, row]))
    const standing = { occasions, keys: rows, keyOf: (keyId: string) => byId.get(keyId) }
    reminders.take({ ...standing, isJustMade: () => false }, clock.now(), serverNow)
    if (changes.get(id) === change) known.set(id, { until: nextAt ?? Number.POSITIVE_INFINITY, lead: lead() })
  }

  const readAll = async (others: readonly Watched[]) => {
    for (const other of others) {
      try {
        await read(other)
      } catch {
        log('reminders.othersNotRead')
        const { id } = other.account
        known.set(id, { until: deps.serverNow(id) + pauseMs, lead: lead() })
      }
    }
  }

  return {
    readIfStale: (others) => {
      const stale = others.filter(({ account }) => isStale(account.id))
      if (isReading || stale.length === 0) return
      isReading = true
      void readAll(stale).finally(() => {
        isReading = false
        deps.onRead()
      })
    },
    isReading: () => isReading,
    nextAt: (accountId) => {
      const until = known.get(accountId)?.until ?? Number.POSITIVE_INFINITY
      return !isReading && Number.isFinite(until) ? until : null
    },
    markStale: (accountId) => {
      known.delete(accountId)
      changes.set(accountId, (changes.get(accountId) ?? 0) + 1)
    },
  }
}

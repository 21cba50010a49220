// Use over time: keeps each reading of the service's figures, and makes series, sparklines and rates of them.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ApiKey } from '../../shared/domain/api-key.ts'
import type { KeyRates, ModelUse, Sparkline, UsagePoint } from '../../shared/domain/usage.ts'
import { maxModelUses, maxUsagePoints, sparkBucketMs, sparkBuckets } from '../../shared/domain/usage.ts'
import { ratesReachMs, type SpendRates, spendRates, spentByBucket } from '../../shared/domain/usage-growth.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { KeyUsage } from '../ports/remote.ts'
import type { CacheStore } from '../ports/store.ts'
import type { Clock, Log } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt, tryStore } from './attempt.ts'
import type { Reading } from './reading.ts'
import { createTurns } from './turns.ts'
import { createReadTimes, firstKnown, thinned, withReadings } from './usage-points.ts'

export interface UsageSeriesDeps {
  readonly state: AppState
  readonly cache: CacheStore
  readonly clock: Clock
  readonly log: Log
}

export interface UsageSeries {
  /** Keeps a reading of all keys; resolves when it is written. What cannot be written is missing later, no more. */
  readonly note: (
    accountId: string,
    use: readonly KeyUsage[],
    reading: Pick<Reading, 'isCurrent'>,
  ) => Promise<void>
  /** The last reading by model, the most spent first: of one key, or with null of all. */
  readonly readByModel: (keyId: string | null) => Result<{ models: ModelUse[] }>
  /** Credits since creation by time, at most `maxUsagePoints`, of one key, or with null of all. */
  readonly readSeries: (keyId: string | null, sinceAt: number) => Result<{ points: UsagePoint[] }>
  readonly readSparklines: (keyIds: readonly string[]) => Result<{ sparklines: Sparkline[] }>
  /**
   * What a table of all keys is sorted by, as the sparklines say it; in turns, for each key costs a query. Keys that
   * are not known are left out. `notConnected` as well where another account came into use meanwhile.
   */
  readonly readRates: (keyIds: readonly string[]) => Promise<Result<{ rates: KeyRates[] }>>
  readonly readUsedModels: (
    keyIds: readonly string[],
  ) => Result<{ keys: { keyId: string; models: string[] }[] }>
  /**
   * Credits an hour, now and usually; null while too little is known, and for both where nothing can be read. Reads
   * the database: a fraction of a millisecond for a quiet key, up to two for one that was busy all week.
   */
  readonly rateOf: (keyId: string) => SpendRates
  /** The same for a key of an account that is not in use. */
  readonly rateOfOther: (key: Pick<ApiKey, 'id' | 'createdAt'>, accountId: string) => SpendRates
}

const dayMs = 86_400_000
/** A key costs up to two milliseconds. */
const ratesPerTurn = 10
const noRates: SpendRates = { perHour: null, usualPerHour: null }

export function createUsageSeries(deps: UsageSeriesDeps): UsageSeries {
  const { state, cache, clock, log } = deps
  let writing: Promise<void> = Promise.resolve()
  const thinnedOn = new Map<string, number>()
  const timesOf = createReadTimes(cache)
  /** Several questions at once would make one turn of theirs longer. */
  const ratesInTurn = createTurns()

  /** By the service's clock, as every other time: this computer's may be set while the app runs. */
  const now = () => clock.now() + state.snapshot().sync.clockSkewMs

  const thin = (accountId: string) => {
    const today = Math.floor(now() / dayMs)
    if (thinnedOn.get(accountId) === today) return
    thinnedOn.set(accountId, today)
    // Not waited for: with many keys it takes many turns.
    cache.thinUse(accountId, now()).catch(() => log('cache.notThinned'))
  }

  const write = async (
    accountId: string,
    use: readonly KeyUsage[],
    { isCurrent }: Pick<Reading, 'isCurrent'>,
  ) => {
    if (!isCurrent()) return
    try {
      await cache.writeUse(accountId, now(), use)
      timesOf.forget()
      thin(accountId)
    } catch {
      log('cache.notWritten')
    }
  }

  /** Every point that is known since then, and those between which nothing moved. */
  const pointsOf = (
    accountId: string,
    keyId: string | null,
    sinceAt: number,
    createdAt = keyId === null ? null : (state.keys.get(keyId)?.createdAt ?? null),
  ): readonly UsagePoint[] => {
    const until = now()
    const times = timesOf.read(accountId, sinceAt, until)
    const points =
      keyId === null
        ? cache.readTotalPoints(accountId, sinceAt)
        : cache.readUsePoints(accountId, keyId, sinceAt)
    // Where a clock was wrong for a while, there are points that lie ahead.
    const past = points.filter(({ at }) => at <= until)
    return withReadings([...firstKnown(past, times, createdAt), ...past], times)
  }

  /** What `read` gives for the account in use. */
  const ofAccount = <T>(read: (accountId: string) => T): Result<T> => {
    const { account } = state.snapshot()
    return account === null ? fail('notConnected') : tryStore(log, 'cache.notRead', () => read(account.id))
  }

  const sparkline = (accountId: string, keyId: string): Sparkline => {
    const until = now()
    const points = pointsOf(accountId, keyId, until - ratesReachMs)
    const edges = Array.from(
      { length: sparkBuckets + 1 },
      (_, index) => until - (sparkBuckets - index) * sparkBucketMs,
    )
    const { perHour } = spendRates(points, until)
    return { keyId, buckets: [...spentByBucket(points, edges)], perHour }
  }

  const ratesOf = (accountId: string, keyId: string): KeyRates => {
    const { buckets, perHour } = sparkline(accountId, keyId)
    const known = buckets.filter((credits) => credits !== null)
    return {
      keyId,
      week: known.length === 0 ? null : known.reduce((sum, credits) => sum + credits, 0),
      perHour,
    }
  }

  const readRates = async (
    keyIds: readonly string[],
    asked: string | undefined,
  ): Promise<Result<{ rates: KeyRates[] }>> => {
    const rates: KeyRates[] = []
    for (let start = 0; start < keyIds.length; start += ratesPerTurn) {
      await nextTurn()
      if (state.snapshot().account?.id !== asked) return fail('notConnected')
      const some = keyIds.slice(start, start + ratesPerTurn).filter((id) => state.keys.get(id) !== undefined)
      const read = ofAccount((accountId) => some.map((keyId) => ratesOf(accountId, keyId)))
      if (!read.ok) return read
      rates.push(...read.value)
    }
    return ok({ rates })
  }

  const spendRatesOf = (accountId: string, keyId: string, createdAt?: number | null): SpendRates =>
    attempt(log, 'cache.notRead', () => {
      const until = now()
      return spendRates(pointsOf(accountId, keyId, until - ratesReachMs, createdAt), until)
    }) ?? noRates

  return {
    note: (accountId, use, reading) => {
      writing = writing.then(() => write(accountId, use, reading))
      return writing
    },
    readByModel: (keyId) =>
      ofAccount((accountId) => ({ models: cache.readModelUse(accountId, keyId).slice(0, maxModelUses) })),
    readSeries: (keyId, sinceAt) =>
      ofAccount((accountId) => ({
        points: [...thinned(pointsOf(accountId, keyId, sinceAt), maxUsagePoints)],
      })),
    readSparklines: (keyIds) =>
      ofAccount((accountId) => ({ sparklines: keyIds.map((keyId) => sparkline(accountId, keyId)) })),
    readRates: (keyIds) => {
      const asked = state.snapshot().account?.id
      return ratesInTurn(() => readRates(keyIds, asked))
    },
    readUsedModels: (keyIds) =>
      ofAccount((accountId) => {
        const used = cache.readUsedModels(accountId)
        return {
          keys: keyIds.flatMap((keyId) => {
            const models = used.get(keyId)
            return models === undefined ? [] : [{ keyId, models: models.slice(0, maxModelUses) }]
          }),
        }
      }),
    rateOf: (keyId) => {
      const { account } = state.snapshot()
      return account === null ? noRates : spendRatesOf(account.id, keyId)
    },
    rateOfOther: ({ id, createdAt }, accountId) => spendRatesOf(accountId, id, createdAt),
  }
}

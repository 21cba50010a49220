// Thins out old points and readings of use in cache.db, so that years of them stay small.
import type Database from 'better-sqlite3'
import type { CacheStore } from '../ports/store.ts'
import type { RowWriter } from './row-writer.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const allForMs = 7 * dayMs
const hourlyForMs = 90 * dayMs

/** One point or reading is left in each stretch of `every`: the last. */
interface Span {
  readonly account: string
  readonly key: string
  readonly from: number
  readonly until: number
  readonly every: number
}

/** A key a turn: one that was busy for months has thousands of points. */
const keysPerTurn = 1

export function createUseThinning(
  database: Database.Database,
  { inTurns }: Pick<RowWriter, 'inTurns'>,
): CacheStore['thinUse'] {
  const nextKey = database
    .prepare<[string, string], string | null>(
      'SELECT min(key_id) FROM use_points WHERE account_id = ? AND key_id > ?',
    )
    .pluck()
  const thinPoints = database.prepare<[Span]>(
    `DELETE FROM use_points
     WHERE account_id = @account AND key_id = @key AND at >= @from AND at < @until AND EXISTS (
       SELECT 1 FROM use_points AS later
       WHERE later.account_id = @account AND later.key_id = @key
         AND later.at > use_points.at AND later.at < (CAST(use_points.at / @every AS INTEGER) + 1) * @every)`,
  )
  const thinReadings = database.prepare<[Omit<Span, 'key'>]>(
    `DELETE FROM use_readings
     WHERE account_id = @account AND at >= @from AND at < @until AND EXISTS (
       SELECT 1 FROM use_readings AS later
       WHERE later.account_id = @account
         AND later.at > use_readings.at AND later.at < (CAST(use_readings.at / @every AS INTEGER) + 1) * @every)`,
  )
  /** Nothing grows old within the hour. */
  const thinnedUntil = new Map<string, number>()

  /** The sum over all keys, whose id is empty, and then the keys. */
  function* keysOf(account: string): Generator<string> {
    for (let key: string | null = ''; key !== null; key = nextKey.get(account, key) ?? null) yield key
  }

  return (account, now) => {
    const hourlyUntil = Math.floor((now - allForMs) / hourMs) * hourMs
    if (thinnedUntil.get(account) === hourlyUntil) return Promise.resolve()
    thinnedUntil.set(account, hourlyUntil)
    const dailyUntil = Math.floor((now - hourlyForMs) / dayMs) * dayMs
    const spans = [
      { account, from: 0, until: dailyUntil, every: dayMs },
      { account, from: Math.max(0, dailyUntil), until: hourlyUntil, every: hourMs },
    ]
    return inTurns(
      account,
      keysOf(account),
      (key) => {
        for (const span of spans) {
          if (key === '') thinReadings.run(span)
          thinPoints.run({ ...span, key })
        }
      },
      keysPerTurn,
    )
  }
}

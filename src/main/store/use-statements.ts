// The statements of cache.db that concern use over time: points, readings, and the last reading by model.
import type Database from 'better-sqlite3'
import type { ModelUse, UsagePoint } from '../../shared/domain/usage.ts'
import type { KeyUsage } from '../ports/remote.ts'
import type { CacheStore } from '../ports/store.ts'
import type { RowWriter } from './row-writer.ts'
import { createUseThinning } from './use-thinning.ts'

type UseStatements = Pick<
  CacheStore,
  | 'writeUse'
  | 'readUsePoints'
  | 'readTotalPoints'
  | 'readUseTimes'
  | 'readModelUse'
  | 'readUsedModels'
  | 'thinUse'
>
type Scope = [accountId: string, keyId: string]

/** Each is a look at what was there and often a write. */
const itemsPerTurn = 120

/** The points of the sum over all keys lie under the id that no key has. */
const total = ''

/** Keeps use over time. */
export function createUseStatements(
  database: Database.Database,
  writer: Pick<RowWriter, 'inTurns'>,
): UseStatements {
  const readPoints = database.prepare<
    [{ account: string; key: string; since: number }],
    { at: number; credits: number }
  >(
    `SELECT at, all_time AS credits FROM use_points
     WHERE account_id = @account AND key_id = @key AND at >= coalesce(
       (SELECT max(at) FROM use_points WHERE account_id = @account AND key_id = @key AND at < @since), @since)
     ORDER BY at`,
  )
  const readTimes = database
    .prepare<[string, number], number>(
      'SELECT at FROM use_readings WHERE account_id = ? AND at >= ? ORDER BY at',
    )
    .pluck()
  const pointsOf = (account: string, key: string, since: number): readonly UsagePoint[] =>
    readPoints.all({ account, key, since })
  return {
    writeUse: createUseWriting(database, writer),
    readUsePoints: pointsOf,
    readTotalPoints: (accountId, sinceAt) => pointsOf(accountId, total, sinceAt),
    readUseTimes: (accountId, sinceAt) => readTimes.all(accountId, sinceAt),
    ...createModelReading(database),
    thinUse: createUseThinning(database, writer),
  }
}

type Item =
  | { readonly kind: 'key'; readonly usage: KeyUsage }
  | { readonly kind: 'model'; readonly keyId: string; readonly use: ModelUse }
  | { readonly kind: 'end' }

/** In the order in which a kill does least harm: the reading itself is noted when all of it is there. */
function* itemsOf(use: readonly KeyUsage[]): Generator<Item> {
  for (const usage of use) {
    if (usage.keyId === total) continue
    yield { kind: 'key', usage }
    for (const model of usage.models) yield { kind: 'model', keyId: usage.keyId, use: model }
  }
  yield { kind: 'end' }
}

function createUseWriting(
  database: Database.Database,
  { inTurns }: Pick<RowWriter, 'inTurns'>,
): CacheStore['writeUse'] {
  // Not simply the last: where a clock was wrong for a while, there are points that lie ahead.
  const lastPoint = database
    .prepare<[...Scope, number], number>(
      'SELECT all_time FROM use_points WHERE account_id = ? AND key_id = ? AND at <= ? ORDER BY at DESC LIMIT 1',
    )
    .pluck()
  const putPoint = database.prepare<[...Scope, number, number]>(
    'INSERT OR REPLACE INTO use_points (account_id, key_id, at, all_time) VALUES (?, ?, ?, ?)',
  )
  const putReading = database.prepare<[string, number]>(
    'INSERT OR IGNORE INTO use_readings (account_id, at) VALUES (?, ?)',
  )
  const dropOtherModels = database.prepare<[...Scope, string]>(
    `DELETE FROM model_use WHERE account_id = ? AND key_id = ?
       AND model NOT IN (SELECT value FROM json_each(?))`,
  )
  const putModel = database.prepare<[...Scope, string, number, number, number, number]>(
    // Rows that did not move are not written again: most do not.
    `INSERT INTO model_use (account_id, key_id, model, today, all_time, input_tokens, output_tokens)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (account_id, key_id, model) DO UPDATE SET today = excluded.today,
       all_time = excluded.all_time, input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens
     WHERE today <> excluded.today OR all_time <> excluded.all_time
       OR input_tokens <> excluded.input_tokens OR output_tokens <> excluded.output_tokens`,
  )

  /** The sum moves with each key, in the same transaction: a kill between two turns costs nothing of it. */
  function keepPoint(accountId: string, at: number, { keyId, allTime, models }: KeyUsage): void {
    const before = lastPoint.get(accountId, keyId, at)
    if (before !== allTime) {
      putPoint.run(accountId, keyId, at, allTime)
      const sum = (lastPoint.get(accountId, total, at) ?? 0) + allTime - (before ?? 0)
      // Without what adding up fractions leaves behind the ninth place.
      putPoint.run(accountId, total, at, Number(sum.toFixed(9)))
    }
    dropOtherModels.run(accountId, keyId, JSON.stringify(models.map(({ model }) => model)))
  }

  function store(accountId: string, at: number, item: Item): void {
    if (item.kind === 'key') keepPoint(accountId, at, item.usage)
    else if (item.kind === 'end') {
      putReading.run(accountId, at)
      if (lastPoint.get(accountId, total, at) === undefined) putPoint.run(accountId, total, at, 0)
    } else {
      const { model, today, allTime, inputTokens, outputTokens } = item.use
      putModel.run(accountId, item.keyId, model, today, allTime, inputTokens, outputTokens)
    }
  }

  return (accountId, at, use) =>
    inTurns(accountId, itemsOf(use), (item) => store(accountId, at, item), itemsPerTurn)
}

function createModelReading(
  database: Database.Database,
): Pick<CacheStore, 'readModelUse' | 'readUsedModels'> {
  const ofKey = database.prepare<Scope, ModelUse>(
    `SELECT model, today, all_time AS allTime, input_tokens AS inputTokens, output_tokens AS outputTokens
     FROM model_use WHERE account_id = ? AND key_id = ? ORDER BY all_time DESC, model`,
  )
  const ofAll = database.prepare<[string], ModelUse>(
    `SELECT model, sum(today) AS today, sum(all_time) AS allTime, sum(input_tokens) AS inputTokens,
       sum(output_tokens) AS outputTokens
     FROM model_use WHERE account_id = ? GROUP BY model ORDER BY allTime DESC, model`,
  )
  const used = database
    .prepare<[string], Scope>(
      `SELECT key_id, model FROM model_use
       WHERE account_id = ? AND (all_time > 0 OR input_tokens > 0 OR output_tokens > 0)
       ORDER BY key_id, model`,
    )
    .raw()
  return {
    readModelUse: (accountId, keyId) => (keyId === null ? ofAll.all(accountId) : ofKey.all(accountId, keyId)),
    readUsedModels: (accountId) => {
      const models = new Map<string, string[]>()
      for (const [keyId, model] of used.all(accountId)) {
        const known = models.get(keyId)
        if (known === undefined) models.set(keyId, [model])
        else known.push(model)
      }
      return models
    },
  }
}

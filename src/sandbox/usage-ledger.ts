// The ledger of calls made with sub-keys: the one truth behind cycle use, use of today, and use of all time.
import { dayStartAt } from './credit-cycle.ts'
import type { SandboxDatabase } from './database.ts'

/** One call, or a bundle of calls, made with a key; `usedAt` is epoch ms. */
interface UsageEntry {
  readonly keyId: string
  readonly modelName: string
  readonly usedAt: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly credits: number
}

/** Sums of one key and one model, since 00:00 UTC and since the key was made. */
export interface ModelUsage {
  readonly keyId: string
  readonly modelName: string
  readonly todayCount: number
  readonly todayInputTokens: number
  readonly todayOutputTokens: number
  readonly todayCredits: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly credits: number
}

export interface UsageLedger {
  readonly add: (entry: UsageEntry) => void
  /** Sums by key and model of every key that has any use, today being the day of `nowAt`. */
  readonly totals: (nowAt: number) => ModelUsage[]
}

/** Six decimals hide the noise of adding floating-point numbers and keep a millionth of a credit. */
export const roundCredits = (credits: number): number => Math.round(credits * 1e6) / 1e6

export const createUsageLedger = (database: SandboxDatabase): UsageLedger => {
  const insert = database.prepare<[UsageEntry]>(
    `INSERT INTO usage (key_id, model_name, used_at, input_tokens, output_tokens, credits)
     VALUES (@keyId, @modelName, @usedAt, @inputTokens, @outputTokens, @credits)`,
  )
  const selectTotals = database.prepare<[{ midnightAt: number }], ModelUsage>(
    `SELECT key_id AS keyId, model_name AS modelName,
       sum(used_at >= @midnightAt) AS todayCount,
       sum(iif(used_at >= @midnightAt, input_tokens, 0)) AS todayInputTokens,
       sum(iif(used_at >= @midnightAt, output_tokens, 0)) AS todayOutputTokens,
       sum(iif(used_at >= @midnightAt, credits, 0.0)) AS todayCredits,
       sum(input_tokens) AS inputTokens, sum(output_tokens) AS outputTokens, sum(credits) AS credits
     FROM usage GROUP BY key_id, model_name ORDER BY key_id, credits DESC`,
  )
  return {
    add: (entry) => {
      insert.run(entry)
    },
    totals: (nowAt) => selectTotals.all({ midnightAt: dayStartAt(nowAt) }),
  }
}

// Use as this app has read it over time: buckets for sparklines, a series for the chart, spend by model.
import * as z from 'zod'

const instant = z.number().int()

/** Use of one model by one key, or by all. Credits since 00:00 UTC and since creation, tokens since creation. */
export const modelUseSchema = z.strictObject({
  model: z.string().max(300),
  today: z.number(),
  allTime: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
})
export type ModelUse = z.infer<typeof modelUseSchema>

/** Most models of one key, and in one answer. */
export const maxModelUses = 500

/** Buckets of a sparkline: credits spent in each of the last 7 days, six hours a bucket. */
export const sparkBucketMs = 6 * 3_600_000
export const sparkBuckets = 28

export const sparklineSchema = z.strictObject({
  keyId: z.string().max(100),
  /**
   * Credits spent in each bucket, the newest last; null where it is not known because nothing was read while the
   * figure grew.
   */
  buckets: z.array(z.number().nullable()).max(sparkBuckets),
  /** Credits an hour over the last hours that were read; null while too little is known. */
  perHour: z.number().nullable(),
})
export type Sparkline = z.infer<typeof sparklineSchema>

/** What a table of keys is sorted by. */
export const keyRatesSchema = z.strictObject({
  keyId: z.string().max(100),
  /** Credits spent in what is known of the last 7 days: the sum of a sparkline; null where nothing is known. */
  week: z.number().nullable(),
  /** As of a sparkline. */
  perHour: z.number().nullable(),
})
export type KeyRates = z.infer<typeof keyRatesSchema>

/** One point of a series: credits since creation, as the service told them at that time. */
export const usagePointSchema = z.strictObject({ at: instant, credits: z.number() })
export type UsagePoint = z.infer<typeof usagePointSchema>

/** Most points in one answer; a longer series is thinned out. */
export const maxUsagePoints = 1000

// Samples of use for the views: a series with nights and a gap, sparklines, models.
import {
  type ModelUse,
  type Sparkline,
  sparkBuckets,
  type UsagePoint,
} from '../../../src/shared/domain/usage.ts'

const hour = 3_600_000
const day = 24 * hour

/** Ten days: busy by day, quiet by night, and a stretch of two days in which nothing was read. */
export function tenDays(): UsagePoint[] {
  const now = Date.now()
  const points: UsagePoint[] = []
  let credits = 700
  for (let ago = 10 * day; ago >= 0; ago -= hour / 2) {
    const at = now - ago
    const isByDay = new Date(at).getUTCHours() >= 7 && new Date(at).getUTCHours() < 19
    credits += isByDay ? 0.2 + 0.4 * Math.abs(Math.sin(ago / day)) : 0
    if (ago < 4 * day && ago > 2 * day) continue
    points.push({ at, credits: Number(credits.toFixed(3)) })
  }
  return points
}

/** One of several kinds: busy, quiet, and not read at its beginning. */
export const aSparkline = (keyId: string, index: number): Sparkline => ({
  keyId,
  buckets: Array.from({ length: sparkBuckets }, (_, at) =>
    at < 4 && index % 2
      ? null
      : index % 3 === 2
        ? 0
        : Math.max(0, Math.round(10 * Math.sin((at + index) * 1.6))),
  ),
  perHour: index % 3 === 2 ? 0 : index === 1 ? 4.2 : 0.42,
})

/** Three models, the last of which has a name that an enemy chose. */
export const threeModels: ModelUse[] = [
  {
    model: 'meta-llama/Llama-3.3-70B-Instruct',
    today: 3.1,
    allTime: 512.25,
    inputTokens: 1_204_311,
    outputTokens: 88_400,
  },
  {
    model: 'deepseek-ai/DeepSeek-R1-0528',
    today: 1.15,
    allTime: 290,
    inputTokens: 700_000,
    outputTokens: 310_000,
  },
  { model: 'gpt\u202E<b>oss</b>', today: 0, allTime: 10.25, inputTokens: 512, outputTokens: 90 },
]

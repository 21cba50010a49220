// Fetches sparklines for the rows on screen alone, many at once, and no sooner than the scrolling rests.
import type { Sparkline } from '../../../shared/domain/usage.ts'
import type { Result } from '../../../shared/errors.ts'

/** The most in one question. */
const batchSize = 200

export interface SparklineLoaderDeps {
  readonly read: (keyIds: readonly string[]) => Promise<Result<{ sparklines: readonly Sparkline[] }>>
  readonly keep: (sparklines: readonly Sparkline[]) => void
  /** How long nothing more must be wanted before it is asked for, ms. */
  readonly restMs: number
}

export interface SparklineLoader {
  /** A row came on screen; the returned function tells that it left. */
  readonly want: (keyId: string) => () => void
  /** Use was read anew at this time, or never (null): what is on screen is asked for again. */
  readonly refresh: (usageAsOf: number | null) => void
  /** Another account: nothing that was asked for counts any more. */
  readonly forget: () => void
}

export function createSparklineLoader({ read, keep, restMs }: SparklineLoaderDeps): SparklineLoader {
  const wanted = new Map<string, number>()
  /** The reading that each was last asked for at. */
  const askedAt = new Map<string, number>()
  let asOf: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let isReading = false
  let generation = 0

  const missing = () => [...wanted.keys()].filter((keyId) => askedAt.get(keyId) !== asOf)

  const schedule = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void run(), restMs)
  }

  const run = async () => {
    if (isReading || asOf === null) return
    const keyIds = missing().slice(0, batchSize)
    if (keyIds.length === 0) return
    isReading = true
    // A failure is not asked about again before the next reading: the row then shows what it showed.
    for (const keyId of keyIds) askedAt.set(keyId, asOf)
    const startedIn = generation
    const answer = await read(keyIds)
    isReading = false
    if (startedIn === generation && answer.ok) keep(answer.value.sparklines)
    if (missing().length > 0) schedule()
  }

  return {
    want: (keyId) => {
      wanted.set(keyId, (wanted.get(keyId) ?? 0) + 1)
      if (askedAt.get(keyId) !== asOf) schedule()
      return () => {
        const count = (wanted.get(keyId) ?? 0) - 1
        if (count > 0) wanted.set(keyId, count)
        else wanted.delete(keyId)
      }
    },
    refresh: (usageAsOf) => {
      if (usageAsOf === asOf) return
      asOf = usageAsOf
      schedule()
    },
    forget: () => {
      generation += 1
      askedAt.clear()
      schedule()
    },
  }
}

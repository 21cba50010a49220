// Reads what tables are sorted by for every key, not for those on screen alone: once for each reading of use.
import { maxRowsPerMessage } from '../../../shared/domain/snapshot.ts'
import type { KeyRates } from '../../../shared/domain/usage.ts'
import type { Result } from '../../../shared/errors.ts'

export interface RatesLoaderDeps {
  readonly read: (keyIds: readonly string[]) => Promise<Result<{ rates: readonly KeyRates[] }>>
  /** Every key there is now. */
  readonly keyIds: () => readonly string[]
  /** All that was read in one go: rows that moved with each answer could not be looked at. */
  readonly keep: (rates: readonly KeyRates[]) => void
  readonly tellReading: (isReading: boolean) => void
}

export interface RatesLoader {
  /** A table is sorted by rates; the returned function tells that it is not any more. */
  readonly want: () => () => void
  /** Use was read anew at this time, or never (null). */
  readonly refresh: (usageAsOf: number | null) => void
  /** There are other keys than before. */
  readonly look: () => void
  /** Another account: nothing that was asked for counts any more. */
  readonly forget: () => void
}

export function createRatesLoader(deps: RatesLoaderDeps): RatesLoader {
  let wantedBy = 0
  let asOf: number | null = null
  /** Asked for since use was last read. What failed is not asked for again before the next reading. */
  let asked = new Set<string>()
  let isReading = false
  let generation = 0

  const missing = () =>
    wantedBy === 0 || asOf === null ? [] : deps.keyIds().filter((keyId) => !asked.has(keyId))

  const readAll = async (keyIds: readonly string[]): Promise<readonly KeyRates[]> => {
    const startedIn = generation
    const found: KeyRates[] = []
    for (const keyId of keyIds) asked.add(keyId)
    for (let start = 0; start < keyIds.length; start += maxRowsPerMessage) {
      const answer = await deps.read(keyIds.slice(start, start + maxRowsPerMessage))
      if (startedIn !== generation) return []
      if (!answer.ok) break
      found.push(...answer.value.rates)
    }
    return found
  }

  const run = async () => {
    if (isReading || missing().length === 0) return
    isReading = true
    deps.tellReading(true)
    for (let keyIds = missing(); keyIds.length > 0; keyIds = missing()) {
      const found = await readAll(keyIds)
      if (found.length > 0) deps.keep(found)
    }
    isReading = false
    deps.tellReading(false)
  }

  return {
    want: () => {
      wantedBy += 1
      void run()
      return () => {
        wantedBy -= 1
      }
    },
    refresh: (usageAsOf) => {
      if (usageAsOf === asOf) return
      asOf = usageAsOf
      asked = new Set()
      void run()
    },
    look: () => void run(),
    forget: () => {
      generation += 1
      asked = new Set()
      void run()
    },
  }
}

// The points of one key, or of all, for the chart: read anew with each reading of use.
import { useEffect, useState } from 'react'
import type { UsagePoint } from '../../../shared/domain/usage.ts'
import type { AppError, Result } from '../../../shared/errors.ts'
import { serviceNow, useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { type RangeId, rangeStart } from './chart-range.ts'

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: AppError }
  | { readonly state: 'ready'; readonly value: T }

export interface Series {
  readonly points: readonly UsagePoint[]
  readonly range: RangeId
  /** When it was asked for, by the service's clock. */
  readonly now: number
}

/** What was read of the same question stays while it is read anew. */
export function useSeries(keyId: string | null, range: RangeId): Loaded<Series> {
  return useReadAnew(`${keyId ?? ''} ${range}`, async () => {
    const now = serviceNow()
    const read = await commands.usage.readSeries({ keyId, sinceAt: Math.floor(rangeStart(range, now)) })
    return read.ok ? { ok: true, value: { points: read.value.points, range, now } } : read
  })
}

/** Use by model of one key, or with null of all; the most spent first. */
export function useModelUse(keyId: string | null) {
  return useReadAnew(keyId ?? '', async () => {
    const read = await commands.usage.readByModel({ keyId })
    return read.ok ? { ok: true, value: read.value.models } : read
  })
}

interface Answer<T> {
  readonly question: string
  readonly loaded: Loaded<T>
}

function useReadAnew<T>(question: string, read: () => Promise<Result<T>>): Loaded<T> {
  const usageAsOf = useSnapshot(({ sync }) => sync.usageAsOf)
  const [answer, setAnswer] = useState<Answer<T> | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is what the reading depends on
  useEffect(() => {
    let isOver = false
    void read().then((result) => {
      if (isOver) return
      setAnswer({
        question,
        loaded: result.ok
          ? { state: 'ready', value: result.value }
          : { state: 'failed', error: result.error },
      })
    })
    return () => {
      isOver = true
    }
  }, [question, usageAsOf])
  return answer?.question === question ? answer.loaded : { state: 'loading' }
}

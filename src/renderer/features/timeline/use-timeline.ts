// The timeline of the rows in the window, made anew when they change and as time goes on.
import { useMemo } from 'react'
import { buildTimeline, type Timeline } from '../../../shared/domain/timeline.ts'
import { useAppState, useNow, useSnapshot } from '../../state/app-state.ts'
import { useTimelineRange } from './timeline-range.ts'

export interface ShownTimeline extends Timeline {
  readonly expiryCount: number
  readonly resetCount: number
  /** By the service's clock. */
  readonly now: number
}

export function useTimeline(): ShownTimeline {
  const rows = useAppState((state) => state.keys)
  const adminKeyExpiresAt = useSnapshot(({ account }) => account?.adminKeyExpiresAt ?? null)
  const days = useTimelineRange((range) => range.days)
  const now = useNow()
  return useMemo(() => {
    const keys = [...rows.values()].map(({ key }) => key)
    const timeline = buildTimeline({ keys, adminKeyExpiresAt, now, days })
    const entries = timeline.days.flatMap((day) => day.entries)
    const resetCount = entries.filter(({ kind }) => kind === 'reset').length
    return { ...timeline, expiryCount: entries.length - resetCount, resetCount, now }
  }, [rows, adminKeyExpiresAt, now, days])
}

// What all keys together spent: today and since they were made, each with its period, and how old the figures are.
import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { formatCredits } from '../../../shared/domain/credit-cycle.ts'
import { asOfTime } from '../../../shared/domain/expiry.ts'
import { useAppState, useNow, useSnapshot } from '../../state/app-state.ts'
import { sinceWords, sumUsage, type UsageClock, type UsageSums } from './usage-figures.ts'

/** When use was last read and what time it is, by the service's clock; the same object until one of them changes. */
export function useUsageClock(): UsageClock {
  const now = useNow()
  const readAt = useSnapshot(({ sync }) =>
    sync.usageAsOf === null ? null : sync.usageAsOf + sync.clockSkewMs,
  )
  return useMemo(() => ({ now, readAt }), [now, readAt])
}

/** Of every key that is known, those that ended among them. */
export function useUsageSums(clock: UsageClock): UsageSums {
  const rows = useAppState((state) => state.keys)
  return useMemo(
    () =>
      sumUsage(
        [...rows.values()].map(({ key }) => key),
        clock,
      ),
    [rows, clock],
  )
}

interface UsageTotalsProps {
  readonly clock: UsageClock
  readonly sums: UsageSums
}

export function UsageTotals({ clock, sums }: UsageTotalsProps) {
  const { now } = clock
  const asOf = useSnapshot(({ sync }) => sync.usageAsOf)
  const endedCount = useAppState(({ keys }) => [...keys.values()].filter(({ key }) => key.ending).length)
  return (
    <dl className="flex flex-wrap items-baseline gap-x-8 gap-y-1 border-b border-line px-4 py-2.5">
      <Figure label="Today" period={sinceWords(now)} credits={sums.today}>
        not read yet
      </Figure>
      <Figure
        label="All time"
        period={`since each key was made${endedCount > 0 ? ', ended keys too' : ''}`}
        credits={sums.allTime}
      >
        not read yet
      </Figure>
      {asOf !== null && (
        <div className="ml-auto text-sm text-ink-muted tabular-nums">
          <dt className="sr-only">Age of these figures</dt>
          <dd>as of {asOfTime(asOf, now)}</dd>
        </div>
      )}
    </dl>
  )
}

interface FigureProps {
  readonly label: string
  /** What the figure covers, in words. */
  readonly period: string
  readonly credits: number | null
  /** Stands in for a figure that is not known. */
  readonly children: ReactNode
}

function Figure({ label, period, credits, children }: FigureProps) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-2">
      <dt className="font-medium text-ink-muted">{label}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2">
        {credits === null ? (
          <span className="text-ink-faint">{children}</span>
        ) : (
          <span>
            <span className="text-lg font-semibold">{formatCredits(credits)}</span> credits
          </span>
        )}
        <span className="text-sm text-ink-faint">{period}</span>
      </dd>
    </div>
  )
}

// The figures of one key, each with its unit and period, and what becomes of its limit.
import { Gauge, RotateCcw, TrendingUp } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { cycleWords, formatCredits, nextReset } from '../../../shared/domain/credit-cycle.ts'
import { exactTime, relativeTime } from '../../../shared/domain/expiry.ts'
import type { ForecastState } from '../../../shared/domain/usage-forecast.ts'
import { Badge, type BadgeProps } from '../../ui/badge.tsx'
import { shortDuration } from '../api-keys/key-cells.tsx'
import { limitForecast, limitForecastOf } from './limit-forecast.ts'
import { rateWords, sinceWords, spentToday, type UsageClock } from './usage-figures.ts'
import { useSparkline } from './use-sparkline.ts'

interface KeyUseFactsProps {
  readonly apiKey: ApiKey
  readonly clock: UsageClock
}

export function KeyUseFacts({ apiKey, clock }: KeyUseFactsProps) {
  const { now } = clock
  const { usedAllTime, lastUseSeenAt, ending } = apiKey
  const perHour = useSparkline(apiKey.id)?.perHour ?? null
  const today = spentToday(apiKey, clock)
  const forecast = limitForecastOf(apiKey, perHour, now)
  const words = limitForecast(apiKey, perHour, now)
  return (
    <div className="flex flex-col gap-2">
      {forecast && words && (
        <Badge {...looks[forecast.state]} className="self-start">
          {words}
        </Badge>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
        <Fact label="Today" aside={sinceWords(now)}>
          {today === null ? 'not read yet' : `${formatCredits(today)} credits`}
        </Fact>
        <Fact label="This cycle" aside={cycleAside(apiKey, now)}>
          {formatCredits(apiKey.creditUsed)}
          {apiKey.creditLimit !== null && !apiKey.frozen && ` of ${formatCredits(apiKey.creditLimit)}`}{' '}
          credits
        </Fact>
        <Fact label="All time" aside="since it was made">
          {usedAllTime === null ? 'not read yet' : `${formatCredits(usedAllTime)} credits`}
        </Fact>
        {!ending && (
          <Fact label="Per hour" aside="over the last 3 hours">
            {perHour === null ? 'not known yet' : `${rateWords(perHour)} credits`}
          </Fact>
        )}
        {lastUseSeenAt !== null && (
          <Fact label="Last use" aside={exactTime(lastUseSeenAt)}>
            seen {relativeTime(lastUseSeenAt, now)}
          </Fact>
        )}
      </dl>
    </div>
  )
}

const looks: Readonly<Record<ForecastState, Pick<BadgeProps, 'tone' | 'icon'>>> = {
  reached: { tone: 'danger', icon: Gauge },
  reaches: { tone: 'warn', icon: TrendingUp },
  resetsFirst: { tone: 'neutral', icon: RotateCcw },
  farAhead: { tone: 'neutral', icon: TrendingUp },
  quiet: { tone: 'neutral', icon: TrendingUp },
  unknown: { tone: 'neutral', icon: TrendingUp },
}

function cycleAside({ creditCycle, creditLimit, ending, frozen }: ApiKey, now: number): string {
  const limit = frozen ? 'frozen' : creditLimit === null ? 'no limit' : null
  const cycle =
    creditCycle === null || ending
      ? null
      : `${cycleWords[creditCycle]}, resets in ${shortDuration(nextReset(creditCycle, now) - now)}`
  return [limit, cycle].filter(Boolean).join(', ')
}

function Fact({
  label,
  aside,
  children,
}: {
  readonly label: string
  readonly aside: string
  readonly children: ReactNode
}) {
  return (
    <>
      <dt className="text-ink-muted">{label}</dt>
      <dd className="min-w-0">
        <span className="font-medium">{children}</span>{' '}
        {aside && <span className="text-sm text-ink-faint">{aside}</span>}
      </dd>
    </>
  )
}

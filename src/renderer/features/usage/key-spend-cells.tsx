// The cells of spend by key: each figure with its unit, and what bar or sparkline shows it against the others.
import { Gauge, TrendingUp } from 'lucide-react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { formatCredits, nearLimitShare, nextReset, usedShare } from '../../../shared/domain/credit-cycle.ts'
import { exactTime } from '../../../shared/domain/expiry.ts'
import { aboutWords } from '../../../shared/domain/usage-forecast.ts'
import { Badge } from '../../ui/badge.tsx'
import { HoverTip } from '../../ui/hover-tip.tsx'
import { Meter } from '../../ui/meter.tsx'
import { shortDuration } from '../api-keys/key-cells.tsx'
import { Credits } from '../table-view/cells.tsx'
import { limitForecast, limitForecastOf } from './limit-forecast.ts'
import { rateWords, shareOf, shareWords, spentToday, type UsageClock } from './usage-figures.ts'
import { useKnownSparkline } from './use-sparkline.ts'

interface CellProps {
  readonly apiKey: ApiKey
  readonly now: number
}

export function TodayCell({ apiKey, clock }: Pick<CellProps, 'apiKey'> & { readonly clock: UsageClock }) {
  const credits = spentToday(apiKey, clock)
  if (credits === null) return <span className="block truncate text-ink-faint">Not read yet</span>
  return <Spent credits={credits} />
}

/** Nothing spent stays quiet. */
function Spent({ credits }: { readonly credits: number }) {
  return (
    <span className={credits === 0 ? 'block text-ink-faint' : 'block'}>
      <Credits unitClassName="text-ink-faint">{formatCredits(credits)}</Credits>
    </span>
  )
}

export function CycleCell({ apiKey, now }: CellProps) {
  const { creditLimit, creditUsed, creditCycle, ending, frozen } = apiKey
  const share = frozen ? null : usedShare(apiKey)
  const reset = creditCycle && !ending ? nextReset(creditCycle, now) : null
  const words = creditLimit === null || frozen ? '' : ` of ${formatCredits(creditLimit)}`
  const tone = share === null || share < nearLimitShare ? 'accent' : share < 1 ? 'warn' : 'danger'
  return (
    <HoverTip content={reset === null ? null : `Resets ${exactTime(reset)}`}>
      <span className="block min-w-0">
        <Credits unitClassName="text-ink-faint">{`${formatCredits(creditUsed)}${words}`}</Credits>
        <span className="flex items-center gap-2">
          {share !== null && <Meter share={share} tone={tone} className="flex-1" />}
          {reset !== null && (
            <span className="shrink-0 text-xs leading-3 text-ink-faint">
              {share === null && (frozen ? 'frozen, ' : 'no limit, ')}resets in {shortDuration(reset - now)}
            </span>
          )}
        </span>
      </span>
    </HoverTip>
  )
}

export function AllTimeCell({
  apiKey: { usedAllTime },
  allTime,
}: Pick<CellProps, 'apiKey'> & { readonly allTime: number | null }) {
  if (usedAllTime === null) return <span className="block truncate text-ink-faint">Not read yet</span>
  const share = shareOf(usedAllTime, allTime)
  return (
    <span className="block min-w-0">
      <Spent credits={usedAllTime} />
      {share !== null && (
        <span className="flex items-center gap-2">
          <Meter share={share} tone="neutral" className="flex-1" />
          <span className="w-8 shrink-0 text-right text-xs leading-3 text-ink-faint">
            {shareWords(share)}
            <span className="sr-only"> of all keys</span>
          </span>
        </span>
      )}
    </span>
  )
}

export function RateCell({ apiKey, now }: CellProps) {
  const sparkline = useKnownSparkline(apiKey.id)
  if (!sparkline || apiKey.ending) return null
  const { perHour } = sparkline
  const forecast = limitForecastOf(apiKey, perHour, now)
  const isDue = forecast?.state === 'reaches' || forecast?.state === 'reached'
  return (
    <span className="block min-w-0">
      <span className={perHour ? 'block truncate leading-5' : 'block truncate leading-5 text-ink-faint'}>
        {perHour === null ? 'Not known yet' : `${rateWords(perHour)} credits/h`}
      </span>
      {isDue ? (
        <HoverTip content={limitForecast(apiKey, perHour, now)}>
          <Badge
            look="plain"
            tone={forecast.state === 'reached' ? 'danger' : 'warn'}
            icon={forecast.state === 'reached' ? Gauge : TrendingUp}
            className="text-xs leading-3"
          >
            {forecast.state === 'reached'
              ? 'Limit reached'
              : `Limit in about ${aboutWords((forecast.at ?? now) - now)}`}
          </Badge>
        </HoverTip>
      ) : (
        forecast?.state === 'resetsFirst' && (
          <span className="block truncate text-xs leading-3 text-ink-faint">Resets before its limit</span>
        )
      )}
    </span>
  )
}

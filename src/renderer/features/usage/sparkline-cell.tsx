// The cell with a week of a key's use, in the tables of keys.
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { HoverTip } from '../../ui/hover-tip.tsx'
import { limitForecast } from './limit-forecast.ts'
import { SparklineBars, sparklineWords } from './sparkline.tsx'
import { useSparkline } from './use-sparkline.ts'

interface SparklineCellProps {
  readonly apiKey: ApiKey
  readonly now: number
}

/** So many quarters of a day say nothing yet, unless something was spent in them. */
const tooFew = 4

/** Empty until it is read; then a week, or that too little of it is known. */
export function SparklineCell({ apiKey, now }: SparklineCellProps) {
  const sparkline = useSparkline(apiKey.id)
  if (!sparkline) return null
  const known = sparkline.buckets.filter((credits) => credits !== null)
  const isKnown = known.length > tooFew || known.some((credits) => credits > 0)
  const forecast = limitForecast(apiKey, sparkline.perHour, now)
  const words = [sparklineWords(sparkline), forecast].filter(Boolean).join('\n')
  return (
    <HoverTip content={words}>
      <span className="block">
        {isKnown ? (
          <SparklineBars sparkline={sparkline} words={words.replace('\n', '. ')} />
        ) : (
          <span className="text-ink-faint">
            <span aria-hidden>–</span>
            <span className="sr-only">{words}</span>
          </span>
        )}
      </span>
    </HoverTip>
  )
}

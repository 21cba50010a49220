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

/** Empty until it is read; then a week, or that too little of it is known. */
export function SparklineCell({ apiKey, now }: SparklineCellProps) {
  const sparkline = useSparkline(apiKey.id)
  if (!sparkline) return null
  const isKnown = sparkline.buckets.some((credits) => credits !== null)
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

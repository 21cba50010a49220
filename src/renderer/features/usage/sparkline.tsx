// A week of use as small bars, with the words that say the same.
import { formatCredits } from '../../../shared/domain/credit-cycle.ts'
import { type Sparkline, sparkBucketMs } from '../../../shared/domain/usage.ts'

const height = 20
const step = 3
const barWidth = 2

/** "12.4 credits in the last 7 days"; says what is not known. */
export function sparklineWords({ buckets }: Pick<Sparkline, 'buckets'>): string {
  const known = buckets.filter((credits) => credits !== null)
  if (known.length === 0) return 'Not read long enough to show the last 7 days'
  const sum = formatCredits(known.reduce((total, credits) => total + credits, 0))
  if (known.length === buckets.length) return `${sum} credits in the last 7 days`
  const hours = (known.length * sparkBucketMs) / 3_600_000
  const span = hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`
  return `${sum} credits in the ${span} that were read of the last 7 days`
}

interface SparklineBarsProps {
  readonly sparkline: Pick<Sparkline, 'buckets'>
  /** What it says, for screen readers. */
  readonly words: string
}

/** Each bar is six hours, as high as its share of the highest; without one nothing was read. */
export function SparklineBars({ sparkline: { buckets }, words }: SparklineBarsProps) {
  const most = Math.max(...buckets.map((credits) => credits ?? 0))
  const bars = buckets.map((credits, index) => barOf(credits, index, most)).join('')
  const quiet = buckets
    .map((credits, index) => (credits === null || credits > 0 ? '' : quietOf(index)))
    .join('')
  return (
    <svg
      role="img"
      aria-label={words}
      viewBox={`0 0 ${buckets.length * step} ${height}`}
      preserveAspectRatio="none"
      className="block h-5 w-full max-w-21"
    >
      <path d={quiet} className="fill-line-strong/60 forced-colors:fill-[GrayText]" />
      <path d={bars} className="fill-accent-solid forced-colors:fill-[CanvasText]" />
    </svg>
  )
}

function barOf(credits: number | null, index: number, most: number): string {
  if (credits === null || credits <= 0 || most <= 0) return ''
  // What was spent at all is to be seen.
  const tall = Math.max(2, Math.round((credits / most) * height))
  return `M${index * step} ${height}v-${tall}h${barWidth}v${tall}z`
}

function quietOf(index: number): string {
  return `M${index * step} ${height}v-1h${barWidth}v1z`
}

// The chart in words: what a screen reader is told of it, the line below the pointer, the rows of its table.
import { formatCredits } from '../../../shared/domain/credit-cycle.ts'
import type { ChartData, ChartRow } from './chart-data.ts'
import { type RangeId, ranges, unitWords } from './chart-range.ts'

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' })

/** "Wed, 18 Mar, 14:00–15:00", "18 Mar 2026", "Mar 2026": the stretch of time of a row, in local time. */
export function rowTime({ from, until }: Pick<ChartRow, 'from' | 'until'>, unit: ChartData['unit']): string {
  switch (unit) {
    case 'hour':
    case 'sixHours':
      return `${weekday.format(from)}, ${clockTime.format(from)}–${clockTime.format(until)}`
    case 'day':
      return dayOfYear.format(from)
    case 'week':
      return `${day.format(from)} – ${dayOfYear.format(until - 1)}`
    case 'month':
      return month.format(from)
  }
}

/** The mark of a moment on the time axis, in local time. */
export function axisTime(at: number, range: RangeId, isFirstOfYear: boolean): string {
  if (range === '24h') return clockTime.format(at)
  return isFirstOfYear ? month.format(at) : day.format(at)
}

export function creditWords(credits: number | null): string {
  return credits === null ? 'not read' : `${formatCredits(credits)} credits`
}

/** What the figures of the chart are: "Credits spent per hour". */
export function chartTitle({ look, unit, base }: Pick<ChartData, 'look' | 'unit' | 'base'>): string {
  if (look === 'spent') return `Credits spent per ${unitWords[unit]}`
  return base === 'cycle' ? 'Credits used in each cycle' : 'Credits spent, added up'
}

/** "12.5 credits in all": what was spent in the buckets that are known. */
export function sumWords({ rows }: Pick<ChartData, 'rows'>): string {
  return `${formatCredits(rows.reduce((sum, { spent }) => sum + (spent ?? 0), 0))} credits in all`
}

/** One paragraph that says what is to be seen. */
export function chartSummary(data: ChartData, range: RangeId): string {
  const { rows, look, limit, resets } = data
  const known = rows.filter(({ spent }) => spent !== null)
  const span = ranges.find(({ id }) => id === range)?.words ?? ''
  const most = known.reduce<ChartRow | null>(
    (top, row) => ((row.spent ?? 0) > (top?.spent ?? 0) ? row : top),
    null,
  )
  const missing = rows.length - known.length
  return [
    `${chartTitle(data)}, ${span}.`,
    `${sumWords(data)}.`,
    most && `The most, ${creditWords(most.spent)}: ${rowTime(most, data.unit)}.`,
    missing > 0 && `Not read in ${missing} of ${rows.length} parts.`,
    look === 'addedUp' && limit !== null && `Limit ${formatCredits(limit)} credits a cycle.`,
    look === 'addedUp' && resets.length > 0 && `${resets.length} resets.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** Figures beside the axis, short. */
export function axisCredits(credits: number): string {
  return axis.format(credits)
}
const axis = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 })

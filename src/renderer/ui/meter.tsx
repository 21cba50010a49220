// A thin bar that shows how much of a limit is used; decoration, so the words beside it must say the same.
import type { Tone } from './badge.tsx'
import { classNames } from './class-names.ts'

interface MeterProps {
  /** Used share of the whole; above 1 the bar is full. */
  readonly share: number
  readonly tone?: Tone
  readonly className?: string
}

const fills: Readonly<Record<Tone, string>> = {
  neutral: 'bg-ink-faint',
  accent: 'bg-accent-solid',
  good: 'bg-good',
  warn: 'bg-warn-solid',
  danger: 'bg-danger-solid',
}

export function Meter({ share, tone = 'accent', className }: MeterProps) {
  const percent = Math.max(0, Math.min(100, share * 100))
  return (
    <div
      aria-hidden
      className={classNames('h-1 overflow-hidden rounded-full bg-track forced-colors:border', className)}
    >
      <div
        className={classNames('h-full rounded-full forced-colors:bg-[CanvasText]', fills[tone])}
        style={{ width: `${percent}%` }}
      />
    </div>
  )
}

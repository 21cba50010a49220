// A state in a few words: colour, icon and word together, so that none of them is needed alone.
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'danger'

export interface BadgeProps extends ComponentProps<'span'> {
  readonly tone?: Tone
  readonly icon?: LucideIcon
  /** `soft`: on a tinted ground; `plain`: icon and word only, for tables. */
  readonly look?: 'soft' | 'plain'
  readonly children: ReactNode
}

const inks: Readonly<Record<Tone, string>> = {
  neutral: 'text-ink-muted',
  accent: 'text-accent',
  good: 'text-good',
  warn: 'text-warn',
  danger: 'text-danger',
}
const grounds: Readonly<Record<Tone, string>> = {
  neutral: 'border-line bg-sunken',
  accent: 'border-accent-line bg-accent-soft',
  good: 'border-good-line bg-good-soft',
  warn: 'border-warn-line bg-warn-soft',
  danger: 'border-danger-line bg-danger-soft',
}

export function Badge({
  tone = 'neutral',
  icon: Icon,
  look = 'soft',
  className,
  children,
  ...rest
}: BadgeProps) {
  return (
    <span
      {...rest}
      className={classNames(
        'max-w-full min-w-0 items-center gap-1',
        look === 'soft' ? 'inline-flex' : 'flex',
        inks[tone],
        look === 'soft' && 'h-5 rounded-md border px-1.5 text-sm font-medium',
        look === 'soft' && grounds[tone],
        className,
      )}
    >
      {Icon && <Icon aria-hidden className="size-3.5 shrink-0" />}
      <span className="truncate">{children}</span>
    </span>
  )
}

// A line across the view that tells a lasting condition and what can be done about it.
import { CircleCheck, Info, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type BannerTone = 'info' | 'good' | 'warn' | 'danger'

interface BannerProps {
  readonly tone: BannerTone
  readonly title: ReactNode
  readonly icon?: LucideIcon
  /** More words behind or below the title. */
  readonly children?: ReactNode
  /** Small buttons at the right end. */
  readonly actions?: ReactNode
  /** `card`: rounded, inside a dialog or a page; `strip`: across the whole window. */
  readonly look?: 'card' | 'strip'
}

const icons = { info: Info, good: CircleCheck, warn: TriangleAlert, danger: OctagonAlert } as const
const looks: Readonly<Record<BannerTone, string>> = {
  info: 'border-accent-line bg-accent-soft [--tone:var(--color-accent)]',
  good: 'border-good-line bg-good-soft [--tone:var(--color-good)]',
  warn: 'border-warn-line bg-warn-soft [--tone:var(--color-warn)]',
  danger: 'border-danger-line bg-danger-soft [--tone:var(--color-danger)]',
}

export function Banner({ tone, title, icon, children, actions, look = 'card' }: BannerProps) {
  const Icon = icon ?? icons[tone]
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={classNames(
        'flex items-start gap-2.5 text-ink',
        look === 'card' ? 'rounded-lg border px-3 py-2.5' : 'border-b px-4 py-1.5',
        looks[tone],
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-(--tone)" />
      <div className="min-w-0 flex-1 py-px leading-5 wrap-anywhere">
        <span className="font-medium">{title}</span>
        {children && (
          <span className={classNames('text-ink-muted', look === 'card' ? 'block' : 'ml-2')}>{children}</span>
        )}
      </div>
      {actions && (
        <div className="-my-0.5 flex shrink-0 flex-wrap items-center justify-end gap-1">{actions}</div>
      )}
    </div>
  )
}

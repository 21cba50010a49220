// Cells that several tables have: a name with its marks, and a date.
import { LockKeyhole, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { exactTime, localDate } from '../../../shared/domain/expiry.ts'
import { classNames } from '../../ui/class-names.ts'
import { HoverTip } from '../../ui/hover-tip.tsx'
import { MarkedText } from './marked-text.tsx'

/** Longer names do not fit the column at its first width. */
const shortName = 28

export interface NameCellProps {
  /** Already made visible. */
  readonly name: string
  /** The name stands in for one that is missing. */
  readonly isUnnamed: boolean
  readonly terms: readonly string[]
  /** Marks behind the name. */
  readonly children?: ReactNode
}

export function NameCell({ name, isUnnamed, terms, children }: NameCellProps) {
  return (
    <span className="flex min-w-0 items-center gap-1.5 normal-nums">
      <HoverTip content={name.length > shortName ? name : null}>
        <span className={isUnnamed ? 'truncate text-ink-faint italic' : 'truncate font-medium'}>
          <MarkedText text={name} terms={terms} />
        </span>
      </HoverTip>
      {children}
    </span>
  )
}

interface MarkProps {
  readonly icon: LucideIcon
  /** Shown on hover. */
  readonly tip: string
  /** Read out by screen readers. */
  readonly words: string
  readonly className?: string
  /** A figure behind the icon. */
  readonly children?: ReactNode
}

/** An icon that says one thing about its row. */
export function Mark({ icon: Icon, tip, words, className = 'text-ink-faint', children }: MarkProps) {
  return (
    <HoverTip content={tip}>
      <span className={classNames('inline-flex shrink-0 items-center gap-0.5', className)}>
        <Icon aria-hidden className="size-3.5" />
        {children && (
          <span aria-hidden className="text-xs">
            {children}
          </span>
        )}
        <span className="sr-only">{words}</span>
      </span>
    </HoverTip>
  )
}

export function SealedMark() {
  return (
    <Mark
      icon={LockKeyhole}
      tip="A sealed copy of the value is kept on this computer"
      words="sealed copy kept"
    />
  )
}

interface CreditsProps {
  /** The figure or figures: "187.2 of 200". */
  readonly children: string
  readonly unitClassName?: string
}

/** Where there is no room the unit goes as a whole, before anything of the figure is cut. */
export function Credits({ children, unitClassName }: CreditsProps) {
  return (
    <span className="block h-5 min-w-0 overflow-hidden leading-5">
      <span className="inline-block max-w-full truncate align-top">{children}</span>{' '}
      <span className={unitClassName}>credits</span>
    </span>
  )
}

/** `what` begins the tooltip: "Created". */
export function DateCell({ at, what }: { readonly at: number | null; readonly what: string }) {
  if (at === null) return <span className="text-ink-faint">Unknown</span>
  return (
    <HoverTip content={`${what} ${exactTime(at)}`}>
      <span className="block truncate text-ink-muted">{localDate(at)}</span>
    </HoverTip>
  )
}

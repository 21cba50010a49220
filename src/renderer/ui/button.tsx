// The push button in its four weights, with a busy state and a stated reason where it cannot be pushed.
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Spinner } from './spinner.tsx'
import { Tooltip } from './tooltip.tsx'

type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  /** `primary`: the one main action; `danger`: destroys something. Default `secondary`. */
  readonly variant?: ButtonVariant
  readonly size?: 'small' | 'medium'
  readonly icon?: LucideIcon
  /** Shows a spinner and ignores pushes; the button keeps its width and its focus. */
  readonly isBusy?: boolean
  readonly isDisabled?: boolean
  /** Why it cannot be pushed now: disables the button but keeps it focusable, and says why in a tooltip. */
  readonly disabledReason?: string | null | undefined
  readonly children: ReactNode
}

const variants: Readonly<Record<ButtonVariant, string>> = {
  primary: 'border-transparent bg-accent-solid text-on-solid shadow-button hover:bg-accent-solid-hover',
  secondary: 'border-line-button bg-surface text-ink shadow-button hover:bg-hover',
  ghost: 'border-transparent bg-transparent text-ink-muted hover:bg-hover hover:text-ink',
  danger: 'border-transparent bg-danger-solid text-on-solid shadow-button hover:bg-danger-solid-hover',
}

export function Button({
  variant = 'secondary',
  size = 'medium',
  icon: Icon,
  isBusy = false,
  isDisabled = false,
  disabledReason,
  className,
  onClick,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  const isInert = isBusy || Boolean(disabledReason)
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    // A native `disabled` would lose the focus and hide the reason, so the push itself is refused.
    if (isInert) event.preventDefault()
    else onClick?.(event)
  }
  const button = (
    <button
      {...rest}
      type={type}
      disabled={isDisabled}
      aria-disabled={isInert || undefined}
      aria-busy={isBusy || undefined}
      onClick={handleClick}
      className={classNames(
        'inline-flex cursor-default items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors duration-100 select-none',
        'disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-55',
        size === 'small' ? 'h-7 px-2 text-sm' : 'h-8 px-3 text-base',
        variants[variant],
        className,
      )}
    >
      {isBusy ? <Spinner /> : Icon && <Icon aria-hidden className="size-4 shrink-0" />}
      {children}
    </button>
  )
  // Below, because what asks for an answer, such as a notice, stands above.
  return (
    <Tooltip content={disabledReason} side="bottom">
      {button}
    </Tooltip>
  )
}

// A square button that shows only an icon; its label is read out and shown as a tooltip.
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, MouseEvent } from 'react'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'disabled'> {
  /** What it does, as a verb: "Copy identifier". */
  readonly label: string
  readonly icon: LucideIcon
  readonly size?: 'small' | 'medium'
  /** Why it cannot be pushed now; replaces the label in the tooltip. */
  readonly disabledReason?: string | null | undefined
  /** Off where the button opens a menu that says enough. */
  readonly hasTooltip?: boolean
}

export function IconButton({
  label,
  icon: Icon,
  size = 'medium',
  disabledReason,
  hasTooltip = true,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (disabledReason) event.preventDefault()
    else onClick?.(event)
  }
  const button = (
    <button
      type="button"
      {...rest}
      aria-label={label}
      aria-disabled={disabledReason ? true : undefined}
      onClick={handleClick}
      className={classNames(
        'inline-flex shrink-0 cursor-default items-center justify-center rounded-md text-ink-muted transition-colors duration-100 select-none',
        'hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink aria-disabled:opacity-50',
        size === 'small' ? 'size-6' : 'size-8',
        className,
      )}
    >
      <Icon aria-hidden className="size-4" />
    </button>
  )
  return hasTooltip || disabledReason ? <Tooltip content={disabledReason ?? label}>{button}</Tooltip> : button
}

// Checkboxes: one with its label for forms, and the bare box for tables.
import { Check, Minus } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

interface CheckboxBoxProps extends Omit<ComponentProps<'input'>, 'type' | 'ref'> {
  /** Some but not all: a dash instead of a tick. */
  readonly isMixed?: boolean
}

/** The box alone: give it an `aria-label`. */
export function CheckboxBox({ isMixed = false, className, ...rest }: CheckboxBoxProps) {
  const Mark = isMixed ? Minus : Check
  return (
    <span className={classNames('relative inline-flex size-4 shrink-0', className)}>
      <input
        {...rest}
        type="checkbox"
        ref={(box) => {
          // There is no attribute for it.
          if (box) box.indeterminate = isMixed
        }}
        data-mixed={isMixed || undefined}
        className="peer size-4 appearance-none rounded-sm border border-line-strong bg-surface checked:border-accent-solid checked:bg-accent-solid disabled:opacity-55 data-mixed:border-accent-solid data-mixed:bg-accent-solid forced-colors:appearance-auto"
      />
      <Mark
        aria-hidden
        strokeWidth={3}
        className={classNames(
          'pointer-events-none absolute inset-0.5 size-3 text-on-solid forced-colors:hidden',
          !isMixed && 'opacity-0 peer-checked:opacity-100',
        )}
      />
    </span>
  )
}

interface CheckboxProps extends Omit<CheckboxBoxProps, 'children'> {
  readonly label: ReactNode
  readonly hint?: ReactNode
}

export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  const id = useId()
  return (
    <label htmlFor={id} className={classNames('flex items-start gap-2', className)}>
      <CheckboxBox {...rest} id={id} className="mt-0.5" />
      <span className="min-w-0">
        <span className="block leading-5">{label}</span>
        {hint && <span className="block text-sm text-ink-muted">{hint}</span>}
      </span>
    </label>
  )
}

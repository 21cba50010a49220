// The native select in our looks: the system's own list, keyboard and screen reader behaviour.
import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { inputLook } from './text-input.tsx'

interface SelectProps extends Omit<ComponentProps<'select'>, 'children'> {
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

export function Select({ options, className, ...rest }: SelectProps) {
  return (
    <span className={classNames('relative inline-flex min-w-0', className)}>
      <select {...rest} className={classNames(inputLook, 'h-8 appearance-none truncate pr-8 pl-2.5')}>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-muted"
      />
    </span>
  )
}

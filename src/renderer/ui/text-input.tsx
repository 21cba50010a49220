// One-line text input; takes every attribute and the ref of a native input.
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

export const inputLook =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface text-ink placeholder:text-ink-faint hover:border-ink-faint disabled:opacity-55 aria-invalid:border-danger'

interface TextInputProps extends ComponentProps<'input'> {
  /** Fixed-width letters, for identifiers and values. */
  readonly isCode?: boolean
}

export function TextInput({ className, isCode = false, type = 'text', ...rest }: TextInputProps) {
  return (
    <input
      autoComplete="off"
      spellCheck={false}
      {...rest}
      type={type}
      className={classNames(inputLook, 'h-8 px-2.5', isCode && 'font-mono text-sm', className)}
    />
  )
}

// The place of a value that is not shown: always the same dots, so that not even its length is told.
import type { ReactNode } from 'react'

const dots = '•'.repeat(24)

export function MaskedBox({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex h-8 min-w-0 flex-1 items-center justify-between gap-2 rounded-md border border-line bg-sunken pr-px pl-2.5">
      <span aria-hidden className="min-w-0 truncate font-mono text-ink-muted select-none">
        {dots}
      </span>
      <span className="sr-only">The value, hidden</span>
      {children}
    </div>
  )
}

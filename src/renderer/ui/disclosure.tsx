// Details that open on demand, by the native disclosure element.
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

interface DisclosureProps {
  readonly summary: ReactNode
  readonly children: ReactNode
  readonly isInitiallyOpen?: boolean
}

export function Disclosure({ summary, children, isInitiallyOpen = false }: DisclosureProps) {
  return (
    <details className="group inline-block min-w-0 max-w-full align-top" open={isInitiallyOpen}>
      <summary className="inline-flex cursor-default items-center gap-1 rounded-sm text-ink-muted select-none hover:text-ink">
        <ChevronRight
          aria-hidden
          className="size-3.5 transition-transform duration-100 group-open:rotate-90 motion-reduce:transition-none"
        />
        {summary}
      </summary>
      <div className="pt-1">{children}</div>
    </details>
  )
}

// What stands in the middle of a view that has nothing to list: why, and what to do.
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly icon: LucideIcon
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-105 flex-col items-center px-6 py-12 text-center">
      <span className="mb-3 inline-flex size-10 items-center justify-center rounded-xl border border-line bg-sunken">
        <Icon aria-hidden className="size-5 text-ink-muted" />
      </span>
      <h2 className="text-md font-semibold wrap-anywhere">{title}</h2>
      {children && <div className="mt-1 text-ink-muted wrap-anywhere">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}

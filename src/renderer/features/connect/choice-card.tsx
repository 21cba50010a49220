// One of the two equal ways into Latchkey.
import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useId } from 'react'

export interface ChoiceCardProps {
  readonly icon: LucideIcon
  readonly title: string
  readonly summary: string
  readonly children: ReactNode
}

export function ChoiceCard({ icon: Icon, title, summary, children }: ChoiceCardProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col gap-4 rounded-xl border border-line bg-surface p-5"
    >
      <header className="flex items-start gap-3">
        <span className="inline-flex size-8 shrink-0 items-center justify-center rounded-lg border border-line bg-sunken">
          <Icon aria-hidden className="size-4 text-ink-muted" />
        </span>
        <div className="min-w-0">
          <h2 id={id} className="text-md leading-5 font-semibold">
            {title}
          </h2>
          <p className="text-ink-muted">{summary}</p>
        </div>
      </header>
      {children}
    </section>
  )
}

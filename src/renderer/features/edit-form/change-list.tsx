// What is about to change or was not taken over, line by line: "Credit limit 50 → 500".
import { ArrowRight } from 'lucide-react'
import type { ChangeWords } from '../../../shared/domain/change-words.ts'

export function ChangeList({ changes }: { readonly changes: readonly ChangeWords[] }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {changes.map(({ field, label, before, after }) => (
        <li key={field} className="flex flex-wrap items-baseline gap-x-1.5 leading-5">
          <span className="text-ink-muted">{label}</span>
          <span className="wrap-anywhere">{before}</span>
          <ArrowRight aria-label="becomes" className="size-3.5 shrink-0 self-center text-ink-muted" />
          <span className="font-medium wrap-anywhere">{after}</span>
        </li>
      ))}
    </ul>
  )
}

// Tells what of ours the clipboard holds and for how long, with a way to clear it at once.
import { ClipboardCheck } from 'lucide-react'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { Button } from '../../ui/button.tsx'
import { useSecondsLeft } from '../problem/use-seconds-left.ts'
import { clearClipboard } from './shell-actions.ts'

export function ClipboardChip() {
  const clipboard = useSnapshot((snapshot) => snapshot.clipboard)
  const seconds = useSecondsLeft(clipboard?.clearsAt ?? null)
  if (!clipboard) return null
  return (
    <section
      aria-label="Clipboard"
      className="fade-in flex min-w-0 max-sm:order-last max-sm:basis-full items-center gap-2 rounded-md border border-accent-line bg-accent-soft pr-0.5 pl-2 text-sm"
    >
      <ClipboardCheck aria-hidden className="size-3.5 shrink-0 text-accent" />
      <span className="truncate">
        <span className="text-ink-muted">Clipboard:</span> {visibleText(clipboard.label, 60)}
        <span className="text-ink-muted"> · clears in {seconds} s</span>
      </span>
      <Button size="small" variant="ghost" onClick={clearClipboard} className="h-6 px-1.5 text-accent">
        Clear now
      </Button>
    </section>
  )
}

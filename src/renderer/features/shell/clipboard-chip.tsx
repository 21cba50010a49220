// Tells what of ours the clipboard holds and for how long, with a way to clear it at once.
import { ClipboardCheck, X } from 'lucide-react'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { classNames } from '../../ui/class-names.ts'
import { HoverTip } from '../../ui/hover-tip.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useSecondsLeft } from '../problem/use-seconds-left.ts'
import { clearClipboard } from './shell-actions.ts'

/**
 * Takes the room between the sections and the rest of the bar, however little there is, so that nothing moves
 * when it comes; in a small window it floats above the foot of the view.
 */
export function ClipboardChip() {
  const clipboard = useSnapshot((snapshot) => snapshot.clipboard)
  const seconds = useSecondsLeft(clipboard?.clearsAt ?? null)
  if (!clipboard) return <span className="flex-1" />
  const label = visibleText(clipboard.label, 60)
  return (
    <div className="flex min-w-0 flex-[1_1_9rem] justify-end max-[62rem]:flex-[1_1_0]">
      <section
        aria-label="Clipboard"
        className={classNames(
          'fade-in flex h-7 max-w-full min-w-0 items-center gap-1.5 rounded-md border border-accent-line bg-accent-soft pr-0.5 pl-2 text-sm',
          'max-[62rem]:fixed max-[62rem]:bottom-14 max-[62rem]:left-4 max-[62rem]:z-30 max-[62rem]:max-w-[calc(100vw-2rem)] min-[48rem]:max-[62rem]:max-w-[calc(100vw-26rem)] max-[62rem]:shadow-float',
        )}
      >
        <ClipboardCheck aria-hidden className="size-3.5 shrink-0 text-accent" />
        <HoverTip content={label}>
          <span className="min-w-6 truncate">
            <span className="text-ink-muted min-[62rem]:max-[90rem]:sr-only">Clipboard: </span>
            {label}
          </span>
        </HoverTip>
        <span className="shrink-0 whitespace-nowrap text-ink-muted">
          · <span className="min-[62rem]:max-[90rem]:sr-only">clears in </span>
          {seconds} s
        </span>
        <IconButton label="Clear now" icon={X} size="small" onClick={clearClipboard} />
      </section>
    </div>
  )
}

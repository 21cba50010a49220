// Tags in use that could be meant by what is typed, as a list that the field beside it walks through.
import type { TagCount } from '../../../shared/domain/notes.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'

export interface TagOptionsProps {
  readonly id: string
  readonly options: readonly TagCount[]
  /** -1 = none. */
  readonly activeIndex: number
  readonly onChoose: (tag: string) => void
}

/** The focus stays in the field: a mouse that is pressed here must not take it. */
export function TagOptions({ id, options, activeIndex, onChoose }: TagOptionsProps) {
  return (
    <div className={options.length > 0 ? 'flex flex-wrap items-center gap-1' : 'hidden'}>
      <span className="mr-0.5 text-sm text-ink-muted">In use:</span>
      <div id={id} role="listbox" aria-label="Tags in use" className="contents">
        {options.map(({ tag, count }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard is handled by the field
          <div
            key={tag}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === activeIndex}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(tag)}
            className="flex h-6 max-w-48 items-center gap-1 rounded-md border border-line-button bg-surface px-2 text-sm hover:bg-hover aria-selected:border-accent aria-selected:bg-accent-soft aria-selected:text-accent forced-colors:aria-selected:border-[Highlight]"
          >
            <span className="truncate">{visibleText(tag, 60)}</span>
            <span className="text-ink-faint tabular-nums">{count}</span>
          </div>
        ))}
      </div>
    </div>
  )
}

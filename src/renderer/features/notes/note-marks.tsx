// What shows in a row of what was written about it: its star, the mark of a note, and its tags.
import { NotebookText, Star } from 'lucide-react'
import { foldText } from '../../../shared/domain/search.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { HoverTip } from '../../ui/hover-tip.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Mark } from '../table-view/cells.tsx'
import { MarkedText } from '../table-view/marked-text.tsx'
import { setFavourite } from './note-actions.ts'
import type { NotesSubject } from './subjects.ts'

/** By keyboard the menu of the row does the same. */
export function StarButton({ subject }: { readonly subject: NotesSubject }) {
  const { isFavourite } = subject.notes
  return (
    <HoverTip content={isFavourite ? 'Take out of the favourites' : 'Add to favourites'}>
      <IconButton
        label="Favourite"
        icon={Star}
        size="small"
        tabIndex={-1}
        hasTooltip={false}
        aria-pressed={isFavourite}
        onClick={() => void setFavourite(subject, !isFavourite)}
        className="-ml-1.5 opacity-0 group-hover/row:opacity-100 group-data-active/row:opacity-100 aria-pressed:text-warn-solid aria-pressed:opacity-100 aria-pressed:[&>svg]:fill-current"
      />
    </HoverTip>
  )
}

const maxTip = 300

/** In colour where the note is why the row was found. */
export function NoteMark({ note, terms }: { readonly note: string; readonly terms: readonly string[] }) {
  const folded = foldText(note)
  const isHit = terms.some((term) => folded.includes(term))
  return (
    <Mark
      icon={NotebookText}
      tip={visibleNote(note)}
      words={isHit ? 'found in its note' : 'has a note'}
      className={isHit ? 'text-accent' : 'text-ink-faint'}
    />
  )
}

/** Its lines stay lines. */
function visibleNote(note: string): string {
  const lines = note.split('\n').map((line) => visibleText(line))
  const shown = lines.join('\n')
  return shown.length <= maxTip ? shown : `${shown.slice(0, maxTip)}…`
}

interface TagLineProps {
  readonly tags: readonly string[]
  readonly terms: readonly string[]
}

const maxShownTags = 2

/** One line, whatever there is: the rest is counted, and all are in the tip. */
export function TagLine({ tags, terms }: TagLineProps) {
  // What was searched for is never among the rest.
  const isHit = (tag: string) => terms.some((term) => foldText(tag).includes(term))
  const ordered = [...tags.filter(isHit), ...tags.filter((tag) => !isHit(tag))]
  const shown = ordered.slice(0, maxShownTags)
  const rest = tags.length - shown.length
  if (tags.length === 0) return null
  return (
    <HoverTip content={`Tags: ${tags.map((tag) => visibleText(tag, 80)).join(', ')}`}>
      <span className="flex min-w-0 gap-1 text-xs leading-4 normal-nums">
        <span className="sr-only">Tags: </span>
        {shown.map((tag) => (
          <span key={tag} className="max-w-28 min-w-6 truncate rounded-sm bg-track px-1 text-ink-muted">
            <MarkedText text={visibleText(tag, 60)} terms={terms} />
          </span>
        ))}
        {rest > 0 && <span className="shrink-0 text-ink-faint">+{rest}</span>}
      </span>
    </HoverTip>
  )
}

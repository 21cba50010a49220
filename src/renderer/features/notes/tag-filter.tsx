// The choice of tags in a panel of filters.
import { foldTag, isAmongTags, type TagCount } from '../../../shared/domain/notes.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { Checkbox } from '../../ui/checkbox.tsx'

interface TagFilterProps {
  readonly tags: readonly TagCount[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

export function TagFilter({ tags, chosen, onChange }: TagFilterProps) {
  if (tags.length === 0) return null
  const toggle = (tag: string) => {
    const others = chosen.filter((other) => foldTag(other) !== foldTag(tag))
    onChange(isAmongTags(tag, chosen) ? others : [...others, tag])
  }
  return (
    <fieldset className="-mx-1 mt-1 min-w-0 border-t border-line px-1 pt-2">
      <legend className="sr-only">Tags: one of them is enough</legend>
      <p aria-hidden className="mb-1.5 text-sm text-ink-muted">
        With any of these tags
      </p>
      <div className="-mx-1 flex max-h-44 flex-col gap-2 overflow-y-auto px-1 py-0.5">
        {tags.map(({ tag, count }) => (
          <Checkbox
            key={foldTag(tag)}
            label={
              <>
                <span className="wrap-anywhere">{visibleText(tag, 60)}</span>{' '}
                <span className="text-ink-faint tabular-nums">{count}</span>
              </>
            }
            checked={isAmongTags(tag, chosen)}
            onChange={() => toggle(tag)}
          />
        ))}
      </div>
    </fieldset>
  )
}

interface SearchWordsProps {
  /** With an example: `tag:ci`. */
  readonly examples: readonly string[]
  /** What may stand behind `is:`. */
  readonly qualities: readonly string[]
}

/** What the search understands besides plain words. */
export function SearchWords({ examples, qualities }: SearchWordsProps) {
  return (
    <p className="border-t border-line pt-2 text-sm text-ink-muted">
      The search also knows{' '}
      {examples.map((example, index) => (
        <span key={example}>
          {index > 0 && ', '}
          <Word>{example}</Word>
        </span>
      ))}{' '}
      and <Word>is:</Word> with {qualities.join(', ')}.
    </p>
  )
}

function Word({ children }: { readonly children: string }) {
  return <code className="font-mono text-ink">{children}</code>
}

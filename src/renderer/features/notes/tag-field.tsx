// A field for tags: typed or chosen from those in use, by mouse or by keyboard alone.
import { X } from 'lucide-react'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { foldTag, isAmongTags, maxTags, type TagCount } from '../../../shared/domain/notes.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { announce } from '../../state/ui-state.ts'
import { Field } from '../../ui/field.tsx'
import { type TagEntry, withTyped } from './tag-entry.ts'
import { TagOptions } from './tag-options.tsx'

export interface TagFieldProps {
  readonly label: string
  readonly entry: TagEntry
  readonly onChange: (entry: TagEntry) => void
  /** To choose from. */
  readonly inUse: readonly TagCount[]
  readonly error: string | null
  /** Stands behind the label while there is room for many more tags. */
  readonly aside?: string
}

const maxOptions = 8

export function TagField(props: TagFieldProps) {
  const { label, entry, error, aside } = props
  const { tags, text } = entry
  const listId = useId()
  const inputRef = useRef<HTMLInputElement>(null)
  const chipsRef = useRef<HTMLUListElement>(null)
  const { options, activeIndex, problem, type, add, remove, move } = useTagTyping(props)
  const handleKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget
    const isAtStart = selectionStart === 0 && selectionEnd === 0
    const active = options[activeIndex]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1)
    else if (event.key === 'Enter' && active) add([active.tag])
    else if (event.key === 'Enter' && text.trim()) add([text])
    else if (event.key === 'Backspace' && text === '' && tags.length > 0) remove(tags.at(-1) ?? '')
    else if (event.key === 'ArrowLeft' && isAtStart && tags.length > 0) focusChip(chipsRef, tags.length - 1)
    else return
    event.preventDefault()
  }
  const handlePaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text')
    if (!/[,\n]/.test(pasted)) return
    event.preventDefault()
    add(`${text}${pasted}`.split(/[,\n]/))
  }
  return (
    <Field
      label={label}
      aside={tags.length > maxTags - 5 ? `${tags.length} of ${maxTags}` : (aside ?? null)}
      hint="Enter or a comma adds a tag, Backspace takes the last one away."
      error={problem ?? error}
    >
      {(control) => (
        <div className="flex flex-col gap-1.5">
          <div className="flex min-h-8 flex-wrap items-center gap-1 rounded-md border border-line-strong bg-surface px-1.5 py-1 focus-within:focus-ring hover:border-ink-faint has-aria-invalid:border-danger">
            <Chips ref={chipsRef} tags={tags} onRemove={remove} onLeave={() => inputRef.current?.focus()} />
            <input
              {...control}
              ref={inputRef}
              role="combobox"
              aria-expanded={options.length > 0}
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={activeIndex >= 0 ? `${listId}-${activeIndex}` : undefined}
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={(event) => type(event.target.value)}
              onKeyDown={handleKeyDown}
              onPaste={handlePaste}
              className="min-w-24 flex-1 bg-transparent px-1 text-ink outline-none"
            />
          </div>
          <TagOptions
            id={listId}
            options={options}
            activeIndex={activeIndex}
            onChoose={(tag) => add([tag])}
          />
        </div>
      )}
    </Field>
  )
}

/** What the typed text could become, and the adding and taking away. */
function useTagTyping({ entry, onChange, inUse }: TagFieldProps) {
  const { tags, text } = entry
  const [activeIndex, setActiveIndex] = useState(-1)
  const [problem, setProblem] = useState<string | null>(null)
  const options = useMemo(() => {
    const typed = foldTag(text.trim())
    return inUse
      .filter(({ tag }) => !isAmongTags(tag, tags) && foldTag(tag).includes(typed))
      .slice(0, maxOptions)
  }, [inUse, tags, text])

  const add = (typed: readonly string[]) => {
    const next = withTyped(entry, typed, inUse)
    setProblem(next.problem)
    setActiveIndex(-1)
    onChange(next.entry)
    const added = next.entry.tags.slice(tags.length)
    if (added.length > 0) announce(`${added.map((tag) => visibleText(tag, 60)).join(', ')} added`)
  }
  return {
    options,
    activeIndex,
    problem,
    add,
    type: (typed: string) => {
      if (typed.includes(',')) return add(typed.split(','))
      setActiveIndex(-1)
      setProblem(null)
      onChange({ tags, text: typed })
    },
    remove: (tag: string) => {
      setProblem(null)
      onChange({ tags: tags.filter((other) => other !== tag), text })
      announce(`${visibleText(tag, 60)} taken away`)
    },
    move: (step: number) =>
      setActiveIndex((index) => Math.max(-1, Math.min(options.length - 1, index + step))),
  }
}

interface ChipsProps {
  readonly ref: RefObject<HTMLUListElement | null>
  readonly tags: readonly string[]
  readonly onRemove: (tag: string) => void
  /** To the right of the last one stands the field. */
  readonly onLeave: () => void
}

/** Reached from the field by the left arrow, so that they are no stops of Tab. */
function Chips({ ref, tags, onRemove, onLeave }: ChipsProps) {
  const remove = (tag: string) => {
    onRemove(tag)
    onLeave()
  }
  const handleKeyDown = (event: KeyboardEvent, index: number) => {
    const isLast = index === tags.length - 1
    if (event.key === 'ArrowLeft') focusChip(ref, Math.max(0, index - 1))
    else if (event.key === 'ArrowRight' && !isLast) focusChip(ref, index + 1)
    else if (event.key === 'ArrowRight') onLeave()
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(tags[index] ?? '')
    else return
    event.preventDefault()
  }
  if (tags.length === 0) return null
  return (
    <ul ref={ref} aria-label="Chosen tags" className="contents">
      {tags.map((tag, index) => (
        <li key={tag} className="flex max-w-full min-w-0">
          <button
            type="button"
            tabIndex={-1}
            aria-label={`Take ${visibleText(tag, 60)} away`}
            onClick={() => remove(tag)}
            onKeyDown={(event) => handleKeyDown(event, index)}
            className="inline-flex h-6 min-w-0 cursor-default items-center gap-1 rounded-md border border-line bg-sunken pr-1 pl-2 text-sm hover:border-line-strong"
          >
            <span className="truncate">{visibleText(tag, 60)}</span>
            <X aria-hidden className="size-3.5 shrink-0 text-ink-muted" />
          </button>
        </li>
      ))}
    </ul>
  )
}

function focusChip(ref: RefObject<HTMLUListElement | null>, index: number): void {
  ref.current?.querySelectorAll('button')[index]?.focus()
}

// A searchable list of models to tick, with one Tab stop and arrow keys.
import { Search } from 'lucide-react'
import { type KeyboardEvent, type Ref, useId, useMemo, useRef, useState } from 'react'
import type { Model } from '../../../shared/domain/api-key.ts'
import { markHits, searchTerms } from '../../../shared/domain/search.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { Button } from '../../ui/button.tsx'
import { CheckboxBox } from '../../ui/checkbox.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { findModels, type ModelRow, modelFacts, modelRows } from './model-rows.ts'

export interface ModelPickerProps {
  readonly models: readonly Model[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
  /** The search box, to be focused when something is wrong with the choice. */
  readonly ref?: Ref<HTMLInputElement>
}

export function ModelPicker({ models, chosen, onChange, ref }: ModelPickerProps) {
  const [query, setQuery] = useState('')
  const [firstNames] = useState(chosen)
  const rows = useMemo(() => modelRows(models, firstNames), [models, firstNames])
  const hits = useMemo(() => findModels(rows, query), [rows, query])
  const listRef = useRef<HTMLDivElement>(null)
  const handleSearchKey = (event: KeyboardEvent) => {
    // Enter would send the whole form while its owner is still searching.
    if (event.key === 'Enter' || event.key === 'ArrowDown') event.preventDefault()
    if (event.key === 'ArrowDown') boxesIn(listRef.current)[0]?.focus()
  }
  return (
    <div className="overflow-hidden rounded-md border border-line-strong">
      <div className="relative border-b border-line">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-muted" />
        <TextInput
          {...(ref ? { ref } : {})}
          aria-label="Search models"
          placeholder="Search models"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={handleSearchKey}
          className="rounded-none border-transparent pr-40 pl-8 -outline-offset-2 hover:border-transparent"
        />
        <span className="pointer-events-none absolute top-2 right-2.5 text-sm text-ink-muted">
          USD per 1M tokens
        </span>
      </div>
      <div ref={listRef}>
        <ModelList hits={hits} query={query} chosen={chosen} onChange={onChange} />
      </div>
      <PickerFooter rows={rows} hits={hits} query={query} chosen={chosen} onChange={onChange} />
    </div>
  )
}

interface ListProps extends Pick<ModelPickerProps, 'chosen' | 'onChange'> {
  readonly hits: readonly ModelRow[]
  readonly query: string
}

function ModelList({ hits, query, chosen, onChange }: ListProps) {
  const id = useId()
  const [activeName, setActiveName] = useState<string | null>(null)
  const tabStop = hits.some(({ name }) => name === activeName) ? activeName : hits[0]?.name
  const terms = searchTerms(query)
  const isChosen = new Set(chosen)
  if (hits.length === 0) {
    return (
      <p className="px-2.5 py-3 text-ink-muted">
        {query.trim() === '' ? 'The service has not listed its models yet.' : 'No model has these words.'}
      </p>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a second legend; the question stands above.
    <div
      role="group"
      aria-label="Allowed models"
      onKeyDown={moveFocus}
      className="max-h-44 overflow-y-auto py-1"
    >
      {hits.map(({ name, model }, index) => (
        <label
          key={name}
          htmlFor={`${id}-${index}`}
          className="flex items-start gap-2.5 px-2.5 py-1 hover:bg-hover"
        >
          <CheckboxBox
            id={`${id}-${index}`}
            className="mt-0.5"
            tabIndex={name === tabStop ? 0 : -1}
            checked={isChosen.has(name)}
            onFocus={() => setActiveName(name)}
            onChange={() =>
              onChange(isChosen.has(name) ? chosen.filter((other) => other !== name) : [...chosen, name])
            }
          />
          <span className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-3">
            <span className="wrap-anywhere">
              {markHits(visibleText(name), terms).map((part, at) =>
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name have no other identity.
                part.isHit ? <mark key={at}>{part.text}</mark> : part.text,
              )}
            </span>
            <span className="text-sm text-ink-muted">{modelFacts(model)}</span>
          </span>
        </label>
      ))}
    </div>
  )
}

function PickerFooter({
  rows,
  hits,
  query,
  chosen,
  onChange,
}: ListProps & { readonly rows: readonly ModelRow[] }) {
  const isSearching = query.trim() !== ''
  const isChosen = new Set(chosen)
  const missing = hits.filter(({ name }) => !isChosen.has(name))
  return (
    <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-2 border-t border-line bg-sunken py-1 pr-1 pl-2.5">
      <span role="status" className="text-sm text-ink-muted">
        {chosen.length} of {rows.length} chosen
        {isSearching && ` · ${hits.length} ${hits.length === 1 ? 'hit' : 'hits'}`}
      </span>
      <span className="flex">
        <Button
          variant="ghost"
          size="small"
          disabledReason={missing.length === 0 ? 'All of them are chosen.' : null}
          onClick={() => onChange([...chosen, ...missing.map(({ name }) => name)])}
        >
          {isSearching ? `Select the ${hits.length} ${hits.length === 1 ? 'hit' : 'hits'}` : 'Select all'}
        </Button>
        <Button
          variant="ghost"
          size="small"
          disabledReason={chosen.length === 0 ? 'None is chosen.' : null}
          onClick={() => onChange([])}
        >
          Clear
        </Button>
      </span>
    </div>
  )
}

function boxesIn(list: Element | null): readonly HTMLInputElement[] {
  return [...(list?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])]
}

/** Up, Down, Home and End walk through the boxes, so that a long list costs one Tab stop. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const boxes = boxesIn(event.currentTarget)
  const at = boxes.findIndex((box) => box.matches(':focus'))
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(at + 1, boxes.length - 1),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: boxes.length - 1,
  }
  const target = targets[event.key]
  if (target === undefined) return
  event.preventDefault()
  boxes[target]?.focus()
}

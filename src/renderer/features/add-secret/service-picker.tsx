// Chooses the service that a new secret is for: a search over the catalogue, driven by the keyboard alone.
import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { type Service, services } from '../../../shared/domain/integrations.ts'
import { foldText, markHits, matchesTerms, searchTerms } from '../../../shared/domain/search.ts'
import { TextInput } from '../../ui/text-input.tsx'
import { ServiceIcon } from '../secrets/service-icon.tsx'

export interface ServicePickerProps {
  readonly onPick: (service: Service) => void
}

const searchable = services.map((service) => ({
  service,
  text: foldText(`${service.name}\n${service.credential}\n${service.toolPatterns.join('\n')}`),
}))

/** The search box keeps the focus; arrows move through the hits and Enter takes the highlighted one. */
export function ServicePicker({ onPick }: ServicePickerProps) {
  const id = useId()
  const [query, setQuery] = useState('')
  const [activeIndex, setActiveIndex] = useState(0)
  const terms = useMemo(() => searchTerms(query), [query])
  const hits = useMemo(
    () => searchable.filter(({ text }) => matchesTerms(text, terms)).map(({ service }) => service),
    [terms],
  )
  const active = hits[Math.min(activeIndex, hits.length - 1)]
  const handleKey = (event: KeyboardEvent) => {
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(activeIndex + 1, hits.length - 1),
      ArrowUp: Math.max(activeIndex - 1, 0),
      PageDown: Math.min(activeIndex + 8, hits.length - 1),
      PageUp: Math.max(activeIndex - 8, 0),
    }
    const target = targets[event.key]
    if (event.key === 'Enter' && active) onPick(active)
    if (target !== undefined) setActiveIndex(Math.max(0, target))
    if (event.key === 'Enter' || target !== undefined) event.preventDefault()
  }
  return (
    <div className="overflow-hidden rounded-md border border-line-strong">
      <div className="relative border-b border-line">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-muted" />
        <TextInput
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls={hits.length > 0 ? `${id}-list` : undefined}
          aria-activedescendant={active ? `${id}-${active.id}` : undefined}
          aria-label="Search services"
          placeholder="Search services"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setActiveIndex(0)
          }}
          onKeyDown={handleKey}
          className="rounded-none border-transparent pl-8 -outline-offset-2 hover:border-transparent"
        />
      </div>
      {hits.length > 0 ? (
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label="Services"
          className="h-[min(24rem,45vh)] overflow-y-auto py-1"
        >
          {hits.map((service) => (
            <ServiceOption
              key={service.id}
              id={`${id}-${service.id}`}
              service={service}
              terms={terms}
              isActive={service === active}
              onPick={() => onPick(service)}
            />
          ))}
        </div>
      ) : (
        <p className="h-[min(24rem,45vh)] px-3 py-3 text-ink-muted">
          No service has these words. Fill it in by hand: any tool and argument will do.
        </p>
      )}
      <p role="status" className="sr-only">
        {query.trim() !== '' && `${hits.length} ${hits.length === 1 ? 'service' : 'services'}`}
      </p>
    </div>
  )
}

interface ServiceOptionProps {
  readonly id: string
  readonly service: Service
  readonly terms: readonly string[]
  readonly isActive: boolean
  readonly onPick: () => void
}

function ServiceOption({ id, service, terms, isActive, onPick }: ServiceOptionProps) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search box takes the keys of its list
    // biome-ignore lint/a11y/useFocusableInteractive: it is highlighted by aria-activedescendant
    <div
      ref={ref}
      id={id}
      role="option"
      aria-selected={isActive}
      onClick={onPick}
      className="flex items-center gap-2.5 px-2.5 py-1.5 hover:bg-hover aria-selected:bg-selected forced-colors:aria-selected:outline-2"
    >
      <ServiceIcon service={service} size={24} />
      <span className="shrink-0 font-medium">
        <Marked text={service.name} terms={terms} />
      </span>
      <span className="min-w-0 flex-1 truncate text-right text-sm text-ink-muted">
        <Marked text={service.credential} terms={terms} />
      </span>
    </div>
  )
}

function Marked({ text, terms }: { readonly text: string; readonly terms: readonly string[] }) {
  return markHits(text, terms).map((part, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name have no other identity.
    part.isHit ? <mark key={at}>{part.text}</mark> : part.text,
  )
}

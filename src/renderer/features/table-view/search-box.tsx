// The search field of a table; while typing, the keys act on the highlighted row.
import { Search, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { type Section, setQuery, useUiState } from '../../state/ui-state.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { TextInput } from '../../ui/text-input.tsx'

interface SearchBoxProps {
  readonly ref: RefObject<HTMLInputElement | null>
  /** Whose search it is. */
  readonly section: Section
  /** What it searches, for screen readers: "Search API keys". */
  readonly label: string
  readonly placeholder: string
  /** DOM id of the table that is searched. */
  readonly tableId: string
  /** DOM id of the highlighted row. */
  readonly activeRowId: string | undefined
  /** Arrow down: on into the rows. */
  readonly onEnterRows: () => void
  readonly onOpen: () => void
  readonly onCopy: () => void
}

export function SearchBox(props: SearchBoxProps) {
  const { ref, section, label, placeholder, tableId, activeRowId, onEnterRows, onOpen, onCopy } = props
  const query = useUiState((state) => state.tables[section].query)
  const handleKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget
    const isCopy = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c'
    if (event.key === 'ArrowDown') onEnterRows()
    else if (event.key === 'Enter') onOpen()
    else if (event.key === 'Escape' && query) setQuery(section, '')
    else if (isCopy && selectionStart === selectionEnd) onCopy()
    else return
    event.preventDefault()
  }
  return (
    <search className="relative min-w-36 flex-1 basis-44 sm:max-w-90">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
      />
      <TextInput
        ref={ref}
        role="searchbox"
        aria-label={label}
        aria-controls={tableId}
        aria-activedescendant={activeRowId}
        placeholder={placeholder}
        value={query}
        maxLength={200}
        onChange={(event) => setQuery(section, event.target.value)}
        onKeyDown={handleKeyDown}
        className="pr-8 pl-8"
      />
      <span className="absolute inset-y-0 right-1 flex items-center">
        {query ? (
          <IconButton
            label="Clear search"
            icon={X}
            size="small"
            onClick={() => {
              setQuery(section, '')
              ref.current?.focus()
            }}
          />
        ) : (
          <span aria-hidden className="pr-1">
            <Kbd>/</Kbd>
          </span>
        )}
      </span>
    </search>
  )
}

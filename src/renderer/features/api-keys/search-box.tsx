// The search field of the key table; while typing, the keys act on the highlighted row.
import { Search, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { setQuery, useUiState } from '../../state/ui-state.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { TextInput } from '../../ui/text-input.tsx'

interface SearchBoxProps {
  readonly ref: RefObject<HTMLInputElement | null>
  /** DOM id of the table that is searched. */
  readonly tableId: string
  /** DOM id of the highlighted row. */
  readonly activeRowId: string | undefined
  /** Arrow down: on into the rows. */
  readonly onEnterRows: () => void
  readonly onOpen: () => void
  readonly onCopy: () => void
}

export function SearchBox({ ref, tableId, activeRowId, onEnterRows, onOpen, onCopy }: SearchBoxProps) {
  const query = useUiState((state) => state.query)
  const handleKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget
    const isCopy = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c'
    if (event.key === 'ArrowDown') onEnterRows()
    else if (event.key === 'Enter') onOpen()
    else if (event.key === 'Escape' && query) setQuery('')
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
        aria-label="Search API keys"
        aria-controls={tableId}
        aria-activedescendant={activeRowId}
        placeholder="Search name, identifier or model"
        value={query}
        maxLength={200}
        onChange={(event) => setQuery(event.target.value)}
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
              setQuery('')
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

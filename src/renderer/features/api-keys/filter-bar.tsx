// The filters of the key table: what the panel offers, and the choice between current and ended keys.
import { useMemo } from 'react'
import { countTags, foldTag } from '../../../shared/domain/key-notes.ts'
import { keyQualities } from '../../../shared/domain/key-query.ts'
import { noFilters } from '../../../shared/domain/search.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useAppState } from '../../state/app-state.ts'
import { changeFilters, useUiState } from '../../state/ui-state.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { DaysFilter, FilterChips, FilterPanel } from '../table-view/filters.tsx'
import { activeFilters, filterSwitches } from './key-search.ts'

const dayChoices = [3, 7, 14, 30, 90, 365]
const defaultDays = 14

export function KeyFilterPanel() {
  const filters = useUiState((state) => state.keyFilters)
  return (
    <FilterPanel count={activeFilters(filters).length} onClear={dropFilters}>
      <DaysFilter
        label="Expiring within"
        days={filters.expiresWithinDays}
        choices={dayChoices}
        defaultDays={defaultDays}
        onChange={(expiresWithinDays) => changeFilters({ expiresWithinDays })}
      />
      {filterSwitches.map(([id, label]) => (
        <Checkbox
          key={id}
          label={label}
          checked={filters[id]}
          onChange={(event) => changeFilters({ [id]: event.target.checked })}
        />
      ))}
      <TagFilter />
      <p className="border-t border-line pt-2 text-sm text-ink-muted">
        The search also knows <Word>tag:ci</Word>, <Word>model:llama</Word> and <Word>is:</Word> with{' '}
        {keyQualities.join(', ')}.
      </p>
    </FilterPanel>
  )
}

function Word({ children }: { readonly children: string }) {
  return <code className="font-mono text-ink">{children}</code>
}

/** Drawn only while the panel is open: the tags of all keys are counted for it. */
function TagFilter() {
  const rows = useAppState((state) => state.keys)
  const chosen = useUiState((state) => state.keyFilters.tags)
  const tags = useMemo(() => countTags([...rows.values()].map(({ key }) => key)), [rows])
  if (tags.length === 0) return null
  const isChosen = (tag: string) => chosen.some((other) => foldTag(other) === foldTag(tag))
  const toggle = (tag: string) => {
    const others = chosen.filter((other) => foldTag(other) !== foldTag(tag))
    changeFilters({ tags: isChosen(tag) ? others : [...others, tag] })
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
            checked={isChosen(tag)}
            onChange={() => toggle(tag)}
          />
        ))}
      </div>
    </fieldset>
  )
}

/** Takes all filters off; the choice between current and ended keys stays. */
function dropFilters(): void {
  const { showsEnded } = useUiState.getState().keyFilters
  changeFilters({ ...noFilters, showsEnded })
}

/** Keys the service lists, or those that left its list. */
export function EndedSwitch() {
  const showsEnded = useUiState((state) => state.keyFilters.showsEnded)
  return (
    <SegmentedControl
      legend="Which keys"
      isLegendHidden
      value={showsEnded ? 'ended' : 'current'}
      choices={[
        { value: 'current', label: 'Current' },
        { value: 'ended', label: 'Ended' },
      ]}
      onChange={(value) => changeFilters({ showsEnded: value === 'ended' })}
    />
  )
}

export function KeyFilterChips() {
  const filters = useUiState((state) => state.keyFilters)
  return <FilterChips chips={activeFilters(filters)} onRemove={changeFilters} />
}

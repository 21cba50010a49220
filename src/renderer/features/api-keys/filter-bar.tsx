// The filters of the key table: what the panel offers, and the choice between current and ended keys.
import { useMemo } from 'react'
import { keyQualities } from '../../../shared/domain/key-query.ts'
import { countTags } from '../../../shared/domain/notes.ts'
import { noFilters } from '../../../shared/domain/search.ts'
import { useAppState } from '../../state/app-state.ts'
import { changeFilters, useUiState } from '../../state/ui-state.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { SearchWords, TagFilter } from '../notes/tag-filter.tsx'
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
      <KeyTagFilter />
      <SearchWords examples={['tag:ci', 'model:llama']} qualities={keyQualities} />
    </FilterPanel>
  )
}

/** Drawn only while the panel is open: the tags of all keys are counted for it. */
function KeyTagFilter() {
  const rows = useAppState((state) => state.keys)
  const chosen = useUiState((state) => state.keyFilters.tags)
  const tags = useMemo(() => countTags([...rows.values()].map(({ key }) => key)), [rows])
  return <TagFilter tags={tags} chosen={chosen} onChange={(next) => changeFilters({ tags: next })} />
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

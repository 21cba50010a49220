// What narrows the history: the choice of its part, groups of entries, and the chips of what is on.
import { activityGroups } from '../../../shared/domain/activity-groups.ts'
import { changeHistoryFilters, useUiState } from '../../state/ui-state.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { FilterChips, FilterPanel } from '../table-view/filters.tsx'
import { activeHistoryFilters } from './history-query.ts'

export function HistoryPart() {
  const shows = useUiState((state) => state.historyFilters.shows)
  return (
    <SegmentedControl
      legend="Which part of the history"
      isLegendHidden
      value={shows}
      choices={[
        { value: 'activity', label: 'Activity' },
        { value: 'ended', label: 'Ended keys' },
      ]}
      onChange={(part) => changeHistoryFilters({ shows: part })}
    />
  )
}

export function HistoryFilterPanel() {
  const filters = useUiState((state) => state.historyFilters)
  const { groups } = filters
  return (
    <FilterPanel
      count={activeHistoryFilters(filters).length}
      onClear={() => changeHistoryFilters({ groups: new Set(), subject: null })}
    >
      <p className="text-sm text-ink-muted">Show only</p>
      {activityGroups.map(({ id, label }) => (
        <Checkbox
          key={id}
          label={label}
          checked={groups.has(id)}
          onChange={({ target }) => {
            const next = new Set(groups)
            if (target.checked) next.add(id)
            else next.delete(id)
            changeHistoryFilters({ groups: next })
          }}
        />
      ))}
    </FilterPanel>
  )
}

export function HistoryFilterChips() {
  const filters = useUiState((state) => state.historyFilters)
  return <FilterChips chips={activeHistoryFilters(filters)} onRemove={changeHistoryFilters} />
}

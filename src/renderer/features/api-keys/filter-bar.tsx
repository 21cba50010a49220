// The filters of the key table: a panel to choose them, chips to see and drop them.
import { ListFilter, X } from 'lucide-react'
import { useId } from 'react'
import { noFilters } from '../../../shared/domain/search.ts'
import { changeFilters, useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Popover } from '../../ui/popover.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { Select } from '../../ui/select.tsx'
import { activeFilters, filterSwitches } from './key-search.ts'

const dayChoices = [3, 7, 14, 30, 90, 365]
const defaultDays = 14

export function FilterButton() {
  const filters = useUiState((state) => state.filters)
  const count = activeFilters(filters).length
  return (
    <Popover
      label="Filters"
      trigger={
        <Button icon={ListFilter}>
          Filter
          {count > 0 && (
            <span className="rounded-sm bg-accent-soft px-1 text-sm text-accent">
              {count}
              <span className="sr-only"> on</span>
            </span>
          )}
        </Button>
      }
    >
      <div className="flex w-64 flex-col gap-2">
        <ExpiryFilter />
        {filterSwitches.map(([id, label]) => (
          <Checkbox
            key={id}
            label={label}
            checked={filters[id]}
            onChange={(event) => changeFilters({ [id]: event.target.checked })}
          />
        ))}
        {count > 0 && (
          <Button size="small" className="mt-1 self-start" onClick={dropFilters}>
            Clear filters
          </Button>
        )}
      </div>
    </Popover>
  )
}

function ExpiryFilter() {
  const days = useUiState((state) => state.filters.expiresWithinDays)
  const selectId = useId()
  return (
    <div className="flex items-center justify-between gap-2">
      <Checkbox
        label="Expiring within"
        checked={days !== null}
        onChange={(event) => changeFilters({ expiresWithinDays: event.target.checked ? defaultDays : null })}
      />
      <Select
        id={selectId}
        aria-label="Expiring within how many days"
        value={String(days ?? defaultDays)}
        options={dayChoices.map((choice) => ({ value: String(choice), label: `${choice} days` }))}
        onChange={(event) => changeFilters({ expiresWithinDays: Number(event.target.value) })}
      />
    </div>
  )
}

/** Takes all filters off; the choice between current and ended keys stays. */
function dropFilters(): void {
  const { showsEnded } = useUiState.getState().filters
  changeFilters({ ...noFilters, showsEnded })
}

/** Keys the service lists, or those that left its list. */
export function EndedSwitch() {
  const showsEnded = useUiState((state) => state.filters.showsEnded)
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

export function FilterChips() {
  const filters = useUiState((state) => state.filters)
  const chips = activeFilters(filters)
  if (chips.length === 0) return null
  return (
    <ul aria-label="Filters that are on" className="flex flex-wrap items-center gap-1.5 px-4 pb-2">
      {chips.map(({ id, label, off }) => (
        <li key={id}>
          <button
            type="button"
            aria-label={`Remove filter: ${label}`}
            onClick={() => changeFilters(off)}
            className="inline-flex h-6 cursor-default items-center gap-1 rounded-md border border-accent-line bg-accent-soft pr-1 pl-2 text-sm text-accent hover:border-accent"
          >
            {label}
            <X aria-hidden className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  )
}

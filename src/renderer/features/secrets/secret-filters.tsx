// The filters of the secret table: what the panel offers, and the chips.
import { useMemo } from 'react'
import { countTags } from '../../../shared/domain/notes.ts'
import { secretQualities } from '../../../shared/domain/secret-query.ts'
import { noSecretFilters } from '../../../shared/domain/secret-search.ts'
import { useAppState } from '../../state/app-state.ts'
import { changeSecretFilters, useUiState } from '../../state/ui-state.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Select } from '../../ui/select.tsx'
import { SearchWords, TagFilter } from '../notes/tag-filter.tsx'
import { DaysFilter, FilterChips, FilterPanel } from '../table-view/filters.tsx'
import { activeSecretFilters, serviceChoices } from './secret-search.ts'

const dayChoices = [30, 60, 90, 180, 365]
const defaultDays = 90
const allServices = ''

export function SecretFilterPanel() {
  const filters = useUiState((state) => state.secretFilters)
  return (
    <FilterPanel
      count={activeSecretFilters(filters).length}
      onClear={() => changeSecretFilters(noSecretFilters)}
    >
      <ServiceFilter />
      <Checkbox
        label="Favourites"
        checked={filters.isFavourite}
        onChange={(event) => changeSecretFilters({ isFavourite: event.target.checked })}
      />
      <Checkbox
        label="Default"
        checked={filters.isDefault}
        onChange={(event) => changeSecretFilters({ isDefault: event.target.checked, isNotDefault: false })}
      />
      <Checkbox
        label="Not default"
        checked={filters.isNotDefault}
        onChange={(event) => changeSecretFilters({ isNotDefault: event.target.checked, isDefault: false })}
      />
      <Checkbox
        label="No known tool"
        checked={filters.isUnused}
        onChange={(event) => changeSecretFilters({ isUnused: event.target.checked })}
      />
      <Checkbox
        label="Shares its value"
        checked={filters.isShared}
        onChange={(event) => changeSecretFilters({ isShared: event.target.checked })}
      />
      <DaysFilter
        label="Value older than"
        days={filters.olderThanDays}
        choices={dayChoices}
        defaultDays={defaultDays}
        onChange={(olderThanDays) => changeSecretFilters({ olderThanDays })}
      />
      <SecretTagFilter />
      <SearchWords examples={['tag:ci']} qualities={secretQualities} />
    </FilterPanel>
  )
}

/** Drawn only while the panel is open: the tags of all secrets are counted for it. */
function SecretTagFilter() {
  const rows = useAppState((state) => state.secrets)
  const chosen = useUiState((state) => state.secretFilters.tags)
  const tags = useMemo(() => countTags([...rows.values()].map(({ secret }) => secret)), [rows])
  return <TagFilter tags={tags} chosen={chosen} onChange={(next) => changeSecretFilters({ tags: next })} />
}

function ServiceFilter() {
  const rows = useAppState((state) => state.secrets)
  const serviceId = useUiState((state) => state.secretFilters.serviceId)
  const choices = useMemo(() => serviceChoices(rows.values(), serviceId), [rows, serviceId])
  return (
    <Select
      aria-label="Service"
      className="mb-1 w-full"
      value={serviceId ?? allServices}
      options={[
        { value: allServices, label: 'All services' },
        ...choices.map(({ id, name, count }) => ({ value: id, label: `${name} (${count})` })),
      ]}
      onChange={({ target }) =>
        changeSecretFilters({ serviceId: target.value === allServices ? null : target.value })
      }
    />
  )
}

export function SecretFilterChips() {
  const filters = useUiState((state) => state.secretFilters)
  return <FilterChips chips={activeSecretFilters(filters)} onRemove={changeSecretFilters} />
}

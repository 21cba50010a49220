// Puts search words and filters of the secret table together, and names the filters that are on.
import { serviceById, serviceOfTool } from '../../../shared/domain/integrations.ts'
import { matchesTerms } from '../../../shared/domain/search.ts'
import { meetsSecretQuery, type SecretQuery } from '../../../shared/domain/secret-query.ts'
import {
  noSecretFilters,
  passesSecretFilters,
  type SecretFilters,
} from '../../../shared/domain/secret-search.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { SecretRow } from '../../state/app-state.ts'
import type { FilterChip } from '../table-view/filters.tsx'

/** What `serviceId` is for tools that the catalogue does not know. */
const otherTools = 'other'

/** The predicate of the table; `now` in epoch ms. */
export function shownSecretTest(
  query: SecretQuery,
  filters: SecretFilters,
  now: number,
): (row: SecretRow) => boolean {
  return ({ secret, searchText }) =>
    passesSecretFilters(secret, filters, now) &&
    matchesTerms(searchText, query.terms) &&
    meetsSecretQuery(secret, query)
}

/** The filters that are on, by their names. */
export function activeSecretFilters(filters: SecretFilters): readonly FilterChip<SecretFilters>[] {
  const { serviceId, olderThanDays } = filters
  const chips: FilterChip<SecretFilters>[] = []
  const addSwitch = (
    id: 'isFavourite' | 'isDefault' | 'isNotDefault' | 'isUnused' | 'isShared',
    label: string,
  ) => {
    if (filters[id]) chips.push({ id, label, off: { [id]: false } })
  }
  if (serviceId !== null) {
    const label = serviceName(serviceId)
    chips.push({ id: 'serviceId', label, off: { serviceId: noSecretFilters.serviceId } })
  }
  addSwitch('isFavourite', 'Favourites')
  addSwitch('isDefault', 'Default')
  addSwitch('isNotDefault', 'Not default')
  addSwitch('isUnused', 'No known tool')
  if (olderThanDays !== null) {
    const label = `Value may be older than ${olderThanDays} days`
    chips.push({ id: 'olderThanDays', label, off: { olderThanDays: noSecretFilters.olderThanDays } })
  }
  addSwitch('isShared', 'Shares its value')
  for (const tag of filters.tags) {
    const tags = filters.tags.filter((other) => other !== tag)
    chips.push({ id: 'tags', label: `Tag: ${visibleText(tag, 40)}`, off: { tags } })
  }
  return chips
}

export interface ServiceChoice {
  readonly id: string
  readonly name: string
  readonly count: number
}

/** The services that the given secrets are for, by name, other tools last; the chosen one is among them. */
export function serviceChoices(rows: Iterable<SecretRow>, chosenId: string | null): readonly ServiceChoice[] {
  const counts = new Map<string, number>(chosenId === null ? [] : [[chosenId, 0]])
  for (const { secret } of rows) {
    const id = serviceOfTool(secret.toolName)?.id ?? otherTools
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return [...counts]
    .map(([id, count]) => ({ id, count, name: serviceName(id) }))
    .sort((a, b) => Number(a.id === otherTools) - Number(b.id === otherTools) || a.name.localeCompare(b.name))
}

function serviceName(id: string): string {
  return serviceById(id)?.name ?? 'Other tools'
}

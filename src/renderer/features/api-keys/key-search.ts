// Puts search words and filters together into the one question: is this row shown?
import { type KeyQuery, meetsConditions } from '../../../shared/domain/key-query.ts'
import { type KeyFilters, matchesTerms, noFilters, passesFilters } from '../../../shared/domain/search.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { KeyRow } from '../../state/app-state.ts'
import type { FilterChip } from '../table-view/filters.tsx'

/** The predicate of the table; `now` in epoch ms. */
export function shownRowTest(query: KeyQuery, filters: KeyFilters, now: number): (row: KeyRow) => boolean {
  return ({ key, searchText }) =>
    passesFilters(key, filters, now) &&
    matchesTerms(searchText, query.terms) &&
    meetsConditions(key, query, now)
}

export const filterSwitches = [
  ['isFavourite', 'Favourites'],
  ['isFrozen', 'Frozen'],
  ['isExpired', 'Expired'],
  ['isNearLimit', 'Near limit'],
  ['hasNoLimit', 'No limit'],
  ['neverExpires', 'Never expires'],
  ['isRestricted', 'Restricted to models'],
] as const

/** The filters that are on, by their names; the choice between current and ended keys is not one of them. */
export function activeFilters(filters: KeyFilters): readonly FilterChip<KeyFilters>[] {
  const chips: FilterChip<KeyFilters>[] = []
  if (filters.expiresWithinDays !== null) {
    const days = filters.expiresWithinDays
    chips.push({
      id: 'expiresWithinDays',
      label: `Expiring within ${days} ${days === 1 ? 'day' : 'days'}`,
      off: { expiresWithinDays: noFilters.expiresWithinDays },
    })
  }
  for (const [id, label] of filterSwitches) if (filters[id]) chips.push({ id, label, off: { [id]: false } })
  for (const tag of filters.tags) {
    const tags = filters.tags.filter((other) => other !== tag)
    chips.push({ id: 'tags', label: `Tag: ${visibleText(tag, 40)}`, off: { tags } })
  }
  if (filters.only) chips.push({ id: 'only', label: filters.only.label, off: { only: null } })
  return chips
}

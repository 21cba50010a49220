// Puts search words and filters together into the one question: is this row shown?
import {
  type KeyFilters,
  matchesTerms,
  noFilters,
  passesFilters,
  searchTerms,
} from '../../../shared/domain/search.ts'
import type { KeyRow } from '../../state/app-state.ts'

/** The predicate of the table; `now` in epoch ms. */
export function shownRowTest(query: string, filters: KeyFilters, now: number): (row: KeyRow) => boolean {
  const terms = searchTerms(query)
  return ({ key, searchText }) => passesFilters(key, filters, now) && matchesTerms(searchText, terms)
}

interface FilterChip {
  readonly id: keyof KeyFilters
  readonly label: string
  /** The changes that take this filter off. */
  readonly off: Partial<KeyFilters>
}

export const filterSwitches = [
  ['isExpired', 'Expired'],
  ['isNearLimit', 'Near limit'],
  ['hasNoLimit', 'No limit'],
  ['neverExpires', 'Never expires'],
  ['isRestricted', 'Restricted to models'],
] as const

/** The filters that are on, by their names; the choice between current and ended keys is not one of them. */
export function activeFilters(filters: KeyFilters): readonly FilterChip[] {
  const chips: FilterChip[] = []
  if (filters.expiresWithinDays !== null) {
    const days = filters.expiresWithinDays
    chips.push({
      id: 'expiresWithinDays',
      label: `Expiring within ${days} ${days === 1 ? 'day' : 'days'}`,
      off: { expiresWithinDays: noFilters.expiresWithinDays },
    })
  }
  for (const [id, label] of filterSwitches) if (filters[id]) chips.push({ id, label, off: { [id]: false } })
  return chips
}

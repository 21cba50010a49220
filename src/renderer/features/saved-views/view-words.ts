// What a view shows, in words.
import type { KeyViewContent } from '../../../shared/domain/saved-views.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { keyColumnLabel } from '../api-keys/key-columns.tsx'
import { activeFilters } from '../api-keys/key-search.ts'

/** "Search “bot” · Never expires · Sorted by name, descending". */
export function viewWords({ query, filters, sorting }: KeyViewContent): string {
  const parts = [
    filters.showsEnded && 'Ended keys',
    query.trim() && `Search “${visibleText(query.trim(), 80)}”`,
    ...activeFilters({ ...filters, only: null }).map(({ label }) => label),
    sorting.length > 0 && `Sorted by ${sorting.map(orderWords).join(', ')}`,
  ]
  return parts.filter(Boolean).join(' · ') || 'All current keys'
}

function orderWords({ id, isDescending }: KeyViewContent['sorting'][number]): string {
  return `${keyColumnLabel(id).toLowerCase()}${isDescending ? ', descending' : ''}`
}

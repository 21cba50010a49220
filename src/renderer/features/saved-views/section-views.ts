// What views need of their table: its filters as they are now, how they are changed, and how a view is put in words.
import { keyViews } from '../../../shared/domain/key-views.ts'
import type { TaggedFilters, ViewContent, ViewKind } from '../../../shared/domain/saved-views.ts'
import type { KeyFilters } from '../../../shared/domain/search.ts'
import type { SecretFilters } from '../../../shared/domain/secret-search.ts'
import { secretViews } from '../../../shared/domain/secret-views.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { changeFilters, changeSecretFilters, type useUiState } from '../../state/ui-state.ts'
import { keyColumnLabel } from '../api-keys/key-columns.tsx'
import { activeFilters } from '../api-keys/key-search.ts'
import { secretColumnLabel } from '../secrets/secret-columns.tsx'
import { activeSecretFilters } from '../secrets/secret-search.ts'

export interface SectionViews<Filters extends TaggedFilters> extends ViewKind<Filters> {
  readonly filtersOf: (state: ReturnType<typeof useUiState.getState>) => Filters
  readonly changeFilters: (filters: Filters) => void
  /** "Search “bot” · Never expires · Sorted by name, descending". */
  readonly words: (content: ViewContent<Filters>) => string
}

export const keySectionViews: SectionViews<KeyFilters> = {
  ...keyViews,
  filtersOf: (state) => state.keyFilters,
  changeFilters,
  words: (content) => {
    const { filters } = content
    const chips = activeFilters({ ...filters, only: null }).map(({ label }) => label)
    const parts = filters.showsEnded ? ['Ended keys', ...chips] : chips
    return contentWords(content, parts, keyColumnLabel) || 'All current keys'
  },
}

export const secretSectionViews: SectionViews<SecretFilters> = {
  ...secretViews,
  filtersOf: (state) => state.secretFilters,
  changeFilters: changeSecretFilters,
  words: (content) => {
    const chips = activeSecretFilters(content.filters).map(({ label }) => label)
    return contentWords(content, chips, secretColumnLabel) || 'All secrets'
  },
}

function contentWords(
  { query, sorting }: Pick<ViewContent<TaggedFilters>, 'query' | 'sorting'>,
  filters: readonly string[],
  columnLabel: (columnId: string) => string,
): string {
  const order = sorting.map(
    ({ id, isDescending }) => `${columnLabel(id).toLowerCase()}${isDescending ? ', descending' : ''}`,
  )
  const parts = [
    query.trim() && `Search “${visibleText(query.trim(), 80)}”`,
    ...filters,
    order.length > 0 && `Sorted by ${order.join(', ')}`,
  ]
  return parts.filter(Boolean).join(' · ')
}

// The views of the key table: how its filters are kept, and the views that are always there.
import {
  type FlatFilters,
  flattenSwitches,
  readDays,
  readSwitches,
  type ViewContent,
  type ViewKind,
} from './saved-views.ts'
import { type KeyFilters, noFilters } from './search.ts'

const switches = [
  'showsEnded',
  'isExpired',
  'hasNoLimit',
  'isNearLimit',
  'neverExpires',
  'isRestricted',
  'isFavourite',
  'isFrozen',
] as const

const builtIn = (
  name: string,
  filters: Partial<KeyFilters>,
  sorting: ViewContent<KeyFilters>['sorting'] = [],
) => ({ name, content: { query: '', filters: { ...noFilters, ...filters }, sorting } })

export const keyViews: ViewKind<KeyFilters> = {
  section: 'keys',
  flatten: (filters): FlatFilters => {
    const { expiresWithinDays } = filters
    const days = expiresWithinDays === null ? {} : { expiresWithinDays }
    return { ...flattenSwitches(filters, switches), ...days }
  },
  unflatten: (flat) => ({
    ...{ ...noFilters, ...readSwitches(flat, switches) },
    expiresWithinDays: readDays(flat['expiresWithinDays']),
  }),
  /** A choice of single keys means nothing later. */
  unkept: ({ only }) => only?.label ?? null,
  builtIn: [
    builtIn('All current keys', {}),
    builtIn('Favourites', { isFavourite: true }),
    builtIn('Expiring in 14 days', { expiresWithinDays: 14 }, [{ id: 'expires', isDescending: false }]),
    builtIn('Never expire', { neverExpires: true }),
    builtIn('Without a limit', { hasNoLimit: true }),
    builtIn('Frozen', { isFrozen: true }),
  ],
}

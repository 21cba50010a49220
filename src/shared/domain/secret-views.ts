// The views of the secret table: how its filters are kept, and the views that are always there.
import {
  type FlatFilters,
  flattenSwitches,
  readDays,
  readSwitches,
  type ViewContent,
  type ViewKind,
} from './saved-views.ts'
import { noSecretFilters, type SecretFilters } from './secret-search.ts'

const switches = ['isDefault', 'isNotDefault', 'isUnused', 'isShared', 'isFavourite'] as const

const builtIn = (
  name: string,
  filters: Partial<SecretFilters>,
  sorting: ViewContent<SecretFilters>['sorting'] = [],
) => ({ name, content: { query: '', filters: { ...noSecretFilters, ...filters }, sorting } })

export const secretViews: ViewKind<SecretFilters> = {
  section: 'secrets',
  flatten: (filters): FlatFilters => {
    const { serviceId, olderThanDays } = filters
    return {
      ...flattenSwitches(filters, switches),
      ...(serviceId === null ? {} : { serviceId }),
      ...(olderThanDays === null ? {} : { olderThanDays }),
    }
  },
  unflatten: (flat) => {
    const serviceId = flat['serviceId']
    return {
      ...{ ...noSecretFilters, ...readSwitches(flat, switches) },
      serviceId: typeof serviceId === 'string' && serviceId !== '' ? serviceId : null,
      olderThanDays: readDays(flat['olderThanDays']),
    }
  },
  unkept: () => null,
  builtIn: [
    builtIn('All secrets', {}),
    builtIn('Favourites', { isFavourite: true }),
    builtIn('Defaults', { isDefault: true }),
    builtIn('Value older than 90 days', { olderThanDays: 90 }, [{ id: 'age', isDescending: true }]),
    builtIn('No known tool', { isUnused: true }),
  ],
}

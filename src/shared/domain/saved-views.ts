// Views of the key table: a search with its filters and its order under a name, kept flat in the settings.
import { foldTag, maxTags } from './key-notes.ts'
import { type KeyFilters, noFilters } from './search.ts'
import type { SavedView } from './settings.ts'

export const maxSavedViews = 30

/** What a view shows. An empty order leaves that of the table. */
export interface KeyViewContent {
  readonly query: string
  readonly filters: KeyFilters
  readonly sorting: SavedView['sorting']
}

type FlatFilters = SavedView['filters']

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
const tagPrefix = 'tag.'

/** The filters that are on, flat. A choice of single keys is left out: it means nothing later. */
function flattenFilters(filters: KeyFilters): FlatFilters {
  const flat: FlatFilters = {}
  for (const id of switches) if (filters[id]) flat[id] = true
  if (filters.expiresWithinDays !== null) flat['expiresWithinDays'] = filters.expiresWithinDays
  for (const [index, tag] of filters.tags.entries()) flat[`${tagPrefix}${index}`] = tag
  return flat
}

/** Reads what `flattenFilters` wrote, or another version of it: what is not understood is left out. */
export function readFilters(flat: FlatFilters): KeyFilters {
  const days = flat['expiresWithinDays']
  const on = Object.fromEntries(switches.map((id) => [id, flat[id] === true]))
  const tags = Object.entries(flat)
    .filter(([id]) => id.startsWith(tagPrefix))
    .flatMap(([, tag]) => (typeof tag === 'string' && tag !== '' ? tag : []))
  return {
    ...noFilters,
    ...on,
    expiresWithinDays: typeof days === 'number' && days > 0 && days <= 3650 ? days : null,
    tags: tags.slice(0, maxTags),
  }
}

/** What a saved view shows. */
export function readView({ query, filters, sorting }: SavedView): KeyViewContent {
  return { query, filters: readFilters(filters), sorting }
}

/** The view to keep. `id` is that of the view that it replaces, or a new one. */
export function toSavedView(id: string, name: string, content: KeyViewContent): SavedView {
  const { query, filters, sorting } = content
  return { id, name: name.trim(), query, filters: flattenFilters(filters), sorting: [...sorting] }
}

/** The view of this name, whatever its case. */
export function viewNamed(views: readonly SavedView[], name: string): SavedView | undefined {
  const wanted = name.trim().toLowerCase()
  return views.find((view) => view.name.toLowerCase() === wanted)
}

/** Whether two views show the same; the order counts only where both have one. */
export function isSameView(a: KeyViewContent, b: KeyViewContent): boolean {
  return keyOf(a) === keyOf(b) && (a.sorting.length === 0 || b.sorting.length === 0 || sameOrder(a, b))
}

function keyOf({ query, filters }: KeyViewContent): string {
  const flat = { ...filters, only: filters.only?.label ?? null, tags: filters.tags.map(foldTag).sort() }
  return JSON.stringify([query.trim(), ...Object.entries(flat).sort(([a], [b]) => (a < b ? -1 : 1))])
}

function sameOrder(a: KeyViewContent, b: KeyViewContent): boolean {
  const words = ({ sorting }: KeyViewContent) =>
    sorting.map(({ id, isDescending }) => `${id} ${isDescending}`).join()
  return words(a) === words(b)
}

const builtIn = (name: string, filters: Partial<KeyFilters>, sorting: SavedView['sorting'] = []) => ({
  name,
  content: { query: '', filters: { ...noFilters, ...filters }, sorting },
})

/** Views that are always there. */
export const builtInViews: readonly { readonly name: string; readonly content: KeyViewContent }[] = [
  builtIn('All current keys', {}),
  builtIn('Favourites', { isFavourite: true }),
  builtIn('Expiring in 14 days', { expiresWithinDays: 14 }, [{ id: 'expires', isDescending: false }]),
  builtIn('Never expire', { neverExpires: true }),
  builtIn('Without a limit', { hasNoLimit: true }),
  builtIn('Frozen', { isFrozen: true }),
]

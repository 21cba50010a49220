// Views of a table: a search with its filters and its order under a name, kept flat in the settings.
import { foldTag, maxTags } from './notes.ts'
import type { SavedView } from './settings.ts'

export const maxSavedViews = 30

/** The tables whose views are kept. */
export type ViewSection = 'keys' | 'secrets'

/** What a view shows. An empty order leaves that of the table. */
export interface ViewContent<Filters> {
  readonly query: string
  readonly filters: Filters
  readonly sorting: SavedView['sorting']
}

export type FlatFilters = SavedView['filters']

export interface TaggedFilters {
  readonly tags: readonly string[]
}

/** How one table's filters are kept flat, and the views that it always has. */
export interface ViewKind<Filters extends TaggedFilters> {
  readonly section: ViewSection
  /** The filters that are on, but for tags and for what means nothing later. */
  readonly flatten: (filters: Filters) => FlatFilters
  /** Reads what `flatten` wrote, or another version of it: what is not understood is left out. */
  readonly unflatten: (flat: FlatFilters) => Filters
  /** What of the filters is not kept, by which a view is told from one without it; null where there is nothing. */
  readonly unkept: (filters: Filters) => string | null
  readonly builtIn: readonly { readonly name: string; readonly content: ViewContent<Filters> }[]
}

const tagPrefix = 'tag.'

/** The switches of a flat view: those that are on. */
export function readSwitches<Switch extends string>(
  flat: FlatFilters,
  switches: readonly Switch[],
): Record<Switch, boolean> {
  return Object.fromEntries(switches.map((id) => [id, flat[id] === true])) as Record<Switch, boolean>
}

/** The switches that are on, flat. */
export function flattenSwitches<Switch extends string>(
  filters: Readonly<Record<Switch, boolean>>,
  switches: readonly Switch[],
): FlatFilters {
  return Object.fromEntries(switches.filter((id) => filters[id]).map((id) => [id, true]))
}

/** A number of days of a flat view; null where it is none that anybody chose. */
export function readDays(days: FlatFilters[string] | undefined): number | null {
  return typeof days === 'number' && days > 0 && days <= 3650 ? days : null
}

function readTags(flat: FlatFilters): string[] {
  const tags = Object.entries(flat)
    .filter(([id]) => id.startsWith(tagPrefix))
    .flatMap(([, tag]) => (typeof tag === 'string' && tag !== '' ? tag : []))
  return tags.slice(0, maxTags)
}

/** What a saved view shows. */
export function readView<Filters extends TaggedFilters>(
  kind: Pick<ViewKind<Filters>, 'unflatten'>,
  { query, filters, sorting }: SavedView,
): ViewContent<Filters> {
  return { query, filters: { ...kind.unflatten(filters), tags: readTags(filters) }, sorting }
}

/** The view to keep. `id` is that of the view that it replaces, or a new one. */
export function toSavedView<Filters extends TaggedFilters>(
  { section, flatten }: Pick<ViewKind<Filters>, 'section' | 'flatten'>,
  { id, name }: Pick<SavedView, 'id' | 'name'>,
  { query, filters, sorting }: ViewContent<Filters>,
): SavedView {
  const tags = Object.fromEntries(filters.tags.map((tag, index) => [`${tagPrefix}${index}`, tag]))
  return {
    ...{ id, name: name.trim(), query, filters: { ...flatten(filters), ...tags }, sorting: [...sorting] },
    ...(section === 'keys' ? {} : { section }),
  }
}

/** Those of one table. */
export function viewsOf(views: readonly SavedView[], section: ViewSection): readonly SavedView[] {
  return views.filter((view) => (view.section ?? 'keys') === section)
}

/** The view of this name, whatever its case. */
export function viewNamed(views: readonly SavedView[], name: string): SavedView | undefined {
  const wanted = name.trim().toLowerCase()
  return views.find((view) => view.name.toLowerCase() === wanted)
}

/** Whether two views show the same; the order counts only where both have one. */
export function isSameView<Filters extends TaggedFilters>(
  kind: Pick<ViewKind<Filters>, 'flatten' | 'unkept'>,
  a: ViewContent<Filters>,
  b: ViewContent<Filters>,
): boolean {
  const isSameOrder = a.sorting.length === 0 || b.sorting.length === 0 || orderOf(a) === orderOf(b)
  return isSameOrder && keyOf(kind, a) === keyOf(kind, b)
}

function keyOf<Filters extends TaggedFilters>(
  { flatten, unkept }: Pick<ViewKind<Filters>, 'flatten' | 'unkept'>,
  { query, filters }: ViewContent<Filters>,
): string {
  const flat = Object.entries(flatten(filters)).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([query.trim(), flat, unkept(filters), filters.tags.map(foldTag).sort()])
}

function orderOf({ sorting }: Pick<SavedView, 'sorting'>): string {
  return sorting.map(({ id, isDescending }) => `${id} ${isDescending}`).join()
}

// How the key table is searched and filtered: plain words, all of which must be found.
import type { ApiKey } from './api-key.ts'
import { nearLimitShare, usedShare } from './credit-cycle.ts'
import { isAmongTags, type Notes } from './notes.ts'

const dayMs = 86_400_000

/** The words of a query, folded for comparison. */
export function searchTerms(query: string): readonly string[] {
  return foldText(query).split(/\s+/).filter(Boolean)
}

/** Everything of a key that a search looks at, folded: name, identifier with its prefix, models, tags, note. */
export function searchableText({ name, display, access, notes }: ApiKey): string {
  const models = access.kind === 'only' ? access.models : []
  return foldText([name, display, ...models, ...notes.tags, notes.note].join('\n'))
}

/** Whether every term stands somewhere in the text made by `searchableText`. */
export function matchesTerms(text: string, terms: readonly string[]): boolean {
  return terms.every((term) => text.includes(term))
}

/** The parts of `text` in order, each marked whether a term hit it; joined they give `text` again. */
export function markHits(
  text: string,
  terms: readonly string[],
): readonly { text: string; isHit: boolean }[] {
  const folded = foldText(text)
  // Folding that changes the length (ß, ligatures) would mark the wrong letters: then mark nothing.
  if (terms.length === 0 || folded.length !== text.length) return [{ text, isHit: false }]
  const isHit = new Uint8Array(text.length)
  for (const term of terms) {
    for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + 1)) {
      isHit.fill(1, at, at + term.length)
    }
  }
  const parts: { text: string; isHit: boolean }[] = []
  let start = 0
  for (let end = 1; end <= text.length; end += 1) {
    if (end === text.length || isHit[end] !== isHit[start]) {
      parts.push({ text: text.slice(start, end), isHit: isHit[start] === 1 })
      start = end
    }
  }
  return parts
}

/** Text as searches compare it. */
export function foldText(text: string): string {
  return text.toLowerCase()
}

/** The filters of the key table. Several together narrow the list: each must hold. */
export interface KeyFilters {
  /** Show keys that left the service's list instead of those on it. */
  readonly showsEnded: boolean
  readonly expiresWithinDays: number | null
  readonly isExpired: boolean
  readonly hasNoLimit: boolean
  readonly isNearLimit: boolean
  readonly neverExpires: boolean
  readonly isRestricted: boolean
  readonly isFavourite: boolean
  readonly isFrozen: boolean
  /** Of several tags one is enough; empty = whatever the tags. */
  readonly tags: readonly string[]
  /** Only these very keys, under the words that say why; null = all. */
  readonly only: { readonly label: string; readonly ids: ReadonlySet<string> } | null
}

export const noFilters: KeyFilters = {
  showsEnded: false,
  expiresWithinDays: null,
  isExpired: false,
  hasNoLimit: false,
  isNearLimit: false,
  neverExpires: false,
  isRestricted: false,
  isFavourite: false,
  isFrozen: false,
  tags: [],
  only: null,
}

/** Whether a key passes all chosen filters at the given time (epoch ms). */
export function passesFilters(key: ApiKey, filters: KeyFilters, now: number): boolean {
  const { expiresAt } = key
  const days = filters.expiresWithinDays
  return (
    (key.ending !== null) === filters.showsEnded &&
    (days === null || (expiresAt !== null && expiresAt > now && expiresAt <= now + days * dayMs)) &&
    (!filters.isExpired || (expiresAt !== null && expiresAt <= now)) &&
    (!filters.hasNoLimit || key.creditLimit === null) &&
    (!filters.isNearLimit || (key.frozen === null && (usedShare(key) ?? 0) >= nearLimitShare)) &&
    (!filters.neverExpires || expiresAt === null) &&
    (!filters.isRestricted || key.access.kind === 'only') &&
    (!filters.isFavourite || key.notes.isFavourite) &&
    (!filters.isFrozen || key.frozen !== null) &&
    (filters.tags.length === 0 || filters.tags.some((tag) => hasTag(key, tag))) &&
    (filters.only === null || filters.only.ids.has(key.id))
  )
}

/** Whether the key or secret has the tag, in whatever case. */
export function hasTag({ notes }: { readonly notes: Pick<Notes, 'tags'> }, tag: string): boolean {
  return isAmongTags(tag, notes.tags)
}

/** Whether nothing that is known of a key speaks of any use. */
export function isUnusedKey(key: Pick<ApiKey, 'creditUsed' | 'usedAllTime' | 'lastUseSeenAt'>): boolean {
  return key.creditUsed === 0 && (key.usedAllTime ?? 0) === 0 && key.lastUseSeenAt === null
}

// What only this computer knows of an API key: what its user wrote about it, and what was frozen.
import * as z from 'zod'

const instant = z.number().int().min(-8.64e15).max(8.64e15)

export const maxNoteLength = 2000
export const maxTags = 20

/** A tag as it is kept: visible text without commas, which separate tags where several are typed. */
export const tagSchema = z
  .string()
  .trim()
  .min(1, 'A tag cannot be empty.')
  .max(40, 'A tag has at most 40 characters.')
  .refine((tag) => tag.isWellFormed() && !/[\p{Cc},]/u.test(tag), 'A tag may not hold commas or line breaks.')

/** What its user wrote about a key. It follows the key to the one that replaces it. */
export const keyNotesSchema = z.strictObject({
  note: z
    .string()
    .max(maxNoteLength, `A note has at most ${maxNoteLength} characters.`)
    .refine((note) => note.isWellFormed(), 'A note may not hold broken characters.'),
  /** In the order of their user; no two alike when case is left out of account. */
  tags: z
    .array(tagSchema)
    .max(maxTags, `A key has at most ${maxTags} tags.`)
    .refine(
      (tags) => new Set(tags.map((tag) => tag.toLowerCase())).size === tags.length,
      'Each tag is named once.',
    ),
  isFavourite: z.boolean(),
  /** Days before its expiry at which the first reminder comes; null = as the settings say. */
  remindDays: z.number().int().min(1).max(365).nullable(),
})
export type KeyNotes = z.infer<typeof keyNotesSchema>

export const noNotes: KeyNotes = { note: '', tags: [], isFavourite: false, remindDays: null }

/** Tags that differ in case alone are the same one. */
export function foldTag(tag: string): string {
  return tag.toLowerCase()
}

/** The tags with some taken away and others added; one that is there in another case stays as it is written. */
export function changeTags(
  tags: readonly string[],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): string[] {
  const gone = new Set(remove.map(foldTag))
  const kept = tags.filter((tag) => !gone.has(foldTag(tag)))
  const known = new Set(kept.map(foldTag))
  for (const tag of add) {
    if (!known.has(foldTag(tag))) kept.push(tag)
    known.add(foldTag(tag))
  }
  return kept
}

export interface TagCount {
  readonly tag: string
  /** How many keys have it. */
  readonly count: number
}

/** The tags of the given keys by name, each as the first key writes it. */
export function countTags(keys: Iterable<{ readonly notes: Pick<KeyNotes, 'tags'> }>): readonly TagCount[] {
  const counts = new Map<string, { tag: string; count: number }>()
  for (const { notes } of keys) {
    for (const tag of notes.tags) {
      const known = counts.get(foldTag(tag))
      if (known) known.count += 1
      else counts.set(foldTag(tag), { tag, count: 1 })
    }
  }
  return [...counts.values()].sort((a, b) => a.tag.localeCompare(b.tag, 'en', { numeric: true }))
}

/** A key whose limit was set to 0 to stop it; null = not frozen. */
export const frozenSchema = z.strictObject({
  /** The limit that thawing brings back; null = no limit. */
  limit: z.number().nullable(),
  at: instant,
})
export type Frozen = z.infer<typeof frozenSchema>

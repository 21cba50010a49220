// What its user writes about an API key or a secret: a note, tags and whether it is a favourite.
import * as z from 'zod'

export const maxNoteLength = 2000
export const maxTags = 20

/** A tag as it is kept: visible text without commas, which separate tags where several are typed. */
export const tagSchema = z
  .string()
  .trim()
  .min(1, 'A tag cannot be empty.')
  .max(40, 'A tag has at most 40 characters.')
  .refine((tag) => tag.isWellFormed() && !/[\p{Cc},]/u.test(tag), 'A tag may not hold commas or line breaks.')

export const tooManyTags = `There can be at most ${maxTags} tags.`

export const notesSchema = z.strictObject({
  note: z
    .string()
    .max(maxNoteLength, `A note has at most ${maxNoteLength} characters.`)
    .refine((note) => note.isWellFormed(), 'A note may not hold broken characters.'),
  /** In the order of their user; no two alike when case is left out of account. */
  tags: z
    .array(tagSchema)
    .max(maxTags, tooManyTags)
    .refine((tags) => new Set(tags.map(foldTag)).size === tags.length, 'Each tag is named once.'),
  isFavourite: z.boolean(),
})
export type Notes = z.infer<typeof notesSchema>

/** Of a secret there is no more than this. */
export const noSecretNotes: Notes = { note: '', tags: [], isFavourite: false }

/** Tags that differ in case alone are the same one. */
export function foldTag(tag: string): string {
  return tag.toLowerCase()
}

/** Whether the tag is among the given ones, in whatever case. */
export function isAmongTags(tag: string, tags: readonly string[]): boolean {
  return tags.some((other) => foldTag(other) === foldTag(tag))
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
  /** How many of those counted have it. */
  readonly count: number
}

/** The tags of the given keys or secrets by name, each as the first of them writes it. */
export function countTags(rows: Iterable<{ readonly notes: Pick<Notes, 'tags'> }>): readonly TagCount[] {
  const counts = new Map<string, { tag: string; count: number }>()
  for (const { notes } of rows) {
    for (const tag of notes.tags) {
      const known = counts.get(foldTag(tag))
      if (known) known.count += 1
      else counts.set(foldTag(tag), { tag, count: 1 })
    }
  }
  return [...counts.values()].sort((a, b) => a.tag.localeCompare(b.tag, 'en', { numeric: true }))
}

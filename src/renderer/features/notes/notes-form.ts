// What the form of the notes of one key or secret holds while it is filled in, and what is made of it.
import type { ChangeWords } from '../../../shared/domain/change-words.ts'
import { type KeyNotes, keyNotesSchema } from '../../../shared/domain/key-notes.ts'
import type { TagCount } from '../../../shared/domain/notes.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { type TagEntry, wholeTags } from './tag-entry.ts'

export interface NotesValues extends Omit<KeyNotes, 'remindDays' | 'tags'> {
  readonly tags: TagEntry
  readonly hasOwnReminder: boolean
  /** As typed. */
  readonly remindText: string
}

/** `usualDays`: the first reminder as the settings say, null = none. */
export function notesValues(notes: KeyNotes, usualDays: number | null): NotesValues {
  const { remindDays, tags, ...rest } = notes
  return {
    ...rest,
    tags: { tags, text: '' },
    hasOwnReminder: remindDays !== null,
    remindText: String(remindDays ?? usualDays ?? 30),
  }
}

const remindProblem = 'Write a number of days from 1 to 365.'

export type NotesCheck =
  | { readonly notes: KeyNotes; readonly problems: null }
  | {
      readonly notes: null
      readonly problems: Readonly<Record<'note' | 'tags' | 'remindDays', string | null>>
    }

/** The notes, or what is wrong with each field; `inUse`: how others write their tags. */
export function checkNotes(
  { hasOwnReminder, remindText, tags, ...rest }: NotesValues,
  inUse: readonly TagCount[],
): NotesCheck {
  const remindDays = hasOwnReminder ? readDays(remindText) : null
  const checked = keyNotesSchema.safeParse({ ...rest, tags: wholeTags(tags, inUse), remindDays })
  if (checked.success) return { notes: checked.data, problems: null }
  const problemOf = (field: string) =>
    checked.error.issues.find(({ path }) => path[0] === field)?.message ?? null
  return {
    notes: null,
    problems: {
      note: problemOf('note'),
      tags: problemOf('tags'),
      remindDays: problemOf('remindDays') && remindProblem,
    },
  }
}

function readDays(text: string): number {
  return /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : Number.NaN
}

/** One entry a field that differs, in the order of the form. */
export function describeNotes(before: KeyNotes, after: KeyNotes): readonly ChangeWords[] {
  const fields: readonly [field: string, label: string, words: (notes: KeyNotes) => string][] = [
    ['isFavourite', 'Favourite', ({ isFavourite }) => (isFavourite ? 'yes' : 'no')],
    ['tags', 'Tags', ({ tags }) => (tags.length === 0 ? 'none' : visibleText(tags.join(', '), 200))],
    [
      'note',
      'Note',
      ({ note }) => (note === '' ? 'none' : `“${visibleText(note.replace(/\s+/g, ' '), 60)}”`),
    ],
    ['remindDays', 'First reminder', remindWords],
  ]
  return fields
    .filter(([field]) => JSON.stringify(fieldOf(before, field)) !== JSON.stringify(fieldOf(after, field)))
    .map(([field, label, words]) => ({ field, label, before: words(before), after: words(after) }))
}

function fieldOf(notes: KeyNotes, field: string): unknown {
  return notes[field as keyof KeyNotes]
}

function remindWords({ remindDays }: KeyNotes): string {
  if (remindDays === null) return 'as in the settings'
  return `${remindDays} ${remindDays === 1 ? 'day' : 'days'} before`
}

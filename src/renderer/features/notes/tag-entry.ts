// What a field for tags holds, and how texts become tags.
import { useState } from 'react'
import {
  countTags,
  foldTag,
  isAmongTags,
  maxTags,
  type TagCount,
  tagSchema,
  tooManyTags,
} from '../../../shared/domain/notes.ts'
import { useAppState } from '../../state/app-state.ts'

export interface TagEntry {
  readonly tags: readonly string[]
  /** Typed and not yet made a tag: it counts as one when the form is saved. */
  readonly text: string
}

/** The tags with what is typed as the last one, right or wrong. */
export function wholeTags({ tags, text }: TagEntry, inUse: readonly TagCount[]): readonly string[] {
  const typed = spelledAs(text.trim(), inUse)
  return typed === '' || isAmongTags(typed, tags) ? tags : [...tags, typed]
}

/** Adds what is a tag; what is none stays as the text, with why. */
export function withTyped(
  { tags }: Pick<TagEntry, 'tags'>,
  typed: readonly string[],
  inUse: readonly TagCount[],
): { readonly entry: TagEntry; readonly problem: string | null } {
  const next = [...tags]
  let text = ''
  let problem: string | null = null
  for (const each of typed.filter((part) => part.trim() !== '')) {
    const checked = tagSchema.safeParse(each)
    const why = checked.success ? next.length >= maxTags && tooManyTags : checked.error.issues[0]?.message
    if (why) {
      text = each
      problem = why
    } else if (checked.data && !isAmongTags(checked.data, next)) next.push(spelledAs(checked.data, inUse))
  }
  return { entry: { tags: next, text }, problem }
}

/** Written as others write it. */
function spelledAs(tag: string, inUse: readonly TagCount[]): string {
  return inUse.find((known) => foldTag(known.tag) === foldTag(tag))?.tag ?? tag
}

/** The tags of all keys and secrets, the most used first; as they were when the form opened, so that nothing moves under the hand. */
export function useTagsInUse(): readonly TagCount[] {
  const [tags] = useState(() => {
    const { keys, secrets } = useAppState.getState()
    const rows = [
      ...[...keys.values()].map(({ key }) => key),
      ...[...secrets.values()].map(({ secret }) => secret),
    ]
    return countTags(rows).toSorted((a, b) => b.count - a.count)
  })
  return tags
}

// The tags of a key that is not there yet, beside its form: they are kept on this computer and not sent.
import { useState } from 'react'
import { notesSchema } from '../../../shared/domain/notes.ts'
import { type TagEntry, useTagsInUse, wholeTags } from '../notes/tag-entry.ts'
import type { TagFieldProps } from '../notes/tag-field.tsx'

export interface NewTags {
  /** With what is typed as the last one; null where that is wrong. */
  readonly tags: string[] | null
  readonly isDirty: boolean
  readonly field: Pick<TagFieldProps, 'entry' | 'inUse' | 'onChange' | 'error'>
}

export function useNewTags(first: readonly string[]): NewTags {
  const inUse = useTagsInUse()
  const [started] = useState<TagEntry>({ tags: first, text: '' })
  const [entry, setEntry] = useState(started)
  const checked = notesSchema.shape.tags.safeParse(wholeTags(entry, inUse))
  const error = checked.success ? null : (checked.error.issues[0]?.message ?? null)
  return {
    tags: checked.success ? checked.data : null,
    isDirty: JSON.stringify(entry) !== JSON.stringify(started),
    field: { entry, inUse, onChange: setEntry, error },
  }
}

// Edits what its user writes about keys or secrets: of one all of it, of several tags and favourite.
import { SubjectIsGone } from '../edit-form/edit-frame.tsx'
import { OneNotes } from './one-notes.tsx'
import { SeveralTags } from './several-tags.tsx'
import { type NotesNoun, useSubjects } from './subjects.ts'

export interface NotesDialogProps {
  readonly noun: NotesNoun
  readonly ids: readonly string[]
}

export function NotesDialog({ noun, ids }: NotesDialogProps) {
  const subjects = useSubjects(noun, ids)
  const [first] = subjects
  if (!first) return <SubjectIsGone noun={noun} />
  return ids.length === 1 ? <OneNotes subject={first} /> : <SeveralTags noun={noun} subjects={subjects} />
}

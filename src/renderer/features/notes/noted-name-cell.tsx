// The first cell of a row that can be written about: its star, its name with the marks behind it, and its tags below.
import type { ReactNode } from 'react'
import { NameCell, type NameCellProps } from '../table-view/cells.tsx'
import { NoteMark, StarButton, TagLine } from './note-marks.tsx'
import type { NotesSubject } from './subjects.ts'

interface NotedNameCellProps extends Pick<NameCellProps, 'name' | 'isUnnamed' | 'terms'> {
  readonly subject: NotesSubject
  readonly tagTerms: readonly string[]
  /** Marks behind the name. */
  readonly children?: ReactNode
}

export function NotedNameCell({ subject, tagTerms, children, ...name }: NotedNameCellProps) {
  const { note, tags } = subject.notes
  return (
    <span className="flex min-w-0 items-center gap-0.5">
      <StarButton subject={subject} />
      <span className="min-w-0 flex-1">
        <NameCell {...name}>
          {children}
          {note && <NoteMark note={note} terms={name.terms} />}
        </NameCell>
        <TagLine tags={tags} terms={tagTerms} />
      </span>
    </span>
  )
}

// Where the palette stands: in its first list or in the actions of one row, and what was typed there.
import { useState } from 'react'
import { useAppState } from '../../state/app-state.ts'
import { shownName } from '../api-keys/key-status.ts'
import { shownSecretName } from '../secrets/secret-words.ts'
import { type Entry, type Subject, subjectId } from './entry.ts'
import { noteRecent } from './recent.ts'

export interface Levels {
  readonly query: string
  readonly setQuery: (query: string) => void
  /** What the second list is about; null in the first one, also once the row is gone. */
  readonly subject: Subject | null
  /** The subject's name, safe to look at. */
  readonly name: string
  readonly open: (subject: Subject) => void
  /** Back to the first list with what was typed there. */
  readonly goBack: () => void
  /** To the empty first list. */
  readonly reset: () => void
}

export function useLevels(): Levels {
  const [query, setQuery] = useState('')
  const [firstQuery, setFirstQuery] = useState('')
  const [subject, setSubject] = useState<Subject | null>(null)
  const name = useAppState((state) => (subject ? nameOf(state, subject) : null))
  const enter = (next: Subject | null, nextQuery: string) => {
    setSubject(next)
    setQuery(nextQuery)
  }
  return {
    query,
    setQuery,
    subject: name === null ? null : subject,
    name: name ?? '',
    open: (next) => {
      noteRecent(subjectId(next))
      setFirstQuery(query)
      enter(next, '')
    },
    goBack: () => enter(null, firstQuery),
    reset: () => {
      setFirstQuery('')
      enter(null, '')
    },
  }
}

/** Null for a row that is gone. */
function nameOf({ keys, secrets }: ReturnType<typeof useAppState.getState>, subject: Subject): string | null {
  if (subject.kind === 'key') {
    const key = keys.get(subject.id)?.key
    return key ? shownName(key) : null
  }
  const secret = secrets.get(subject.id)?.secret
  return secret ? shownSecretName(secret) : null
}

/** The actions of a row whose words hold all that was typed. */
export function matchingEntries(entries: readonly Entry[], query: string): readonly Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)))
}

// The clashes among the secrets on screen, in words, by secret and by how much they matter.
import { useMemo } from 'react'
import { findClashes } from '../../../shared/domain/secret-resolver.ts'
import type { SecretRow } from '../../state/app-state.ts'
import { type ClashNote, clashNotes } from './clash-words.ts'

export interface Clashes {
  readonly notes: readonly ClashNote[]
  readonly notesById: ReadonlyMap<string, readonly ClashNote[]>
  readonly warningCount: number
}

export function useClashNotes(rows: ReadonlyMap<string, SecretRow>): Clashes {
  return useMemo(() => {
    const secrets = [...rows.values()].map(({ secret }) => secret)
    const notes = clashNotes(findClashes(secrets), (id) => rows.get(id)?.secret)
    const notesById = new Map<string, ClashNote[]>()
    for (const note of notes) {
      for (const id of note.secretIds) {
        const known = notesById.get(id)
        if (known) known.push(note)
        else notesById.set(id, [note])
      }
    }
    return { notes, notesById, warningCount: notes.filter(({ tone }) => tone === 'warn').length }
  }, [rows])
}

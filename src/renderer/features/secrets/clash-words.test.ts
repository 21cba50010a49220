// The clashes among secrets, in words.
import { expect, it } from 'vitest'
import { aSecret, someSecrets } from '../../../../test/support/secret-builders.ts'
import type { Secret } from '../../../shared/domain/secret.ts'
import { findClashes } from '../../../shared/domain/secret-resolver.ts'
import { clashNotes } from './clash-words.ts'

function notesOf(secrets: readonly Secret[]) {
  const byId = new Map(secrets.map((secret) => [secret.id, secret]))
  return clashNotes(findClashes(secrets), (id) => byId.get(id))
}
const textOf = ({ title, detail }: { title: string; detail: string }) => `${title}. ${detail}`

it('warnings come before what works as documented', () => {
  const notes = notesOf(someSecrets())
  expect(notes.map(({ tone }) => tone)).toEqual(['warn', 'info'])
  expect(notes.map(({ secretIds }) => secretIds)).toEqual([['s7'], ['s3', 's2']])
})

it('two defaults and overlapping wildcards say that the order is not documented', () => {
  const notes = notesOf([
    aSecret({ id: 'a', name: 'First' }),
    aSecret({ id: 'b', name: 'Second' }),
    aSecret({ id: 'c', name: 'All of it', toolName: 'agno__*' }),
  ])
  expect(notes).toHaveLength(2)
  for (const note of notes) {
    expect(note.tone).toBe('warn')
    expect(textOf(note)).toContain('not documented')
  }
  expect(textOf(notes[0] ?? { title: '', detail: '' })).toContain('“First” and “Second”')
})

it('a service without a default says that built-in agents need one', () => {
  const [note] = notesOf([aSecret({ id: 'a', name: 'Spare', isDefault: false })])
  expect(note).toMatchObject({ tone: 'warn', title: 'No default for Linear', secretIds: ['a'] })
  expect(note?.detail).toContain('built-in agents take only a default')
})

it('what is gone by now is left out', () => {
  const clashes = findClashes(someSecrets())
  expect(clashNotes(clashes, () => undefined)).toEqual([])
})

it('names that hide something are shown with it', () => {
  const notes = notesOf([aSecret({ id: 'a', name: 'a\u202Eb' }), aSecret({ id: 'b', name: '' })])
  expect(textOf(notes[0] ?? { title: '', detail: '' })).toContain('“a‹U+202E›b” and “Unnamed secret”')
})

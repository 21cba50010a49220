// Unit tests of tags: which are the same, how they change, how they are counted.
import { describe, expect, it } from 'vitest'
import { changeTags, countTags, noSecretNotes, notesSchema } from './notes.ts'

describe('tags', () => {
  it.each([
    [['ci'], { add: ['prod'], remove: [] }, ['ci', 'prod']],
    [['ci'], { add: ['CI'], remove: [] }, ['ci']],
    [['CI', 'prod'], { add: [], remove: ['ci'] }, ['prod']],
    [['ci'], { add: ['CI'], remove: ['ci'] }, ['CI']],
    [[], { add: ['a', 'A', 'b'], remove: ['c'] }, ['a', 'b']],
  ])('%j changed by %j are %j', (tags, change, expected) => {
    expect(changeTags(tags, change)).toEqual(expected)
  })

  it('are counted without regard to case, by name', () => {
    const keys = [['prod', 'ci'], ['CI'], ['k2', 'k10']].map((tags) => ({ notes: { tags } }))
    expect(countTags(keys)).toEqual([
      { tag: 'ci', count: 2 },
      { tag: 'k2', count: 1 },
      { tag: 'k10', count: 1 },
      { tag: 'prod', count: 1 },
    ])
  })

  it.each([['ci', 'CI'], ['a,b'], ['line\nbreak'], [' '], ['x'.repeat(41)]])('%j are refused', (...tags) => {
    expect(notesSchema.safeParse({ ...noSecretNotes, tags }).success).toBe(false)
  })
})

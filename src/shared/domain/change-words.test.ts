// What a change of a key is called, in the form and in the history.
import { describe, expect, it } from 'vitest'
import {
  describeChanges,
  historyChanges,
  type KeyState,
  settingsSentence,
  withChanges,
} from './change-words.ts'

const now = Date.UTC(2026, 10, 20)
const key: KeyState = {
  name: 'ci',
  expiresAt: null,
  access: { kind: 'only', models: ['a', 'b'] },
  creditLimit: 50,
  creditCycle: 'daily',
}
const told = (after: Partial<KeyState>) =>
  describeChanges(key, { ...key, ...after }).map(
    (change) => `${change.label}: ${change.before} → ${change.after}`,
  )
const kept = (after: Partial<KeyState>) =>
  historyChanges(key, { ...key, ...after }).map(
    (change) => `${change.field}: ${change.before} → ${change.after}`,
  )

describe('the words of an edit', () => {
  it('name the field, what it was and what it becomes', () => {
    expect(told({ creditLimit: 500 })).toEqual(['Credit limit: 50 → 500 credits'])
    expect(told({ creditLimit: null, creditCycle: '8h' })).toEqual([
      'Credit limit: 50 → no limit',
      'Credits start over: daily → every 8 hours',
    ])
    expect(told({ access: { kind: 'all' } })).toEqual(['Models: 2 models → all models'])
  })

  it('tell a swap of models, which a count would hide', () => {
    expect(told({ access: { kind: 'only', models: ['a', 'c'] } })).toEqual([
      'Models: 2 models → 2 models, with c, without b',
    ])
  })

  it('R15 show hidden characters of a name', () => {
    expect(told({ name: 'ci\u200b' })).toEqual(['Name: “ci” → “ci‹U+200B›”'])
  })

  it('to null are changes too', () => {
    expect(withChanges(key, { creditLimit: null }).creditLimit).toBeNull()
    expect(withChanges({ ...key, expiresAt: now }, { expiresAt: null }).expiresAt).toBeNull()
  })
})

describe('the words of the history', () => {
  it('name the models, which nobody can look up later', () => {
    expect(kept({ access: { kind: 'all' } })).toEqual(['Models: a, b → all models'])
    const models = ['g', 'f', 'e', 'd', 'c', 'b', 'a']
    expect(kept({ access: { kind: 'only', models } })).toEqual(['Models: a, b → a, b, c, d, e and 2 more'])
  })

  it('are of the same fields in the same words besides', () => {
    expect(kept({ creditLimit: 500, name: 'ci' })).toEqual(['Credit limit: 50 → 500'])
    expect(historyChanges(key, key, ['creditLimit'])).toEqual([
      { field: 'Credit limit', before: '50', after: '50' },
    ])
  })

  it('tell a key’s settings in one sentence', () => {
    expect(settingsSentence(key)).toBe('Credit limit 50, daily; a, b; never expires.')
    expect(settingsSentence({ ...key, creditLimit: null, creditCycle: null, access: { kind: 'all' } })).toBe(
      'No credit limit; all models; never expires.',
    )
  })
})

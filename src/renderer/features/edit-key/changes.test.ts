// What an edit sends and how it is told.
import { describe, expect, it } from 'vitest'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { editedKeyValues } from '../key-form/form-values.ts'
import { changesOf, changesSoFar, describeChanges, withChanges } from './changes.ts'

const now = Date.UTC(2026, 10, 20)
const key: ApiKey = {
  id: 'key-1',
  name: 'ci',
  display: 'io-v2-made...up',
  createdAt: null,
  expiresAt: null,
  access: { kind: 'only', models: ['a', 'b'] },
  creditLimit: 50,
  creditUsed: 0,
  creditCycle: 'daily',
  usedToday: null,
  usedAllTime: null,
  lastUseSeenAt: null,
  hasSealedCopy: false,
  ending: null,
}
const values = editedKeyValues(key)
const told = (after: Partial<ApiKey>) =>
  describeChanges(key, { ...key, ...after }).map(
    (change) => `${change.label}: ${change.before} → ${change.after}`,
  )

describe('the changes of an edit', () => {
  it('are none while nothing differs', () => {
    expect(changesSoFar(key, values, now)).toEqual({})
    expect(changesSoFar(key, { ...values, access: { kind: 'only', models: ['b', 'a'] } }, now)).toEqual({})
  })

  it('are only the fields that differ', () => {
    const edited = { ...values, creditLimit: { hasLimit: true, text: '500' } }
    expect(changesSoFar(key, edited, now)).toEqual({ creditLimit: 500 })
  })

  it('leave out a field that is not right yet', () => {
    const edited = { ...values, name: 'new', creditLimit: { hasLimit: true, text: 'x' } }
    expect(changesSoFar(key, edited, now)).toEqual({ name: 'new' })
  })

  it('R59 hold no empty list of models, whatever is ticked', () => {
    expect(changesSoFar(key, { ...values, access: { kind: 'only', models: [] } }, now)).toEqual({})
  })

  it('say nothing of a cycle that the service never told', () => {
    const untold = { ...key, creditCycle: null }
    expect(changesSoFar(untold, editedKeyValues(untold), now)).toEqual({})
    const edited = { name: 'ci', access: key.access, creditLimit: 50, expiresAt: null }
    expect(changesOf(untold, { ...edited, creditCycle: 'weekly' })).toEqual({ creditCycle: 'weekly' })
  })

  it('to null are changes too', () => {
    expect(withChanges(key, { creditLimit: null }).creditLimit).toBeNull()
    expect(withChanges({ ...key, expiresAt: now }, { expiresAt: null }).expiresAt).toBeNull()
  })
})

describe('the words of an edit', () => {
  it('name the field, what it was and what it becomes', () => {
    expect(told({ creditLimit: 500 })).toEqual(['Credit limit: 50 → 500'])
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
})

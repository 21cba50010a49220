// What an edit sends and how it is told.

import { describe, expect, it } from 'vitest'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { noNotes } from '../../../shared/domain/key-notes.ts'
import { editedKeyValues } from '../key-form/form-values.ts'
import { changesOf, changesSoFar } from './changes.ts'

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
  notes: noNotes,
  frozen: null,
  hasSealedCopy: false,
  ending: null,
}
const values = editedKeyValues(key)

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
})

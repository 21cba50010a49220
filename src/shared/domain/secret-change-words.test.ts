// What a change of a secret is called.
import { describe, expect, it } from 'vitest'
import type { SecretEdit } from './secret.ts'
import { describeSecretChanges, secretHistoryChanges, withSecretChanges } from './secret-change-words.ts'

const secret: SecretEdit = {
  name: 'Linear API token',
  toolName: 'agno__linear__*',
  toolArg: 'api_token',
  isDefault: true,
}
const told = (after: Partial<SecretEdit>) =>
  describeSecretChanges(secret, { ...secret, ...after }).map(
    (change) => `${change.label}: ${change.before} → ${change.after}`,
  )

describe('the words of an edit', () => {
  it('name the field, what it was and what it becomes', () => {
    expect(told({ name: 'Linear', toolArg: 'api_key' })).toEqual([
      'Name: “Linear API token” → “Linear”',
      'Argument: api_token → api_key',
    ])
    expect(told({ toolName: null, isDefault: false })).toEqual([
      'Tool: agno__linear__* → none',
      'Default: yes → no',
    ])
  })

  it('R15 show hidden characters', () => {
    expect(told({ toolName: 'agno__linear\u202E__*' })).toEqual([
      'Tool: agno__linear__* → agno__linear‹U+202E›__*',
    ])
  })

  it('are those of the history too, a change to null among them', () => {
    expect(secretHistoryChanges(secret, withSecretChanges(secret, { toolArg: null }))).toEqual([
      { field: 'Argument', before: 'api_token', after: 'none' },
    ])
  })
})

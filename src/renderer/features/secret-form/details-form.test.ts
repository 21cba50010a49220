// What an edit of a secret sends, and the rules of its form.
import { describe, expect, it } from 'vitest'
import { diffSecret, type SecretEdit } from '../../../shared/domain/secret.ts'
import { editSchema, editValues, readSoFar } from '../secret-form/details-form.ts'

const secret: SecretEdit = {
  name: 'Linear API token',
  toolName: 'agno__linear__*',
  toolArg: 'api_token',
  isDefault: true,
}
const values = editValues(secret)
const problems = (edited: Partial<typeof values>, current: SecretEdit | null = secret) =>
  editSchema(current)
    .safeParse({ ...values, ...edited })
    .error?.issues.map(({ path, message }) => `${path}: ${message}`)

describe('the changes of an edit', () => {
  it('are none while nothing differs', () => {
    expect(diffSecret(secret, readSoFar(secret, values))).toEqual({})
    const spare = { ...secret, toolName: null, toolArg: null }
    expect(diffSecret(spare, readSoFar(spare, editValues(spare)))).toEqual({})
  })

  it('are only the fields that differ, without the spaces around them', () => {
    expect(diffSecret(secret, readSoFar(secret, { ...values, toolArg: ' api_key ' }))).toEqual({
      toolArg: 'api_key',
    })
  })

  it('to no tool are changes to null', () => {
    const edited = readSoFar(secret, { ...values, toolName: '', toolArg: ' ' })
    expect(diffSecret(secret, edited)).toEqual({ toolName: null, toolArg: null })
  })

  it('leave out a field that is not right yet', () => {
    const edited = { ...values, name: '', toolArg: 'api_key', toolName: 'two words' }
    expect(diffSecret(secret, readSoFar(secret, edited))).toEqual({ toolArg: 'api_key' })
  })
})

describe('the rules of the form', () => {
  it('R59 refuse what cannot be sent before it is sent', () => {
    expect(problems({ name: '  ' })).toEqual(['name: Give the secret a name.'])
    expect(problems({ name: 'x'.repeat(1025) })).toEqual(['name: A name has at most 1,024 characters.'])
    expect(problems({ toolName: 'two words' })).toEqual(['toolName: A tool’s name holds no spaces.'])
  })

  it('count characters, not the halves of an emoji', () => {
    expect(problems({ name: '🔑'.repeat(1024) })).toBeUndefined()
    expect(problems({ name: '🔑'.repeat(1025) })).toHaveLength(1)
  })

  it('want a tool and its argument together', () => {
    expect(problems({ toolArg: '' }, null)).toEqual(['toolArg: Name the argument too, or leave both empty.'])
    expect(problems({ toolName: '' }, null)).toEqual(['toolName: Name the tool too, or leave both empty.'])
    expect(problems({ toolName: '', toolArg: '' }, null)).toBeUndefined()
  })

  it('accept what the service has, even where it breaks them', () => {
    const odd = { ...secret, name: '\u0007bell', toolName: 'two words', toolArg: null }
    const parsed = editSchema(odd).safeParse({ ...editValues(odd), isDefault: false })
    expect(parsed.data).toEqual({ ...odd, isDefault: false })
  })
})

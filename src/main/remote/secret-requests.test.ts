// What storing and changing a secret send.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secretBody, secretUpdateBody } from './secret-requests.ts'

const secret = {
  name: 'Linear',
  value: 'lin_api_madeUp0123456789',
  toolName: 'agno__linear__*',
  toolArg: 'api_token',
  isDefault: true,
}

describe('storing a secret', () => {
  it('sends the fields that are there, and always whether it is the default', () => {
    expect(secretBody(secret)).toEqual({
      secret_name: 'Linear',
      secret_value: secret.value,
      tool_name: 'agno__linear__*',
      tool_arg: 'api_token',
      is_default_for_tool: true,
    })
    expect(secretBody({ ...secret, toolName: null, toolArg: null, isDefault: false })).toEqual({
      secret_name: 'Linear',
      secret_value: secret.value,
      is_default_for_tool: false,
    })
  })

  it('sends nothing of what is only for this computer', () => {
    const draft = { ...secret, keepSealedCopy: true }
    expect(Object.keys(secretBody(draft))).not.toContain('keepSealedCopy')
  })
})

describe('changing a secret', () => {
  it('sends what changes and nothing else; null takes the tool away', () => {
    expect(secretUpdateBody({})).toEqual({})
    expect(secretUpdateBody({ toolName: null, toolArg: null })).toEqual({ tool_name: null, tool_arg: null })
    expect(secretUpdateBody({ isDefault: false })).toEqual({ is_default_for_tool: false })
    expect(secretUpdateBody({ value: 'made-up-new-value' })).toEqual({ secret_value: 'made-up-new-value' })
  })

  it('an edit never sends a value, for no field of the form is one', () => {
    const optional = fc.option(fc.string(), { nil: null })
    const fields = { name: fc.string(), toolName: optional, toolArg: optional, isDefault: fc.boolean() }
    fc.assert(
      fc.property(fc.record(fields, { requiredKeys: [] }), (changes) => {
        const body = secretUpdateBody(changes)
        expect(body).not.toHaveProperty('secret_value')
        expect(Object.keys(body)).toHaveLength(Object.keys(changes).length)
      }),
    )
  })
})

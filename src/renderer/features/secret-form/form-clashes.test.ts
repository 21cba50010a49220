// What a form warns of while a secret is filled in.
import { describe, expect, it } from 'vitest'
import { aSecret } from '../../../../test/support/secret-builders.ts'
import type { SecretEdit } from '../../../shared/domain/secret.ts'
import { formClashes } from './form-clashes.ts'

const filledIn: SecretEdit = {
  name: 'mine',
  toolName: 'agno__linear__*',
  toolArg: 'api_token',
  isDefault: true,
}
const titles = (
  secrets: ReturnType<typeof aSecret>[],
  edit: Partial<SecretEdit> = {},
  id: string | null = null,
) => formClashes(secrets, id, { ...filledIn, ...edit }).map(({ tone, title }) => `${tone}: ${title}`)

describe('a form warns', () => {
  it('of another default for the same tool and argument, by name', () => {
    expect(titles([aSecret({ id: 'a', name: 'Linear' })])).toEqual([
      'warn: “Linear” is the default for this already',
    ])
    expect(titles([aSecret({ id: 'a', name: 'Linear' }), aSecret({ id: 'b', name: 'Second' })])).toEqual([
      'warn: “Linear” and “Second” are the default for this already',
    ])
  })

  it('not of itself, of another argument, or of what is no default', () => {
    expect(titles([aSecret({ id: 'a' })], {}, 'a')).toEqual([])
    expect(titles([aSecret({ id: 'a', toolArg: 'other' })])).toEqual([])
    expect(titles([aSecret({ id: 'a', isDefault: false })])).toEqual([])
  })

  it('of a wildcard that covers some of the same tools', () => {
    expect(titles([aSecret({ id: 'a', name: 'Wide', toolName: 'agno__*' })])).toEqual([
      'warn: “Wide” is the default for some of the same tools',
    ])
  })

  it('says which one goes before the other, from both sides', () => {
    const one = 'agno__linear__get_issue'
    expect(titles([aSecret({ id: 'a', name: 'One', toolName: one })])).toEqual([
      'info: “One” goes before this one',
    ])
    expect(titles([aSecret({ id: 'a', name: 'All' })], { toolName: one })).toEqual([
      'info: This one goes before “All”',
    ])
  })

  it('says when built-in agents are left without any default', () => {
    expect(titles([], { isDefault: false })).toEqual(['info: Built-in agents will not use it'])
    expect(titles([aSecret({ id: 'a' })], { isDefault: false })).toEqual([])
  })

  it('of nothing while there is no tool or no argument', () => {
    expect(titles([aSecret({ id: 'a' })], { toolName: null })).toEqual([])
    expect(titles([aSecret({ id: 'a' })], { toolArg: null })).toEqual([])
  })

  it('with the warnings first and not without end', () => {
    const exact = Array.from({ length: 9 }, (_, index) =>
      aSecret({ id: `x${index}`, toolName: `agno__linear__tool_${index}` }),
    )
    const told = titles([...exact, aSecret({ id: 'a', name: 'Linear' })])
    expect(told).toHaveLength(3)
    expect(told[0]).toContain('warn')
  })

  it('R15 with hidden characters of names shown', () => {
    expect(titles([aSecret({ id: 'a', name: 'a\u202Eb' })])[0]).toContain('a‹U+202E›b')
  })
})

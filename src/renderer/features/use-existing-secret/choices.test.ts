// Which secrets are offered for a need, in which order, and exactly what would change.
import { describe, expect, it } from 'vitest'
import { aSecret, someSecrets } from '../../../../test/support/secret-builders.ts'
import { serviceById } from '../../../shared/domain/integrations.ts'
import { changesToServe, choicesFor, searchChoices } from './choices.ts'

function need(serviceId: string, toolArg: string) {
  const service = serviceById(serviceId)
  if (!service) throw new Error(`no service ${serviceId}`)
  return { service, toolName: service.toolPatterns[0], toolArg }
}
const slack = need('slack', 'token')
const inShort = (...parameters: Parameters<typeof choicesFor>) =>
  choicesFor(...parameters).map(({ kind, secret }) => `${kind} ${secret.id}`)

describe('what may serve', () => {
  it('begins with what covers the service, then the same argument, then the rest by name', () => {
    expect(inShort(slack, someSecrets())).toEqual([
      'covers s7',
      'sameArgument s6',
      'other s2',
      'other s3',
      'other s4',
      'other s5',
      'other s1',
      'other s9',
      'other s8',
    ])
  })

  it('leaves out what serves already', () => {
    expect(inShort(need('linear', 'api_token'), someSecrets())).not.toContain('covers s1')
    expect(inShort(need('linear', 'api_token'), [aSecret({ id: 'a' }), aSecret({ id: 'b' })])).toEqual([])
  })

  it('one tool of the service does not cover it', () => {
    expect(inShort(need('github', 'access_token'), someSecrets())[0]).toBe('sameArgument s3')
  })

  it('is searched like the table', () => {
    const found = searchChoices(choicesFor(slack, someSecrets()), ['jira', 'token'])
    expect(found.map(({ secret }) => secret.id)).toEqual(['s6'])
  })
})

describe('what would change', () => {
  const changes = (id: string) => {
    const choice = choicesFor(slack, someSecrets()).find(({ secret }) => secret.id === id)
    return choice && changesToServe(slack, choice)
  }

  it('only the default, where the tool covers the service', () => {
    expect(changes('s7')).toEqual({ isDefault: true })
  })

  it('only what differs, elsewhere', () => {
    expect(changes('s6')).toEqual({ toolName: 'agno__slack__*' })
    expect(changes('s9')).toEqual({ toolName: 'agno__slack__*', toolArg: 'token', isDefault: true })
  })
})

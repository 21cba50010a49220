// Unit tests of search and filters of the secret table.
import { describe, expect, it } from 'vitest'
import { aSecret, manySecrets } from '../../../test/support/secret-builders.ts'
import { noSecretNotes } from './notes.ts'
import { matchesTerms, searchTerms } from './search.ts'
import type { Secret } from './secret.ts'
import {
  isUnusedSecret,
  noSecretFilters,
  passesSecretFilters,
  searchableSecretText,
} from './secret-search.ts'

const now = Date.UTC(2026, 10, 23, 12)
const day = 86_400_000

const secret = (changes: Partial<Secret> = {}) =>
  aSecret({
    id: 's1',
    name: 'Ticket Bot',
    display: 'lin_****9xQ2',
    valueSetFrom: now - 10 * day,
    valueSetUntil: now - 5 * day,
    ...changes,
  })
const finds = (query: string, found = secret()) =>
  matchesTerms(searchableSecretText(found), searchTerms(query))

describe('searching', () => {
  it.each(['ticket', 'BOT', 'linear', 'agno__linear', 'api_token', '9xq2', 'bot LINEAR token', '  '])(
    'finds the secret by "%s"',
    (query) => {
      expect(finds(query)).toBe(true)
    },
  )

  it('finds one by its tags and its note', () => {
    const noted = secret({ notes: { note: 'Asked for by\nMira', tags: ['Team Blue'], isFavourite: false } })
    expect(finds('mira blue', noted)).toBe(true)
    expect(finds('mira red', noted)).toBe(false)
  })

  it.each(['github', 'ticket-bot', 'linear github'])('does not find it by "%s"', (query) => {
    expect(finds(query)).toBe(false)
  })

  it('finds one of a service by the service’s name, where the tool tells it otherwise', () => {
    expect(finds('openweather', secret({ toolName: 'get_forecast' }))).toBe(true)
    expect(finds('twitter', secret({ toolName: 'agno__x__*' }))).toBe(true)
    expect(finds('linear', secret({ toolName: 'agno__*' }))).toBe(false)
  })

  it('finds one without tool, argument and mask by its name alone', () => {
    const bare = secret({ toolName: null, toolArg: null, display: '' })
    expect(finds('ticket', bare)).toBe(true)
    expect(finds('null', bare)).toBe(false)
  })
})

describe('filters', () => {
  it.each([
    [{}, secret(), true],
    [{ serviceId: 'linear' }, secret(), true],
    [{ serviceId: 'linear' }, secret({ toolName: 'agno__linear__list' }), true],
    [{ serviceId: 'github' }, secret(), false],
    [{ serviceId: 'other' }, secret(), false],
    [{ serviceId: 'other' }, secret({ toolName: 'acme__crm__*' }), true],
    [{ serviceId: 'other' }, secret({ toolName: null }), true],
    // Of several services, and so of none of them.
    [{ serviceId: 'other' }, secret({ toolName: '*' }), true],
    [{ serviceId: 'linear' }, secret({ toolName: '*' }), false],
    [{ isDefault: true }, secret(), true],
    [{ isDefault: true }, secret({ isDefault: false }), false],
    [{ isNotDefault: true }, secret({ isDefault: false }), true],
    [{ isNotDefault: true }, secret(), false],
    [{ isUnused: true }, secret(), false],
    [{ isUnused: true }, secret({ toolName: null }), true],
    [{ isUnused: true }, secret({ toolName: 'acme__crm__*' }), true],
    [{ isUnused: true }, secret({ toolName: '*' }), false],
    [{ isShared: true }, secret({ sharedGroup: 'g1' }), true],
    [{ isShared: true }, secret(), false],
    [{ isFavourite: true }, secret(), false],
    [{ isFavourite: true }, secret({ notes: { ...noSecretNotes, isFavourite: true } }), true],
    [{ tags: ['ci', 'prod'] }, secret({ notes: { ...noSecretNotes, tags: ['CI'] } }), true],
    [{ tags: ['prod'] }, secret({ notes: { ...noSecretNotes, tags: ['CI'] } }), false],
    [{ olderThanDays: 9 }, secret(), true],
    // The boundary: to the day is not older.
    [{ olderThanDays: 10 }, secret(), false],
    [{ olderThanDays: 10 }, secret({ valueSetFrom: now - 10 * day - 1 }), true],
    [{ olderThanDays: 0 }, secret({ valueSetFrom: now }), false],
    [{ olderThanDays: 0 }, secret({ valueSetFrom: now - 1 }), true],
    // It can be as old as its earliest moment, and of any age where there is none.
    [{ olderThanDays: 7 }, secret({ valueSetUntil: now }), true],
    [{ olderThanDays: 7 }, secret({ valueSetFrom: null }), true],
    [{ olderThanDays: 7 }, secret({ valueSetFrom: null, valueSetUntil: now }), true],
    [{ olderThanDays: 7 }, secret({ valueSetFrom: now + day }), false],
    // Each must hold.
    [{ serviceId: 'linear', isDefault: true, olderThanDays: 9 }, secret(), true],
    [{ serviceId: 'linear', isDefault: true, olderThanDays: 9, isShared: true }, secret(), false],
    [{ isDefault: true, isNotDefault: true }, secret(), false],
  ])('%j', (filters, candidate, passes) => {
    expect(passesSecretFilters(candidate, { ...noSecretFilters, ...filters }, now)).toBe(passes)
  })

  it('say that none uses a secret only where no known tool can', () => {
    expect(isUnusedSecret({ toolName: 'agno__lin*_issue' })).toBe(false)
    expect(isUnusedSecret({ toolName: 'agno__linear' })).toBe(true)
  })

  it('are through with 5,000 secrets in a frame', () => {
    const secrets = manySecrets(5000)
    const filters = { ...noSecretFilters, serviceId: 'slack', isUnused: false, olderThanDays: 30 }
    const pass = () => secrets.filter((candidate) => passesSecretFilters(candidate, filters, now)).length
    expect(pass()).toBeGreaterThan(0)
    const start = performance.now()
    pass()
    expect(performance.now() - start).toBeLessThan(50)
  })
})

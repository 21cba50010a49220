// What a key's state is called, and what passes the search and the filters.
import { describe, expect, it } from 'vitest'
import { aKey } from '../../../../test/support/key-builders.ts'
import { readKeyQuery } from '../../../shared/domain/key-query.ts'
import { noFilters } from '../../../shared/domain/search.ts'
import { toKeyRow } from '../../state/app-state.ts'
import { activeFilters, shownRowTest } from './key-search.ts'
import { keyStatus, quotedName, shownName } from './key-status.ts'

const now = Date.UTC(2026, 5, 1)
const hourMs = 3_600_000

describe('the state of a key', () => {
  it.each([
    ['nothing out of the ordinary', {}, 'active'],
    ['below its limit', { creditLimit: 10, creditUsed: 9.9 }, 'active'],
    ['exactly at its limit', { creditLimit: 10, creditUsed: 10 }, 'atLimit'],
    ['a limit of 0', { creditLimit: 0, creditUsed: 0 }, 'atLimit'],
    ['frozen', { creditLimit: 0, frozen: { limit: 10, at: now } }, 'frozen'],
    ['frozen and expired', { creditLimit: 0, frozen: { limit: 10, at: now }, expiresAt: now }, 'expired'],
    ['over its limit', { creditLimit: 10, creditUsed: 10.1 }, 'overLimit'],
    ['expired and over its limit', { creditLimit: 1, creditUsed: 2, expiresAt: now }, 'expired'],
    ['revoked and expired', { expiresAt: now - 1, ending: { how: 'revokedHere', at: now } }, 'revokedHere'],
    ['gone elsewhere', { ending: { how: 'goneElsewhere', at: now } }, 'goneElsewhere'],
  ] as const)('%s', (_words, changes, status) => {
    expect(keyStatus(aKey({ id: 'k', expiresAt: now + hourMs, ...changes }), now)).toBe(status)
  })
})

describe('names', () => {
  it('R15 are made visible, are never empty, and are short in a sentence', () => {
    expect(shownName({ name: 'a\u202Eb' })).toBe('a‹U+202E›b')
    expect(shownName({ name: '  ' })).toBe('Unnamed key')
    expect(quotedName({ name: 'x'.repeat(300) }).length).toBeLessThanOrEqual(62)
  })
})

describe('which rows are shown', () => {
  const row = toKeyRow(
    aKey({ id: 'k', name: 'Billing Bot', display: 'acme-v2-9f…', expiresAt: now + hourMs }),
  )

  it.each([
    ['', true],
    ['  bot  BILL ', true],
    ['acme', true],
    ['bot laptop', false],
  ])('search %j', (query, isShown) => {
    expect(shownRowTest(readKeyQuery(query), noFilters, now)(row)).toBe(isShown)
  })

  it('search and filters must both hold', () => {
    const soon = { ...noFilters, expiresWithinDays: 3 }
    expect(shownRowTest(readKeyQuery('bot'), soon, now)(row)).toBe(true)
    expect(shownRowTest(readKeyQuery('bot'), soon, now + 2 * hourMs)(row)).toBe(false)
    expect(shownRowTest(readKeyQuery('bot'), { ...noFilters, showsEnded: true }, now)(row)).toBe(false)
  })

  it('each filter that is on has its name and the way to take it off', () => {
    const filters = { ...noFilters, showsEnded: true, expiresWithinDays: 1, hasNoLimit: true }
    expect(activeFilters(filters)).toEqual([
      { id: 'expiresWithinDays', label: 'Expiring within 1 day', off: { expiresWithinDays: null } },
      { id: 'hasNoLimit', label: 'No limit', off: { hasNoLimit: false } },
    ])
  })
})

// Unit tests of search and filters.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ApiKey } from './api-key.ts'
import { noNotes } from './key-notes.ts'
import { markHits, matchesTerms, noFilters, passesFilters, searchableText, searchTerms } from './search.ts'

const now = Date.UTC(2026, 10, 23, 12)
const day = 86_400_000

function key(changes: Partial<ApiKey> = {}): ApiKey {
  return {
    id: 'k1',
    name: 'Billing bot',
    display: 'acme-v2-eyJh...c0eQ',
    createdAt: now - day,
    expiresAt: now + 10 * day,
    access: { kind: 'only', models: ['meta-llama/Llama-3.3-70B-Instruct'] },
    creditLimit: 50,
    creditUsed: 10,
    creditCycle: 'daily',
    usedToday: null,
    usedAllTime: null,
    lastUseSeenAt: null,
    notes: noNotes,
    frozen: null,
    hasSealedCopy: false,
    ending: null,
    ...changes,
  }
}

function finds(query: string, found = key()): boolean {
  return matchesTerms(searchableText(found), searchTerms(query))
}

describe('searching', () => {
  it.each(['billing', 'BOT', 'acme', 'c0eQ', 'llama-3.3', 'bot billing', '  '])(
    'finds the key by "%s"',
    (query) => {
      expect(finds(query)).toBe(true)
    },
  )

  it.each(['team-ci', 'nightly', 'billing deploy'])('finds it by its tags and its note: "%s"', (query) => {
    const noted = key({ notes: { ...noNotes, tags: ['Team-CI'], note: 'Nightly deploy on host 7' } })
    expect(finds(query, noted)).toBe(true)
    expect(finds(query)).toBe(false)
  })

  it.each(['billing-bot', 'gpt', 'billing gpt'])('does not find it by "%s"', (query) => {
    expect(finds(query)).toBe(false)
  })

  it('marks every hit', () => {
    expect(markHits('Billing bot', searchTerms('b ing'))).toEqual([
      { text: 'B', isHit: true },
      { text: 'ill', isHit: false },
      { text: 'ing', isHit: true },
      { text: ' ', isHit: false },
      { text: 'b', isHit: true },
      { text: 'ot', isHit: false },
    ])
  })

  it('marking loses no letter of any text', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, query) => {
        const marked = markHits(text, searchTerms(query))
        expect(marked.map((part) => part.text).join('')).toBe(text)
      }),
    )
  })
})

describe('filters', () => {
  it.each([
    [{ expiresWithinDays: 14 }, key(), true],
    [{ expiresWithinDays: 7 }, key(), false],
    [{ expiresWithinDays: 7 }, key({ expiresAt: now - 1 }), false],
    [{ expiresWithinDays: 7 }, key({ expiresAt: null }), false],
    [{ isExpired: true }, key({ expiresAt: now - 1 }), true],
    [{ isExpired: true }, key(), false],
    [{ hasNoLimit: true }, key({ creditLimit: null }), true],
    [{ hasNoLimit: true }, key({ creditLimit: 0 }), false],
    [{ isNearLimit: true }, key({ creditUsed: 40 }), true],
    [{ isNearLimit: true }, key({ creditUsed: 39 }), false],
    [{ isNearLimit: true }, key({ creditLimit: null, creditUsed: 999 }), false],
    [{ neverExpires: true }, key({ expiresAt: null }), true],
    [{ isRestricted: true }, key(), true],
    [{ isRestricted: true }, key({ access: { kind: 'all' } }), false],
    [{ isRestricted: true, neverExpires: true }, key(), false],
    [{ isFavourite: true }, key({ notes: { ...noNotes, isFavourite: true } }), true],
    [{ isFavourite: true }, key(), false],
    [{ isFrozen: true }, key({ frozen: { limit: 5, at: now } }), true],
    [{ isFrozen: true }, key(), false],
    [{ tags: ['CI', 'prod'] }, key({ notes: { ...noNotes, tags: ['ci'] } }), true],
    [{ tags: ['c'] }, key({ notes: { ...noNotes, tags: ['ci'] } }), false],
    [{ only: { label: 'Some', ids: new Set(['k1']) } }, key(), true],
    [{ only: { label: 'Some', ids: new Set<string>() } }, key(), false],
    [{}, key({ ending: { how: 'expired', at: now } }), false],
    [{ showsEnded: true }, key({ ending: { how: 'expired', at: now } }), true],
    [{ showsEnded: true }, key(), false],
  ] as const)('%j', (filters, candidate, passes) => {
    expect(passesFilters(candidate, { ...noFilters, ...filters }, now)).toBe(passes)
  })
})

// Unit tests of the words that a search for keys understands.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ApiKey } from './api-key.ts'
import { noNotes } from './key-notes.ts'
import { meetsConditions, readKeyQuery } from './key-query.ts'

const now = Date.UTC(2026, 10, 23, 12)
const day = 86_400_000

function key(changes: Partial<ApiKey> = {}): ApiKey {
  return {
    id: 'k1',
    name: 'Billing bot',
    display: 'acme-v2-eyJh...c0eQ',
    createdAt: now - day,
    expiresAt: now + 100 * day,
    access: { kind: 'only', models: ['meta-llama/Llama-3.3-70B-Instruct'] },
    creditLimit: null,
    creditUsed: 10,
    creditCycle: 'daily',
    usedToday: null,
    usedAllTime: null,
    lastUseSeenAt: null,
    notes: { ...noNotes, tags: ['CI', 'team blue'] },
    frozen: null,
    hasSealedCopy: false,
    ending: null,
    ...changes,
  }
}

const finds = (query: string, found = key()) => meetsConditions(found, readKeyQuery(query), now)

describe('words with a meaning', () => {
  it.each([
    ['tag:ci', {}, true],
    ['TAG:Ci', {}, true],
    ['tag:c', {}, true],
    ['tag:i', {}, false],
    ['tag:"c"', {}, false],
    ['tag:"team blue"', {}, true],
    ['tag:"team blue', {}, true],
    ['tag:ci tag:team', {}, true],
    ['tag:ci tag:prod', {}, false],
    ['tag:', {}, true],
    ['tag:', { notes: noNotes }, false],
    ['model:llama', {}, true],
    ['model:gpt', {}, false],
    ['model:llama', { access: { kind: 'all' } }, false],
    ['is:favourite', { notes: { ...noNotes, isFavourite: true } }, true],
    ['is:favorite', { notes: { ...noNotes, isFavourite: true } }, true],
    ['is:favourite', {}, false],
    ['is:frozen', { frozen: { limit: null, at: now } }, true],
    ['is:frozen', {}, false],
    ['is:f', { frozen: { limit: null, at: now } }, true],
    ['is:f', { notes: { ...noNotes, isFavourite: true } }, true],
    ['is:f', {}, false],
    ['is:', {}, true],
    ['is:expiring', { expiresAt: now + 13 * day }, true],
    ['is:expiring', { expiresAt: now + 15 * day }, false],
    ['is:expiring', { expiresAt: now - 1 }, false],
    ['is:unused', { creditUsed: 0, usedAllTime: 0 }, true],
    ['is:unused', { creditUsed: 0, usedAllTime: 3 }, false],
    ['is:unused', {}, false],
    ['is:limited', { creditLimit: 0 }, true],
    ['is:limited', { creditLimit: 0, frozen: { limit: null, at: now } }, false],
    ['is:limited', {}, false],
  ] as const)('%s', (query, changes, expected) => {
    expect(finds(query, key(changes as Partial<ApiKey>))).toBe(expected)
  })

  it('stand beside plain words, and each is marked where it is looked for', () => {
    const query = readKeyQuery('Billing tag:"Team Blue" model:Llama is:frozen')
    expect(query.terms).toEqual(['billing'])
    expect(query.tagTerms).toEqual(['billing', 'team blue'])
    expect(query.modelTerms).toEqual(['billing', 'llama'])
    expect(query.conditions).toHaveLength(3)
  })

  it.each(['is:sleeping', 'owner:mira', 'https://example.com', 'ci:', ':', 'tagged:ci'])(
    '“%s” is plain text',
    (query) => {
      expect(readKeyQuery(query)).toMatchObject({ terms: [query], conditions: [] })
    },
  )

  it('any text can be read, and no plain word is lost', async () => {
    await fc.assert(
      fc.property(fc.string(), (text) => {
        const { terms, conditions } = readKeyQuery(text)
        expect(terms.length + conditions.length).toBeGreaterThanOrEqual(text.trim() === '' ? 0 : 1)
        for (const term of terms) expect(term).not.toMatch(/\s/)
      }),
    )
  })
})

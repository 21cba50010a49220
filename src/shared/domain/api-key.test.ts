// Unit tests of the rules for an API key: names, prefixes, limits, allow-lists and what an edit sends.

import { describe, expect, it } from 'vitest'
import { type ApiKey, diffKey, keyDraftSchema, keyPrefixSchema, modelAccessSchema } from './api-key.ts'
import { noNotes } from './key-notes.ts'

const key: ApiKey = {
  id: 'k1',
  name: 'Billing bot',
  display: 'acme-v2-eyJh...c0eQ',
  createdAt: 1,
  expiresAt: 10,
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
const edit = {
  name: 'Billing bot',
  access: { kind: 'only' as const, models: ['b', 'a'] },
  creditLimit: 50,
  creditCycle: 'daily' as const,
  expiresAt: 10,
}
const draft = {
  name: 'CI',
  expiresAt: null,
  access: { kind: 'all' },
  creditLimit: null,
  creditCycle: 'monthly',
  prefix: null,
  keepSealedCopy: true,
}

describe('what an edit sends', () => {
  it('is nothing when nothing differs, whatever the order of the models', () => {
    expect(diffKey(key, edit)).toEqual({})
  })

  it('is only what differs, a cleared limit and a removed expiry among it', () => {
    expect(diffKey(key, { ...edit, creditLimit: null, expiresAt: null })).toEqual({
      creditLimit: null,
      expiresAt: null,
    })
    expect(diffKey(key, { ...edit, access: { kind: 'all' } })).toEqual({ access: { kind: 'all' } })
  })
})

describe('R59 an allow-list is never empty by accident', () => {
  it('refuses an empty list', () => {
    expect(modelAccessSchema.safeParse({ kind: 'only', models: [] }).success).toBe(false)
  })
})

describe('prefixes', () => {
  it.each(['ac', 'acme', 'a1', 'my-app', 'abcdefgh'])('takes "%s"', (prefix) => {
    expect(keyPrefixSchema.safeParse(prefix).success).toBe(true)
  })

  it.each(['a', 'abcdefghi', 'Acme', '1ab', 'ab-', 'io', 'ioab', 'a-v2', 'ab_c', 'é2', ''])(
    'refuses "%s"',
    (prefix) => {
      expect(keyPrefixSchema.safeParse(prefix).success).toBe(false)
    },
  )
})

describe('drafts', () => {
  it('trims the name', () => {
    expect(keyDraftSchema.parse({ ...draft, name: '  CI  ' }).name).toBe('CI')
  })

  it.each([
    { name: '   ' },
    { name: 'x'.repeat(201) },
    { name: 'a\u0000b' },
    { name: '\uD800' },
    { creditLimit: -1 },
    { creditLimit: Number.NaN },
    { creditLimit: Number.POSITIVE_INFINITY },
    { creditCycle: 'yearly' },
    { expiresAt: 1.5 },
    { expiresAt: undefined },
    { extra: 1 },
  ])('refuses %j', (changes) => {
    expect(keyDraftSchema.safeParse({ ...draft, ...changes }).success).toBe(false)
  })
})

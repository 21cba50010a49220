// What the forms accept and what they turn it into (R59).

import { describe, expect, it } from 'vitest'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { noNotes } from '../../../shared/domain/key-notes.ts'
import { editedKeySchema, editedKeyValues, newKeySchema, newKeyValues } from './form-values.ts'

const now = Date.UTC(2026, 10, 20)
const filledIn = { ...newKeyValues({ name: 'ci' }, { keepSealedCopy: true, now }) }
const parse = (changes: Partial<typeof filledIn>) =>
  newKeySchema(() => now).safeParse({ ...filledIn, ...changes })
const problems = (changes: Partial<typeof filledIn>) =>
  parse(changes).error?.issues.map(({ path, message }) => [path.join('.'), message])

const key: ApiKey = {
  id: 'key-1',
  name: ' spaced, by another client ',
  display: 'io-v2-made...up',
  createdAt: null,
  expiresAt: now - 1000,
  access: { kind: 'only', models: ['acme/unlisted'] },
  creditLimit: 0.000001,
  creditUsed: 0,
  creditCycle: null,
  usedToday: null,
  usedAllTime: null,
  lastUseSeenAt: null,
  notes: noNotes,
  frozen: null,
  hasSealedCopy: false,
  ending: null,
}

describe('a new key', () => {
  it('at first asks for a name only', () => {
    expect(parse({}).data).toEqual({
      name: 'ci',
      expiresAt: now + 180 * 86_400_000,
      access: { kind: 'all' },
      creditLimit: null,
      creditCycle: 'monthly',
      prefix: null,
      keepSealedCopy: true,
    })
    expect(problems({ name: '' })?.[0]?.[0]).toBe('name')
  })

  it('R59 an empty choice of models is never read as all', () => {
    expect(problems({ access: { kind: 'only', models: [] } })).toEqual([
      ['access', 'Choose at least one model, or choose All models.'],
    ])
    expect(parse({ access: { kind: 'all', models: ['a'] } }).data?.access).toEqual({ kind: 'all' })
  })

  it('R59 more models than can be sent are refused here', () => {
    const models = Array.from({ length: 501 }, (_, index) => `model-${index}`)
    expect(problems({ access: { kind: 'only', models } })?.[0]?.[0]).toBe('access')
  })

  it.each([
    ['50', 50],
    [' 12.5 ', 12.5],
    ['.5', 0.5],
    ['0', 0],
  ])('R59 a limit of %o is %d credits', (text, limit) => {
    expect(parse({ creditLimit: { hasLimit: true, text } }).data?.creditLimit).toBe(limit)
  })

  it.each(['', '   ', '1,000', '1e5', '-1', '5 credits', 'NaN', 'Infinity', '1000000000001', '0x10'])(
    'R59 a limit of %o is refused at its field',
    (text) => {
      expect(problems({ creditLimit: { hasLimit: true, text } })?.map(([path]) => path)).toEqual([
        'creditLimit',
      ])
    },
  )

  it('R59 only "No limit" means no limit', () => {
    expect(parse({ creditLimit: { hasLimit: false, text: '12' } }).data?.creditLimit).toBeNull()
  })

  it.each(['a', 'ioacme', 'Acme', 'acme-', 'a_b', 'ac-v2', 'muchtoolong'])(
    'R59 the prefix %o is refused',
    (prefix) => {
      expect(problems({ prefix })?.map(([path]) => path)).toEqual(['prefix'])
    },
  )

  it('an empty prefix is none', () => {
    expect(parse({ prefix: '' }).data?.prefix).toBeNull()
    expect(parse({ prefix: 'acme' }).data?.prefix).toBe('acme')
  })

  it('takes over a draft, but not an expiry that has passed', () => {
    const defaults = { keepSealedCopy: true, now }
    const values = newKeyValues({ name: 'again', expiresAt: now - 1, creditLimit: 1e-7 }, defaults)
    expect(values.expiresAt.choice).toBe('180d')
    expect(values.creditLimit).toEqual({ hasLimit: true, text: '0.0000001' })
    expect(newKeyValues({ expiresAt: null }, defaults).expiresAt.choice).toBe('never')
  })
})

describe('an edited key', () => {
  it('is accepted as it is, even where it breaks our own rules', () => {
    const parsed = editedKeySchema(key, () => now).safeParse(editedKeyValues(key))
    expect(parsed.data).toEqual({
      name: key.name,
      expiresAt: key.expiresAt,
      access: key.access,
      creditLimit: key.creditLimit,
      creditCycle: 'unknown',
    })
  })

  it('follows the rules once it is changed', () => {
    const parsed = editedKeySchema(key, () => now).safeParse({ ...editedKeyValues(key), name: '\u0007' })
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['name'])
  })
})

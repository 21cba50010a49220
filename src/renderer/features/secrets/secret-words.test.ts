// The age of a value in words: certain, uncertain, unknown; and names that cannot be missed.
import { describe, expect, it } from 'vitest'
import { countSecrets, quotedSecretName, shownSecretName, valueAge } from './secret-words.ts'

const dayMs = 86_400_000
const now = Date.UTC(2026, 10, 26, 12)
const ago = (days: number | null) => (days === null ? null : now - days * dayMs)
const age = (from: number | null, until: number | null) =>
  valueAge({ valueSetFrom: ago(from), valueSetUntil: ago(until) }, now)

describe('the age of a value', () => {
  it.each([
    [12, 12, '12 days'],
    [1.9, 1.9, '1 day'],
    [0.4, 0.4, 'Less than a day'],
    [999, 999, '999 days'],
    [1500, 1500, '4 years'],
  ])('certain: set %d days ago', (from, until, text) => {
    expect(age(from, until)).toMatchObject({ text, isCertain: true })
    expect(age(from, until).details).toMatch(/^Set \d+ \w+ \d{4}, \d\d:\d\d/)
  })

  it.each([
    [400, 20, '20 to 400 days'],
    [400, 0.2, 'Up to 400 days'],
    [400, null, 'Up to 400 days'],
    [null, 20, 'At least 20 days'],
    [20.4, 20.1, '20 days'],
    [1500, 20, '20 days to 4 years'],
    [0.9, 0.1, 'Less than a day'],
  ])('not certain: set between %s and %s days ago', (from, until, text) => {
    expect(age(from, until)).toMatchObject({ text, isCertain: false })
    expect(age(from, until).details).toContain('not whether that changed its value')
  })

  it('unknown where the service told no time', () => {
    expect(age(null, null)).toEqual({
      text: 'Unknown',
      details: 'The service did not tell when it was set.',
      isCertain: false,
    })
    expect(age(null, 0).text).toBe('Unknown')
  })

  it('a time ahead of the clock is no negative age', () => {
    expect(age(-3, -3).text).toBe('Less than a day')
    expect(age(5, -3).text).toBe('Up to 5 days')
  })
})

describe('names', () => {
  it('are never empty, show what is invisible and stay short in a sentence', () => {
    expect(shownSecretName({ name: '  ' })).toBe('Unnamed secret')
    expect(shownSecretName({ name: 'a\u200Bb' })).toBe('a‹U+200B›b')
    expect(quotedSecretName({ name: 'x'.repeat(200) })).toHaveLength(62)
  })

  it('are counted in words', () => {
    expect([countSecrets(1), countSecrets(0), countSecrets(1200)]).toEqual([
      '1 secret',
      '0 secrets',
      '1,200 secrets',
    ])
  })
})

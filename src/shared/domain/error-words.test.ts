// Unit tests of the words for expected failures.
import { describe, expect, it } from 'vitest'
import { type AppError, errorCodes, fail } from '../errors.ts'
import { describeError } from './error-words.ts'

const error = (code: AppError['code'], options: Partial<AppError> = {}): AppError => {
  const failed = fail(code, options)
  if (failed.ok) throw new Error('a failure that is none')
  return failed.error
}

describe.each(['key', 'secret'] as const)('the words about a %s', (subject) => {
  it.each(errorCodes)('say of %s what failed, whether anything changed, and what to do', (code) => {
    const { title, effect, advice } = describeError(error(code), subject)
    expect(title).toMatch(/^\S.*[^.\s]$/)
    expect(effect).toBe('Nothing was changed.')
    expect(advice).toMatch(/^\S.*\.$/)
  })

  it('tell a change that is certain from one that is not', () => {
    const effectOf = (effect: AppError['effect']) =>
      describeError(error('timeout', { effect }), subject).effect
    expect(effectOf('done')).toBe('The change itself was made.')
    expect(effectOf('unknown')).toMatch(/not certain/)
  })

  it.each([
    [1, 'Try again in 1 second.'],
    [1000, 'Try again in 1 second.'],
    [1001, 'Try again in 2 seconds.'],
    [119_500, 'Try again in 120 seconds.'],
  ])('advise to wait %i ms where the service says so', (retryAfterMs, advice) => {
    expect(describeError(error('rateLimited', { retryAfterMs }), subject).advice).toBe(advice)
  })

  it('do not advise to wait no time', () => {
    expect(describeError(error('rateLimited', { retryAfterMs: 0 }), subject).advice).toMatch(/^Wait a little/)
  })
})

describe('the words about a secret', () => {
  /** About the admin key, or about the keys of encryption. */
  const ofOtherKeys: readonly string[] = [
    'unauthorized',
    'forbidden',
    'isSubKey',
    'adminKeyUnreadable',
    'vaultWeak',
  ]

  it.each(errorCodes)('say of %s nothing that is only so of keys', (code) => {
    const { title, advice } = describeError(error(code), 'secret')
    const text = `${title} ${advice}`
    if (!ofOtherKeys.includes(code)) expect(text).not.toMatch(/\bkeys?\b/i)
    // The value of a secret can never be looked at.
    expect(text).not.toMatch(/reveal|Copy what you need/i)
  })

  it('are those of keys where nobody says what it is about', () => {
    expect(describeError(error('notFound'))).toEqual(describeError(error('notFound'), 'key'))
    expect(describeError(error('notFound')).title).not.toBe(describeError(error('notFound'), 'secret').title)
  })
})

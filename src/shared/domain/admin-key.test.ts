// What is read out of an admin key, and out of everything else that people paste.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAdminKey, shortenKey } from './admin-key.ts'

function tokenOf(claims: unknown, prefix = 'io-v2-'): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${prefix}${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`
}

describe('an admin key', () => {
  it('tells its owner and its end', () => {
    const key = tokenOf({ owner: 'Zoë 😀 Ünlü', exp: 1_800_000_000 })
    expect(readAdminKey(`  ${key}\n`)).toEqual({
      key,
      owner: 'Zoë 😀 Ünlü',
      expiresAt: 1_800_000_000_000,
      display: 'io-v2-eyJh...dXJl',
    })
  })

  it('may have any prefix or none', () => {
    for (const prefix of ['', 'acme-v2-', 'my-team-v12-']) {
      expect(readAdminKey(tokenOf({ owner: 'me' }, prefix)).owner).toBe('me')
    }
  })

  it.each([
    [{ owner: 7, exp: 'soon' }],
    [{ owner: '', exp: -1 }],
    [{ exp: 1e300 }],
    [{ owner: null, exp: null }],
    [{}],
    [[]],
    [null],
    ['text'],
  ])('with odd claims %j has no facts', (claims) => {
    expect(readAdminKey(tokenOf(claims))).toMatchObject({ owner: null, expiresAt: null })
  })

  it('an owner full of control characters is cleaned and cut', () => {
    const { owner } = readAdminKey(tokenOf({ owner: `a\u202E\u0000\n${'x'.repeat(1000)}` }))
    expect(owner).toBe(`a${'x'.repeat(299)}`)
  })

  it('any text at all is read without an exception, and shown without giving it away', () => {
    const oneOf = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .tuple(fc.base64String(), fc.base64String(), fc.base64String())
        .map((parts) => `io-v2-${parts.join('.')}`),
      fc.tuple(fc.string(), fc.string()).map(([a, b]) => `acme-v2-${a}.${b}.x`),
    )
    fc.assert(
      fc.property(oneOf, (text) => {
        const { key, display } = readAdminKey(text)
        expect(key).toBe(text.trim())
        expect(display.length).toBeLessThanOrEqual(100)
        if (key.length > 3) expect(display).not.toContain(key)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a shortened key', () => {
  it('keeps the prefix, four characters at the front and four at the end', () => {
    expect(shortenKey('acme-v2-eyJhbGciOiJSUzI1NiJ9.payload.c0eQ')).toBe('acme-v2-eyJh...c0eQ')
    expect(shortenKey('abcdefghijklmnopqrstuvwxyz')).toBe('abcd...wxyz')
  })

  it('shows nothing of a short text', () => {
    expect(shortenKey('hunter2-v2-a')).toBe('...')
  })
})

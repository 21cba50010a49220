// Errors as the rest of the app sees them.
import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../shared/errors.ts'
import { toAppError } from './classify.ts'
import type { Failure, Method } from './outcome.ts'

const adminKey = 'sandbox-v2-made-up-admin-key'
const token = 'acme-v2-eyJhbGciOiJub25lIn0.eyJvd25lciI6Im1hZGUtdXAifQ.made_up'

function classify(failure: Failure, method: Method = 'GET', mayHaveActed = false) {
  return toAppError(failure, { method, codes: {}, mayHaveActed, hidden: [adminKey] })
}

function answered(status: number, more: Partial<Extract<Failure, { kind: 'status' }>> = {}): Failure {
  return { kind: 'status', status, detail: undefined, isJson: true, ...more }
}

describe('what a status means', () => {
  it.each<[number, ErrorCode, boolean]>([
    [400, 'invalid', false],
    [401, 'unauthorized', false],
    [403, 'forbidden', false],
    [404, 'notFound', false],
    [408, 'timeout', true],
    [409, 'invalid', false],
    [413, 'tooLarge', false],
    [418, 'unexpectedAnswer', true],
    [422, 'invalid', false],
    [429, 'rateLimited', true],
    [500, 'serverError', true],
    [503, 'serverError', true],
    [599, 'serverError', true],
  ])('%i is %s', (status, code, isRetryable) => {
    expect(classify(answered(status))).toMatchObject({ code, isRetryable, effect: 'none', status })
  })

  it('a 404 that is no JSON comes from a host without this API', () => {
    expect(classify(answered(404, { isJson: false })).code).toBe('wrongHost')
  })

  it('a refusal changes nothing, even after a doubtful try; anything else leaves the doubt', () => {
    expect(classify(answered(404), 'DELETE', true)).toMatchObject({ code: 'notFound', effect: 'none' })
    expect(classify(answered(429), 'PATCH', true)).toMatchObject({
      code: 'outcomeUnknown',
      effect: 'unknown',
    })
    expect(classify({ kind: 'unsent', reason: 'offline' }, 'DELETE', true)).toMatchObject({
      code: 'outcomeUnknown',
      isRetryable: true,
    })
    expect(classify({ kind: 'lost', reason: 'offline' }, 'POST', true)).toMatchObject({
      code: 'outcomeUnknown',
      isRetryable: false,
    })
  })
})

describe('R8 an error shows no value, address or header', () => {
  it.each([
    `the key ${adminKey} is wrong`,
    `got ${token}`,
    `see https://evil.example/?key=${adminKey} now`,
    `a\u202Ereversed\u0000 and \u200Bhidden\r\nline`,
    `${'x'.repeat(295)}${adminKey}`,
    'y'.repeat(100_000),
  ])('%#', (msg) => {
    const detail = [{ loc: ['body', 'credit_limit'], msg, input: token, ctx: { error: adminKey } }]
    for (const answer of [answered(422, { detail }), answered(400, { detail: msg })]) {
      const error = classify(answer)
      const text = JSON.stringify(error)
      expect(text).not.toContain(adminKey)
      expect(text).not.toContain('sandbox-v2')
      expect(text).not.toContain('eyJ')
      expect(text).not.toContain('evil')
      expect(text).not.toMatch(/\\u0000|\\r|\\n|[\u200B\u202E]/)
      expect(error.fields?.[0]?.message.length).toBeLessThanOrEqual(300)
    }
  })

  it('of a very long message only the beginning is looked at: the patterns get slow with its length', () => {
    const messageOf = (length: number) =>
      classify(answered(400, { detail: `${' '.repeat(length)}the end` })).fields?.[0]?.message
    expect(messageOf(1000)).toBe('the end')
    expect(messageOf(1300)).toBe('')
    for (const unit of ['y', 'ey', 'a-', 'eyJ', 'h://']) {
      const [whole, beginning] = [64_000, 2000].map((count) =>
        classify(answered(422, { detail: [{ loc: [], msg: unit.repeat(count) }] })),
      )
      expect(whole).toEqual(beginning)
    }
  })

  it('a request id that is part of the key is left out', () => {
    expect(classify(answered(500, { requestId: 'made-up' })).requestId).toBeUndefined()
    expect(classify(answered(500, { requestId: 'req-7f3a' })).requestId).toBe('req-7f3a')
  })

  it('fields have the names of our forms, and garbage among them is skipped', () => {
    const detail = [
      { loc: ['body', 'description'], msg: 'too long' },
      { loc: ['body', 'allowed_models', 3], msg: 'unknown model' },
      { loc: ['body', 'key_prefix'], msg: 'reserved' },
      { loc: ['body', 'something_new'], msg: 'odd' },
      { loc: [], msg: 'general' },
      { loc: 'body', msg: 'x' },
      { msg: 'y' },
      null,
      7,
    ]
    expect(classify(answered(422, { detail })).fields).toEqual([
      { field: 'name', message: 'too long' },
      { field: 'access', message: 'unknown model' },
      { field: 'prefix', message: 'reserved' },
      { field: 'something_new', message: 'odd' },
      { field: 'request', message: 'general' },
    ])
  })
})

// What a create and a change send.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditCycles, type KeyChanges, type KeyDraft } from '../../shared/domain/api-key.ts'
import { createBody, updateBody } from './requests.ts'

const draft: KeyDraft = {
  name: 'ci',
  expiresAt: null,
  access: { kind: 'all' },
  creditLimit: null,
  creditCycle: 'monthly',
  prefix: null,
  keepSealedCopy: true,
}

describe('a create', () => {
  it('always tells the expiry, for the service gives 180 days where it is left out', () => {
    expect(createBody(draft, 'ci')).toMatchObject({ expires_at: 'never' })
    expect(createBody({ ...draft, expiresAt: Date.UTC(2026, 10, 23, 12, 0, 5, 999) }, 'ci')).toMatchObject({
      expires_at: '2026-11-23T12:00:05',
    })
  })

  it('has the description with its tag, and only fields that the service knows', () => {
    const body = createBody({ ...draft, prefix: 'acme', creditLimit: 0, tags: ['kept here'] }, 'ci [tag]')
    expect(body).toEqual({
      description: 'ci [tag]',
      expires_at: 'never',
      allowed_models: null,
      credit_limit: 0,
      credit_refresh_cycle: 'monthly',
      key_prefix: 'acme',
    })
  })
})

const access = fc.oneof(
  fc.constant({ kind: 'all' as const }),
  fc.record({
    kind: fc.constant('only' as const),
    models: fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
  }),
)
const instant = fc.option(fc.integer({ min: 0, max: 8e15 }))
const fields = {
  name: fc.string(),
  access,
  creditLimit: fc.option(fc.double({ min: 0, max: 1e12, noNaN: true })),
  creditCycle: fc.constantFrom(...creditCycles),
  expiresAt: instant,
}

describe('R59 an empty allow-list', () => {
  it('is in no create, ever', () => {
    fc.assert(
      fc.property(fc.record(fields), (some) => {
        const body = createBody({ ...draft, ...some }, 'x')
        expect(body.allowed_models).not.toEqual([])
        expect(body.allowed_models === null).toBe(some.access.kind === 'all')
      }),
    )
  })

  it('is in a change only for the explicit choice of all models', () => {
    fc.assert(
      fc.property(fc.record(fields, { requiredKeys: [] }), (some) => {
        const changes: KeyChanges = some
        const body = updateBody(changes)
        const isEmpty = Array.isArray(body.allowed_models) && body.allowed_models.length === 0
        expect(isEmpty).toBe(changes.access?.kind === 'all')
        expect(Object.keys(body)).toHaveLength(Object.keys(changes).length)
      }),
    )
  })
})

describe('a change', () => {
  it('sends what changes and nothing else', () => {
    expect(updateBody({})).toEqual({})
    expect(updateBody({ creditLimit: null, expiresAt: null })).toEqual({
      credit_limit: null,
      expires_at: 'never',
    })
    expect(updateBody({ name: 'n', creditCycle: '8h', access: { kind: 'only', models: ['a'] } })).toEqual({
      description: 'n',
      credit_refresh_cycle: '8h',
      allowed_models: ['a'],
    })
  })
})

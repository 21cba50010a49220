// What the new key takes over from the old one.
import { describe, expect, it } from 'vitest'
import { aKey } from '../../../../test/support/key-builders.ts'
import { newKeySchema } from '../key-form/form-values.ts'
import { rotationValues } from './rotation-values.ts'

const dayMs = 86_400_000
const now = Date.UTC(2026, 10, 20)
const defaults = { keepSealedCopy: true, now }
const key = aKey({
  ...{ id: 'k', name: 'billing-bot', display: 'acme-v2-made...up', creditLimit: 50, creditCycle: 'weekly' },
  ...{
    access: { kind: 'only', models: ['a', 'b'] },
    createdAt: now - 20 * dayMs,
    expiresAt: now + 10 * dayMs,
  },
})

describe('the new key', () => {
  it('is like the old one, with its whole lifetime before it', () => {
    const draft = newKeySchema(() => now).parse(rotationValues(key, defaults))
    expect(draft).toEqual({
      ...{
        name: 'billing-bot',
        prefix: 'acme',
        creditLimit: 50,
        creditCycle: 'weekly',
        keepSealedCopy: true,
      },
      ...{ access: { kind: 'only', models: ['a', 'b'] }, expiresAt: now + 30 * dayMs },
    })
  })

  it('never expires where the old one never does, and lasts the usual time where that cannot be told', () => {
    expect(rotationValues({ ...key, expiresAt: null }, defaults).expiresAt.choice).toBe('never')
    expect(rotationValues({ ...key, createdAt: null }, defaults).expiresAt.choice).toBe('180d')
    expect(rotationValues({ ...key, expiresAt: now + 400 * dayMs }, defaults).expiresAt.choice).toBe('180d')
  })

  it('has no prefix of its own where the old one has the service’s, or a strange identifier', () => {
    for (const display of ['io-v2-made...up', 'madeup', '<b>-v2-x', '-v2-']) {
      expect(rotationValues({ ...key, display }, defaults).prefix).toBe('')
    }
  })

  it('gets the limit that a frozen one had before', () => {
    const frozen = { ...key, creditLimit: 0, frozen: { limit: 80, at: now } }
    expect(rotationValues(frozen, defaults).creditLimit).toEqual({ hasLimit: true, text: '80' })
    const unlimited = { ...frozen, frozen: { limit: null, at: now } }
    expect(rotationValues(unlimited, defaults).creditLimit.hasLimit).toBe(false)
  })
})

// What the notice of a batch says of refusals, which are known, and of lost answers, which are not.
import { describe, expect, it } from 'vitest'
import { unsettledWords } from './batch-progress.ts'

const told = (subject: string, ...outcomes: ('failed' | 'unconfirmed')[]) =>
  unsettledWords(
    outcomes.map((outcome) => ({ outcome })),
    { subject, done: 'revoked', still: 'It still works.', mayBe: 'It may still work.' },
  )

describe('unsettledWords', () => {
  it('a refusal is told as what it is: nothing happened', () => {
    expect(told('“ci”', 'failed')).toEqual({ title: '“ci” was not revoked', body: 'It still works.' })
    expect(told('2 keys', 'failed', 'failed').title).toBe('2 keys were not revoked')
  })

  it('only a lost answer leaves it open', () => {
    expect(told('“ci”', 'unconfirmed')).toEqual({
      title: '“ci” is not confirmed as revoked',
      body: 'It may still work.',
    })
    expect(told('2 keys', 'unconfirmed', 'unconfirmed').title).toBe('2 keys are not confirmed as revoked')
  })

  it('both together are counted apart', () => {
    expect(told('3 keys', 'failed', 'unconfirmed', 'failed').title).toBe(
      '3 keys: 2 not revoked, 1 not confirmed',
    )
  })
})

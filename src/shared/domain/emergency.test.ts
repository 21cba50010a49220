// Which keys an emergency action is about, and what is said of them before.
import { describe, expect, it } from 'vitest'
import { aKey } from '../../../test/support/key-builders.ts'
import type { ApiKey } from './api-key.ts'
import { type EmergencyAction, keysOfEmergency, spentToday, spentWords } from './emergency.ts'
import { noNotes } from './key-notes.ts'

const tagged = (...tags: string[]) => ({ notes: { ...noNotes, tags } })
const frozen = { creditLimit: 0, frozen: { limit: 5, at: 1 } }
const keys: readonly ApiKey[] = [
  aKey({ id: 'plain', usedToday: 1 }),
  aKey({ id: 'busy', usedToday: 30, ...tagged('CI') }),
  aKey({ id: 'frozen', ...frozen, ...tagged('ci') }),
  aKey({ id: 'empty', creditLimit: 0, ...tagged('ci') }),
  aKey({ id: 'ended', ending: { how: 'expired', at: 1 }, ...tagged('ci') }),
  aKey({ id: 'ended frozen', ending: { how: 'expired', at: 1 }, ...frozen }),
]
const namesOf = (action: EmergencyAction) => keysOfEmergency(keys, action).map(({ id }) => id)

describe('an emergency action', () => {
  it.each<[EmergencyAction, readonly string[]]>([
    [{ action: 'freezeAll' }, ['busy', 'plain']],
    [{ action: 'thawAll' }, ['frozen']],
    [{ action: 'freezeTag', tag: 'ci' }, ['busy']],
    [{ action: 'revokeTag', tag: 'Ci' }, ['busy', 'empty', 'frozen']],
    [{ action: 'revokeTag', tag: 'c' }, []],
  ])('%o is about no other keys, the spenders first', (action, names) => {
    expect(namesOf(action)).toEqual(names)
  })

  it('tells what is known of today’s spend, and that nothing is known where that is so', () => {
    expect(spentToday(keys)).toBe(31)
    expect(spentWords(keys)).toBe('Together they spent 31 credits today (since 00:00 UTC).')
    expect(spentWords([aKey({ id: 'a' })])).toBe('What they spent today is not known.')
    expect(spentWords([aKey({ id: 'a', usedToday: 2 })])).toMatch(/^It spent 2 credits/)
  })
})

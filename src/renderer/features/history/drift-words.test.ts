// What a notice tells of changes elsewhere.
import { describe, expect, it } from 'vitest'
import type { Activity } from '../../../shared/domain/activity.ts'
import { driftWords } from './drift-words.ts'

let id = 0
const entry = (changes: Partial<Activity>): Activity => {
  id += 1
  return {
    ...{ id, at: 0, kind: 'keyAppeared', account: null, subjectId: 'k1', subject: 'billing-bot' },
    ...{ outcome: 'done', error: null, changes: [], detail: null },
    ...changes,
  }
}
const limit = { field: 'Credit limit', before: '50', after: '500' }
const told = (...entries: Activity[]) => driftWords({ entries, count: entries.length })

describe('a notice of what changed elsewhere', () => {
  it('names each key and the exact values', () => {
    expect(
      told(
        entry({ kind: 'keyChangedElsewhere', changes: [limit] }),
        entry({ subject: 'a' }),
        entry({ subject: 'b' }),
        entry({ kind: 'keyGone', subject: 'c' }),
        entry({ kind: 'keyExpired', subject: 'd' }),
      ),
    ).toBe('Credit limit of “billing-bot” 50 → 500 credits; new: “a”, “b”; expired: “d”; gone: “c”.')
  })

  it('stays one sentence however much there is, and still names the first', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((subject) => entry({ subject }))
    expect(told(...many)).toBe('New: “a”, “b”, “c” and 2 more.')
    const more = entry({ kind: 'moreChanged', subject: '', detail: '10 more: “x” and 9 more.' })
    expect(driftWords({ entries: [more], count: 51 })).toBe('10 more: “x” and 9 more; 50 older entries.')
  })

  it('R15 shows hidden characters of a name', () => {
    expect(told(entry({ subject: '\u202egnp' }))).toBe('New: “‹U+202E›gnp”.')
  })
})

// The sentences of the history.
import { describe, expect, it } from 'vitest'
import { type Activity, activityKinds } from './activity.ts'
import { activityProblem, activityWords } from './activity-words.ts'

const entry = (changes: Partial<Activity>): Activity => ({
  ...{ id: 1, at: 0, kind: 'keyRevoked', account: null, subjectId: 'k1', subject: 'billing-bot' },
  ...{ outcome: 'done', error: null, changes: [], detail: null },
  ...changes,
})
const limit = { field: 'Credit limit', before: '50', after: '500' }

describe('a sentence of the history', () => {
  it.each([
    [{}, 'You revoked “billing-bot”'],
    [{ outcome: 'failed' }, 'Revoking “billing-bot” failed'],
    [{ outcome: 'unknown' }, 'Revoking “billing-bot” was not confirmed'],
    [{ kind: 'locked', subject: '' }, 'Latchkey was locked'],
    [{ kind: 'connected', subject: '' }, 'You connected'],
    [{ kind: 'keyEdited', changes: [limit] }, 'You changed “billing-bot”: Credit limit 50 → 500 credits'],
    [
      { kind: 'keyEdited', changes: [limit, { ...limit, field: 'Name' }] },
      'You changed “billing-bot”: Credit limit 50 → 500 credits and 1 more',
    ],
    [
      { kind: 'keyChangedElsewhere', changes: [{ ...limit, after: 'no limit' }] },
      'Credit limit of “billing-bot” changed elsewhere: 50 → no limit',
    ],
  ] satisfies [Partial<Activity>, string][])('%o', (changes, words) => {
    expect(activityWords(entry(changes))).toBe(words)
  })

  it('never holds a gap, whatever the kind and whether or not there is a name', () => {
    for (const kind of activityKinds) {
      for (const subject of ['', 'ci', '$& {}']) {
        const words = activityWords(entry({ kind, subject }))
        expect(words).toMatch(/^\S.*\S$/)
        expect(words.replace('$& {}', '')).not.toContain('{}')
      }
    }
  })

  it('R15 shows hidden characters of a name', () => {
    expect(activityWords(entry({ subject: 'a\u202eb' }))).toBe('You revoked “a‹U+202E›b”')
  })
})

it('a failure is told as everywhere else', () => {
  expect(activityProblem(entry({ outcome: 'failed', error: 'offline' }))).toBe(
    'IO Intelligence cannot be reached',
  )
  expect(activityProblem(entry({ kind: 'secretEdited', outcome: 'failed', error: 'notFound' }))).toBe(
    'The service does not know this secret',
  )
  expect(activityProblem(entry({}))).toBeNull()
})

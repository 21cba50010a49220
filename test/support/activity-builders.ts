// Builders of entries of the history for tests.
import type { Activity } from '../../src/shared/domain/activity.ts'

/** A done entry about a key; the caller changes what matters. */
export function anEntry(changes: Partial<Activity> & Pick<Activity, 'id'>): Activity {
  return {
    ...{ at: Date.now(), kind: 'keyRevoked', account: 'Ada', subjectId: 'k1', subject: 'billing-bot' },
    ...{ outcome: 'done', error: null, changes: [], detail: null },
    ...changes,
  }
}

const minuteMs = 60_000
const limit = { field: 'Credit limit', before: '50', after: '500' }

/** An eventful week, the newest first. */
export function someEntries(now = Date.now()): Activity[] {
  const hour = 60 * minuteMs
  return [
    anEntry({ id: 12, at: now - minuteMs, detail: 'Identifier sandbox-v2-eyJh...c0eQ.' }),
    anEntry({ id: 11, at: now - 3 * minuteMs, kind: 'keyChangedElsewhere', subject: 'ci', changes: [limit] }),
    anEntry({
      ...{ id: 10, at: now - 3 * minuteMs, kind: 'keyAppeared', subject: 'laptop of Mira', subjectId: 'k7' },
      detail: 'No credit limit, monthly; all models; never expires.',
    }),
    anEntry({
      ...{ id: 9, at: now - 4 * minuteMs, kind: 'keyEdited', outcome: 'failed', error: 'offline' },
      changes: [limit, { field: 'Name', before: '“billing-bot”', after: '“billing-bot (EU)”' }],
    }),
    anEntry({ id: 8, at: now - 26 * hour, kind: 'valueRevealed' }),
    anEntry({ id: 7, at: now - 26 * hour, kind: 'valueCopied', detail: 'In a sample for curl.' }),
    anEntry({ id: 6, at: now - 27 * hour, kind: 'keyCreated', outcome: 'unknown', error: 'timeout' }),
    anEntry({
      ...{ id: 5, at: now - 50 * hour, kind: 'secretReplaced', subject: 'Linear API token', subjectId: 's1' },
    }),
    anEntry({
      ...{ id: 4, at: now - 50 * hour, kind: 'locked', subject: '', subjectId: null },
      detail: 'Nobody was at the computer.',
    }),
    anEntry({
      ...{ id: 3, at: now - 51 * hour, kind: 'settingsChanged', subject: '', subjectId: null },
      changes: [{ field: 'Lock after', before: '5 min', after: '1 min' }],
    }),
    anEntry({ id: 2, at: now - 51 * hour, kind: 'connected', subject: 'Ada', subjectId: 'live-1' }),
  ]
}

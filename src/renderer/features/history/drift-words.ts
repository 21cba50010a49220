// What changed elsewhere in one sentence: names and exact values, never a bare count.
import type { Activity, Drift } from '../../../shared/domain/activity.ts'
import { stepWords } from '../../../shared/domain/activity-words.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'

const namedAtMost = 3

/** "Credit limit of “billing-bot” 50 → 500 credits; new: “a”, “b”; gone: “c”." */
export function driftWords({ entries, count }: Pick<Drift, 'entries' | 'count'>): string {
  const of = (kind: Activity['kind']) => entries.filter((entry) => entry.kind === kind)
  const changed = of('keyChangedElsewhere').flatMap(({ subject, changes }) =>
    changes.map((change) => `${change.field} of ${quoted(subject)} ${stepWords(change)}`),
  )
  const parts = [
    ...changed.slice(0, namedAtMost),
    ...(changed.length > namedAtMost ? [`${changed.length - namedAtMost} more changes of settings`] : []),
    ...namesOf('new', of('keyAppeared')),
    ...namesOf('expired', of('keyExpired')),
    ...namesOf('gone', of('keyGone')),
    ...of('moreChanged').map(({ detail }) => (detail ?? '').replace(/\.$/, '')),
    ...(count > entries.length ? [`${count - entries.length} older entries`] : []),
  ].filter((part) => part !== '')
  const text = parts.join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function namesOf(label: string, entries: readonly Activity[]): readonly string[] {
  if (entries.length === 0) return []
  const names = entries.slice(0, namedAtMost).map(({ subject }) => quoted(subject))
  const more = entries.length - names.length
  return [`${label}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`]
}

function quoted(name: string): string {
  return `“${visibleText(name, 60)}”`
}

// Puts search and filters together into what main is asked for, and into the words of what is on.
import type { ActivityQuery } from '../../../shared/domain/activity.ts'
import { activityGroups, kindsOf } from '../../../shared/domain/activity-groups.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import type { HistoryFilters } from '../../state/ui-state.ts'
import type { FilterChip } from '../table-view/filters.tsx'

export function queryOf(query: string, { groups, subject }: HistoryFilters): ActivityQuery {
  return { text: query.trim(), kinds: kindsOf(groups), subjectId: subject?.id ?? null, since: null }
}

/** The filters that are on, in the order of the panel, each with what takes it off. */
export function activeHistoryFilters({ groups, subject }: HistoryFilters): FilterChip<HistoryFilters>[] {
  const chips: FilterChip<HistoryFilters>[] = activityGroups
    .filter(({ id }) => groups.has(id))
    .map(({ id, label }) => ({
      id: 'groups',
      label,
      off: { groups: new Set([...groups].filter((other) => other !== id)) },
    }))
  if (subject === null) return chips
  return [
    { id: 'subject', label: `Only “${visibleText(subject.name, 60)}”`, off: { subject: null } },
    ...chips,
  ]
}

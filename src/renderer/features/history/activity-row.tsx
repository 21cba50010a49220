// One entry of the history: when, what and how it ended, and below it all that is known of it.
import {
  FileText,
  Globe,
  KeyRound,
  ListFilter,
  LockKeyhole,
  type LucideIcon,
  MonitorCog,
  TriangleAlert,
} from 'lucide-react'
import type { Activity } from '../../../shared/domain/activity.ts'
import { type ActivityGroup, groupOf } from '../../../shared/domain/activity-groups.ts'
import { activityProblem, activityWords, outcomeWords } from '../../../shared/domain/activity-words.ts'
import { asOfTime, exactTime } from '../../../shared/domain/expiry.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { changeHistoryFilters } from '../../state/ui-state.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ChangeList } from '../edit-form/change-list.tsx'
import { MarkedText } from '../table-view/marked-text.tsx'
import { dayHeading } from './day-heading.ts'
import { type ExpandableRow, Facts } from './expandable-list.tsx'

const icons: Readonly<Record<ActivityGroup, LucideIcon>> = {
  keys: KeyRound,
  values: FileText,
  secrets: LockKeyhole,
  latchkey: MonitorCog,
  elsewhere: Globe,
}

/** `terms` are marked; `isOfOne`: the list is already that of one key. */
export function activityRow(
  entry: Activity,
  { now, terms, isOfOne }: { now: number; terms: readonly string[]; isOfOne: boolean },
): ExpandableRow {
  return {
    id: String(entry.id),
    group: dayHeading(entry.at, now),
    summary: <Summary entry={entry} terms={terms} />,
    details: () => <Details entry={entry} isOfOne={isOfOne} />,
  }
}

/** A longer detail is only shown below an opened line. */
const maxAside = 80

function Summary({ entry, terms }: { readonly entry: Activity; readonly terms: readonly string[] }) {
  const { at, kind, outcome, detail } = entry
  const group = groupOf(kind)
  const Icon = icons[group]
  const aside = detail !== null && detail.length <= maxAside ? visibleText(detail, maxAside) : null
  return (
    <>
      <time dateTime={new Date(at).toISOString()} className="w-10 shrink-0 text-ink-muted tabular-nums">
        {asOfTime(at, at)}
      </time>
      <Icon
        aria-hidden
        className={classNames(
          'mt-0.5 size-4 shrink-0',
          group === 'elsewhere' ? 'text-accent' : 'text-ink-faint',
        )}
      />
      <span className="min-w-0 flex-1 wrap-anywhere">
        <MarkedText text={activityWords(entry)} terms={terms} />
        {aside && <span className="ml-1 text-sm text-ink-muted"> {aside}</span>}
        {group === 'elsewhere' && <span className="sr-only"> (not from this computer)</span>}
      </span>
      {outcome !== 'done' && (
        <Badge tone={outcome === 'failed' ? 'danger' : 'warn'} icon={TriangleAlert} className="shrink-0">
          {outcomeWords[outcome]}
        </Badge>
      )}
    </>
  )
}

/** Longer names are cut in the line. */
const shownNameLength = 80

function Details({ entry, isOfOne }: { readonly entry: Activity; readonly isOfOne: boolean }) {
  const { at, subject, subjectId, account, detail, changes } = entry
  const name = visibleText(subject)
  return (
    <div className="flex flex-col items-start gap-3">
      <Facts
        facts={[
          ['When', exactTime(at)],
          ['Why', activityProblem(entry)],
          ['Changes', changes.length > 0 && <Changes changes={changes} />],
          ['Details', detail && visibleText(detail, 400)],
          ['Name', name.length > shownNameLength && name],
          ['Id', subjectId && <span className="font-mono text-sm">{visibleText(subjectId, 200)}</span>],
          ['Account', account && visibleText(account)],
        ]}
      />
      {subjectId !== null && !isOfOne && (
        <Button
          size="small"
          icon={ListFilter}
          onClick={() => changeHistoryFilters({ groups: new Set(), subject: { id: subjectId, name } })}
        >
          Only what concerns this one
        </Button>
      )}
    </div>
  )
}

function Changes({ changes }: Pick<Activity, 'changes'>) {
  return (
    <ChangeList
      changes={changes.map(({ field, before, after }) => ({
        field,
        label: field,
        before: visibleText(before, 400),
        after: visibleText(after, 400),
      }))}
    />
  )
}

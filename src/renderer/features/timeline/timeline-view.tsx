// Coming expiries and resets of credit limits by days, what has expired on top, and their calendar file.
import { CalendarCheck, Download } from 'lucide-react'
import { useId, useState } from 'react'
import { asOfTime } from '../../../shared/domain/expiry.ts'
import { dayWords, idOf, type TimelineEntry, timelineRanges } from '../../../shared/domain/timeline.ts'
import { useAppState, useNow, useSnapshot } from '../../state/app-state.ts'
import { listProblem, writeBlock } from '../../state/selectors.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { createKey } from '../api-keys/key-actions.ts'
import { ListUnavailable } from '../api-keys/table-states.tsx'
import { countWords, TotalsBar } from '../table-view/footer-bars.tsx'
import { LoadingRows } from '../table-view/loading-rows.tsx'
import { exportTimeline } from './export-timeline.ts'
import { TimelineLine } from './timeline-entry.tsx'
import { chooseRange, rangeWords, useTimelineRange } from './timeline-range.ts'
import { type ShownTimeline, useTimeline } from './use-timeline.ts'

/** Thousands of lines at once would be slow to draw, and nobody reads them. */
const firstShown = 200
const moreShown = 500

export function TimelineView() {
  const timeline = useTimeline()
  const isEmpty = timeline.days.length === 0 && timeline.expired.length === 0
  return (
    <section aria-label="Timeline" className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">Timeline</h1>
      <Toolbar isEmpty={timeline.days.length === 0} />
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className={classNames(
          'min-h-0 flex-1 overflow-y-auto border-t border-line -outline-offset-2',
          !isEmpty && 'bg-surface',
        )}
      >
        {isEmpty ? <NothingAhead /> : <Days timeline={timeline} />}
      </div>
      {!isEmpty && <Totals timeline={timeline} />}
    </section>
  )
}

function Toolbar({ isEmpty }: { readonly isEmpty: boolean }) {
  const days = useTimelineRange((range) => range.days)
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
      <span aria-hidden className="text-ink-muted">
        The next
      </span>
      <SegmentedControl
        legend="How far ahead"
        isLegendHidden
        value={String(days)}
        choices={timelineRanges.map((range) => ({ value: String(range), label: rangeWords(range) }))}
        onChange={(value) => chooseRange(timelineRanges.find((range) => String(range) === value) ?? days)}
      />
      <Button
        icon={Download}
        className="ml-auto"
        disabledReason={isEmpty ? 'There is nothing ahead in this time.' : null}
        onClick={() => void exportTimeline(days)}
      >
        Export to calendar…
      </Button>
    </div>
  )
}

function Days({ timeline: { expired, days, now } }: { readonly timeline: ShownTimeline }) {
  const range = useTimelineRange((chosen) => chosen.days)
  const [{ shownOf, count }, setShown] = useState({ shownOf: range, count: firstShown })
  // Another range begins at its first lines again.
  let left = shownOf === range ? count : firstShown
  const groups = [
    ...(expired.length > 0 ? [{ id: 'expired', words: 'Expired', entries: expired }] : []),
    ...days.map(({ startsAt, entries }) => ({
      ...{ id: String(startsAt), words: dayWords(startsAt, now), entries },
    })),
  ].flatMap((group) => {
    const entries = group.entries.slice(0, left)
    left -= entries.length
    return entries.length === 0 ? [] : { ...group, entries }
  })
  const total = days.reduce((sum, { entries }) => sum + entries.length, expired.length)
  const shownCount = groups.reduce((sum, { entries }) => sum + entries.length, 0)
  return (
    <>
      {groups.map((group) => (
        <Group key={group.id} {...group} now={now} />
      ))}
      {shownCount < total && (
        <div className="flex items-center gap-3 px-4 py-3">
          <Button onClick={() => setShown({ shownOf: range, count: shownCount + moreShown })}>
            Show more
          </Button>
          <span className="text-sm text-ink-muted">
            {countWords(shownCount, total, ['entry', 'entries'])} shown
          </span>
        </div>
      )}
    </>
  )
}

interface GroupProps {
  readonly words: string
  readonly entries: readonly TimelineEntry[]
  readonly now: number
}

function Group({ words, entries, now }: GroupProps) {
  const headingId = useId()
  const block = useSnapshot(writeBlock)
  return (
    <section aria-labelledby={headingId}>
      <h2
        id={headingId}
        className="sticky top-0 z-10 border-b border-line bg-canvas px-4 py-1 text-sm font-medium text-ink-muted"
      >
        {words}
      </h2>
      <ul>
        {entries.map((entry) => (
          <TimelineLine key={idOf(entry)} entry={entry} now={now} writeBlock={block} />
        ))}
      </ul>
    </section>
  )
}

function Totals({ timeline: { expiryCount, resetCount } }: { readonly timeline: ShownTimeline }) {
  const days = useTimelineRange((range) => range.days)
  const now = useNow()
  const asOf = useSnapshot(({ sync }) => sync.listAsOf)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const counts = [
    countWords(expiryCount, expiryCount, ['expiry', 'expiries']),
    countWords(resetCount, resetCount, ['reset', 'resets']),
  ].join(', ')
  return (
    <TotalsBar start={`${counts} in the next ${rangeWords(days)}`}>
      <span>
        {zone === 'UTC' ? 'Times in UTC' : `Times of ${zone.replaceAll('_', ' ')}; limits reset by UTC`}
      </span>
      {asOf !== null && <span>as of {asOfTime(asOf, now)}</span>}
    </TotalsBar>
  )
}

function NothingAhead() {
  const days = useTimelineRange((range) => range.days)
  const problem = useSnapshot(listProblem)
  const listAsOf = useSnapshot(({ sync }) => sync.listAsOf)
  const block = useSnapshot(writeBlock)
  const hasKeys = useAppState(({ keys }) => keys.size > 0)
  if (listAsOf === null && !hasKeys) {
    return problem ? <ListUnavailable problem={problem} /> : <LoadingRows>Reading the keys…</LoadingRows>
  }
  return (
    <EmptyState
      icon={CalendarCheck}
      title={`Nothing in the next ${rangeWords(days)}`}
      actions={
        hasKeys ? (
          <Button onClick={() => chooseRange(365)}>Look a year ahead</Button>
        ) : (
          <Button variant="primary" disabledReason={block} onClick={createKey}>
            Create New API Key
          </Button>
        )
      }
    >
      Expiries of your keys and of the admin key are shown here, and when credit limits reset.
    </EmptyState>
  )
}

// The history of this computer: what was done here, what changed elsewhere, and the keys that have ended.
import { Download } from 'lucide-react'
import { type RefObject, useMemo, useRef, useState } from 'react'
import { useNow } from '../../state/app-state.ts'
import { useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuNote } from '../../ui/menu.tsx'
import { ProblemBanner } from '../problem/problem-banner.tsx'
import { countWords, TotalsBar } from '../table-view/footer-bars.tsx'
import { LoadingRows } from '../table-view/loading-rows.tsx'
import { SearchBox } from '../table-view/search-box.tsx'
import { useHitAnnouncement } from '../table-view/use-hit-announcement.ts'
import { useSearch } from '../table-view/use-search.ts'
import { useSearchShortcut } from '../table-view/use-table-focus.ts'
import { activityRow } from './activity-row.tsx'
import { endedKeyRow, useEndedKeys } from './ended-keys.tsx'
import { ExpandableList, type ExpandableRow } from './expandable-list.tsx'
import { exportHistory } from './history-actions.ts'
import { HistoryFilterChips, HistoryFilterPanel, HistoryPart } from './history-filters.tsx'
import { activeHistoryFilters, queryOf } from './history-query.ts'
import { HistoryUnavailable, NoEndedHits, NoEndedKeys, NoEntries, NoEntryHits } from './history-states.tsx'
import { useHistory } from './use-history.ts'

const listId = 'history-list'

interface PartProps {
  readonly listRef: RefObject<HTMLElement | null>
  readonly onLeave: () => void
}

export function HistoryView() {
  const searchRef = useRef<HTMLInputElement>(null)
  const listRef = useRef<HTMLElement>(null)
  const shows = useUiState((state) => state.historyFilters.shows)
  useSearchShortcut(searchRef)
  const enterRows = () => listRef.current?.querySelector<HTMLElement>('[data-line][tabindex="0"]')?.focus()
  const isActivity = shows === 'activity'
  const part = { listRef, onLeave: () => searchRef.current?.focus() }
  return (
    <section aria-label="History" className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">History</h1>
      <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
        <SearchBox
          ref={searchRef}
          section="history"
          label="Search the history"
          placeholder={isActivity ? 'Search names, accounts and changes' : 'Search name, identifier or model'}
          tableId={listId}
          activeRowId={undefined}
          onEnterRows={enterRows}
          onOpen={enterRows}
          onCopy={() => {}}
        />
        <HistoryPart />
        {isActivity && <HistoryFilterPanel />}
        {isActivity && <ExportMenu />}
      </div>
      {isActivity && <HistoryFilterChips />}
      {isActivity ? <ActivityPart {...part} /> : <EndedPart {...part} />}
    </section>
  )
}

function ExportMenu() {
  return (
    <Menu
      trigger={
        <Button icon={Download} className="ml-auto">
          Export
        </Button>
      }
    >
      <MenuItem onSelect={() => void exportHistory('csv')}>As CSV table…</MenuItem>
      <MenuItem onSelect={() => void exportHistory('json')}>As JSON…</MenuItem>
      <MenuNote>What fits the search and the filters. It holds names and times, never a value.</MenuNote>
    </Menu>
  )
}

function ActivityPart({ listRef, onLeave }: PartProps) {
  const now = useNow()
  const { deferredQuery, terms } = useSearch('history')
  const filters = useUiState((state) => state.historyFilters)
  const history = useHistory(queryOf(deferredQuery, filters))
  const { entries, next, problem, isLoading } = history
  const isOfOne = filters.subject !== null
  const today = new Date(now).toDateString()
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the time only the day shows
  const rows = useMemo(
    () => entries.map((entry) => activityRow(entry, { now, terms, isOfOne })),
    [entries, today, terms, isOfOne],
  )
  const isNarrowed = deferredQuery.trim() !== '' || activeHistoryFilters(filters).length > 0
  const count = `${countWords(entries.length, entries.length, ['entry', 'entries'])}`
  useHitAnnouncement(`${count}${next === null ? '' : ' and more'} found`, deferredQuery)
  if (rows.length === 0) {
    return (
      <div id={listId} className="min-h-0 flex-1 overflow-y-auto border-t border-line">
        {problem ? (
          <HistoryUnavailable problem={problem} onRetry={history.retry} />
        ) : isLoading ? (
          <LoadingRows>Reading the history…</LoadingRows>
        ) : isNarrowed ? (
          <NoEntryHits />
        ) : (
          <NoEntries />
        )}
      </div>
    )
  }
  return (
    <>
      <ExpandableList ref={listRef} label="Activity" domId={listId} rows={rows} onLeave={onLeave}>
        {problem && (
          <div className="px-4 pt-3">
            <ProblemBanner
              error={problem}
              title="The rest of the history could not be read"
              actions={
                <Button size="small" onClick={next === null ? history.retry : history.loadMore}>
                  Try again
                </Button>
              }
            />
          </div>
        )}
        {next !== null && !problem && (
          <div className="flex justify-center pt-3">
            <Button isBusy={history.isLoadingMore} onClick={history.loadMore}>
              Show older
            </Button>
          </div>
        )}
      </ExpandableList>
      <TotalsBar start={`${count} shown${next === null ? '' : ', there are older ones'}`}>
        <span>Kept on this computer alone, the newest 20,000</span>
      </TotalsBar>
    </>
  )
}

const endedPerPage = 100

function EndedPart({ listRef, onLeave }: PartProps) {
  const now = useNow()
  const { deferredQuery, terms } = useSearch('history')
  const { found, total } = useEndedKeys(terms)
  const [shownCount, setShownCount] = useState(endedPerPage)
  const today = new Date(now).toDateString()
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the time only the day shows
  const rows: readonly ExpandableRow[] = useMemo(
    () => found.slice(0, shownCount).map((key) => endedKeyRow(key, { now, terms })),
    [found, shownCount, today, terms],
  )
  const nouns = ['ended key', 'ended keys'] as const
  useHitAnnouncement(`${countWords(found.length, found.length, nouns)} found`, deferredQuery)
  if (rows.length === 0) {
    return (
      <div id={listId} className="min-h-0 flex-1 overflow-y-auto border-t border-line">
        {total > 0 ? <NoEndedHits /> : <NoEndedKeys />}
      </div>
    )
  }
  return (
    <>
      <ExpandableList ref={listRef} label="Ended keys" domId={listId} rows={rows} onLeave={onLeave}>
        {found.length > shownCount && (
          <div className="flex justify-center pt-3">
            <Button onClick={() => setShownCount((count) => count + endedPerPage)}>Show older</Button>
          </div>
        )}
      </ExpandableList>
      <TotalsBar start={countWords(found.length, total, nouns)}>
        <span>Kept on this computer alone</span>
      </TotalsBar>
    </>
  )
}

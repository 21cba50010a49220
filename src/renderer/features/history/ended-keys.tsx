// Keys that the service no longer lists: how each ended, what it spent and what it was set to.
import { Ban, CalendarX, Globe, History, type LucideIcon } from 'lucide-react'
import { useMemo } from 'react'
import type { ApiKey, Ending } from '../../../shared/domain/api-key.ts'
import { fieldLabels, settingsSentence } from '../../../shared/domain/change-words.ts'
import { formatCredits } from '../../../shared/domain/credit-cycle.ts'
import { asOfTime, exactTime } from '../../../shared/domain/expiry.ts'
import { matchesTerms } from '../../../shared/domain/search.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { type KeyRow, useAppState } from '../../state/app-state.ts'
import { Button } from '../../ui/button.tsx'
import { shownName } from '../api-keys/key-status.ts'
import { MarkedText } from '../table-view/marked-text.tsx'
import { dayHeading } from './day-heading.ts'
import { type ExpandableRow, Facts } from './expandable-list.tsx'
import { showHistoryOf } from './history-actions.ts'

type EndedKey = ApiKey & { readonly ending: Ending }

const looks: Readonly<Record<Ending['how'], { readonly icon: LucideIcon; readonly words: string }>> = {
  revokedHere: { icon: Ban, words: 'Revoked with this app' },
  expired: { icon: CalendarX, words: 'Expired' },
  goneElsewhere: { icon: Globe, words: 'Gone elsewhere' },
}

/** Those that match the search, the one that ended last first, and how many there are in all. */
export function useEndedKeys(terms: readonly string[]): {
  readonly found: readonly EndedKey[]
  readonly total: number
} {
  const rows = useAppState((state) => state.keys)
  const ended = useMemo(
    () =>
      [...rows.values()]
        .filter((row): row is KeyRow & { key: EndedKey } => row.key.ending !== null)
        .sort((a, b) => b.key.ending.at - a.key.ending.at),
    [rows],
  )
  const found = useMemo(
    () => ended.filter(({ searchText }) => matchesTerms(searchText, terms)).map(({ key }) => key),
    [ended, terms],
  )
  return { found, total: ended.length }
}

export function endedKeyRow(
  key: EndedKey,
  { now, terms }: { now: number; terms: readonly string[] },
): ExpandableRow {
  return {
    id: key.id,
    group: dayHeading(key.ending.at, now),
    summary: <Summary apiKey={key} terms={terms} />,
    details: () => <Details apiKey={key} />,
  }
}

interface EndedKeyProps {
  readonly apiKey: EndedKey
}

function Summary({ apiKey, terms }: EndedKeyProps & { readonly terms: readonly string[] }) {
  const { icon: Icon, words } = looks[apiKey.ending.how]
  return (
    <>
      <time
        dateTime={new Date(apiKey.ending.at).toISOString()}
        className="w-10 shrink-0 text-ink-muted tabular-nums"
      >
        {asOfTime(apiKey.ending.at, apiKey.ending.at)}
      </time>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
      <span className="min-w-0 flex-1 wrap-anywhere">
        <span className="font-medium">
          <MarkedText text={shownName(apiKey)} terms={terms} />
        </span>{' '}
        <span className="font-mono text-sm text-ink-muted">
          <MarkedText text={visibleText(apiKey.display, 100)} terms={terms} />
        </span>
        <span className="block text-sm text-ink-muted">{words}</span>
      </span>
      <span className="shrink-0 text-right tabular-nums">{spentWords(apiKey)}</span>
    </>
  )
}

function spentWords({ usedAllTime, creditUsed }: ApiKey): string {
  return usedAllTime === null
    ? `${formatCredits(creditUsed)} credits in its last cycle`
    : `${formatCredits(usedAllTime)} credits in all`
}

function Details({ apiKey }: EndedKeyProps) {
  const { ending, access, createdAt, creditUsed, lastUseSeenAt, notes } = apiKey
  return (
    <div className="flex flex-col items-start gap-3">
      <Facts
        facts={[
          ['Ended', endedWords(ending)],
          ['Last settings', settingsSentence(apiKey)],
          [
            fieldLabels.access,
            access.kind === 'only' && access.models.map((model) => visibleText(model, 120)).join(', '),
          ],
          ['Spent', `${spentWords(apiKey)}; ${formatCredits(creditUsed)} in its last cycle`],
          ['Last use seen', lastUseSeenAt !== null && exactTime(lastUseSeenAt)],
          ['Created', createdAt !== null && exactTime(createdAt)],
          ['Tags', notes.tags.map((tag) => visibleText(tag, 60)).join(', ')],
          ['Note', notes.note && <span className="whitespace-pre-line">{visibleNote(notes.note)}</span>],
        ]}
      />
      <Button size="small" icon={History} onClick={() => showHistoryOf(apiKey)}>
        History of this key
      </Button>
    </div>
  )
}

function endedWords({ how, at }: Ending): string {
  if (how === 'goneElsewhere') return `Gone elsewhere; first missed ${exactTime(at)}`
  return `${looks[how].words} ${exactTime(at)}`
}

/** Its line breaks are its user's own. */
function visibleNote(note: string): string {
  return note
    .split('\n')
    .map((line) => visibleText(line, 2000))
    .join('\n')
}

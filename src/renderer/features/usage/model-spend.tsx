// Spend by model: credits today and of all time, tokens of all time; of all keys, or of one.
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { formatCredits } from '../../../shared/domain/credit-cycle.ts'
import { describeError } from '../../../shared/domain/error-words.ts'
import { foldText, matchesTerms } from '../../../shared/domain/search.ts'
import type { ModelUse } from '../../../shared/domain/usage.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { classNames } from '../../ui/class-names.ts'
import { Meter } from '../../ui/meter.tsx'
import { countWords, TotalsBar } from '../table-view/footer-bars.tsx'
import { MarkedText } from '../table-view/marked-text.tsx'
import { SearchBox } from '../table-view/search-box.tsx'
import { useHitAnnouncement } from '../table-view/use-hit-announcement.ts'
import { useSearch } from '../table-view/use-search.ts'
import { useFocusAfterDialog, useSearchShortcut } from '../table-view/use-table-focus.ts'
import { ByControl } from './by-control.tsx'
import { fullCount, isReadToday, shareOf, shareWords, shortCount, type UsageClock } from './usage-figures.ts'
import { NoUsage } from './usage-states.tsx'
import { useModelUse } from './use-series.ts'

const nouns = ['model', 'models'] as const
const tableId = 'usage-by-model'

/** All models of all keys, with a search of its own. */
export function ModelSpend({ clock }: { readonly clock: UsageClock }) {
  const searchRef = useRef<HTMLInputElement>(null)
  const scrollRef = useRef<HTMLDivElement>(null)
  const loaded = useModelUse(null)
  const { deferredQuery, terms } = useSearch('usage')
  const models = loaded.state === 'ready' ? loaded.value : []
  const shown = models.filter(({ model }) => matchesTerms(foldText(visibleText(model)), terms))
  const found = `${countWords(shown.length, shown.length, nouns)} found`
  useSearchShortcut(searchRef)
  useFocusAfterDialog(scrollRef)
  useHitAnnouncement(found, deferredQuery)
  return (
    <section aria-label="Usage by model" className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">Usage by model</h1>
      <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
        <SearchBox
          ref={searchRef}
          section="usage"
          label="Search models by use"
          placeholder="Search model"
          tableId={tableId}
          activeRowId={undefined}
          onEnterRows={() => scrollRef.current?.focus()}
          onOpen={() => {}}
          onCopy={() => {}}
        />
        <ByControl />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll it */}
      <div ref={scrollRef} tabIndex={0} className="min-h-0 flex-1 overflow-auto bg-surface -outline-offset-2">
        {shown.length > 0 ? (
          <ModelTable models={shown} clock={clock} terms={terms} id={tableId} isWide />
        ) : (
          <Nothing loaded={loaded} hasAny={models.length > 0} />
        )}
      </div>
      <TotalsBar start={countWords(shown.length, models.length, nouns)}>{null}</TotalsBar>
    </section>
  )
}

function Nothing({
  loaded,
  hasAny,
}: {
  readonly loaded: ReturnType<typeof useModelUse>
  readonly hasAny: boolean
}) {
  if (loaded.state === 'loading') return null
  if (loaded.state === 'failed') return <ReadFailure loaded={loaded} />
  return <NoUsage hasAny={hasAny} noun="model" />
}

/** What this computer kept could not be read; the figures of the table are none of it. */
export function ReadFailure({ loaded }: { readonly loaded: ReturnType<typeof useModelUse> }) {
  if (loaded.state !== 'failed') return null
  const { title, advice } = describeError(loaded.error)
  return (
    <p role="alert" className="px-4 py-3 text-ink-muted">
      The history on this computer could not be read: {title}. {advice}
    </p>
  )
}

type Order = 'model' | 'today' | 'allTime' | 'inputTokens' | 'outputTokens'

interface ModelTableProps {
  readonly models: readonly ModelUse[]
  readonly clock: UsageClock
  readonly terms?: readonly string[]
  readonly id?: string
  /** Tokens in two columns; else in one. */
  readonly isWide?: boolean
}

export function ModelTable({ models, clock, terms = [], id, isWide = false }: ModelTableProps) {
  const [order, setOrder] = useState<{ by: Order; isDescending: boolean }>({
    by: 'allTime',
    isDescending: true,
  })
  const sorted = useMemo(() => sortModels(models, order.by, order.isDescending), [models, order])
  const sum = models.reduce((total, { allTime }) => total + allTime, 0)
  const header = (by: Order, label: string) => (
    <SortHeader
      key={by}
      label={label}
      isStart={by === 'model'}
      direction={order.by === by ? (order.isDescending ? 'descending' : 'ascending') : 'none'}
      onSort={() => setOrder({ by, isDescending: order.by === by ? !order.isDescending : by !== 'model' })}
    />
  )
  return (
    <table id={id} className="w-full border-separate border-spacing-0">
      <caption className="sr-only">Spend by model</caption>
      <thead>
        <tr>
          {header('model', 'Model')}
          {header('today', 'Today (UTC)')}
          {header('allTime', 'All time')}
          {isWide && header('inputTokens', 'Tokens in, all time')}
          {isWide && header('outputTokens', 'Tokens out, all time')}
        </tr>
      </thead>
      <tbody>
        {sorted.map((use) => (
          <ModelRow key={use.model} use={use} sum={sum} clock={clock} terms={terms} isWide={isWide} />
        ))}
      </tbody>
    </table>
  )
}

function sortModels(models: readonly ModelUse[], by: Order, isDescending: boolean): readonly ModelUse[] {
  const sign = isDescending ? -1 : 1
  return models.toSorted((a, b) => {
    const [left, right] = [a[by], b[by]]
    const difference =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : a.model.localeCompare(b.model, 'en', { numeric: true })
    return difference * sign
  })
}

interface SortHeaderProps {
  readonly label: string
  readonly isStart: boolean
  readonly direction: 'ascending' | 'descending' | 'none'
  readonly onSort: () => void
}

function SortHeader({ label, isStart, direction, onSort }: SortHeaderProps) {
  const Arrow = direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <th
      scope="col"
      aria-sort={direction}
      className="sticky top-0 border-b border-line bg-canvas p-0 text-sm font-medium text-ink-muted"
    >
      <button
        type="button"
        onClick={onSort}
        className={classNames(
          'group flex h-8 w-full cursor-default items-center gap-1 hover:text-ink focus-visible:-outline-offset-2',
          isStart ? 'pr-2 pl-4 text-left' : 'flex-row-reverse px-2 text-right',
        )}
      >
        <span className="truncate">{label}</span>
        <Arrow
          aria-hidden
          className={classNames(
            'size-3.5 shrink-0',
            direction === 'none' ? 'opacity-0 group-hover:opacity-60' : 'text-accent',
          )}
        />
      </button>
    </th>
  )
}

interface ModelRowProps {
  readonly use: ModelUse
  /** Credits of all models shown, of all time. */
  readonly sum: number
  readonly clock: UsageClock
  readonly terms: readonly string[]
  readonly isWide: boolean
}

function ModelRow({ use, sum, clock, terms, isWide }: ModelRowProps) {
  const cell = 'border-b border-line px-2 py-1.5 text-right align-top whitespace-nowrap'
  const share = shareOf(use.allTime, sum)
  const tokens = (count: number) => (
    <>
      <span aria-hidden>{shortCount(count)}</span>
      <span className="sr-only">{fullCount(count)} tokens</span>
    </>
  )
  return (
    <tr className="hover:bg-hover">
      <th
        scope="row"
        className="w-full max-w-0 min-w-40 border-b border-line py-1.5 pr-2 pl-4 text-left font-normal"
      >
        <span className="block font-medium normal-nums wrap-anywhere">
          <MarkedText text={visibleText(use.model, 200)} terms={terms} />
        </span>
        {share !== null && (
          <span className="mt-0.5 flex max-w-60 items-center gap-2">
            <Meter share={share} tone="neutral" className="flex-1" />
            <span className="w-8 shrink-0 text-right text-xs leading-3 text-ink-faint">
              {shareWords(share)}
              <span className="sr-only"> of the credits of all time</span>
            </span>
          </span>
        )}
        {!isWide && (
          <span className="block text-xs text-ink-faint">
            {shortCount(use.inputTokens)} tokens in, {shortCount(use.outputTokens)} out
          </span>
        )}
      </th>
      <td className={cell}>
        {isReadToday(clock) ? <Credits credits={use.today} /> : <span className="text-ink-faint">–</span>}
      </td>
      <td className={cell}>
        <Credits credits={use.allTime} />
      </td>
      {isWide && <td className={cell}>{tokens(use.inputTokens)}</td>}
      {isWide && <td className={cell}>{tokens(use.outputTokens)}</td>}
    </tr>
  )
}

function Credits({ credits }: { readonly credits: number }) {
  return (
    <span className={credits === 0 ? 'text-ink-faint' : ''}>
      {formatCredits(credits)} <span className="text-ink-faint">credits</span>
    </span>
  )
}

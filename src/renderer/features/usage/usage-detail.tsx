// Beside the table: the chosen key, or all keys together, over time and by model.
import { Pencil, Snowflake, TableProperties, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useMemo } from 'react'
import type { ApiKey } from '../../../shared/domain/api-key.ts'
import { noFilters } from '../../../shared/domain/search.ts'
import { visibleText } from '../../../shared/domain/visible-text.ts'
import { useSnapshot } from '../../state/app-state.ts'
import { writeBlock } from '../../state/selectors.ts'
import { changeFilters, openDialog, setActive, setQuery, showSection } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { SegmentedControl } from '../../ui/radio-cards.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { editKey } from '../api-keys/key-actions.ts'
import { shownName } from '../api-keys/key-status.ts'
import { freezeBlock } from '../freeze-keys/freeze-actions.ts'
import { chartData } from './chart-data.ts'
import { ranges } from './chart-range.ts'
import { KeyUseFacts } from './key-use-facts.tsx'
import { ModelTable, ReadFailure } from './model-spend.tsx'
import { UsageChart } from './usage-chart.tsx'
import { choose, useUsageChoice } from './usage-choice.ts'
import type { UsageClock } from './usage-figures.ts'
import { NoPoints } from './usage-states.tsx'
import { useModelUse, useSeries } from './use-series.ts'

interface UsageDetailProps {
  /** Undefined for all keys together. */
  readonly apiKey: ApiKey | undefined
  readonly clock: UsageClock
  /** Takes the focus when the table is left by Enter. */
  readonly headingRef: RefObject<HTMLHeadingElement | null>
  /** Escape: back to the table. */
  readonly onLeave: () => void
}

export function UsageDetail({ apiKey, clock, headingRef, onLeave }: UsageDetailProps) {
  const keyId = apiKey?.id ?? null
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onLeave()
  }
  return (
    <article
      aria-labelledby="usage-detail-name"
      onKeyDown={handleKeyDown}
      className="shrink-0 border-t border-line bg-canvas px-4 py-3 md:w-84 md:overflow-y-auto md:border-t-0 md:border-l lg:w-104"
    >
      <div className="flex flex-col gap-4">
        <header className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <h2
              ref={headingRef}
              id="usage-detail-name"
              tabIndex={-1}
              className="rounded-sm text-md leading-6 font-semibold wrap-anywhere"
            >
              {apiKey ? shownName(apiKey) : 'All keys'}
            </h2>
            {apiKey && (
              <p className="truncate font-mono text-sm text-ink-muted">{visibleText(apiKey.display, 100)}</p>
            )}
          </div>
          {apiKey && (
            <IconButton
              label="Show all keys"
              icon={X}
              size="small"
              onClick={() => setActive('usage', null)}
            />
          )}
        </header>
        {apiKey && <KeyUseFacts apiKey={apiKey} clock={clock} />}
        <ChartPart apiKey={apiKey} />
        {apiKey && <KeyActions apiKey={apiKey} />}
        {keyId !== null && <ModelPart keyId={keyId} clock={clock} />}
      </div>
    </article>
  )
}

function ChartPart({ apiKey }: Pick<UsageDetailProps, 'apiKey'>) {
  const { range, look } = useUsageChoice()
  const series = useSeries(apiKey?.id ?? null, range)
  const { creditLimit = null, creditUsed = 0, creditCycle = null } = apiKey ?? {}
  const isOfKey = apiKey !== undefined
  const data = useMemo(() => {
    if (series.state !== 'ready' || series.value.points.length < 2) return null
    const key = isOfKey ? { creditLimit, creditUsed, creditCycle } : null
    return chartData({ ...series.value, look, key })
  }, [series, look, isOfKey, creditLimit, creditUsed, creditCycle])
  return (
    <section aria-label="Over time" className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <SegmentedControl
          legend="Range"
          isLegendHidden
          value={range}
          choices={ranges.map(({ id, label }) => ({ value: id, label }))}
          onChange={(value) => choose({ range: value })}
        />
        <SegmentedControl
          legend="Figures"
          isLegendHidden
          value={look}
          choices={[
            { value: 'spent', label: 'Spent' },
            { value: 'addedUp', label: 'Added up' },
          ]}
          onChange={(value) => choose({ look: value })}
        />
      </div>
      <ChartOr loaded={series.state}>
        {series.state === 'failed' ? (
          <ReadFailure loaded={series} />
        ) : (
          series.state === 'ready' &&
          (data ? <UsageChart data={data} range={series.value.range} /> : <NoPoints />)
        )}
      </ChartOr>
    </section>
  )
}

/** The room of the chart, so that nothing jumps when it comes. */
function ChartOr({ loaded, children }: { readonly loaded: string; readonly children: ReactNode }) {
  if (loaded !== 'loading') return children
  return (
    <div className="appear-late flex h-58 items-center justify-center">
      <Spinner label="Reading the history" />
    </div>
  )
}

function ModelPart({ keyId, clock }: { readonly keyId: string; readonly clock: UsageClock }) {
  const loaded = useModelUse(keyId)
  if (loaded.state === 'loading') return null
  return (
    <section aria-label="By model" className="-mx-4">
      <h3 className="mb-1 px-4 font-medium">By model</h3>
      {loaded.state === 'failed' ? (
        <ReadFailure loaded={loaded} />
      ) : loaded.value.length > 0 ? (
        <ModelTable models={loaded.value} clock={clock} />
      ) : (
        <p className="px-4 text-ink-muted">No model was used with this key.</p>
      )}
    </section>
  )
}

function KeyActions({ apiKey }: { readonly apiKey: ApiKey }) {
  const block = useSnapshot(writeBlock)
  const reason = apiKey.ending ? 'The key has ended.' : block
  const change = apiKey.frozen ? 'thaw' : 'freeze'
  const freezeReason = (apiKey.frozen ? null : freezeBlock(apiKey)) ?? reason
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="small" icon={Pencil} disabledReason={reason} onClick={() => editKey(apiKey)}>
        Edit limit…
      </Button>
      <Button
        size="small"
        icon={Snowflake}
        disabledReason={freezeReason}
        onClick={() => openDialog({ kind: 'freezeKeys', keyIds: [apiKey.id], change })}
      >
        {apiKey.frozen ? 'Thaw…' : 'Freeze…'}
      </Button>
      <Button size="small" icon={TableProperties} onClick={() => showInKeys(apiKey)}>
        Show in API Keys
      </Button>
    </div>
  )
}

/** Search and filters that would hide it are taken off. */
function showInKeys(key: ApiKey): void {
  setQuery('keys', '')
  changeFilters({ ...noFilters, showsEnded: key.ending !== null })
  setActive('keys', key.id)
  showSection('keys')
}

// Where credits go: by key, by model and over time.
import { useRef } from 'react'
import { useAppState } from '../../state/app-state.ts'
import { useUiState } from '../../state/ui-state.ts'
import type { DataTableHandle } from '../../ui/data-table/data-table.tsx'
import { KeySpendTable } from './key-spend-table.tsx'
import { ModelSpend } from './model-spend.tsx'
import { useUsageChoice } from './usage-choice.ts'
import { UsageDetail } from './usage-detail.tsx'
import { OldUsageBanner } from './usage-states.tsx'
import { UsageTotals, useUsageClock, useUsageSums } from './usage-totals.tsx'

export function UsageView() {
  const tableRef = useRef<DataTableHandle>(null)
  const headingRef = useRef<HTMLHeadingElement>(null)
  const by = useUsageChoice((choice) => choice.by)
  const activeId = useUiState((state) => state.tables.usage.activeId)
  const active = useAppState(({ keys }) => (activeId === null ? undefined : keys.get(activeId)?.key))
  const clock = useUsageClock()
  const sums = useUsageSums(clock)
  const isByKey = by === 'keys'
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto md:overflow-hidden">
      <OldUsageBanner />
      <UsageTotals clock={clock} sums={sums} />
      <div className="flex flex-1 flex-col md:min-h-0 md:flex-row">
        <div className="flex h-90 short:h-72 min-w-0 shrink-0 flex-col md:h-auto md:min-h-0 md:flex-1 md:shrink">
          {isByKey ? (
            <KeySpendTable
              clock={clock}
              allTime={sums.allTime}
              tableRef={tableRef}
              onOpen={() => headingRef.current?.focus()}
            />
          ) : (
            <ModelSpend clock={clock} />
          )}
        </div>
        <UsageDetail
          key={isByKey ? (active?.id ?? '') : ''}
          apiKey={isByKey ? active : undefined}
          clock={clock}
          headingRef={headingRef}
          onLeave={() => tableRef.current?.focus()}
        />
      </div>
    </div>
  )
}

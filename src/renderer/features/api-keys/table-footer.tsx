// Under the table: what is shown and what it used, or what is selected and can be revoked together.
import { ShieldX, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { formatCredits } from '../../../shared/domain/credit-cycle.ts'
import { describeError } from '../../../shared/domain/error-words.ts'
import { asOfTime } from '../../../shared/domain/expiry.ts'
import { type KeyRow, useNow, useSnapshot } from '../../state/app-state.ts'
import { usageProblem } from '../../state/selectors.ts'
import { select } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { askToRevoke } from './key-actions.ts'

const count = new Intl.NumberFormat('en')
const barLook =
  'flex min-h-10 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-4 py-1.5'

interface TotalsBarProps {
  readonly shown: readonly KeyRow[]
  /** All keys of the same kind, current or ended. */
  readonly total: number
}

export function TotalsBar({ shown, total }: TotalsBarProps) {
  const now = useNow()
  const isUnknown = useSnapshot(({ sync }) => sync.listAsOf === null) && total === 0
  const usageAsOf = useSnapshot(({ sync }) => sync.usageAsOf)
  const problem = useSnapshot(usageProblem)
  const { today, allTime } = useMemo(() => sumUse(shown), [shown])
  return (
    <section
      aria-label="Totals"
      className={`${barLook} bg-canvas text-sm tabular-nums text-ink-muted [@media(max-height:26rem)]:hidden`}
    >
      <span>{!isUnknown && countWords(shown.length, total)}</span>
      <span className="ml-auto flex flex-wrap items-center gap-x-4">
        {today !== null && (
          <Tooltip content="Since 00:00 UTC, of the keys shown">
            <span>
              Today <span className="font-medium text-ink">{formatCredits(today)}</span> credits
            </span>
          </Tooltip>
        )}
        {allTime !== null && (
          <Tooltip content="Since each key was created, of the keys shown">
            <span>
              All time <span className="font-medium text-ink">{formatCredits(allTime)}</span> credits
            </span>
          </Tooltip>
        )}
        {problem && (
          <Tooltip content={`${describeError(problem).title}. ${describeError(problem).advice}`}>
            <span className="flex items-center gap-1 text-warn">
              <TriangleAlert aria-hidden className="size-3.5" />
              Usage unavailable
            </span>
          </Tooltip>
        )}
        {usageAsOf !== null && !isUnknown && <span>as of {asOfTime(usageAsOf, now)}</span>}
      </span>
    </section>
  )
}

function countWords(shown: number, total: number): string {
  if (shown !== total) return `${count.format(shown)} of ${count.format(total)} keys`
  return `${count.format(total)} ${total === 1 ? 'key' : 'keys'}`
}

/** Sums of what is known; null where no key's use is. */
function sumUse(rows: readonly KeyRow[]): { today: number | null; allTime: number | null } {
  let today: number | null = null
  let allTime: number | null = null
  for (const { key } of rows) {
    if (key.usedToday !== null) today = (today ?? 0) + key.usedToday
    if (key.usedAllTime !== null) allTime = (allTime ?? 0) + key.usedAllTime
  }
  return { today, allTime }
}

interface SelectionBarProps {
  readonly selectedIds: ReadonlySet<string>
  readonly hiddenCount: number
  readonly writeBlock: string | null
  readonly hasOnlyEnded: boolean
}

export function SelectionBar({ selectedIds, hiddenCount, writeBlock, hasOnlyEnded }: SelectionBarProps) {
  const { size } = selectedIds
  return (
    <section aria-label="Selected keys" className={`${barLook} bg-accent-soft`}>
      <span className="font-medium">{count.format(size)} selected</span>
      {hiddenCount > 0 && (
        <span className="text-sm text-ink-muted">{count.format(hiddenCount)} of them not shown now</span>
      )}
      <span className="ml-auto flex items-center gap-2">
        <Button size="small" onClick={() => select(new Set())}>
          Clear
        </Button>
        <Button
          size="small"
          variant="danger"
          icon={ShieldX}
          disabledReason={hasOnlyEnded ? 'Keys that have ended cannot be revoked.' : writeBlock}
          onClick={() => askToRevoke(undefined)}
        >
          Revoke {count.format(size)} {size === 1 ? 'key' : 'keys'}…
        </Button>
      </span>
    </section>
  )
}

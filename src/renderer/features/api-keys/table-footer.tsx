// Under the key table: what is shown and what it used, or what is selected and can be revoked together.
import { ShieldX, Snowflake, Sun, Tag, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { formatCredits } from '../../../shared/domain/credit-cycle.ts'
import { canFreeze, canThaw } from '../../../shared/domain/emergency.ts'
import { describeError } from '../../../shared/domain/error-words.ts'
import { asOfTime } from '../../../shared/domain/expiry.ts'
import { type KeyRow, useAppState, useNow, useSnapshot } from '../../state/app-state.ts'
import { usageProblem } from '../../state/selectors.ts'
import { Button } from '../../ui/button.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { askToFreeze } from '../freeze-keys/freeze-actions.ts'
import { openNotes } from '../notes/note-actions.ts'
import { countWords, SelectionBar, TotalsBar } from '../table-view/footer-bars.tsx'
import { RatesNote } from '../table-view/key-rates.tsx'
import { askToRevoke } from './key-actions.ts'

const keyWords = ['key', 'keys'] as const

interface KeyTotalsProps {
  readonly shown: readonly KeyRow[]
  /** All keys of the same kind, current or ended. */
  readonly total: number
}

export function KeyTotals({ shown, total }: KeyTotalsProps) {
  const now = useNow()
  const isUnknown = useSnapshot(({ sync }) => sync.listAsOf === null) && total === 0
  const usageAsOf = useSnapshot(({ sync }) => sync.usageAsOf)
  const problem = useSnapshot(usageProblem)
  const { today, allTime } = useMemo(() => sumUse(shown), [shown])
  return (
    <TotalsBar start={<span>{!isUnknown && countWords(shown.length, total, keyWords)}</span>}>
      <RatesNote />
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
    </TotalsBar>
  )
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

interface KeySelectionProps {
  readonly selectedIds: ReadonlySet<string>
  readonly shownIds: { readonly has: (id: string) => boolean }
  readonly writeBlock: string | null
  readonly hasOnlyEnded: boolean
}

export function KeySelection({ selectedIds, shownIds, writeBlock, hasOnlyEnded }: KeySelectionProps) {
  return (
    <SelectionBar section="keys" label="Selected keys" selectedIds={selectedIds} shownIds={shownIds}>
      <Button size="small" icon={Tag} onClick={() => openNotes('key')}>
        Notes and tags…
      </Button>
      {!hasOnlyEnded && <FreezeButtons selectedIds={selectedIds} writeBlock={writeBlock} />}
      <Button
        size="small"
        variant="danger"
        icon={ShieldX}
        disabledReason={hasOnlyEnded ? 'Keys that have ended cannot be revoked.' : writeBlock}
        onClick={() => askToRevoke(undefined)}
      >
        Revoke {countWords(selectedIds.size, selectedIds.size, keyWords)}…
      </Button>
    </SelectionBar>
  )
}

function FreezeButtons({ selectedIds, writeBlock }: Pick<KeySelectionProps, 'selectedIds' | 'writeBlock'>) {
  const rows = useAppState((state) => state.keys)
  const keys = useMemo(() => [...selectedIds].flatMap((id) => rows.get(id)?.key ?? []), [selectedIds, rows])
  return (
    <>
      {keys.some(canThaw) && (
        <Button
          size="small"
          icon={Sun}
          disabledReason={writeBlock}
          onClick={() => askToFreeze(undefined, 'thaw')}
        >
          Thaw…
        </Button>
      )}
      <Button
        size="small"
        icon={Snowflake}
        disabledReason={writeBlock ?? (keys.some(canFreeze) ? null : 'None of them can be frozen any more.')}
        onClick={() => askToFreeze(undefined, 'freeze')}
      >
        Freeze…
      </Button>
    </>
  )
}

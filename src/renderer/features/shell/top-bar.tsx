// The bar at the window's upper edge: sections on the left, clipboard, freshness and connection on the right.
import { KeyRound, RotateCw } from 'lucide-react'
import { asOfTime } from '../../../shared/domain/expiry.ts'
import { useNow, useSnapshot } from '../../state/app-state.ts'
import { sectionAsOf } from '../../state/selectors.ts'
import { useUiState } from '../../state/ui-state.ts'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { ReminderBell } from '../reminders/reminder-bell.tsx'
import { refreshList } from '../service-problem/service-problem.tsx'
import { ClipboardChip } from './clipboard-chip.tsx'
import { ConnectionMenu } from './connection-menu.tsx'
import { SectionTabs } from './section-tabs.tsx'

export function TopBar() {
  const account = useSnapshot((snapshot) => snapshot.account)
  const isRefreshing = useSnapshot(({ sync }) => sync.isRefreshing)
  return (
    <header className="relative flex tabular-nums min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-canvas px-4 py-(--bar-padding)">
      <span
        className={classNames('flex shrink-0 items-center gap-2 font-semibold', account && 'max-sm:hidden')}
      >
        <span className="inline-flex size-5 items-center justify-center rounded-md bg-accent-solid text-on-solid">
          <KeyRound aria-hidden className="size-3" />
        </span>
        {!account && 'Latchkey'}
      </span>
      {account && <SectionTabs />}
      <ClipboardChip />
      <div className="flex min-w-0 items-center gap-x-3">
        {account && <Freshness />}
        {account && <ReminderBell />}
        <ConnectionMenu />
      </div>
      <ProgressLine isRunning={isRefreshing} label="Refreshing the list" />
    </header>
  )
}

/** When the section's list was last confirmed, and the button that asks for all of them again. */
function Freshness() {
  const now = useNow()
  const section = useUiState((state) => state.section)
  const asOf = useSnapshot((snapshot) => sectionAsOf(snapshot, section))
  const isRefreshing = useSnapshot(({ sync }) => sync.isRefreshing)
  return (
    <span className="flex shrink-0 items-center gap-1 text-sm whitespace-nowrap text-ink-muted">
      {/* In a small window only the foot of the view says it; the bar stays one line. */}
      <span className="max-[62rem]:sr-only">{asOfWords(asOf, isRefreshing, now)}</span>
      <IconButton
        label="Refresh"
        icon={RotateCw}
        size="small"
        disabledReason={isRefreshing ? 'Refreshing now' : null}
        onClick={() => void refreshList()}
      />
    </span>
  )
}

function asOfWords(asOf: number | null, isRefreshing: boolean, now: number): string {
  if (asOf !== null) return `As of ${asOfTime(asOf, now)}`
  return isRefreshing ? 'Refreshing…' : 'Never refreshed'
}

// The bar at the window's upper edge: sections on the left, clipboard, freshness and connection on the right.
import { KeyRound, RotateCw } from 'lucide-react'
import { asOfTime } from '../../../shared/domain/expiry.ts'
import { useNow, useSnapshot } from '../../state/app-state.ts'
import { setReconnecting, useUiState } from '../../state/ui-state.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { refreshList } from '../service-problem/service-problem.tsx'
import { ClipboardChip } from './clipboard-chip.tsx'
import { ConnectionMenu } from './connection-menu.tsx'

export function TopBar() {
  const account = useSnapshot((snapshot) => snapshot.account)
  const isRefreshing = useSnapshot(({ sync }) => sync.isRefreshing)
  const isReconnecting = useUiState((state) => state.isReconnecting)
  return (
    <header className="relative flex tabular-nums min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-canvas px-4 py-1">
      <span className="flex shrink-0 items-center gap-2 font-semibold">
        <span className="inline-flex size-5 items-center justify-center rounded-md bg-accent-solid text-on-solid">
          <KeyRound aria-hidden className="size-3" />
        </span>
        {!account && 'Latchkey'}
      </span>
      {account && (
        <nav aria-label="Sections" className="flex shrink-0 self-stretch">
          <button
            type="button"
            aria-current={isReconnecting ? undefined : 'page'}
            onClick={() => setReconnecting(false)}
            className="relative cursor-default px-1 font-medium text-ink-muted after:absolute after:inset-x-0 after:-bottom-1.25 after:h-0.5 aria-[current]:text-ink aria-[current]:after:bg-accent-solid forced-colors:aria-[current]:after:bg-[Highlight]"
          >
            API Keys
          </button>
        </nav>
      )}
      <span className="flex-1" />
      <ClipboardChip />
      <div className="flex min-w-0 items-center gap-x-3">
        {account && <Freshness />}
        <ConnectionMenu />
      </div>
      <ProgressLine isRunning={isRefreshing} label="Refreshing the list" />
    </header>
  )
}

/** When the list was last confirmed, and the button that asks again. */
function Freshness() {
  const now = useNow()
  const listAsOf = useSnapshot(({ sync }) => sync.listAsOf)
  const isRefreshing = useSnapshot(({ sync }) => sync.isRefreshing)
  return (
    <span className="flex shrink-0 items-center gap-1 text-sm whitespace-nowrap text-ink-muted">
      <span className="max-[30rem]:sr-only">{asOfWords(listAsOf, isRefreshing, now)}</span>
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

function asOfWords(listAsOf: number | null, isRefreshing: boolean, now: number): string {
  if (listAsOf !== null) return `As of ${asOfTime(listAsOf, now)}`
  return isRefreshing ? 'Refreshing…' : 'Never refreshed'
}

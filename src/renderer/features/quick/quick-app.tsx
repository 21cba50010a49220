// What fills the quick window: the search, or why there is nothing to search.
import { Lock, PlugZap } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { useAppState, useSnapshot } from '../../state/app-state.ts'
import { commands } from '../../state/commands.ts'
import { dismissMessage, useUiState } from '../../state/ui-state.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LiveRegion } from '../../ui/live-region.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { ToastStack } from '../../ui/toast.tsx'
import { TooltipProvider } from '../../ui/tooltip.tsx'
import { FreezeKeysDialog } from '../freeze-keys/freeze-keys-dialog.tsx'
import { useLockShortcut } from '../lock/use-lock-shortcut.ts'
import { RevokeKeysDialog } from '../revoke-keys/revoke-keys-dialog.tsx'
import { CrashGuard } from '../shell/crash-guard.tsx'
import { useTheme } from '../shell/use-theme.ts'
import { QuickFinder } from './quick-finder.tsx'

export function QuickApp() {
  const isLoaded = useAppState(({ snapshot }) => snapshot !== null)
  return (
    <TooltipProvider>
      <CrashGuard>
        {/* The system draws no frame around this window. */}
        <div className="flex h-full flex-col border border-line-strong bg-surface text-ink">
          {isLoaded ? <LoadedQuickApp /> : <Waiting />}
        </div>
      </CrashGuard>
    </TooltipProvider>
  )
}

function LoadedQuickApp() {
  const lock = useSnapshot((snapshot) => snapshot.lock.state)
  const isConnected = useSnapshot(({ account }) => account !== null)
  const messages = useUiState((state) => state.messages)
  const announcement = useUiState((state) => state.announcement)
  useTheme()
  return (
    <>
      {lock !== 'open' ? (
        <Closed
          title={lock === 'locked' ? 'Locked' : 'Hidden'}
          icon={Lock}
          verb={lock === 'locked' ? 'Unlock…' : 'Open Latchkey'}
        >
          Nothing is shown here until Latchkey is {lock === 'locked' ? 'unlocked' : 'shown again'}.
        </Closed>
      ) : isConnected ? (
        <Finding />
      ) : (
        <Closed title="Not connected" icon={PlugZap} verb="Open Latchkey">
          Connect your account there, or explore the sandbox.
        </Closed>
      )}
      <ToastStack toasts={messages} onDismiss={dismissMessage} />
      <LiveRegion message={announcement} />
    </>
  )
}

function Finding() {
  const dialog = useUiState((state) => state.dialog)
  useLockShortcut()
  return (
    <>
      <QuickFinder />
      {dialog?.kind === 'revokeKeys' && (
        <RevokeKeysDialog key={dialog.keyIds.join()} keyIds={dialog.keyIds} />
      )}
      {/* The question about revoking offers it instead. */}
      {dialog?.kind === 'freezeKeys' && (
        <FreezeKeysDialog key={dialog.keyIds.join()} keyIds={dialog.keyIds} change={dialog.change} />
      )}
    </>
  )
}

interface ClosedProps {
  readonly title: string
  readonly icon: typeof Lock
  readonly verb: string
  readonly children: ReactNode
}

/** Names nothing: whoever stands at the computer sees it. */
function Closed({ title, icon, verb, children }: ClosedProps) {
  useEscapeToClose()
  return (
    <main className="flex min-h-0 flex-1 items-center justify-center">
      <h1 className="sr-only">Quick window</h1>
      <EmptyState
        icon={icon}
        title={title}
        actions={
          <Button variant="primary" autoFocus onClick={() => void commands.quick.openWindow({})}>
            {verb}
          </Button>
        }
      >
        {children}
      </EmptyState>
    </main>
  )
}

function useEscapeToClose(): void {
  useEffect(() => {
    const handleKeyDown = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') void commands.quick.close({})
    }
    document.addEventListener('keydown', handleKeyDown)
    return () => document.removeEventListener('keydown', handleKeyDown)
  }, [])
}

function Waiting() {
  useEscapeToClose()
  return (
    <main className="flex min-h-0 flex-1 items-center justify-center">
      <Spinner label="Opening Latchkey" />
    </main>
  )
}

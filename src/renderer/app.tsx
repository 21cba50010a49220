// Chooses what fills the window: waiting for main, connecting, or one of the sections.
import { PlugZap } from 'lucide-react'
import { describeError } from '../shared/domain/error-words.ts'
import { assertNever } from '../shared/errors.ts'
import { AgentsView } from './features/agents/agents-view.tsx'
import { KeyTableView } from './features/api-keys/key-table-view.tsx'
import { ConnectView } from './features/connect/connect-view.tsx'
import { HistoryView } from './features/history/history-view.tsx'
import { HygieneView } from './features/hygiene/hygiene-view.tsx'
import { LockView } from './features/lock/lock-view.tsx'
import { SecretTableView } from './features/secrets/secret-table-view.tsx'
import { AppShell } from './features/shell/app-shell.tsx'
import { CrashGuard } from './features/shell/crash-guard.tsx'
import { TimelineView } from './features/timeline/timeline-view.tsx'
import { UsageView } from './features/usage/usage-view.tsx'
import { useAppState, useSnapshot } from './state/app-state.ts'
import { useUiState } from './state/ui-state.ts'
import { EmptyState } from './ui/empty-state.tsx'
import { Spinner } from './ui/spinner.tsx'
import { TooltipProvider } from './ui/tooltip.tsx'

export function App() {
  const isLoaded = useAppState(({ snapshot }) => snapshot !== null)
  return (
    // Outermost, because the crash guard's own view has buttons with tooltips.
    <TooltipProvider>
      <CrashGuard>{isLoaded ? <LoadedApp /> : <Waiting />}</CrashGuard>
    </TooltipProvider>
  )
}

function LoadedApp() {
  const isConnected = useSnapshot(({ account }) => account !== null)
  const isReconnecting = useUiState((state) => state.isReconnecting)
  const isOpen = useSnapshot(({ lock }) => lock.state === 'open')
  if (!isOpen) return <LockView />
  return <AppShell>{isConnected && !isReconnecting ? <SectionView /> : <ConnectView />}</AppShell>
}

function SectionView() {
  const section = useUiState((state) => state.section)
  switch (section) {
    case 'keys':
      return <KeyTableView />
    case 'secrets':
      return <SecretTableView />
    case 'agents':
      return <AgentsView />
    case 'usage':
      return <UsageView />
    case 'timeline':
      return <TimelineView />
    case 'hygiene':
      return <HygieneView />
    case 'history':
      return <HistoryView />
    default:
      return assertNever(section)
  }
}

function Waiting() {
  const problem = useAppState(({ loadProblem }) => loadProblem)
  return (
    <main className="flex h-full items-center justify-center">
      {problem ? (
        <EmptyState icon={PlugZap} title={describeError(problem).title}>
          {describeError(problem).advice} Latchkey keeps trying.
        </EmptyState>
      ) : (
        <Spinner label="Opening Latchkey" />
      )}
    </main>
  )
}

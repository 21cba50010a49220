// The frame of the window: top bar, notices, the view, dialogs and messages.
import { type ReactNode, useEffect, useRef } from 'react'
import { useSnapshot } from '../../state/app-state.ts'
import { dismissMessage, resetView, setReconnecting, useUiState } from '../../state/ui-state.ts'
import { DensityContext } from '../../ui/density.ts'
import { LiveRegion } from '../../ui/live-region.tsx'
import { ToastStack } from '../../ui/toast.tsx'
import { AccountBar } from '../accounts/account-mark.tsx'
import { useAccountShortcuts, useAccountTitle } from '../accounts/use-accounts.ts'
import { useLockShortcut } from '../lock/use-lock-shortcut.ts'
import { DialogLayer } from './dialog-layer.tsx'
import { NoticeList } from './notice-list.tsx'
import { TopBar } from './top-bar.tsx'
import { useAnnouncements } from './use-announcements.ts'
import { useAppShortcuts } from './use-app-shortcuts.ts'
import { useFocusKeeper } from './use-focus-keeper.ts'
import { useSectionFocus } from './use-section-focus.ts'
import { useTheme } from './use-theme.ts'

export function AppShell({ children }: { readonly children: ReactNode }) {
  const messages = useUiState((state) => state.messages)
  const announcement = useUiState((state) => state.announcement)
  const density = useSnapshot(({ settings }) => settings.density)
  const mainRef = useRef<HTMLElement>(null)
  useTheme()
  useAppShortcuts()
  useLockShortcut()
  useAccountShortcuts()
  useAccountTitle()
  useAnnouncements()
  useFreshViewPerAccount()
  useSectionFocus(mainRef)
  useFocusKeeper(mainRef)
  return (
    <DensityContext value={density}>
      <div className="flex h-full flex-col short:overflow-y-auto">
        <AccountBar />
        <TopBar />
        <NoticeList />
        <main
          ref={mainRef}
          tabIndex={-1}
          className="flex min-h-0 flex-1 flex-col outline-none short:min-h-[min(100vh,20rem)] short:shrink-0"
        >
          {children}
        </main>
        <DialogLayer />
        <ToastStack toasts={messages} onDismiss={dismissMessage} />
        <LiveRegion message={announcement} />
      </div>
    </DensityContext>
  )
}

/** Search, selection and dialogs belong to one account; a new admin key for it ends "connect again". */
function useFreshViewPerAccount() {
  const accountId = useSnapshot(({ account }) => account?.id ?? null)
  const connectedAt = useSnapshot(({ account }) => account?.connectedAt ?? null)
  const shownId = useRef(accountId)
  useEffect(() => {
    if (shownId.current === accountId) return
    shownId.current = accountId
    resetView()
  }, [accountId])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection is what counts
  useEffect(() => setReconnecting(false), [connectedAt])
}

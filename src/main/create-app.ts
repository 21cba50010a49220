// The composition root: ports in, running app out; no Electron.
import type { AppFactories } from './app-factories.ts'
import { openAppFiles } from './app-files.ts'
import type { AppOptions, AppPorts } from './app-ports.ts'
import { composeServices } from './compose-services.ts'
import { createDispatcher, type Dispatch } from './ipc/dispatcher.ts'
import { createHandlers } from './ipc/handlers.ts'
import { isTrustedSender } from './ipc/sender-check.ts'
import { attempt } from './services/attempt.ts'
import { isUse } from './services/idle-watch.ts'
import { shownPatch } from './services/locked-view.ts'
import { within } from './services/within.ts'
import type { AppState } from './state/app-state.ts'

export interface App {
  readonly state: Pick<AppState, 'snapshot'>
  /** Shows what this computer knows, then asks keyring and service. Resolves when the cached rows are shown. */
  readonly start: () => Promise<void>
  readonly dispatch: Dispatch
  readonly noteWindowFocused: () => void
  /** Shows or hides the quick window. */
  readonly toggleQuickWindow: () => void
  /** The page was closed, has failed or loads anew. */
  readonly notePageGone: () => void
  /** False where the user stays because quitting would lose values that are in memory only. */
  readonly permitQuit: () => Promise<boolean>
  /** Clears the clipboard, ends connections and closes the files; takes 2 s at most. */
  readonly close: () => Promise<void>
}

const closeDeadlineMs = 2000

/** Builds the app. Throws `StoreError` where its files cannot be opened. */
export function createApp(ports: AppPorts, factories: AppFactories, options: AppOptions): App {
  const { clock, window, log } = ports
  const files = openAppFiles(ports, factories, options)
  const services = composeServices(ports, factories, options, files)
  const { state, vault, session, sync, tray, reveals, table, clipboard, lock, idleWatch } = services

  // A page that cannot be told misses a revision and reads all again; what told the change goes on (R60).
  state.subscribe((patch) => {
    const shown = shownPatch(state.snapshot(), patch)
    attempt(log, 'window.notTold', () => window.send('state.patched', shown))
    attempt(log, 'quickWindow.notTold', () => ports.quickWindow.send('state.patched', shown))
  })
  vault.onChange((status) => {
    state.change({ vault: status })
    if (status.state === 'ready') {
      services.ledgerSeal.noteReady()
      void clipboard.clearLeftover()
    }
    services.creations.retryOpen()
    void session.noteVaultChanged()
  })

  let closing: Promise<void> | null = null
  const close = async () => {
    idleWatch.stop()
    sync.stop()
    tray.stop()
    services.reminders.stop()
    services.quickAccess.stop()
    services.releaseWatch.stop()
    services.dayTurn.stop()
    reveals.concealAll()
    // Side by side: a clipboard that another program holds keeps nothing else waiting.
    await Promise.all([clipboard.clear(), services.otherAccounts.stop().then(session.close)])
    await Promise.all([table.written(), services.secretTable.written()])
  }

  return {
    state,
    start: async () => {
      ports.theme.apply(state.snapshot().settings.theme)
      void vault.unlock()
      services.quickAccess.start()
      services.releaseWatch.start()
      await session.start()
      services.otherAccounts.start()
      await files.tellQuarantine()
    },
    dispatch: createDispatcher({
      handlers: createHandlers({ ...services, mainWindowId: ports.windowId, links: ports.links, log }),
      isTrustedSender: (sender) => isTrustedSender(sender, [ports.windowId(), ports.quickWindow.pageId()]),
      permits: lock.permits,
      noteUse: (command) => {
        if (isUse(command)) idleWatch.noteActivity()
      },
      log,
    }),
    noteWindowFocused: () => {
      idleWatch.noteActivity()
      void clipboard.clearOnFocus()
      sync.refreshIfOld()
    },
    toggleQuickWindow: services.quickAccess.toggle,
    notePageGone: () => {
      services.views.notePageGone()
      reveals.concealAll()
    },
    permitQuit: async () => (await services.departure.permitQuit()).ok,
    close: () => {
      closing ??= within(clock, closeDeadlineMs, close()).then(files.close)
      return closing
    },
  }
}

// The quick window and the shortcut of the whole system that opens it: registered as the settings say, told as it is.
import type { Snapshot } from '../../shared/domain/snapshot.ts'
import type { GlobalShortcuts, Log, MainWindow, QuickWindow } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt } from './attempt.ts'
import type { Views } from './views.ts'

export interface QuickAccessDeps {
  readonly state: AppState
  readonly shortcuts: GlobalShortcuts
  readonly quickWindow: QuickWindow
  readonly window: Pick<MainWindow, 'open'>
  readonly views: Views
  readonly log: Log
}

export interface QuickAccess {
  /** Registers the shortcut, and follows the settings from then on. */
  readonly start: () => void
  readonly stop: () => void
  /** Shows or hides the quick window, for desktops on which no shortcut can be had. Never throws. */
  readonly toggle: () => void
  readonly close: () => void
  /** Shows a row in the main window instead. */
  readonly show: (view: 'keys' | 'secrets' | 'agents', id: string) => void
  readonly openWindow: () => void
}

export function createQuickAccess(deps: QuickAccessDeps): QuickAccess {
  const { state, shortcuts, quickWindow, log } = deps
  let chosen: string | null = null
  let isRegistered = false
  let stopFollowing = () => {}

  const tell = (shortcut: Snapshot['shortcut']) => state.change({ shortcut })

  const toggle = () => {
    attempt(log, 'quick.notToggled', quickWindow.toggle)
  }

  const onPressed = (accelerator: string) => {
    // The system may go on calling for one that it did not take back.
    if (accelerator !== chosen) return
    const { shortcut } = state.snapshot()
    // On some systems a push is the only proof that the shortcut was really given to us.
    if (!shortcut.hasFired) tell({ ...shortcut, hasFired: true })
    toggle()
  }

  const release = () => {
    const old = chosen
    chosen = null
    if (old !== null && isRegistered) {
      attempt(log, 'quick.notUnregistered', () => shortcuts.unregister(old))
    }
    isRegistered = false
  }

  const follow = () => {
    const { quickShortcut: wanted } = state.snapshot().settings
    if (wanted === chosen) return
    release()
    if (wanted === null) return tell({ state: 'off', hasFired: false })
    chosen = wanted
    const outcome = attempt(log, 'quick.notRegistered', () =>
      shortcuts.register(wanted, () => onPressed(wanted)),
    )
    isRegistered = outcome === 'registered'
    if (!isRegistered) log('quick.shortcutRefused', { outcome })
    tell({ state: outcome ?? 'refused', hasFired: false })
  }

  return {
    start: () => {
      follow()
      // After the change that is being told, or its patch would come behind that of the outcome.
      stopFollowing = state.subscribe(({ parts }) => {
        if (parts?.settings !== undefined) queueMicrotask(follow)
      })
    },
    stop: () => {
      stopFollowing()
      release()
    },
    toggle,
    close: quickWindow.hide,
    show: (view, id) => {
      quickWindow.hide()
      deps.views.request(view, id)
    },
    openWindow: () => {
      quickWindow.hide()
      deps.window.open()
    },
  }
}

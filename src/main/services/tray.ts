// Keeps the tray's menu in step with the state, and acts on keys from it; works while the window is closed.
import { formatCredits } from '../../shared/domain/credit-cycle.ts'
import type { EmergencyAction } from '../../shared/domain/emergency.ts'
import { describeError } from '../../shared/domain/error-words.ts'
import { visibleText } from '../../shared/domain/visible-text.ts'
import type { AppError, Result } from '../../shared/errors.ts'
import type { Clock, Dialogs, Log, MainWindow, TrayView } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { attempt } from './attempt.ts'
import type { EmergencyEnd, Panic } from './panic.ts'
import type { Revocations } from './revocations.ts'
import { stateLine, trayMenu } from './tray-menu.ts'
import { endWords } from './tray-words.ts'
import type { Views } from './views.ts'

export interface TrayDeps {
  readonly state: AppState
  readonly view: TrayView
  readonly window: Pick<MainWindow, 'open'>
  readonly views: Views
  readonly revocations: Pick<Revocations, 'revokeConfirmed'>
  readonly panic: Panic
  readonly dialogs: Dialogs
  readonly clock: Clock
  readonly log: Log
  readonly lock: () => void
  readonly quit: () => void
}

export interface TrayService {
  readonly stop: () => void
}

/** Menus are rebuilt at most this often, however fast the rows change. */
const rebuildEveryMs = 500
const noticeMs = 60_000

/** What is true of a key, and what to do, where nobody said why it was not revoked. */
const unexplained = {
  lost: 'The answer was lost, so it may still work. Open Latchkey and refresh to see what is true.',
  failed: 'It still works. Open Latchkey and try again.',
} as const

/** Shows the tray now and after each change. */
export function createTray(deps: TrayDeps): TrayService {
  const { state, view, clock } = deps
  let notice: string | null = null
  let cancelNotice = () => {}
  let cancelRebuild: (() => void) | null = null

  /** Neither a state that is told nor a click of the system may fail by this (R60). */
  const guarded = (work: () => void) => () => {
    attempt(deps.log, 'tray.failed', work)
  }

  const show = guarded(() => {
    if (!view.isShown()) return
    const snapshot = state.snapshot()
    const { lock, quit, window } = deps
    const handlers = {
      ...{ open: guarded(window.open), lock: guarded(lock), quit: guarded(quit) },
      ...{ createKey: guarded(createKey), showReminders: guarded(showReminders), revoke },
      emergency: (action: EmergencyAction) => tellEnd(() => deps.panic.run(action)),
      retryFailed: (batch: 'freezing' | 'revocation') => tellEnd(() => deps.panic.retry(batch)),
    }
    view.show(
      snapshot.lock.state === 'open' ? `Latchkey: ${stateLine(snapshot)}` : stateLine(snapshot),
      trayMenu(snapshot, state.keys.values(), clock.now(), handlers, notice),
    )
  })

  const showSoon = () => {
    cancelRebuild ??= clock.after(rebuildEveryMs, () => {
      cancelRebuild = null
      show()
    })
  }

  const createKey = () => deps.views.request('createKey')
  const showReminders = () => deps.views.request('reminders')

  const revoke = (keyId: string) => {
    askAndRevoke(keyId).catch(() => deps.log('tray.revokeFailed'))
  }

  const askAndRevoke = async (keyId: string) => {
    const row = state.keys.get(keyId)
    if (row === undefined || row.ending !== null) return showSoon()
    const name = visibleText(row.name, 60) || 'Key without a name'
    const isConfirmed = await deps.dialogs.confirm({
      title: `Revoke “${name}”?`,
      detail: `${visibleText(row.display, 60)}\nUsed in this cycle: ${formatCredits(row.creditUsed)} credits.\n\nWhatever uses this key stops working at once; a running request may finish. This cannot be undone.`,
      confirmLabel: 'Revoke key',
      isDestructive: true,
    })
    if (!isConfirmed) return
    const answer = await deps.revocations.revokeConfirmed(keyId)
    const outcome = answer.ok ? answer.value.outcome : 'failed'
    if (outcome === 'revoked' || outcome === 'alreadyGone') {
      return tellInMenu(outcome === 'revoked' ? `Revoked “${name}”` : `“${name}” was already gone`)
    }
    await tellFailure(name, outcome, answer.ok ? answer.value.error : answer.error)
  }

  const tellEnd = (act: () => Promise<Result<EmergencyEnd>>) => {
    const told = async () => {
      const answer = await act()
      if (!answer.ok && answer.error.code === 'notConfirmed') return
      const words = endWords(answer)
      if (words.detail === null) tellInMenu(words.title)
      else await deps.dialogs.tell({ title: words.title, detail: words.detail })
    }
    told().catch(() => deps.log('tray.emergencyFailed'))
  }

  const tellInMenu = (text: string) => {
    notice = text
    showSoon()
    cancelNotice()
    cancelNotice = clock.after(noticeMs, () => {
      notice = null
      showSoon()
    })
  }

  const tellFailure = (name: string, outcome: string, error: AppError | null) => {
    const title = outcome === 'unconfirmed' ? `“${name}” may not be revoked` : `“${name}” was not revoked`
    if (error === null) {
      return deps.dialogs.tell({ title, detail: unexplained[outcome === 'unconfirmed' ? 'lost' : 'failed'] })
    }
    const words = describeError(error)
    return deps.dialogs.tell({ title, detail: `${words.title}. ${words.effect} ${words.advice}` })
  }

  show()
  const unsubscribe = state.subscribe(({ parts }) => {
    if (parts?.lock === undefined) return showSoon()
    // Names go at once, and a name that was told before does not come back.
    notice = null
    show()
  })
  return {
    stop: () => {
      unsubscribe()
      cancelRebuild?.()
      cancelNotice()
    },
  }
}

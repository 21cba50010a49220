// Shows a value on screen: seldom, shortly, with the window kept out of captures, and only where permitted (R7, R25, R32).
import { visibleText } from '../../shared/domain/visible-text.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Clock, Dialogs, Log, MainWindow } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { type ActivityLog, notedResult } from './activity-log.ts'
import { attempt } from './attempt.ts'
import { createAskOnce } from './one-question.ts'
import type { SealedValues } from './sealed-values.ts'

export interface RevealsDeps {
  readonly state: AppState
  readonly sealedValues: SealedValues
  readonly window: Pick<MainWindow, 'protectContent'>
  readonly dialogs: Dialogs
  readonly activity: Pick<ActivityLog, 'note'>
  readonly clock: Clock
  readonly log: Log
}

export interface Reveals {
  /**
   * Permits `reveal` for a minute; for the sealed copy of an older key its user is asked in a native dialog.
   * `permittedUntil` is epoch ms.
   */
  readonly permit: (keyId: string) => Promise<Result<{ permittedUntil: number }>>
  /** The value, to be hidden at `hidesAt` (epoch ms); the window is protected before the answer. */
  readonly reveal: (keyId: string) => Result<{ value: string; hidesAt: number }>
  readonly conceal: (keyId: string) => void
  /** Ends every reveal and every permit: another account, or the page is gone. */
  readonly concealAll: () => void
}

const permitMs = 60_000
const revealMs = 30_000
const rateWindowMs = 60_000
const maxReveals = 20

export function createReveals(deps: RevealsDeps): Reveals {
  const { state, sealedValues, window, clock, log } = deps
  /** Until when each key may be revealed, by the monotonic clock. */
  const permits = new Map<string, number>()
  /** The timer of each value on screen. */
  const shown = new Map<string, () => void>()
  let recentMs: number[] = []
  const askOnce = createAskOnce(deps.dialogs)

  const conceal = (keyId: string) => {
    shown.get(keyId)?.()
    if (!shown.delete(keyId) || shown.size > 0) return
    attempt(log, 'window.stillProtected', () => window.protectContent(false))
  }

  const isPermitted = (keyId: string) =>
    sealedValues.isUnstored(keyId) || (permits.get(keyId) ?? 0) > clock.monotonic()

  const ask = (keyId: string): Promise<Result<void>> => {
    const name = visibleText(state.keys.get(keyId)?.name ?? keyId, 60)
    return askOnce({
      title: `Show the value of “${name}”?`,
      detail: 'Anyone who sees the screen can use it. It is hidden again after 30 seconds.',
      confirmLabel: 'Show value',
      isDestructive: false,
    })
  }

  const isWithinRate = () => {
    const now = clock.monotonic()
    recentMs = recentMs.filter((at) => now - at < rateWindowMs)
    if (recentMs.length >= maxReveals) return false
    recentMs.push(now)
    return true
  }

  return {
    permit: async (keyId) => {
      if (!sealedValues.isUnstored(keyId)) {
        if (!sealedValues.hasCopy(keyId)) return fail('notFound')
        const answer = await ask(keyId)
        if (!answer.ok) return answer
        permits.set(keyId, clock.monotonic() + permitMs)
      }
      return ok({ permittedUntil: clock.now() + permitMs })
    },
    reveal: (keyId) => {
      if (!isPermitted(keyId)) return fail('notConfirmed')
      if (!isWithinRate()) return fail('tooMany', { isRetryable: true })
      const value = sealedValues.open(keyId)
      const subject = state.keys.get(keyId)?.name ?? ''
      deps.activity.note(...notedResult({ kind: 'valueRevealed', subjectId: keyId, subject }, value))
      if (!value.ok) return value
      window.protectContent(true)
      shown.get(keyId)?.()
      shown.set(
        keyId,
        clock.after(revealMs, () => conceal(keyId)),
      )
      return ok({ value: value.value, hidesAt: clock.now() + revealMs })
    },
    conceal,
    concealAll: () => {
      permits.clear()
      for (const keyId of [...shown.keys()]) conceal(keyId)
    },
  }
}

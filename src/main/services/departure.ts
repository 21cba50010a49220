// What must be said and finished before an account is let go.
import { visibleText } from '../../shared/domain/visible-text.ts'
import { fail, ok, type Result } from '../../shared/errors.ts'
import type { Dialogs } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'
import { namesInDialog } from './bulk-permit.ts'
import type { Creations } from './creations.ts'
import type { Reveals } from './reveals.ts'
import type { SealedValues } from './sealed-values.ts'
import type { SecretClipboard } from './secret-clipboard.ts'
import type { SecretValues } from './secret-values.ts'

export interface DepartureDeps {
  readonly state: AppState
  readonly sealedValues: SealedValues
  readonly secretValues: SecretValues
  readonly creations: Creations
  readonly reveals: Reveals
  readonly clipboard: SecretClipboard
  readonly dialogs: Dialogs
  /** Asks also while Latchkey is locked: nothing may hold up a quit unseen. */
  readonly ownDialogs: Dialogs
}

export interface Departure {
  /** Asks, by name, before values that nobody can give again are erased with their account. */
  readonly permitDisconnect: () => Promise<Result<void>>
  /** Asks before a quit that loses values which are in memory only. */
  readonly permitQuit: () => Promise<Result<void>>
  /** Takes values off the screen and the clipboard and lets a creation under way end. */
  readonly settle: () => Promise<void>
}

export function createDeparture(deps: DepartureDeps): Departure {
  const { state, sealedValues } = deps

  const ask = async (
    title: string,
    detail: string,
    confirmLabel: string,
    dialogs = deps.dialogs,
  ): Promise<Result<void>> =>
    (await dialogs.confirm({ title, detail, confirmLabel, isDestructive: true }))
      ? ok(undefined)
      : fail('notConfirmed')

  const unstoredNames = () => state.snapshot().unstoredValues.map((value) => visibleText(value.name, 60))

  /** Only this computer knows what thawing would bring back. */
  const frozenNames = () =>
    [...state.keys.values()]
      .filter(({ frozen, ending }) => frozen !== null && ending === null)
      .map(({ name }) => visibleText(name, 60))

  return {
    permitDisconnect: async () => {
      const names = unstoredNames()
      const frozen = frozenNames()
      const copies = sealedValues.copyCount() + deps.secretValues.copyCount()
      const hasValues = names.length > 0 || copies > 0
      if (!hasValues && frozen.length === 0) return ok(undefined)
      const parts = [
        ...(frozen.length > 0
          ? [
              `Frozen: ${namesInDialog(frozen)}. The limits they had before are forgotten here: thaw them first.`,
            ]
          : []),
        ...(names.length > 0 ? [`You have not said that you stored ${namesInDialog(names)}.`] : []),
        ...(copies > 0 ? [`${copies} sealed ${copies === 1 ? 'copy is' : 'copies are'} kept here.`] : []),
        hasValues
          ? 'Disconnecting erases these values from this computer, and the service never tells them again. The API keys themselves stay valid.'
          : 'The API keys themselves stay as they are.',
      ]
      return hasValues
        ? ask('Disconnect and erase values?', parts.join(' '), 'Disconnect and erase')
        : ask('Disconnect and forget the limits?', parts.join(' '), 'Disconnect and forget')
    },
    permitQuit: async () => {
      // Also those of accounts that are not shown now: they wait for the return of theirs.
      const names = sealedValues.namesInMemory().map((name) => visibleText(name, 60))
      if (names.length === 0) return ok(undefined)
      const isOpen = state.snapshot().lock.state === 'open'
      const what = isOpen ? namesInDialog(names) : countWords(names.length)
      const detail = `${what} could not be sealed on this computer. Quitting loses what you have not stored elsewhere; the service never tells it again.`
      return ask('Quit and lose values?', detail, 'Quit and lose them', deps.ownDialogs)
    },
    settle: async () => {
      deps.reveals.concealAll()
      await deps.clipboard.clear()
      await deps.creations.idle()
    },
  }
}

/** While it is locked nothing may be named. */
function countWords(count: number): string {
  return count === 1 ? 'One value' : `${count} values`
}

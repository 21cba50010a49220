// Native questions as all services ask them: while Latchkey is locked or hidden none is shown, for it may hold names.
import type { Dialogs } from '../ports/system.ts'
import type { AppState } from '../state/app-state.ts'

/** A question that cannot be asked, or was answered in the moment of locking, counts as cancelled. */
export function createDialogsWhileOpen(dialogs: Dialogs, state: Pick<AppState, 'snapshot'>): Dialogs {
  const isOpen = () => state.snapshot().lock.state === 'open'
  return {
    confirm: async (question) => isOpen() && (await dialogs.confirm(question)) && isOpen(),
    tell: async (message) => {
      if (isOpen()) await dialogs.tell(message)
    },
    dismiss: dialogs.dismiss,
  }
}

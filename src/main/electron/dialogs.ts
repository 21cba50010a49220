// Native questions and messages; the safe answer always has the focus and answers Escape.
import { dialog, type MessageBoxOptions } from 'electron/main'
import type { Dialogs } from '../ports/system.ts'
import { type DialogParent, dialogParent } from './dialog-parent.ts'

/** Attaches what is asked to the window while that is visible. */
export function createDialogs(window: DialogParent): Dialogs {
  let controller = new AbortController()
  const show = async (options: MessageBoxOptions) => {
    // That of the moment it was asked in: dismissed before it is shown, it is never shown.
    const closable = { ...options, signal: controller.signal }
    const parent = await dialogParent(window)
    return parent === null ? dialog.showMessageBox(closable) : dialog.showMessageBox(parent, closable)
  }
  return {
    confirm: async ({ title, detail, confirmLabel, isDestructive }) => {
      const { response } = await show({
        type: isDestructive ? 'warning' : 'question',
        message: title,
        detail,
        buttons: [confirmLabel, 'Cancel'],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      })
      return response === 0
    },
    tell: async ({ title, detail }) => {
      await show({ type: 'info', message: title, detail, buttons: ['OK'], defaultId: 0, cancelId: 0 })
    },
    dismiss: () => {
      controller.abort()
      // One that is aborted already would answer the next question with nothing at all.
      controller = new AbortController()
    },
  }
}

// Native questions and messages; the safe answer always has the focus and answers Escape.
import { dialog, type MessageBoxOptions } from 'electron/main'
import type { Dialogs } from '../ports.ts'
import type { OwnedWindow } from './main-window.ts'

/** Attaches what is asked to the window while that is visible. */
export function createDialogs(window: Pick<OwnedWindow, 'shown' | 'open'>): Dialogs {
  const show = (options: MessageBoxOptions) => {
    // On macOS a question without a visible parent stops the whole process until it is answered.
    if (process.platform === 'darwin' && window.shown() === null) window.open()
    const parent = window.shown()
    return parent === null ? dialog.showMessageBox(options) : dialog.showMessageBox(parent, options)
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
  }
}

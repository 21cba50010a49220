// Native questions and messages; the safe answer always has the focus and answers Escape.
import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron/main'
import type { Dialogs } from '../ports.ts'

/** `parent` gives the visible window, where there is one: without it macOS blocks the whole process. */
export function createDialogs(parent: () => BrowserWindow | null): Dialogs {
  const show = (options: MessageBoxOptions) => {
    const window = parent()
    return window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options)
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

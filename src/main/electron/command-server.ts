// Connects the contract's channels to the dispatcher; the only place that registers IPC handlers.
import { type IpcMainInvokeEvent, ipcMain } from 'electron/main'
import { commandNames } from '../../shared/ipc/channels.ts'
import type { Dispatch } from '../ipc/dispatcher.ts'
import type { Sender } from '../ipc/sender-check.ts'

/** Registers every command once, for the life of the process. */
export function serveCommands(dispatch: Dispatch): void {
  for (const channel of commandNames) {
    ipcMain.handle(channel, (event, input: unknown) => dispatch(channel, senderOf(event), input))
  }
}

/** Read at once: the frame is gone as soon as it navigates. */
function senderOf({ senderFrame, sender }: IpcMainInvokeEvent): Sender | null {
  if (senderFrame === null) return null
  return {
    url: senderFrame.url,
    isMainFrame: senderFrame.parent === null,
    isDetached: senderFrame.detached,
    windowId: sender.id,
  }
}

// Builds the page's only door to main: one frozen function per command and one subscription per event.
import { contextBridge, ipcRenderer } from 'electron/renderer'
import { commandNames, eventNames } from '../shared/ipc/channels.ts'

const subscriptions: Record<string, unknown> = {}
const door: Record<string, Record<string, unknown>> = { on: subscriptions }

for (const channel of commandNames) {
  const [topic = '', verb = ''] = channel.split('.')
  door[topic] ??= {}
  door[topic][verb] = (input: unknown) => ipcRenderer.invoke(channel, input)
}

for (const event of eventNames) {
  subscriptions[event] = (listener: (payload: unknown) => void) => {
    // The page gets the payload alone: Electron's event object would hand it the sender.
    const forward = (_event: unknown, payload: unknown) => listener(payload)
    ipcRenderer.on(event, forward)
    return () => {
      ipcRenderer.removeListener(event, forward)
    }
  }
}

contextBridge.exposeInMainWorld('latchkey', door)

// What the preload script puts on the page's window: the bridge, and nothing else.
import type { Bridge } from '../shared/ipc/bridge.ts'

declare global {
  interface Window {
    readonly latchkey: Bridge
  }
}

// What runs first in the page's own world: it puts the preload's object on the window. Sent as text to Chromium.
import type { Crossing } from './world-crossing.ts'

/** Answers the preload's `exposeInMainWorld`, and shows the page what its window's state means for it. */
export function prepareMainWorld(crossing: Crossing): void {
  crossing.handle('expose', ({ key, wire }: { key: string; wire: unknown }) => {
    if (key in window) {
      throw new Error(`Cannot bind an API on top of an existing property on the window object`)
    }
    Object.defineProperty(window, key, {
      value: crossing.decode(wire, true),
      enumerable: true,
      configurable: false,
      writable: false,
    })
  })

  let visibility: DocumentVisibilityState = 'visible'
  Object.defineProperty(Document.prototype, 'visibilityState', { get: () => visibility, configurable: true })
  Object.defineProperty(Document.prototype, 'hidden', { get: () => visibility === 'hidden', configurable: true })
  crossing.handle('visibility', (next: DocumentVisibilityState) => {
    if (next === visibility) return
    visibility = next
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  })
}

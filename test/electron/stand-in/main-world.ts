// What runs first in the page's own world: it puts the preload's object on the window. Sent as text to Chromium.
import type { Crossing } from './world-crossing.ts'

/** Answers the preload's `exposeInMainWorld`, and shows the page what its window's state means for it. */
export function prepareMainWorld(crossing: Crossing, askToOpen: (url: string) => void): void {
  // A denied window.open answers null, and none is allowed here. Chromium's own would make the window first; while
  // another debugger holds that back, the page hangs.
  window.open = (url = '') => {
    askToOpen(new URL(url, document.baseURI).href)
    return null
  }
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

  // Timers of a hidden page fire once a second, whatever they ask for (C3).
  const held = new Map<number, () => void>()
  const wake = () => {
    for (const [id, run] of [...held]) {
      held.delete(id)
      run()
    }
  }
  const slowed =
    (start: (run: () => void, delay?: number) => number) =>
    (handler: unknown, delay?: number, ...args: unknown[]) => {
      const run = () => (typeof handler === 'function' ? handler.apply(window, args) : undefined)
      const id = start(() => {
        if (visibility === 'visible') run()
        else held.set(id, run)
      }, delay)
      return id
    }
  const stopping = (stop: (id?: number) => void) => (id?: number) => {
    held.delete(id ?? 0)
    stop(id)
  }
  // Node's types describe these names too, with other ids.
  const { setTimeout, setInterval, clearTimeout, clearInterval } = window as unknown as Record<
    'setTimeout' | 'setInterval' | 'clearTimeout' | 'clearInterval',
    (...args: unknown[]) => number
  >
  setInterval.call(window, () => visibility === 'hidden' && wake(), 1000)
  Object.assign(window, {
    setTimeout: slowed((run, delay) => setTimeout.call(window, run, delay)),
    setInterval: slowed((run, delay) => setInterval.call(window, run, delay)),
    clearTimeout: stopping((id) => clearTimeout.call(window, id)),
    clearInterval: stopping((id) => clearInterval.call(window, id)),
  })

  let visibility: DocumentVisibilityState = 'visible'
  Object.defineProperty(Document.prototype, 'visibilityState', { get: () => visibility, configurable: true })
  Object.defineProperty(Document.prototype, 'hidden', {
    get: () => visibility === 'hidden',
    configurable: true,
  })
  crossing.handle('visibility', (next: DocumentVisibilityState) => {
    if (next === visibility) return
    visibility = next
    wake()
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  })
}
